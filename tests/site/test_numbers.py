"""Numbers, dates and lengths of time, as they are read."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from glasscase.site.numbers import number

SUPERSCRIPTS = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7.0, "7"),
        (41.5, "41.5"),
        (-1.25, "−1.25"),
        (1234567, "1,234,567"),
        (-12345.678, "−12,345.678"),
        (0.0001, "0.0001"),
        (999_999_999, "999,999,999"),
        (1e9, "10⁹"),
        (10**9, "10⁹"),
        (3.1e23, "3.1\u202f×\u202f10²³"),
        (1.5e-5, "1.5\u202f×\u202f10⁻⁵"),
        (-2e30, "−2\u202f×\u202f10³⁰"),
    ],
)
def test_how_a_number_is_written(value: float, written: str) -> None:
    assert number(value) == written


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53))
@example(1e22)
@example(0.1 + 0.2)
def test_nothing_is_rounded(value: float) -> None:
    written = number(value).replace("\u2212", "-").replace(",", "")
    power = re.fullmatch("(?:(.+)\u202f×\u202f)?10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)", written)
    if power:
        written = f"{power[1] or 1}e{power[2].translate(SUPERSCRIPTS)}"
    assert float(written) == value
