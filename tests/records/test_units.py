"""Units: one spelling for each, and values that are compared in the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.records.numbers import number
from glasscase.records.units import canonical, convert

UNITS = ["%", "fraction", "hours", "days", "weeks", "months", "years", "FLOP", "10^25 FLOP"]


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "converted"),
    [
        (43.1, "%", "percent", 43.1),
        (0.07, "fraction", "%", 7.0),
        (7.0, "%", "ratio", 0.07),
        (7.0, "Points", "points", 7.0),
        (7.0, "Widgets", "widgets", 7.0),
        (72, "hours", "days", 3.0),
        (2, "weeks", "h", 336.0),
        (18, "months", "years", 1.5),
        (3, "GPU-days", "GPU hours", 72.0),
        (1, "10^25 FLOP", "FLOP", 1e25),
        (1, "10**25 FLOPs", "FLOP", 1e25),
        (2, "10²⁵ FLOP", "FLOP", 2e25),
        (3, "1e24 FLOP", "10^25 FLOP", 0.3),
        (2, "1e+24 × FLOP", "FLOP", 2e24),
        (10, "EFLOP", "PFLOP", 10_000.0),
        (1, "yottaFLOP", "FLOP", 1e24),
        (2, "GFLOP/s", "FLOPs/s", 2e9),
        (1.5, "GWh", "megawatt-hours", 1_500.0),
        (4, "million tokens", "tokens", 4e6),
        (500, "MB", "GB", 0.5),
    ],
)
def test_a_value_is_converted(value: float, unit: str, wanted: str, converted: float) -> None:
    assert convert(value, unit, wanted) == converted


@pytest.mark.parametrize(
    ("unit", "wanted"),
    [
        pytest.param("points", "%", id="nothing in common"),
        pytest.param("%", "percentage points", id="a share and a distance"),
        pytest.param("months", "days", id="a month has no fixed number of days"),
        pytest.param("working days", "hours", id="a working day is not 24 hours"),
        pytest.param("uses per hour", "uses per day", id="rates"),
        pytest.param("GPU hours", "TPU hours", id="machines"),
        pytest.param("GPU hours", "hours", id="time of a machine, and time"),
        pytest.param("FLOP", "FLOP/s", id="operations, and operations in a second"),
        pytest.param("50th percentile", "percentile", id="a number that is part of a word"),
        pytest.param("Mtokens", "tokens", id="a prefix that nobody writes so"),
    ],
)
def test_what_is_not_certain_is_not_converted(unit: str, wanted: str) -> None:
    assert convert(7.0, unit, wanted) is None
    assert convert(7.0, wanted, unit) is None


@given(st.floats(1e-3, 1e6), st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_the_way_back_gives_the_value_again(value: float, unit: str, wanted: str) -> None:
    there = convert(value, unit, wanted)
    back = convert(there, wanted, unit) if there is not None else None
    assert (there is None) == (back is None) == (convert(value, wanted, unit) is None)
    assert back is None or back == pytest.approx(value)


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_may_be_a_unit(unit: str, other: str) -> None:
    assert convert(7.0, unit, unit) == 7.0
    assert (convert(7.0, unit, other) is None) == (convert(7.0, other, unit) is None)


def test_units_have_one_spelling() -> None:
    assert [canonical(unit) for unit in ("FLOPs", "flop/s", "pct", "tokens", "widgets")] == [
        "FLOP",
        "FLOP/s",
        "%",
        "tokens",
        "widgets",
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (7, "7"),
        (7.0, "7"),
        (43.1, "43.1"),
        (0.1 + 0.2, "0.3"),
        (1_500_000, "1,500,000"),
        (-3, "-3"),
        (3.1e26, "3.1e26"),
        (7e9, "7e9"),
        (1.432e12, "1.432e12"),
    ],
)
def test_numbers_are_written_without_needless_digits(value: float, text: str) -> None:
    assert number(value) == text
