"""Reporters: one module per form in which findings are printed."""

from __future__ import annotations

from enum import StrEnum

from glasscase.checks.reporters import github, gitlab, json, sarif, text
from glasscase.checks.reporters.report import Report, Reporter


class ReportFormat(StrEnum):
    """The forms that there are."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    GITLAB = "gitlab"


_RENDERERS: dict[ReportFormat, Reporter] = {
    ReportFormat.TEXT: text.render,
    ReportFormat.JSON: json.render,
    ReportFormat.SARIF: sarif.render,
    ReportFormat.GITHUB: github.render,
    ReportFormat.GITLAB: gitlab.render,
}


def render(report: Report, form: ReportFormat) -> str:
    """Return a report in one of the forms, with its final newline."""
    return _RENDERERS[form](report)


__all__ = ["Report", "ReportFormat", "Reporter", "render"]
