"""Three-valued answers: a condition holds, does not hold, or cannot be told; and why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

UNKNOWN = "cannot tell: "
"""Begins a sentence that says what is to be stated."""


class Verdict(NamedTuple):
    """Whether something holds, None where it cannot be told, and the sentences that say why.

    A sentence states a fact ("3.1 × 10^26 operations are more than 10^26"), so that it can stand
    behind a "yes" as well as behind a "no". Where it cannot be told, it says what to state.
    """

    holds: bool | None
    because: tuple[str, ...] = ()


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Join verdicts: false if one is false, else unknown if one is unknown, else true.

    Only the sentences that decide are kept: those of the first false one, or those of all that
    are unknown, or those of all.
    """
    return _combined(verdicts, decisive=False)


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """Join verdicts: true if one is true, else unknown if one is unknown, else false."""
    return _combined(verdicts, decisive=True)


def inverse(verdict: Verdict) -> Verdict:
    """Turn true into false and false into true; the sentences are the same."""
    return verdict if verdict.holds is None else Verdict(not verdict.holds, verdict.because)


def cannot_tell(why: str) -> Verdict:
    """Return the unknown verdict, with what is to be done about it."""
    return Verdict(None, (f"{UNKNOWN}{why}",))


def _combined(verdicts: Iterable[Verdict], *, decisive: bool) -> Verdict:
    known: list[str] = []
    unknown: list[str] = []
    undecided = False
    for verdict in verdicts:
        if verdict.holds is decisive:
            return verdict
        if verdict.holds is None:
            undecided = True
            unknown += verdict.because
        else:
            known += verdict.because
    if undecided:
        return Verdict(None, tuple(dict.fromkeys(unknown)))
    return Verdict(not decisive, tuple(dict.fromkeys(known)))
