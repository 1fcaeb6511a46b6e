"""Private parts are read with positions, like records."""

from __future__ import annotations

from pathlib import Path

from glasscase.reading.private import private_part, read_private


def test_findings_have_their_places() -> None:
    read = read_private(
        b"incident: outage\nfields:\n  severity: incdent\n  times: {fond: 1}\n",
        path="private/incidents/outage.yml",
    )
    assert read.part is None
    places = {(one.rule, one.position) for one in read.findings}
    assert places == {("field-value", (3, 13)), ("field-unknown", (4, 11))}


def test_a_part_is_found_by_its_incident(tmp_path: Path) -> None:
    file = tmp_path / "incidents/outage.yml"
    file.parent.mkdir()
    file.write_text("incident: outage\nstatements:\n  What is asked: The answer.\n")
    read = private_part(tmp_path, "outage")
    assert read is not None
    assert read.part is not None
    assert read.part.statements == {"What is asked": "The answer."}
    assert private_part(tmp_path, "other") is None


def test_what_is_no_private_part_is_a_finding() -> None:
    for data in (b"", b"\xff", b"[1]", b"a: &b 1\n"):
        read = read_private(data, path="p.yml")
        assert read.part is None
        assert read.findings
