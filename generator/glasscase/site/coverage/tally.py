"""What is kept of each record's coverage, for the pages of the whole site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from glasscase.law.lateness import Late
from glasscase.records import Kind

from .standings import Standings


class Tally(NamedTuple):
    """Where the duties of one record stand."""

    kind: Kind
    id: str
    standings: Mapping[str, Standings]
    """By regime; of its duties that are asked of such a record, in their order."""
    late: tuple[Late, ...]


def sharing(tallies: Iterable[Tally]) -> Iterator[Tally]:
    """Yield tallies, those with the same standings with one and the same object for them."""
    known: dict[object, Mapping[str, Standings]] = {}
    for tally in tallies:
        key = (tally.kind, *tally.standings.items())
        yield tally._replace(standings=known.setdefault(key, tally.standings))
