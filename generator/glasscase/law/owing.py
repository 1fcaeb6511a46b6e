"""Where the duties of a subject stand: owed, owed from a day, not owed, or not to be told."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from glasscase.law.answer import UNKNOWN
from glasscase.law.scope import Owed


class Standing(NamedTuple):
    """What is so of one duty or of several."""

    order: tuple[int, date, tuple[str, ...]]
    """What is owed comes first, what is not comes last."""
    words: str
    """"owed", "owed from 2027-01-01", "not owed"."""
    because: tuple[str, ...]
    """Why it is not owed, or what to state so that it can be told."""


def standing(one: Owed, day: date) -> Standing:
    """Return where a duty stands on a day."""
    verdict, dates = one.verdict, one.dates
    if verdict.holds is None:
        asked = tuple(sentence.removeprefix(UNKNOWN) for sentence in verdict.because)
        return Standing((3, date.min, asked), "cannot be told", asked)
    if not verdict.holds:
        return Standing((4, date.min, verdict.because), "not owed", verdict.because)
    if dates.in_force(day):
        return Standing((0, date.min, ()), "owed", ())
    if not dates.is_open:
        return Standing((1, dates.earliest, ()), f"owed from {dates.earliest}", dates.because)
    words = f"owed from {dates.earliest} or {dates.latest}"
    return Standing((2, dates.earliest, dates.because), words, dates.because)
