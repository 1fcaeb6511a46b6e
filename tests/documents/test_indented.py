"""Indented JSON is what the standard library writes."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from glasscase.documents.filled import State
from glasscase.documents.indented import Written, indented

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_it_is_what_the_standard_library_writes(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


def test_members_of_enumerations_and_tuples_are_written_as_their_values() -> None:
    value = {"state": State.GIVEN, "values": ("one", 2)}
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


@given(VALUES, VALUES)
def test_a_part_that_was_written_for_its_level_stands_as_it_is(part: object, other: object) -> None:
    whole = {"parts": [part, other]}
    mixed = {"parts": [Written(indented(part, 2)), other]}
    assert indented(mixed) == indented(whole)
