"""The private parts of incidents, read with positions like records."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from glasscase.findings import Finding, Severity
from glasscase.reading.document import Document, read_document
from glasscase.reading.explain import explain
from glasscase.reading.limits import Limits
from glasscase.reading.tree import unreadable
from glasscase.records import Kind
from glasscase.records.private import PrivateIncident

FOLDER = "private"
INCIDENTS = f"{FOLDER}/incidents"
LIMITS = Limits(size=32 << 20, nodes=200_000)
"""Events are kept as they came, so a private part may be larger than a record."""


class PrivateRead(NamedTuple):
    """What became of one file: without a part there is an error among the findings."""

    part: PrivateIncident | None
    findings: tuple[Finding, ...]
    document: Document | None = None


def private_file(private: Path, incident: str) -> Path:
    """Return where the private part of an incident lies below the folder of private files."""
    return private / "incidents" / f"{incident}.yml"


def read_private(data: bytes, *, path: str) -> PrivateRead:
    """Read the bytes of a private part. Never raises."""
    document, findings = read_document(data, path=path, kind=Kind.INCIDENT, limits=LIMITS)
    if document is None:
        return PrivateRead(None, findings)
    try:
        part = PrivateIncident.model_validate(document.data)
    except ValidationError as error:
        found = explain(error, document, PrivateIncident, document.data)
        return PrivateRead(None, (*findings, *found), document)
    if any(finding.severity is Severity.ERROR for finding in findings):
        return PrivateRead(None, findings, document)
    return PrivateRead(part, findings, document)


def read_private_file(file: Path, *, path: str) -> PrivateRead:
    """Read a private part from disk; what cannot be read is a finding."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return PrivateRead(None, (unreadable(path, error),))
    return read_private(data, path=path)


def private_part(private: Path, incident: str) -> PrivateRead | None:
    """Read the private part of an incident; None if there is none."""
    file = private_file(private, incident)
    path = f"{private.name}/incidents/{file.name}"
    return read_private_file(file, path=path) if file.is_file() else None
