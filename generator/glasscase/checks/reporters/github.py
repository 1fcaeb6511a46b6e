"""GitHub's workflow commands: each finding becomes an annotation of the pull request."""

from __future__ import annotations

from glasscase.checks.reporters.report import Report
from glasscase.findings import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    """Return one command per finding; nothing if there is none."""
    return "".join(_command(report, finding) for finding in report.findings)


def _command(report: Report, finding: Finding) -> str:
    properties = {"file": report.path(finding)}
    if finding.position is not None:
        line, column = finding.position
        properties |= {
            "line": str(line),
            "endLine": str(line),
            "col": str(column),
            "endColumn": str(column + finding.length),
        }
    properties["title"] = finding.rule
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    more = report.rule_url(finding.rule) or f"glasscase explain {finding.rule}"
    lines = [line for line in (finding.message, finding.help, more) if line]
    text = _data("\n".join(lines))
    return f"::{_COMMANDS[finding.severity]} {written}::{text}\n"


def _data(text: str) -> str:
    """Escape a message as GitHub's toolkit does (`escapeData`)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape a property as GitHub's toolkit does (`escapeProperty`)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
