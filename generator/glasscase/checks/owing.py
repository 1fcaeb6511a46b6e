"""Duties of which the records do not say whether they are owed, those together that ask the same.

What only the provider's file leaves open is told of the provider, not again of each of its cards.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import NamedTuple

from glasscase.law.coverage import Covered, Law, State, cover
from glasscase.law.facts import Facts
from glasscase.law.model.duty import Reader, Strength
from glasscase.law.model.regime import Regime
from glasscase.law.outcome import NO_FIELD
from glasscase.records import Kind

_MOST = 3
"""Of the duties of one group, those whose clauses are named."""
_PROVIDER = " in provider.yml"
"""Ends the sentences that ask for something of the provider."""

_Group = tuple[str, tuple[str, ...]]
"""A regime and the sentences that ask for the same."""


class Undecided(NamedTuple):
    """Duties of one regime that are owed or not, by the same facts."""

    regime: Regime
    because: tuple[str, ...]
    """What to state, in sentences."""
    duties: tuple[Covered, ...]

    @property
    def sentence(self) -> str:
        """What cannot be told, with the first clauses."""
        clauses = list(dict.fromkeys(one.duty.clause for one in self.duties))
        if len(clauses) > _MOST + 1:
            clauses = [*clauses[:_MOST], f"{len(clauses) - _MOST:,} more"]
        named = f"{', '.join(clauses[:-1])} and {clauses[-1]}" if clauses[1:] else clauses[0]
        count = len(self.duties)
        duties = "a duty is" if count == 1 else f"{count:,} duties are"
        return f"{self.regime.short}: cannot tell whether {duties} owed ({named})"


def is_asked(one: Covered, today: date) -> bool:
    """Tell whether something must be told to the public by now, if it is owed at all."""
    duty = one.duty
    asked = duty.strength is Strength.MUST and Reader.PUBLIC in duty.readers
    return asked and one.in_force <= today


class Owing:
    """Finds what cannot be told of the subjects of a law, on a day."""

    def __init__(self, law: Law, today: date) -> None:
        self._law, self._today = law, today

    def undecided(self, kind: Kind, own: Iterable[Covered]) -> Iterator[Undecided]:
        """Yield the duties of a subject that its facts leave open."""
        for (_, because), same in _grouped(own).items():
            regime = same[0].regime
            if kind is Kind.PROVIDER or not self._is_told(regime, because):
                yield Undecided(regime, because, tuple(same))

    def _is_told(self, regime: Regime, because: tuple[str, ...]) -> bool:
        """Tell whether the provider's own duties ask for all of it already."""
        if not all(sentence.endswith(_PROVIDER) for sentence in because):
            return False
        return self._told.get(regime.id, frozenset()).issuperset(because)

    @cached_property
    def _told(self) -> dict[str, frozenset[str]]:
        """What is asked for at the provider, by regime."""
        known = self._law.known
        facts = Facts(known.provider, None, self._today, known.models)
        own = (one for one in cover(self._law, facts) if is_asked(one, self._today))
        found: dict[str, frozenset[str]] = {}
        for regime, because in _grouped(own):
            found[regime] = found.get(regime, frozenset()).union(because)
        return found


def _grouped(own: Iterable[Covered]) -> dict[_Group, list[Covered]]:
    groups: dict[_Group, list[Covered]] = {}
    for one in own:
        if one.state is State.CANNOT_TELL and NO_FIELD not in (because := one.because):
            groups.setdefault((one.regime.id, because), []).append(one)
    return groups
