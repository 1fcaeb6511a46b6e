"""What every page about coverage says of itself."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup

from glasscase.law.catalogue import Catalogue
from glasscase.law.needed import depends_on_year

from .. import fragments, numbers
from ..nodes import Moment
from ..prose import ROOT
from .standings import ORDER, WORDS


class Sign(NamedTuple):
    """A standing in the legend."""

    style: str
    label: str
    sign: str
    meaning: str


class Notice(NamedTuple):
    """Readiness, not legal advice: what the judgement rests on."""

    as_of: Moment
    catalogue: str
    checked: Moment
    """The earliest day on which the texts of a regime were checked."""
    unverified: int
    """How many statements of the catalogue could not be verified."""
    demonstration: bool
    href: str = f"{ROOT}coverage/"

    @property
    def advice(self) -> Markup:
        """Stands at the head of every page."""
        return _part("advice", self)

    @property
    def about(self) -> Markup:
        """Stands at the end of every page."""
        return _part("about", self)

    @property
    def legend(self) -> tuple[Sign, ...]:
        """Every standing and what it means."""
        return tuple(Sign(one.value, words.label, words.sign, words.meaning)
                     for one in ORDER for words in (WORDS[one],))  # fmt: skip


def day_of_law(law: Catalogue, day: date) -> date:
    """Return the last day, up to a day, on which a date of the catalogue lies.

    Nothing that is in force changes between the two. So a commit of a later day does not change
    a page unless something does. Where a law looks at the year before, each year begins anew.
    """
    days: set[date] = set()
    for regime in law.regimes.values():
        days |= {regime.in_force, regime.checked}
        for duty in regime.duties:
            days.update(later.from_ for later in duty.transition)
            if duty.in_force is not None:
                days.add(duty.in_force)
    if depends_on_year(law.regimes.values()):
        days.add(date(day.year, 1, 1))
    return max((one for one in days if one <= day), default=day)


def notice_of(law: Catalogue, as_of: date, *, demonstration: bool) -> Notice:
    """Return what is said of a catalogue and of the day on which it is asked."""
    regimes = law.regimes.values()
    checked = min((regime.checked for regime in regimes), default=as_of)
    return Notice(
        _moment(as_of),
        law.version,
        _moment(checked),
        sum(len(regime.unverified) for regime in regimes),
        demonstration,
    )


@lru_cache(maxsize=8)
def _part(name: str, notice: Notice) -> Markup:
    return Markup(getattr(fragments.module("coverage_parts.html"), name)(notice))  # noqa: S704


def _moment(day: date) -> Moment:
    return Moment(day.isoformat(), numbers.day(day.isoformat()))
