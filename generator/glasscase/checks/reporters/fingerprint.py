"""Names for findings that survive edits elsewhere in the file."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from glasscase.findings import Finding

# Lines that a message names move with every edit above them.
_LINES = re.compile(r"(?<=in line )\d+|(?<=:)\d+(?=\))")


def fingerprints(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Give each finding a name made of its rule, file and message, not of its line.

    Findings that agree in all three are told apart by their order.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for finding in findings:
        key = (finding.rule, finding.path, _LINES.sub("", finding.message))
        seen[key] += 1
        text = "\0".join((*key, str(seen[key])))
        yield finding, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
