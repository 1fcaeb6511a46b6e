"""Where a text cannot be parsed, the group around a word like `withheld` is not shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.reading.suspects import EVERYTHING, may_withhold, suspect_lines

SECRET = "Xq7"
ALL = "all"


def hidden(text: str) -> set[int] | str:
    """Return the numbers of the hidden lines; all, if the text is hidden whole."""
    ranges = suspect_lines(text)
    if ranges == EVERYTHING:
        return ALL
    return {number for first, last in ranges for number in range(first, last + 1)}


@pytest.mark.parametrize(
    "text",
    [
        "summary: The meeting was held: on Monday.\n",
        "summary: |\n  What we withheld is less than before.\n",
        "a: 1 # withheld\n",
        "# withheld: trade-secret\na: 1\n",
        "a: 1\r\n\t # A value that is withheld: stays here.\r\nb: 2\r\n",
        "a: 1\n#withheld\n#\\x41: 2\n",
        "Text of a body, in which a value is withheld.\n",
    ],
)
def test_prose_and_comments_withhold_nothing(text: str) -> None:
    assert hidden(text) == set()
    assert not may_withhold(text)


@pytest.mark.parametrize(
    "key",
    [
        "withheld:",
        "witheld:",
        "Withheld :",
        "with-held:",
        "with held:",
        '"withheld":',
        '"with\\x68eld":',
        "'withheld':",
        "withheld",
        "withheld:reserved",
    ],
)
def test_the_group_of_a_word_like_withheld_is_hidden(key: str) -> None:
    text = f"title: A: b\nsize:\n  value: 3\n  {key} reserved\n  describe: c\n\ndays: 4\n"
    assert may_withhold(text)
    assert hidden(text) == {3, 4, 5, 6}


def test_an_item_of_a_list_is_hidden_alone() -> None:
    text = "rows:\n  - value: 3\n    withheld: a: b\n  - value: 4\n    note: c\n"
    assert hidden(text) == {2, 3}
    text = "rows:\n- withheld: a: b\n  value: 3\n- value: 4\nmore: c\n"
    assert hidden(text) == {2, 3}


def test_what_is_written_in_braces_hides_its_line() -> None:
    assert hidden("x: a: b\ny:\n  a: {value: 3, withheld: reserved}\nz: 1\n") == {3}


@pytest.mark.parametrize(
    "text",
    [
        "a: {value: 3,\n  withheld: reserved}\nb: a: c\n",
        "a:\n  withheld: reserved\n  value: 1\nb: [\n",
        "a: &g {withheld: reserved}\nc:\n  <<: *g\n  value: 1\n",
        "? withheld\n: reserved\nvalue: 1\n",
        "a:\n  !!str withheld: reserved\n  value: 1\n",
        "value: 3\nwithheld: reserved\n",
    ],
)
def test_where_lines_do_not_show_the_group_all_are_hidden(text: str) -> None:
    assert hidden(text) == ALL


indents = st.integers(1, 5)


@given(indents, indents, st.booleans(), st.lists(st.integers(1, 6), max_size=3))
def test_no_slip_of_the_indentation_shows_the_value(
    own: int, other: int, first: bool, prose: list[int]
) -> None:
    value = " " * own + f"value: {SECRET}"
    ground = " " * other + "withheld: reserved"
    lines = [value, ground] if first else [ground, value]
    lines += [" " * deep + SECRET for deep in prose]
    text = "\n".join(["title: A: b", "size:", *lines, "days: 4", "end: 5"])
    covered = hidden(text)
    secret = {number for number, line in enumerate(text.split("\n"), 1) if SECRET in line}
    assert covered == ALL or secret <= set(covered)
    assert covered == ALL or 1 not in covered
