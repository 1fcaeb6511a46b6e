"""Where duties stand, as pages tell it: words for each standing, and counts of them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from glasscase.law.outcome import NO_FIELD, Outcome
from glasscase.law.states import State


class Standing(StrEnum):
    """Where a duty stands. The order is that of bars and columns."""

    MET = "met"
    PARTLY = "partly"
    WITHHELD = "withheld"
    ABSENT = "absent"
    MISSING = "missing"
    CANNOT_TELL = "cannot-tell"
    ELSEWHERE = "elsewhere"
    """Owed, and nothing that a record can hold would show it."""
    NOT_YET = "not-yet-in-force"
    AUTHORITY = "authority-only"
    NOT_APPLICABLE = "not-applicable"


class Words(NamedTuple):
    """What is said of a standing."""

    label: str
    short: str
    """At the head of a narrow column."""
    sign: str
    meaning: str


WORDS = {
    Standing.MET: Words("Met", "Met", "✓", "Everything that is asked for is published."),
    Standing.PARTLY: Words("Partly met", "Partly", "◐", "Some of what is asked for is published."),
    Standing.WITHHELD: Words("Withheld", "Withheld", "▣", "Withheld; the ground is published."),
    Standing.ABSENT: Words("No value", "No value", "○", "There is none; the reason is published."),
    Standing.MISSING: Words("Missing", "Missing", "✕", "Owed to the public, and not published."),
    Standing.CANNOT_TELL: Words(
        "Cannot tell", "Cannot tell", "?", "The records do not say whether it is owed."
    ),
    Standing.ELSEWHERE: Words(
        "Not shown here", "Not here", "–", "Owed, but no field of a record can show it."
    ),
    Standing.NOT_YET: Words("Not yet in force", "Not yet", "◷", "Will be owed from a later day."),
    Standing.AUTHORITY: Words(
        "Owed to others", "To others", "◇", "Owed to authorities or customers, not to the public."
    ),
    Standing.NOT_APPLICABLE: Words("Does not apply", "Not applic.", "·", "Not owed here."),
}

ORDER = tuple(Standing)
OWED_NOW = (
    Standing.MET,
    Standing.PARTLY,
    Standing.WITHHELD,
    Standing.ABSENT,
    Standing.MISSING,
)
"""Standings of what is owed to the public now."""
OPEN = (Standing.PARTLY, Standing.MISSING)

Standings: TypeAlias = tuple[Standing, ...]
"""Of the duties of a regime that are asked of one kind of subject, in their order."""
Counts: TypeAlias = tuple[int, ...]
"""How many there are of each standing, in the order of `ORDER`."""

NONE: Counts = (0,) * len(ORDER)
_BY_STATE = {state: Standing(state.value) for state in State}


def standing(outcome: Outcome) -> Standing:
    """Return where a duty stands."""
    if outcome.state is State.CANNOT_TELL and NO_FIELD in outcome.why:
        return Standing.ELSEWHERE
    return _BY_STATE[outcome.state]


@lru_cache(maxsize=4096)
def counted(standings: Standings) -> Counts:
    """Count the standings of a regime's duties."""
    return tuple(standings.count(one) for one in ORDER)


def added(counts: Iterable[Counts]) -> Counts:
    """Add counts up."""
    return tuple(map(sum, zip(NONE, *counts, strict=True)))


def number(counts: Counts, *standings: Standing) -> int:
    """Return how many there are of some standings."""
    return sum(counts[ORDER.index(one)] for one in standings)


def applies(standings: Standings) -> bool | None:
    """Tell whether a regime asks anything of a subject; None if that cannot be told."""
    kinds = set(standings) - {Standing.NOT_APPLICABLE}
    if kinds - {Standing.CANNOT_TELL}:
        return True
    return None if kinds else False
