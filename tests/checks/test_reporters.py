"""The forms in which findings are printed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import jsonschema
import pytest

from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.reporters.fingerprint import fingerprints
from glasscase.checks.reporters.text import _width as width
from glasscase.checks.sources import MASK, SourceText
from glasscase.findings import Finding, Position, Severity
from glasscase.reading.withheld import Spans

PATH = "content/models/a, b: é%.yml"
PLACE = Position(2, 8)


def finding(
    rule: str = "filler",
    severity: Severity = Severity.ERROR,
    position: Position | None = PLACE,
    length: int = 4,
    message: str = "100 % wrong:\nsecond line",
    path: str = PATH,
) -> Finding:
    return Finding(rule, severity, path, message, "Do this, or that.", position, length)


def report(*findings: Finding, text: str = "one\nvalue: high\nthree\n", **more: Any) -> Report:
    source = SourceText(tuple(text.split("\n")), more.pop("hidden", Spans()))
    return Report(findings, checked=3, source=lambda path: source, **more)


def frame(found: Finding, text: str, **more: Any) -> list[str]:
    """Return the lines of a report's code frame."""
    lines = render(report(found, text=text, **more), ReportFormat.TEXT).split("\n")
    return [line for line in lines if re.match(r" *\d* \|", line)]


def test_text_underlines_the_value_between_its_neighbours() -> None:
    assert frame(finding(message="m"), "one\nvalue: high\nthree\n") == [
        "  |",
        "1 | one",
        "2 | value: high",
        "  |        ^^^^",
        "3 | three",
    ]


def test_text_gives_place_rule_help_and_page() -> None:
    shown = render(report(finding(message="too high")), ReportFormat.TEXT)
    assert shown.startswith(f"{PATH}:2:8: error[filler] too high\n")
    assert "\n  = help: Do this, or that.\n  = more: glasscase explain filler\n" in shown
    docs = render(report(finding(), docs_url="https://x.example/rules/"), ReportFormat.TEXT)
    assert "= more: https://x.example/rules/filler/\n" in docs


@pytest.mark.parametrize(
    ("line", "column", "length", "before", "carets"),
    [
        ("\tvalue: high", 9, 4, 11, 4),
        ("日本: 値です", 5, 3, 6, 6),
        ("e\u0301: high", 5, 4, 3, 4),
        ("value: high", 8, 400, 7, 4),
        ("value: ", 8, 1, 7, 1),
    ],
    ids=["tab", "wide", "combining", "beyond the line", "at its end"],
)
def test_text_puts_the_caret_under_the_value(
    line: str, column: int, length: int, before: int, carets: int
) -> None:
    shown = frame(finding(position=Position(1, column), length=length), line)
    assert shown[2] == "  | " + " " * before + "^" * carets
    assert width((shown[1] + " ").removeprefix("1 | ")) >= before


def test_text_cuts_long_lines_on_both_sides() -> None:
    line = "x" * 500 + "HERE" + "y" * 500
    shown = frame(finding(position=Position(1, 501)), line)
    at = shown[2].index("^")
    assert shown[1][at : at + 4] == "HERE"
    assert max(map(len, shown)) <= 120
    assert shown[1].count("…") == 2


def test_text_masks_lines_with_withheld_values() -> None:
    text = "withheld: trade-secret\nvalue: 1234\ndescribe: x\n"
    for line in (1, 2, 3):
        shown = render(
            report(finding(position=Position(line, 1)), text=text, hidden=Spans(((2, 2),))),
            ReportFormat.TEXT,
        )
        assert "1234" not in shown
        assert MASK in shown


@pytest.mark.parametrize("position", [None, Position(99, 1)])
def test_text_has_no_frame_where_there_is_no_line(position: Position | None) -> None:
    assert frame(finding(position=position), "one\n") == []


def test_text_uses_colours_only_if_told() -> None:
    assert "\x1b" not in render(report(finding()), ReportFormat.TEXT)
    coloured = render(report(finding(), colour=True), ReportFormat.TEXT)
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == render(report(finding()), ReportFormat.TEXT)
    assert "\x1b[1;31merror[filler]\x1b[0m" in coloured


@pytest.mark.parametrize(
    ("findings", "waived", "line"),
    [
        ([], 0, "no problems in 3 files"),
        ([], 1, "no problems in 3 files; 1 finding accepted by waivers"),
        ([finding()], 0, "1 error in 1 of 3 files"),
        (
            [finding(), finding(severity=Severity.WARNING), finding(severity=Severity.WARNING)],
            2,
            "1 error, 2 warnings in 1 of 3 files; 2 findings accepted by waivers",
        ),
        ([finding(severity=Severity.NOTE, path="b")], 0, "1 note in 1 of 3 files"),
    ],
)
def test_summary_counts(findings: list[Finding], waived: int, line: str) -> None:
    assert report(*findings, waived=waived).summary() == line


def test_paths_start_where_the_reader_is() -> None:
    for form in ReportFormat:
        shown = render(report(finding(path="content/a.yml"), prefix="site/"), form)
        assert "site/content/a.yml" in shown


def test_json_holds_everything() -> None:
    loose = finding(position=None, severity=Severity.NOTE)
    document = json.loads(render(report(finding(), loose, waived=1), ReportFormat.JSON))
    assert document["summary"] == {
        "files": 3,
        "files_with_findings": 1,
        "waived": 1,
        "errors": 1,
        "warnings": 0,
        "notes": 1,
    }
    assert document["findings"][0] == {
        "rule": "filler",
        "severity": "error",
        "path": PATH,
        "line": 2,
        "column": 8,
        "length": 4,
        "message": "100 % wrong:\nsecond line",
        "help": "Do this, or that.",
        "url": None,
    }
    assert document["findings"][1]["line"] is None


def test_github_escapes_as_its_toolkit_does() -> None:
    shown = render(report(finding()), ReportFormat.GITHUB)
    assert shown == (
        "::error file=content/models/a%2C b%3A é%25.yml,line=2,endLine=2,col=8,endColumn=12,"
        "title=filler::100 %25 wrong:%0Asecond line%0ADo this, or that.%0A"
        "glasscase explain filler\n"
    )
    note = render(report(finding(position=None, severity=Severity.NOTE)), ReportFormat.GITHUB)
    assert note.startswith("::notice file=content/models/a%2C b%3A é%25.yml,title=filler::")


def test_gitlab_has_what_its_report_needs() -> None:
    warning = finding(severity=Severity.WARNING, position=None, rule="id-file-name")
    issues = json.loads(render(report(finding(), warning), ReportFormat.GITLAB))
    assert [set(issue) for issue in issues] == [
        {"description", "check_name", "fingerprint", "severity", "location"}
    ] * 2
    assert issues[0]["location"] == {"path": PATH, "lines": {"begin": 2}}
    assert [issue["severity"] for issue in issues] == ["major", "minor"]
    assert issues[1]["location"]["lines"] == {"begin": 1}
    assert json.loads(render(report(), ReportFormat.GITLAB)) == []


def test_fingerprints_survive_edits_above_and_differ_within_a_file() -> None:
    moved = replace(finding(message="first in line 7"), position=Position(9, 1))
    one = finding(message="first in line 3")
    names = [name for _, name in fingerprints([one, one, finding(path="other.yml")])]
    assert len(set(names)) == 3
    assert [name for _, name in fingerprints([moved])] == names[:1]


# What the schema of SARIF 2.1.0 (OASIS, 27 March 2020) asks of the parts that are written here.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_COUNT = {"type": "integer", "minimum": 1}


def _closed(required: list[str], **properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "required": required,
        "properties": properties,
        "additionalProperties": False,
    }


SARIF = _closed(
    ["version", "runs"],
    **{
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "items": _closed(
                ["tool"],
                columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                originalUriBaseIds={
                    "type": "object",
                    "additionalProperties": _closed([], description=_TEXT),
                },
                tool=_closed(
                    ["driver"],
                    driver=_closed(
                        ["name"],
                        name={"type": "string"},
                        semanticVersion={"type": "string"},
                        rules={
                            "type": "array",
                            "uniqueItems": True,
                            "items": _closed(
                                ["id"],
                                id={"type": "string"},
                                shortDescription=_TEXT,
                                help={
                                    **_TEXT,
                                    "properties": {
                                        "text": {"type": "string"},
                                        "markdown": {"type": "string"},
                                    },
                                },
                                helpUri={"type": "string", "format": "uri"},
                                defaultConfiguration=_closed([], level=_LEVEL),
                            ),
                        },
                    ),
                ),
                results={
                    "type": "array",
                    "items": _closed(
                        ["message"],
                        ruleId={"type": "string"},
                        ruleIndex={"type": "integer", "minimum": 0},
                        level=_LEVEL,
                        message=_TEXT,
                        partialFingerprints={
                            "type": "object",
                            "additionalProperties": {"type": "string"},
                        },
                        locations={
                            "type": "array",
                            "items": _closed(
                                [],
                                physicalLocation=_closed(
                                    [],
                                    artifactLocation=_closed(
                                        [],
                                        uri={"type": "string", "pattern": r"^[!-~]+$"},
                                        uriBaseId={"type": "string"},
                                    ),
                                    region=_closed(
                                        [],
                                        startLine=_COUNT,
                                        startColumn=_COUNT,
                                        endColumn=_COUNT,
                                    ),
                                ),
                            ),
                        },
                    ),
                },
            ),
        },
    },
)


def test_sarif_has_the_shape_of_its_schema() -> None:
    findings = (finding(), finding(position=None, severity=Severity.NOTE, rule="link-insecure"))
    for docs_url in ("", "https://x.example/rules"):
        log = json.loads(render(report(*findings, docs_url=docs_url), ReportFormat.SARIF))
        jsonschema.validate(log, SARIF)
        rules = log["runs"][0]["tool"]["driver"]["rules"]
        assert [("helpUri" in rule) for rule in rules] == [bool(docs_url)] * 2
    jsonschema.validate(json.loads(render(report(), ReportFormat.SARIF)), SARIF)


def test_sarif_names_rule_place_and_level() -> None:
    log = json.loads(render(report(finding()), ReportFormat.SARIF))
    run = log["runs"][0]
    (result,) = run["results"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "filler"
    assert rule["help"]["markdown"].startswith("## Why")
    assert result["level"] == "error"
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "content/models/a%2C%20b%3A%20%C3%A9%25.yml"
    assert place["region"] == {"startLine": 2, "startColumn": 8, "endColumn": 12}
    assert run["originalUriBaseIds"].keys() == {place["artifactLocation"]["uriBaseId"]}
