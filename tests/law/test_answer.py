"""Three-valued logic, with the sentences that decide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.law.answer import Verdict, every, inverse, some

YES, NO, UNKNOWN = Verdict(True, ("a",)), Verdict(False, ("b",)), Verdict(None, ("c",))
VERDICTS = st.lists(st.sampled_from([YES, NO, UNKNOWN]), min_size=1)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((YES, NO), NO),
        ((YES, UNKNOWN, NO), NO),
        ((YES, UNKNOWN), UNKNOWN),
        ((YES, Verdict(True, ("d",))), Verdict(True, ("a", "d"))),
        ((UNKNOWN, Verdict(None, ("e",))), Verdict(None, ("c", "e"))),
    ],
)
def test_all_parts_keep_the_sentences_that_decide(
    parts: tuple[Verdict, ...], expected: Verdict
) -> None:
    assert every(parts) == expected


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((NO, YES), YES),
        ((NO, UNKNOWN, YES), YES),
        ((NO, UNKNOWN), UNKNOWN),
        ((NO, Verdict(False, ("d",))), Verdict(False, ("b", "d"))),
    ],
)
def test_any_part_keeps_the_sentences_that_decide(
    parts: tuple[Verdict, ...], expected: Verdict
) -> None:
    assert some(parts) == expected


@given(VERDICTS)
def test_all_and_any_are_dual(parts: list[Verdict]) -> None:
    assert every(parts) == inverse(some(map(inverse, parts)))


@given(VERDICTS)
def test_what_cannot_be_told_stays_so_when_denied(parts: list[Verdict]) -> None:
    verdict = every(parts)
    assert inverse(verdict).because == verdict.because
    assert (inverse(verdict).holds is None) is (verdict.holds is None)
