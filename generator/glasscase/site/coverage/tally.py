"""What is kept of each record's coverage, for the pages of the whole site."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from glasscase.law.lateness import Late
from glasscase.records import Kind

from .standings import Counts, Standings, added, counted


class Tally(NamedTuple):
    """Where the duties of one record stand."""

    kind: Kind
    id: str
    standings: Mapping[str, Standings]
    """By regime; of its duties that are asked of such a record, in their order."""
    late: tuple[Late, ...]

    @property
    def counts(self) -> Counts:
        """How many duties of all regimes are in each standing."""
        return added(map(counted, self.standings.values()))
