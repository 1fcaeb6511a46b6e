"""What the checks have found, in the log of a build."""

from __future__ import annotations

import logging
from typing import Any

from glasscase.checks.configuration import Configuration
from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.sources import Sources
from glasscase.checks.survey import Survey
from glasscase.findings import Severity

log = logging.getLogger("mkdocs.plugins.glasscase")


def report(result: Survey[Any], found: Configuration) -> bool:
    """Log errors and warnings; tell whether there is an error."""
    shown = tuple(f for f in result.findings if f.severity is not Severity.NOTE)
    if not shown:
        return False
    errors = any(finding.severity is Severity.ERROR for finding in shown)
    whole = Report(
        shown,
        checked=len(result.files),
        waived=result.waived,
        source=Sources(found.project).text,
        docs_url=found.docs_url,
    )
    text = render(whole, ReportFormat.TEXT)
    log.log(logging.ERROR if errors else logging.WARNING, "the records:\n%s", text)
    return errors
