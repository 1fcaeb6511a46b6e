"""Dates that are known to the day, the month or the year, as the days that they may be."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import cache
from typing import NamedTuple

_DATE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:[T ].*)?")


class Days(NamedTuple):
    """The first and the last day that a date may be."""

    first: date
    last: date


@cache
def span(text: str) -> Days | None:
    """Return the days that `2026`, `2026-04`, `2026-04-30` or a time may be; None if no date.

    A time is taken as the day that it names, in its own zone.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return Days(date(year or 0, 1, 1), date(year or 0, 12, 31))
        if day is None:
            return Days(
                date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
            )
        return Days(date(year, month, day), date(year, month, day))
    except ValueError:
        return None
