"""Incidents counted by quarter and by year: how grave they were, how long they took.

An incident belongs to the period in which it was discovered (UTC): that time is always given.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any, NamedTuple

from glasscase.records.incident import IncidentSeverity

from . import numbers

Json = Any
Facts = Mapping[str, Json]

SEVERITIES = tuple(severity.value for severity in reversed(IncidentSeverity))
"""The gravest first."""


class Period(NamedTuple):
    """A quarter or a year, and what happened in it."""

    id: str
    """`2026` or `2026-q2`."""
    title: str
    incidents: int
    by_severity: Mapping[str, int]
    contained: timedelta | None
    """Median time from the discovery to the containment; None where no record gives both."""
    contained_of: int
    """How many records give both."""


def discovered(facts: Facts) -> datetime:
    """Return when an incident was discovered, in UTC."""
    return numbers.instant(facts["times"]["discovered"]).astimezone(UTC)


def year_of(facts: Facts) -> str:
    """Return the year of an incident: `2026`."""
    return f"{discovered(facts).year:04}"


def quarter_of(facts: Facts) -> str:
    """Return the quarter of an incident: `2026-q2`."""
    at = discovered(facts)
    return f"{at.year:04}-q{(at.month + 2) // 3}"


def named(period: str) -> str:
    """Return a period as it is read: `2026`, `2nd quarter of 2026`."""
    year, _, quarter = period.partition("-q")
    return f"Q{quarter} {year}" if quarter else year


def quarters(incidents: Iterable[Facts]) -> list[Period]:
    """Return the quarters from the first with an incident to the last one, the oldest first."""
    return _counted(incidents, quarter_of, _quarters)


def years(incidents: Iterable[Facts]) -> list[Period]:
    """Return the years from the first with an incident to the last one, the oldest first."""
    return _counted(incidents, year_of, _years)


def _counted(incidents: Iterable[Facts], period_of: Any, between: Any) -> list[Period]:
    found: dict[str, list[Facts]] = {}
    for facts in incidents:
        found.setdefault(period_of(facts), []).append(facts)
    if not found:
        return []
    return [_period(id_, found.get(id_, [])) for id_ in between(min(found), max(found))]


def _period(id_: str, incidents: list[Facts]) -> Period:
    lengths = [length for one in incidents if (length := _containment(one)) is not None]
    return Period(
        id_,
        named(id_),
        len(incidents),
        Counter(one["severity"] for one in incidents),
        timedelta(seconds=round(median(one.total_seconds() for one in lengths)))
        if lengths
        else None,
        len(lengths),
    )


def _containment(facts: Facts) -> timedelta | None:
    """Return how long after its discovery an incident was contained; 0 if it was before."""
    contained = facts["times"].get("contained")
    if not isinstance(contained, str):
        return None
    return max(numbers.instant(contained) - discovered(facts), timedelta())


def _years(first: str, last: str) -> Iterator[str]:
    return (f"{year:04}" for year in range(int(first), int(last) + 1))


def _quarters(first: str, last: str) -> Iterator[str]:
    for year in _years(first[:4], last[:4]):
        for quarter in range(1, 5):
            if first <= (id_ := f"{year}-q{quarter}") <= last:
                yield id_
