"""Text that was meant to be a number: what the editor is told to write."""

from __future__ import annotations

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.reading.numerals import number_help, readings


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("12", ("12",)),
        ("1_000", ("1000",)),
        ("1 000 000", ("1000000",)),
        ("1\u202f000", ("1000",)),
        ("12'500", ("12500",)),
        ("1,234.5", ("1234.5",)),
        ("1,234,567", ("1234567",)),
        ("1.234,5", ("1234.5",)),
        ("1.234.567,25", ("1234567.25",)),
        ("4,5", ("4.5",)),
        ("91,7", ("91.7",)),
        ("-0,5", ("-0.5",)),
        ("0,125", ("0.125",)),
        ("4,5e26", ("4.5e26",)),
        ("01340", ("1340",)),
        ("007,5", ("7.5",)),
        ("0.5", ("0.5",)),
        ("1,234", ("1234", "1.234")),
        ("1,000", ("1000",)),
        ("12,34,567", ()),
        ("\u0661\u0662", ()),
        ("about 12", ()),
        ("1.2.3", ()),
        (",5", ()),
        ("", ()),
    ],
)
def test_a_text_is_read_as_its_author_may_have_meant_it(
    text: str, numbers: tuple[str, ...]
) -> None:
    assert readings(text) == numbers


def test_the_help_names_the_number_and_both_where_only_the_author_can_tell() -> None:
    said = "Write 4.5: a point before the decimals, no quotes or separators."
    assert number_help("4,5", '"4,5"') == said
    both = "Write 1234 or, if the comma is a decimal one, 1.234."
    assert number_help("1,234", '"1,234"') == both
    assert number_help("12", '"12"') == "Write 12, without quotes or separators."
    assert number_help("many", '"many"') == 'Write digits only; "many" may go into a note.'


@given(st.decimals(-(10**9), 10**9, places=2))
def test_no_decimal_comma_changes_the_value(number: object) -> None:
    assert [float(one) for one in readings(str(number).replace(".", ","))] == [float(str(number))]


@given(st.text("0123456789.,'_ eE+-", max_size=12))
def test_what_is_read_is_a_number_that_yaml_reads_too(text: str) -> None:
    for one in readings(text):
        assert re.fullmatch(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?", one)
        assert not math.isnan(float(one))
