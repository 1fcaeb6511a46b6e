"""What every reporter is given."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from glasscase.checks.sources import SourceText
from glasscase.checks.words import plural
from glasscase.findings import Finding, Severity
from glasscase.reading.withheld import Spans


def no_source(_path: str) -> SourceText:
    """Return an empty text: for callers that have no files at hand."""
    return SourceText((), Spans())


@dataclass(frozen=True, slots=True)
class Report:
    """Findings, sorted, with what is needed to show them."""

    findings: tuple[Finding, ...]
    checked: int = 0
    """How many files were checked."""
    waived: int = 0
    """How many findings waivers accept."""
    source: Callable[[str], SourceText] = field(default=no_source, repr=False)
    """Gives the text of a file; reporters open none."""
    docs_url: str = ""
    """Address below which the rules' pages are, if it is known."""
    prefix: str = ""
    """Stands before every path: the way from the working folder to the project."""
    colour: bool = False
    """True if the output may use a terminal's colours."""

    def path(self, finding: Finding) -> str:
        """Return the path of a finding as the reader sees it."""
        return f"{self.prefix}{finding.path}"

    def rule_url(self, rule_id: str) -> str:
        """Return the address of a rule's page, or nothing."""
        return f"{self.docs_url.rstrip('/')}/{rule_id}/" if self.docs_url else ""

    def summary(self) -> str:
        """Return one line that counts: "3 errors, 1 warning in 2 of 15 files"."""
        counts = Counter(finding.severity for finding in self.findings)
        words = [plural(counts[severity], severity) for severity in Severity if counts[severity]]
        if words:
            files = len({finding.path for finding in self.findings})
            of = max(self.checked, files)
            line = f"{', '.join(words)} in {files:,} of {plural(of, 'file')}"
        else:
            line = f"no problems in {plural(self.checked, 'file')}"
        if self.waived:
            line += f"; {plural(self.waived, 'finding')} accepted by waivers"
        return line


Reporter: TypeAlias = Callable[[Report], str]
"""Turns a report into the text that is printed, with its final newline."""
