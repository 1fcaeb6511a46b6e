"""Sequences: pairs of equal items, rising on both sides, found with bounded work."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive.alignment import align, gaps, rising

items = st.lists(st.sampled_from("abcde"), max_size=30)


def longest(before: list[str], after: list[str]) -> int:
    """Return the length of the longest common subsequence."""
    row = [0] * (len(after) + 1)
    for one in before:
        above = row
        row = [0]
        for place, other in enumerate(after):
            row.append(above[place] + 1 if one == other else max(above[place + 1], row[place]))
    return row[-1]


@given(items, items)
def test_pairs_are_equal_and_rise_on_both_sides(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    assert all(before[i] == after[j] for i, j in pairs)
    for side in (0, 1):
        places = [pair[side] for pair in pairs]
        assert places == sorted(set(places))


@given(items, items)
def test_short_sequences_are_aligned_as_well_as_can_be(before: list[str], after: list[str]) -> None:
    assert len(align(before, after)) == longest(before, after)


@given(items, items)
def test_pairs_and_gaps_cover_everything_once(before: list[str], after: list[str]) -> None:
    pairs = align(before, after)
    covered_before = [i for i, _ in pairs]
    covered_after = [j for _, j in pairs]
    for a0, a1, b0, b1 in gaps(pairs, len(before), len(after)):
        assert a0 < a1 or b0 < b1
        covered_before += range(a0, a1)
        covered_after += range(b0, b1)
    assert sorted(covered_before) == list(range(len(before)))
    assert sorted(covered_after) == list(range(len(after)))


def test_the_longest_rising_run_is_found() -> None:
    assert rising([(0, 3), (1, 0), (2, 1), (3, 4), (4, 2)]) == [(1, 0), (2, 1), (4, 2)]


def test_a_long_text_of_unique_items_with_many_edits_is_aligned_around_them() -> None:
    before = [f"u{n}" for n in range(6_000)]
    after = [f"v{n}" if n % 3 == 0 else f"u{n}" for n in range(6_000)]
    assert len(align(before, after)) == 4_000


def test_items_that_all_stand_often_are_aligned_by_their_runs() -> None:
    chance = random.Random(7)
    before = [f"w{chance.randrange(300)}" for _ in range(6_000)]
    after = [item if n % 20 else "new" for n, item in enumerate(before)]
    assert len(align(before, after)) == 6_000 * 19 // 20


def test_anchors_at_the_ends_alone_do_not_use_up_the_effort() -> None:
    before = [item for n in range(400) for item in ("see", n, "and", n, "as of", "then")]
    after = ["now" if item == "then" else item for item in before]
    assert len(align(before, after)) == 400 * 5


class Counting:
    """An item that counts how often it is compared."""

    compared = 0

    def __init__(self, value: int) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        Counting.compared += 1
        return isinstance(other, Counting) and self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


@pytest.mark.parametrize("kinds", [2, 3, 40])
def test_hostile_sequences_take_bounded_work(kinds: int) -> None:
    """Random items of few kinds are the worst: nothing is unique, and everything matches."""
    size = 3_000
    before, after = (
        [Counting((n * n * step + n) % 7919 % kinds) for n in range(size)] for step in (17, 31)
    )
    Counting.compared = 0
    align(before, after)
    assert Counting.compared < 40 * (2 * size)
