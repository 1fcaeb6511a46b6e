"""All checks over one collection."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from glasscase.checks import (
    changes,
    date_now,
    date_order,
    disclosure,
    figures,
    ids,
    personal,
    prose,
    provider,
    quantities,
    references,
    status,
    thresholds,
    topics,
    waivers,
)
from glasscase.checks.context import Check, Context, Found, Options, no_lines
from glasscase.findings import Finding, Severity
from glasscase.reading.load import Collection

FAMILIES: tuple[Check, ...] = (
    ids.check,
    references.check,
    status.check,
    date_order.check,
    date_now.check,
    changes.check,
    quantities.check,
    figures.check,
    thresholds.check,
    prose.check,
    topics.check,
    disclosure.check,
    personal.check,
    provider.check,
)
"""Every family of rules. Their order does not matter: findings are sorted."""


@dataclass(frozen=True, slots=True)
class Result:
    """What the checks have found, sorted, and how many findings waivers accept."""

    findings: tuple[Finding, ...]
    waived: int

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def check(
    collection: Collection,
    *,
    today: date,
    options: Options | None = None,
    lines: Callable[[str], Sequence[str]] = no_lines,
) -> tuple[Finding, ...]:
    """Return all findings on a collection, those of its reading included, sorted.

    `today` is the day against which dates are held. `lines` gives the lines of a file of the
    project, so that findings inside a long text can be placed; without it they stand at the
    text's start.
    """
    return examine(collection, today=today, options=options, lines=lines).findings


def examine(
    collection: Collection,
    *,
    today: date,
    options: Options | None = None,
    lines: Callable[[str], Sequence[str]] = no_lines,
) -> Result:
    """As `check`, and count what waivers accept."""
    context = Context(collection, today, options or Options(), lines)
    with _no_garbage_collection():
        kept, waived = waivers.apply(context, _all(context))
    findings = {one.finding: None for one in kept}
    findings.update(dict.fromkeys(collection.findings))
    return Result(tuple(sorted(findings, key=Finding.sort_key)), waived)


def _all(context: Context) -> Iterator[Found]:
    for family in FAMILIES:
        yield from family(context)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Suspend the search for cycles, which would visit every record again and again."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
