"""Dates as exact as they are known: a moment, a day, a month or a year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, total_ordering
from typing import Any

from glasscase.records import Absent, Withheld

_DURATION = re.compile(r"P(\d+)([YMWD])")


@total_ordering
@dataclass(frozen=True, slots=True)
class Span:
    """The first and last day that a date can mean."""

    first: date
    last: date
    text: str

    def __lt__(self, other: Span) -> bool:
        """Tell whether all of this lies before all of the other."""
        return self.last < other.first


def span(value: Any) -> Span | None:
    """Return the days that a given date can mean; None if it is not given or not a date."""
    if value is None or isinstance(value, Withheld | Absent):
        return None
    if isinstance(value, datetime):
        day = value.date()
        return Span(day, day, _clock(value))
    if isinstance(value, date):
        return Span(value, value, value.isoformat())
    return _partial(str(value))


@lru_cache(maxsize=4096)
def _partial(text: str) -> Span | None:
    """Return the days of `2026`, `2026-04` or `2026-04-30`."""
    year, month, day, *_ = (*map(int, text.split("-")), 0, 0)
    try:
        if day:
            return Span(date(year, month, day), date(year, month, day), text)
        first, last = date(year, month or 1, 1), month or 12
        return Span(first, date(year, last, calendar.monthrange(year, last)[1]), text)
    except ValueError:
        return None


def earliest_day(value: Any) -> date | None:
    """Return the first day that a date can mean, in the zone that makes it earliest."""
    if isinstance(value, datetime):
        try:
            return min(value.date(), value.astimezone(UTC).date())
        except OverflowError:  # the first or last day that there is
            return value.date()
    known = span(value)
    return known.first if known else None


def add(day: date, duration: str) -> date:
    """Return the day a `P1Y`, `P6M`, `P2W` or `P90D` later."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return day
    count, unit = int(match[1]), match[2]
    try:
        if unit in "WD":
            return day + timedelta(days=count * (7 if unit == "W" else 1))
        months = day.month - 1 + count * (12 if unit == "Y" else 1)
        year, month = day.year + months // 12, months % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    except (ValueError, OverflowError):
        return date.max


def words(duration: str) -> str:
    """Return a duration in words, to stand after "every": "year", "6 months"."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        return duration
    unit = {"Y": "year", "M": "month", "W": "week", "D": "day"}[match[2]]
    return unit if match[1] == "1" else f"{match[1]} {unit}s"


def _clock(moment: datetime) -> str:
    """Return a moment with its zone, to the minute."""
    zone = moment.strftime("%z")
    return f"{moment:%Y-%m-%d %H:%M} " + (
        "UTC" if not moment.utcoffset() else f"{zone[:3]}:{zone[3:5]}"
    )
