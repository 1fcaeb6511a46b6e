"""Rows about reports that were sent: in the private part, and for the public record."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from glasscase.exchange.rows import append_row
from glasscase.exchange.writer import write_yaml
from glasscase.findings import Severity
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.private import LIMITS, private_file, read_private
from glasscase.reading.yaml import parse_yaml
from glasscase.reporting.errors import ReportError
from glasscase.reporting.files import locked, put

_MOST = 400
"""Characters that one line of a record may have."""


class Added(StrEnum):
    """What became of a row."""

    ADDED = "added"
    THERE = "there"
    """It was there already."""
    BY_HAND = "by-hand"
    """The file is in a form to which nothing can be added safely: a person must do it."""


def private_row(
    head: Mapping[str, Any],
    duty: str,
    digest: str,
    path: str,
    receipt: Mapping[str, Any],
    stamp: str,
) -> dict[str, Any]:
    """Return the row of a sent report for the private part of its incident."""
    delivered = receipt["delivered"]
    reference = str(delivered.get("reference") or delivered.get("key") or "")
    sending = {
        "at": delivered["at"],
        "by": delivered["by"],
        "to": _cut(delivered["to"]),
        **({"reference": _cut(reference)} if reference else {}),
        **({"timestamp": stamp} if stamp else {}),
    }
    return {
        "regime": head["regime"],
        **({"duty": duty} if duty else {}),
        "stage": head["stage"],
        "number": head["number"],
        "digest": digest,
        "path": path,
        "sent": [sending],
    }


def public_row(
    head: Mapping[str, Any], authority: str, receipt: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the row that tells the public of a report: that it was made, to whom and when.

    The recipient's reference stays out: some laws keep reports confidential.
    """
    return {
        "id": f"{head['regime']}-{head['number']:03}-{head['stage']}",
        "regime": head["regime"],
        "authority": _cut(authority),
        "stage": head["stage"],
        "at": receipt["delivered"]["at"],
    }


def as_yaml(key: str, row: Mapping[str, Any]) -> str:
    """Return a row as it would stand in a file."""
    return write_yaml({key: [row]})


def add_private(private: Path, incident: str, row: Mapping[str, Any]) -> Added:
    """Add the row of a report to the private part, which is begun if there is none."""
    file = private_file(private, incident)
    with locked(file.parent):
        if not file.exists():
            values = {"schema": 1, "incident": incident, "reports": [row]}
            put(file, write_yaml(values).encode())
            return Added.ADDED
        return _add(file, "reports", row, ("regime", "number"), LIMITS, is_private=True)


def add_public(file: Path, row: Mapping[str, Any]) -> Added:
    """Add the row of a notification to a public record, and keep its every other byte."""
    return _add(file, "notifications", row, ("id",), DEFAULT_LIMITS, is_private=False)


def _add(
    file: Path,
    key: str,
    row: Mapping[str, Any],
    same: tuple[str, ...],
    limits: Limits,
    *,
    is_private: bool,
) -> Added:
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, ValueError) as error:
        raise ReportError(
            f"{file.as_posix()} cannot be read", hint=f"Add the row by hand:\n{as_yaml(key, row)}"
        ) from error
    if file.suffix.lower() == ".md":
        return Added.BY_HAND
    parsed = parse_yaml(text, path=file.name, limits=limits)
    held = parsed.value.get(key) if isinstance(parsed.value, dict) else None
    for one in held if isinstance(held, list) else ():
        if isinstance(one, dict) and all(one.get(name) == row[name] for name in same):
            return Added.THERE
    longer = append_row(text, key, row, limits)
    if longer is None or (is_private and not _is_sound(longer, file)):
        return Added.BY_HAND
    put(file, longer.encode())
    return Added.ADDED


def _is_sound(text: str, file: Path) -> bool:
    read = read_private(text.encode(), path=file.name)
    return not any(one.severity is Severity.ERROR for one in read.findings)


def _cut(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1]}…"
