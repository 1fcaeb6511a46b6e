"""Values that are the same: those with one canonical form."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.archive.sameness import MISSING, same

SAME = [
    (7, 7.0),
    ({"a": 1, "b": [True, "x"]}, {"b": [True, "x"], "a": 1.0}),
    ([{"n": 10**15}], [{"n": 1e15}]),
    ([], []),
    (MISSING, MISSING),
]
OTHER = [
    (1, True),
    (0, False),
    ([{"n": 1}], [{"n": True}]),
    ({"a": 1}, {"a": 1, "b": None}),
    ([1, 2], [2, 1]),
    ("7", 7),
    (None, MISSING),
    ([], {}),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_values_with_one_canonical_form_are_the_same(one: Any, other: Any) -> None:
    assert same(one, other)
    assert same(other, one)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_values_with_two_are_not(one: Any, other: Any) -> None:
    assert not same(one, other)
    assert not same(other, one)
