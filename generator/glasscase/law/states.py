"""How far one duty is met, and what holds the answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from glasscase.records import Kind


class State(StrEnum):
    """Where a duty, or one field that it asks for, stands.

    Of a field only the first five are said, `partly` of one that every row of a list must have.
    """

    MET = "met"
    PARTLY = "partly"
    WITHHELD = "withheld"
    ABSENT = "absent"
    """There is no value, and the record says why."""
    MISSING = "missing"
    AUTHORITY = "authority-only"
    """Owed to an authority or to customers, not to the public."""
    CANNOT_TELL = "cannot-tell"
    """The records do not say enough to know whether it is owed."""
    NOT_YET = "not-yet-in-force"
    NOT_APPLICABLE = "not-applicable"


class Place(NamedTuple):
    """The record and the field that answer."""

    kind: Kind
    id: str
    """Id of the record; empty for the provider, and where there is no such record yet."""
    field: str
    """A path as in the file: `compute.operations`."""


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """What one field of a record says to a duty.

    Two are the same only if they are one: many of them together are the key of what follows from
    them. `notice` gives the same one for the same words.
    """

    state: State
    rank: int
    """How much it says; of several rows or protocols the one that says most counts."""
    basis: str = ""
    """The ground for withholding, or the kind of absence: `not-applicable`, `not-yet` and so on."""
    reason: str = ""
    """What is withheld and why, or why there is no value; the record's words."""


NOT_APPLICABLE = "not-applicable"
"""The kind of absence that answers."""

MISSING = Answered(State.MISSING, 0)
GIVEN = Answered(State.MET, 4)


@lru_cache(maxsize=10_000)
def notice(state: State, basis: str, reason: str) -> Answered:
    """Return what a notice says: that a value is withheld or absent, and why."""
    return Answered(state, _RANKS[state], basis, reason)


_RANKS = {State.ABSENT: 1, State.WITHHELD: 2, State.PARTLY: 3}


class Held(NamedTuple):
    """One thing that a duty asks for, and what a record says to it."""

    place: Place
    state: State
    basis: str
    reason: str
    asks: str
    """What is asked, in the catalogue's words."""
    instead: tuple[str, ...] = ()
    """Other fields of the same record, of which one would answer as well."""
    types: tuple[str, ...] = ()
    """Types of protocol that can answer, for a field of a protocol."""
    item: str = ""
    """Id of the duty that asks for it, where a duty is made of others."""

    @property
    def is_answer(self) -> bool:
        """True if nothing more is asked."""
        return self.state is State.MET or self.basis == NOT_APPLICABLE

    @property
    def is_open(self) -> bool:
        """True if it, or a part of it, is not answered in any way."""
        return self.state is State.MISSING or (self.state is State.PARTLY and not self.basis)


def together(states: tuple[State, ...]) -> State:
    """Return the state of a duty from those of its parts, not-applicable ones counted as met."""
    first = states[0]
    return first if states.count(first) == len(states) else State.PARTLY
