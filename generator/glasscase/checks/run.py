"""All checks over one collection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from glasscase.archive.archive import Archive
from glasscase.checks import (
    changes,
    coverage,
    date_now,
    date_order,
    disclosure,
    erasure,
    figures,
    frozen,
    ids,
    notified,
    personal,
    prose,
    provider,
    quantities,
    references,
    status,
    thresholds,
    topics,
    undecided,
    unused,
    waivers,
)
from glasscase.checks.context import Check, Context, Found, Options, no_lines
from glasscase.checks.index import Index
from glasscase.checks.outline import outline
from glasscase.findings import Finding, Severity
from glasscase.garbage import no_garbage_collection
from glasscase.reading.load import Collection
from glasscase.reading.partial import exists

FAMILIES: tuple[Check, ...] = (
    ids.check,
    references.check,
    status.check,
    date_order.check,
    date_now.check,
    changes.check,
    frozen.check,
    erasure.check,
    quantities.check,
    figures.check,
    thresholds.check,
    prose.check,
    topics.check,
    disclosure.check,
    personal.check,
    undecided.check,
    unused.check,
    provider.check,
    coverage.check,
    notified.check,
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
    archive: Archive | None = None,
) -> Result:
    """Check a collection that holds all records of a project.

    `today` is the day against which dates are held. `lines` gives the lines of a file of the
    project, so that findings inside a long text can be placed; without it they stand at the
    text's start. `archive` holds what was published before.
    """
    chosen = options or Options()
    known = archive or Archive()
    index = Index.of([outline(collection)], chosen.content, chosen.files, known.versions)
    return examine(Context(collection, index, today, chosen, lines, archive=known))


def examine(context: Context) -> Result:
    """Check the records of a context; what was found in reading them is among the findings."""
    with no_garbage_collection():
        all_found = [one for family in FAMILIES for one in family(context)]
        kept, waived = waivers.apply(context, all_found)
        kept += _partly(context)
    findings = {one.finding: None for one in kept}
    findings.update(dict.fromkeys(context.collection.findings))
    return Result(tuple(sorted(findings, key=Finding.sort_key)), waived)


_OF_SINGLE_VALUES: tuple[Check, ...] = (
    ids.check,
    references.check,
    date_now.check,
    prose.check,
    disclosure.check,
    personal.check,
)
_COMPARING: tuple[Check, ...] = (
    date_now.check,
    date_order.check,
    quantities.check,
    figures.check,
)
"""Both look at what a record says; the families that are left out find fault with what it does
not say. Values are not compared with what stands for a wrong one."""

_OF_ALL = frozenset({"reference-row", "link-anchor", "uncertainty-form"})
"""Rules of these families that need the whole record."""
_OF_SEVERAL = _OF_ALL | {"action-overdue"}
"""Those and the rules of `_OF_SINGLE_VALUES` that look at more than one value."""


def _partly(context: Context) -> list[Found]:
    """Check what can be read of files with errors, so that one run finds all their problems."""
    if not context.collection.partial:
        return []
    wanted: list[Found] = []
    for families, rows, left_out in (
        (_OF_SINGLE_VALUES, True, _OF_SEVERAL),
        (_COMPARING, False, _OF_ALL),
    ):
        inner = replace(context, collection=context.collection.only_partial(rows=rows))
        all_found = [one for family in families for one in family(inner)]
        wanted += [one for one in all_found if one.finding.rule not in left_out and _is_there(one)]
    return waivers.unwaived(wanted)


def _is_there(one: Found) -> bool:
    """Tell whether a finding is about something in the file, not about what stands for it."""
    if one.loaded is None or one.path[:1] == ("body",):
        return True
    return exists(one.loaded.document.data, one.path)
