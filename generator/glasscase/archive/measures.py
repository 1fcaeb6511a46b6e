"""Values that can be measured against each other: lines, spans of time, days."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from glasscase.records.units import convert

_SPAN = re.compile(r"P(\d{1,6})([YMWD])")
_DAYS_OF_A_MONTH = 30.436875
_LEEWAY = 4
"""Days by which a span of months may differ from its mean length."""
_SIDES = {">": 1, ">=": 1, "<": -1, "<=": -1}
LINE = ("value", "unit", "operator")
"""Fields that say where a line is; the first of them that changed speaks for the others."""
_INCLUDES = {">=", "<="}
_SAME = ("metric", "benchmark")


def narrower_line(key: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Tell whether fewer results cross a line than before.

    `> 60` is crossed by fewer results than `> 50` or `>= 60`; `< 80` by fewer than `< 90`; and
    `> 4 days` by fewer than `> 72 hours`. Lines on another metric or test, in a unit that cannot
    be converted, or towards the other side, cannot be compared. Where several of its fields
    changed, one speaks for all: the value, else the unit, else the operator.
    """
    if any(_plain(before.get(name)) != _plain(after.get(name)) for name in _SAME):
        return False
    if key != _speaker(before, after):
        return False
    side = _SIDES.get(str(before.get("operator")))
    if side is None or side != _SIDES.get(str(after.get("operator"))):
        return False
    one, other = _number(before), _number(after)
    if one is None or other is None:
        return False
    other = convert(other, str(after.get("unit")), str(before.get("unit")))
    if other is None:
        return False
    return (side * one, _excludes(before)) < (side * other, _excludes(after))


def _speaker(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Return the field whose change says where the line went."""
    return next((key for key in LINE if before.get(key) != after.get(key)), "")


def _excludes(line: Mapping[str, Any]) -> bool:
    return line["operator"] not in _INCLUDES


def _number(line: Mapping[str, Any]) -> float | None:
    value = line.get("value")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else None


def _plain(value: Any) -> str:
    return " ".join(str(value).split()).casefold()


def less_often(before: Any, after: Any) -> bool:
    """Tell whether one span (ISO 8601) is surely shorter than another.

    A month has no fixed number of days: P1M and P30D are neither shorter than each other.
    """
    one, other = _span(before), _span(after)
    if one is None or other is None:
        return False
    if one[1] == other[1]:
        return one[0] < other[0]
    shorter, longer = _days(one), _days(other)
    return shorter[1] < longer[0]


def _span(value: Any) -> tuple[int, bool] | None:
    """Return the number of months, or of days, and whether it is months."""
    match = _SPAN.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        return None
    number, unit = int(match[1]), match[2]
    return number * {"Y": 12, "M": 1, "W": 7, "D": 1}[unit], unit in "YM"


def _days(span: tuple[int, bool]) -> tuple[float, float]:
    """Return the fewest and the most days of a span."""
    number, months = span
    if not months:
        return number, number
    return number * _DAYS_OF_A_MONTH - _LEEWAY, number * _DAYS_OF_A_MONTH + _LEEWAY


def later(before: Any, after: Any) -> bool:
    """Tell whether one day (ISO 8601) comes before another."""
    try:
        return date.fromisoformat(before) < date.fromisoformat(after)
    except (TypeError, ValueError):
        return False
