"""SARIF 2.1.0, for code hosts and editors.

Source: OASIS, "Static Analysis Results Interchange Format (SARIF) Version 2.1.0".
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import glasscase
from glasscase.checks.registry import Rule, rules
from glasscase.checks.reporters.fingerprint import fingerprints
from glasscase.checks.reporters.report import Report
from glasscase.findings import Finding, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_ROOT = "PROJECT"


def render(report: Report) -> str:
    """Return the report as a SARIF log with one run."""
    used = sorted({finding.rule for finding in report.findings})
    known = [rules()[rule_id] for rule_id in used if rule_id in rules()]
    places = {rule.id: index for index, rule in enumerate(known)}
    run = {
        "tool": {
            "driver": {
                "name": "Glasscase",
                "semanticVersion": glasscase.__version__,
                "rules": [_rule(report, rule) for rule in known],
            }
        },
        # Columns count characters, not UTF-16 units (section 3.14.17).
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            _ROOT: {"description": {"text": "The folder in which the check was run."}}
        },
        "results": [
            _result(report, finding, places, fingerprint)
            for finding, fingerprint in fingerprints(report.findings)
        ],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(report: Report, rule: Rule) -> dict[str, Any]:
    url = report.rule_url(rule.id)
    descriptor: dict[str, Any] = {
        "id": rule.id,
        "shortDescription": {"text": rule.title},
        "defaultConfiguration": {"level": _level(rule.severity)},
        "help": {
            "text": f"Run `glasscase explain {rule.id}`.",
            "markdown": rule.text,
        },
    }
    if url:
        descriptor["helpUri"] = url
    return descriptor


def _result(
    report: Report, finding: Finding, places: dict[str, int], fingerprint: str
) -> dict[str, Any]:
    location: dict[str, Any] = {
        "artifactLocation": {"uri": quote(report.path(finding)), "uriBaseId": _ROOT}
    }
    if finding.position is not None:
        line, column = finding.position
        location["region"] = {
            "startLine": line,
            "startColumn": column,
            "endColumn": column + finding.length,
        }
    text = f"{finding.message}\n{finding.help}" if finding.help else finding.message
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _level(finding.severity),
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
        "partialFingerprints": {"glasscase/v1": fingerprint},
    }
    if finding.rule in places:
        result["ruleIndex"] = places[finding.rule]
    return result


def _level(severity: Severity) -> str:
    """Return SARIF's word for a severity (section 3.27.10); they are the same three."""
    return severity.value
