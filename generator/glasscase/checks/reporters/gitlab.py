"""GitLab's code quality report: a JSON array of issues in the Code Climate form."""

from __future__ import annotations

import json
from typing import Any

from glasscase.checks.reporters.fingerprint import fingerprints
from glasscase.checks.reporters.report import Report
from glasscase.findings import Finding, Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Return all findings as a JSON array."""
    issues = [_issue(report, *pair) for pair in fingerprints(report.findings)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    text = f"{finding.message}. {finding.help}" if finding.help else finding.message
    # GitLab wants a line even for what has none.
    line = finding.position.line if finding.position is not None else 1
    return {
        "description": text,
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": report.path(finding), "lines": {"begin": line}},
    }
