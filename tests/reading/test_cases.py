"""Each file under `cases/reading` is a test; its findings stand beside it in `*.expected`."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasscase.findings import Finding
from glasscase.reading.document import read_document
from glasscase.reading.events import Backend
from glasscase.reading.load import validate
from glasscase.records import Kind

CASES = Path(__file__).parents[1] / "cases" / "reading"
FILES = sorted(file for file in CASES.iterdir() if file.suffix in {".yml", ".md"})


def kind_of(name: str) -> Kind:
    if name.endswith(".md"):
        return Kind.PROTOCOL
    if name.startswith("incident"):
        return Kind.INCIDENT
    return Kind.PROVIDER if name.startswith("provider") else Kind.MODEL


def findings(file: Path, backend: Backend | None) -> list[Finding]:
    """Return all findings of a case; what is missing is left out where little is there."""
    read = read_document(
        file.read_bytes(), path=file.name, kind=kind_of(file.name), backend=backend
    )
    found = list(read.findings)
    # Files about YAML itself are no records, so that they stay short.
    if read.document is not None and {"model", "type", "times", "legal_name"} & set(
        read.document.data
    ):
        found += validate(read.document)[1]
    return sorted(found, key=Finding.sort_key)


def line(finding: Finding) -> str:
    where = ":".join(map(str, finding.position)) if finding.position else "-"
    help_ = f" | {finding.help}" if finding.help else ""
    return f"{where} {finding.rule} {finding.message}{help_}\n"


@pytest.mark.parametrize("backend", [None, "c", "python"])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_case(file: Path, backend: Backend | None) -> None:
    expected = file.with_suffix(file.suffix + ".expected").read_text("utf-8")
    assert "".join(map(line, findings(file, backend))) == expected


def test_good_files_have_no_findings() -> None:
    good = [file for file in FILES if file.name.startswith("good-")]
    assert len(good) >= 2
    assert [found for file in good for found in findings(file, "c")] == []
