"""For programs of the provider's own."""

from __future__ import annotations

import json
from typing import Any

import glasscase
from glasscase.checks.reporters.report import Report
from glasscase.findings import Finding, Severity

FORMAT = 1
"""Version of this format. A new key does not change it; a removed or changed one does."""


def render(report: Report) -> str:
    """Return the report as one JSON object."""
    document = {
        "format": FORMAT,
        "tool": {"name": "glasscase", "version": glasscase.__version__},
        "summary": {
            "files": report.checked,
            "files_with_findings": len({finding.path for finding in report.findings}),
            "waived": report.waived,
            **{
                f"{severity}s": sum(f.severity is severity for f in report.findings)
                for severity in Severity
            },
        },
        "findings": [_finding(report, finding) for finding in report.findings],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _finding(report: Report, finding: Finding) -> dict[str, Any]:
    line, column = finding.position or (None, None)
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "path": report.path(finding),
        "line": line,
        "column": column,
        "length": finding.length if finding.position else None,
        "message": finding.message,
        "help": finding.help,
        "url": report.rule_url(finding.rule) or None,
    }
