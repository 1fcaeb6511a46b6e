"""All checks over one collection."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import NamedTuple

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
from glasscase.checks.context import Check, Context, Found, Options, Path, no_lines
from glasscase.findings import Finding, Severity
from glasscase.processes import MANY, in_order, no_garbage_collection
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
    processes: int = 1,
) -> Result:
    """As `check`, and count what waivers accept. A large collection may use more `processes`."""
    context = Context(collection, today, options or Options(), lines)
    with no_garbage_collection():
        kept, waived = waivers.apply(context, list(_all(context, processes)))
    findings = {one.finding: None for one in kept}
    findings.update(dict.fromkeys(collection.findings))
    return Result(tuple(sorted(findings, key=Finding.sort_key)), waived)


class _Copied(NamedTuple):
    """A `Found` on its way from another process: the record is named, not copied."""

    finding: Finding
    file: str | None
    path: Path
    accepted: bool


def _all(context: Context, processes: int) -> Iterator[Found]:
    """Run every family; on a large collection several at a time."""
    if len(context.collection.by_id) <= MANY or processes < 2:
        for family in FAMILIES:
            yield from family(context)
        return
    files = {loaded.document.path: loaded for loaded in context.everything()}
    for copies in in_order(partial(_copied, context), FAMILIES, processes, chunk=1):
        for copy in copies:
            loaded = files[copy.file] if copy.file is not None else None
            yield Found(copy.finding, loaded, copy.path, copy.accepted)


def _copied(context: Context, family: Check) -> list[_Copied]:
    return [
        _Copied(
            one.finding, one.loaded.document.path if one.loaded else None, one.path, one.accepted
        )
        for one in family(context)
    ]
