"""No message quotes what is withheld, and code frames know which lines to hide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.reading.document import read_document, withheld_lines
from glasscase.reading.load import validate
from glasscase.reading.withheld import PUBLIC_KEYS
from glasscase.records import Kind, Withheld

SECRET = "Xq7"


def hidden(text: str, *, markdown: bool = False) -> set[int]:
    spans = withheld_lines(text, markdown=markdown)
    return {number for number in range(1, text.count("\n") + 2) if spans.cover(number)}


def test_public_keys_are_those_of_the_notice() -> None:
    assert set(Withheld.model_fields) - {"value"} == PUBLIC_KEYS


def test_only_the_lines_of_the_value_are_hidden() -> None:
    text = """\
id: a
parameters:
  withheld: trade-secret
  describe: Public.
  value:
    - 1
    - 2
days: 3
compute:
  value: 7
  withheld: reserved
  since: 2026-01-01
"""
    assert hidden(text) == {5, 6, 7, 10}


def test_values_in_braces_hide_their_lines() -> None:
    assert hidden("a: {withheld: reserved, value: 1, describe: b}\nc: 1\n") == {1}
    assert hidden("a: {withheld: reserved, value: [1,\n  2], describe: b}\nc: 1\n") == {1, 2}


def test_the_last_value_is_hidden_to_the_end() -> None:
    assert hidden("a:\n  withheld: reserved\n  value: |\n    x\n\n    y\n") >= {3, 4, 5, 6}


@pytest.mark.parametrize(
    "text",
    [
        "a:\n  witheld: reserved\n  value: 1\n",
        "a:\n  with-held: reserved\n  value: 1\n",
        "a:\n  withheld: reserved\n  vlaue: 1\n",
    ],
)
def test_misspelt_keys_hide_as_well(text: str) -> None:
    assert 3 in hidden(text)


def test_a_value_after_the_wrong_key_is_hidden() -> None:
    assert hidden("a:\n  withheld: 1.4e12\n  describe: b\n") == {2}


def test_a_second_value_is_hidden_although_it_is_refused() -> None:
    text = "a:\n  withheld: reserved\n  value: 1\n  value: 2\n  describe: b\n"
    assert hidden(text) >= {3, 4}


def test_a_value_after_the_description_is_hidden_although_it_is_refused() -> None:
    text = "a:\n  withheld: reserved\n  value: 1\n  describe: b\n  value: 2\nc: d\n"
    assert hidden(text) >= {3, 5}


def test_a_group_that_is_given_twice_hides_its_values_twice() -> None:
    group = "a:\n  withheld: reserved\n  value: 1\n  describe: b\n"
    assert hidden(group + group) == {3, 7}


def test_a_merged_ground_hides_the_whole_file() -> None:
    text = "a: &a {withheld: reserved, describe: b}\nc:\n  <<: *a\n  value: 1\n"
    assert 4 in hidden(text)


def test_front_matter_counts_from_the_top_of_the_file() -> None:
    text = "---\na:\n  withheld: reserved\n  value: 1\n---\n\nvalue: no\n"
    assert hidden(text, markdown=True) == {4}


def test_front_matter_that_cannot_be_parsed_counts_from_the_top_too() -> None:
    text = "---\nt: [\na:\n  withheld: reserved\n  value: 1\nb: 2\n---\n\nText.\n"
    assert hidden(text, markdown=True) == set(range(1, 11))
    text = text.replace("t: [", "t: a: b")
    assert hidden(text, markdown=True) == {4, 5}


def test_front_matter_without_an_end_is_hidden_where_it_withholds() -> None:
    text = "---\na:\n  withheld: reserved\n  value: 1\nb: 2\n\nText.\n"
    assert hidden(text, markdown=True) == {3, 4}


def test_a_broken_file_without_secrets_is_shown() -> None:
    assert hidden("a: [\nb: 1\n") == set()


def test_a_file_without_secrets_is_shown() -> None:
    assert hidden("a: 1\nvalue: 2\n") == set()


LEAVES = (
    *(SECRET, f'"{SECRET}"', f"[{SECRET}]", f"{{{SECRET}: 1, {SECRET}: 2}}", f"!{SECRET} 1"),
    *(f"*{SECRET}", f"&{SECRET} 1", f"|\n      {SECRET}\n", f"{{1: {SECRET}}}"),
    *(f'"{SECRET}\\u202e"', f"{{? [{SECRET}] : 1}}", f"{{<<: *a, x: {SECRET}}}"),
)
leaves = st.sampled_from(LEAVES)
places = st.sampled_from(["parameters", "parameter_range", "context", "description", "design"])
around = st.sampled_from(
    ["withheld: trade-secret", "witheld: trade-secret", "withheld: nonsense", "withheld: [a]"]
)
keys = st.sampled_from(["value", "vlaue", "value2"])


@given(leaves, places, around, keys, st.booleans())
def test_no_finding_quotes_a_withheld_value(
    leaf: str, place: str, ground: str, key: str, twice: bool
) -> None:
    entry = f"    {key}: {leaf}\n"
    text = f"architecture:\n  {place}:\n    {ground}\n    describe: x\n{entry}{entry * twice}x: 1\n"
    read = read_document(text.encode(), path="a.yml", kind=Kind.MODEL)
    found = list(read.findings)
    if read.document is not None:
        record, more = validate(read.document)
        found += more
        assert record is None
    assert found
    assert SECRET not in repr(found)
