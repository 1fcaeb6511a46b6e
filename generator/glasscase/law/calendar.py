"""When a period ends: hours, days, weeks, months and years after a moment or a day.

Two ways of counting are known, and both are told in words.

Union: Reg. (EEC, Euratom) No 1182/71, Art. 3: the day of the event is not counted, and the period
ends with the last hour of its last day, here in the authority's zone. Art. 3(4) would move an end
on a Saturday, a Sunday or a public holiday to the next working day; nothing here relies on that.

Elsewhere the statutes say nothing, so the earlier of two readings is taken: the same time of the
day so many days later, or so many times 24 hours. Where only a day is known, it is not counted and
the last day counts to its end.

Hours are hours everywhere: a change to or from summer time makes no difference.
"""

from __future__ import annotations

import calendar
import re
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from glasscase.errors import GlasscaseError
from glasscase.law.territories import EU

_LENGTH = re.compile(r"P(?:(\d{1,6})([YMWD])|T(\d{1,6})H)")
_UNITS = {"H": "hour", "D": "day", "W": "week", "M": "month", "Y": "year"}
_END = time(23, 59, 59)
_SATURDAY = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ZONES = {
    "EU": "Europe/Brussels",
    "EEA": "Europe/Brussels",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "NL": "Europe/Amsterdam",
    "US-CA": "America/Los_Angeles",
    "US-IL": "America/Chicago",
    "US-NY": "America/New_York",
}


class CalendarError(GlasscaseError):
    """A period or a zone cannot be counted with."""


class Counting(StrEnum):
    """How days are counted."""

    UNION = "union"
    """Reg. 1182/71: whole days, the day of the event not among them."""
    SILENT = "silent"
    """The text says nothing: the earlier reading is taken."""


class Length(NamedTuple):
    """A period: a number of hours (`H`), days (`D`), weeks, months or years."""

    number: int
    unit: str

    @classmethod
    def parse(cls, text: str) -> Length:
        """Read `PT72H`, `P15D`, `P4W`, `P6M` or `P1Y`. Raises CalendarError."""
        match = _LENGTH.fullmatch(text)
        if match is None:
            raise CalendarError(f"`{text}` is no period", hint="Write it as `PT72H` or `P15D`.")
        return cls(int(match[3]), "H") if match[3] else cls(int(match[1]), match[2])

    @property
    def words(self) -> str:
        """The period as people say it: `72 hours`."""
        return f"{self.number} {_UNITS[self.unit]}{'' if self.number == 1 else 's'}"


class End(NamedTuple):
    """When a period ends, in UTC, and how that was counted."""

    moment: datetime
    words: tuple[str, ...]


def zone_of(jurisdiction: str) -> str:
    """Return the zone of a jurisdiction's authority; UTC where none is known."""
    if jurisdiction in _ZONES:
        return _ZONES[jurisdiction]
    return _ZONES["EU"] if jurisdiction in EU else "UTC"


def counting_of(jurisdiction: str) -> Counting:
    """Return how a jurisdiction counts days."""
    return Counting.UNION if jurisdiction in {"EU", "EEA"} | EU else Counting.SILENT


@cache
def zone(name: str) -> ZoneInfo:
    """Return a zone by its IANA name. Raises CalendarError."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise CalendarError(
            f"there is no time zone `{name}`", hint="Install the package tzdata."
        ) from error


def ends(
    start: datetime | date, length: str, zone_name: str, counting: Counting, *, business: bool
) -> End:
    """Return when a period that runs from a moment or a day ends, in the cautious reading.

    `business` counts days from Monday to Friday. Which days are public holidays is not looked up:
    every holiday within the period would only move its end to a later day. Raises CalendarError.
    """
    period = Length.parse(length)
    try:
        if period.unit == "H":
            return _hours(start, period, zone_name)
        if counting is Counting.SILENT and period.unit == "D" and not business:
            return _silent_days(start, period, zone_name)
        return _whole_days(start, period, zone_name, counting, business=business)
    except (OverflowError, ValueError) as error:
        raise CalendarError(f"{period.words} from {start} end after the last year") from error


def before(start: datetime | date, length: str | None, zone_name: str) -> End:
    """Return the last moment of the day that lies a period before a day, or of the day itself."""
    day = day_in(start, zone_name)
    period = Length.parse(length) if length else Length(0, "D")
    try:
        last = plus(day, period._replace(number=-period.number))
        moment = end_of(last, zone_name)
    except (OverflowError, ValueError) as error:
        raise CalendarError(f"{period.words} before {day} lie before the first year") from error
    if not length:
        return End(moment, (f"By {day}, to the end of that day in {place(zone_name)}.",))
    return End(moment, (f"{period.words} before {day} = {last} ({_weekday(last)}).",))


def plus(day: date, period: Length) -> date:
    """Return the day a period later; in a month without such a day, the last day of that month."""
    if period.unit in "DW":
        return day + timedelta(days=period.number * (7 if period.unit == "W" else 1))
    if period.unit == "H":
        return day + timedelta(hours=period.number)
    months = day.year * 12 + day.month - 1 + period.number * (12 if period.unit == "Y" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def business_days(day: date, count: int) -> date:
    """Return the day so many days from Monday to Friday later."""
    last = day
    while count > 0:
        last += timedelta(days=1)
        count -= last.weekday() < _SATURDAY
    return last


def day_in(start: datetime | date, zone_name: str) -> date:
    """Return the day of a moment in a zone; a day stays what it is."""
    return start.astimezone(zone(zone_name)).date() if isinstance(start, datetime) else start


def end_of(day: date, zone_name: str) -> datetime:
    """Return the last second of a day in a zone, in UTC."""
    return datetime.combine(day, _END, zone(zone_name)).astimezone(UTC)


def place(zone_name: str) -> str:
    """Return the town of a zone: `New York`."""
    return zone_name.rpartition("/")[2].replace("_", " ")


def written(moment: datetime) -> str:
    """Return a moment as in `2026-03-29T03:00+02:00`, in its own zone; UTC as `Z`."""
    seconds = "seconds" if moment.second else "minutes"
    text = moment.replace(microsecond=0).isoformat(timespec=seconds)
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text


def local(moment: datetime, zone_name: str) -> str:
    """Return a moment as in `2026-03-31 21:00 in New York`."""
    there = moment.astimezone(zone(zone_name))
    return f"{there:%Y-%m-%d %H:%M} in {place(zone_name)}"


def _hours(start: datetime | date, period: Length, zone_name: str) -> End:
    note: tuple[str, ...] = ()
    if not isinstance(start, datetime):
        begun = datetime.combine(start, time(), zone(zone_name))
        note = (f"Only the day {start} is known, so its first hour counts as the start.",)
    else:
        begun = start
    moment = (begun.astimezone(UTC) + timedelta(hours=period.number)).astimezone(UTC)
    return End(moment, (f"{_from(period, begun, moment, zone_name)}.", *note))


def _silent_days(start: datetime | date, period: Length, zone_name: str) -> End:
    if not isinstance(start, datetime):
        last = plus(start, period)
        told = f"{period.words} from {start} = the end of {last} ({_weekday(last)})"
        return End(end_of(last, zone_name), (f"{told} in {place(zone_name)}.",))
    there = start.astimezone(zone(zone_name))
    exact = start.astimezone(UTC) + timedelta(days=period.number)
    # In the hour that comes twice, the second time of it has no counterpart on other days.
    same = exact if there.fold else _same_time(there, period)
    moment = min(exact, same)
    note = ""
    if same != exact:
        which = "the same time of the day" if moment == same else f"{24 * period.number:,} hours"
        note = f", as {which} comes first: summer time begins or ends in between"
    return End(moment, (f"{_from(period, start, moment, zone_name)}{note}.",))


def _same_time(there: datetime, period: Length) -> datetime:
    """Return the same time of the day later, in UTC; the first one, where it comes twice.

    A time that the clocks leave out stands for the moment at which they are put forward.
    """
    day = plus(there.date(), period)
    wall = datetime.combine(day, there.time(), there.tzinfo)
    first = wall.astimezone(UTC)
    if first.astimezone(there.tzinfo).replace(tzinfo=None) == wall.replace(tzinfo=None):
        return first
    early, late = wall.utcoffset(), wall.replace(fold=1).utcoffset()
    skipped = (late or timedelta()) - (early or timedelta())
    return _change(first - abs(skipped), first, there)


def _change(early: datetime, late: datetime, there: datetime) -> datetime:
    """Return the moment at which the clocks are changed between two moments."""
    offset = early.astimezone(there.tzinfo).utcoffset()
    while late - early > timedelta(seconds=1):
        middle = early + (late - early) / 2
        if middle.astimezone(there.tzinfo).utcoffset() == offset:
            early = middle
        else:
            late = middle
    return late.replace(microsecond=0)


def _whole_days(
    start: datetime | date, period: Length, zone_name: str, counting: Counting, *, business: bool
) -> End:
    day = day_in(start, zone_name)
    last = business_days(day, period.number) if business else plus(day, period)
    moment = end_of(last, zone_name)
    begun = str(day)
    if isinstance(start, datetime):
        begun = f"{written(start)} ({day} in {place(zone_name)})"
    kind = "business " if business else ""
    name = period.words.replace("day", f"{kind}day")
    words = [
        f"{name} from {begun}, that day not counted, = the end of {last} ({_weekday(last)})"
        f" in {place(zone_name)} = {written(moment)}."
    ]
    if business:
        words.append("Monday to Friday are counted; a public holiday in between would add a day.")
    elif counting is Counting.UNION and last.weekday() >= _SATURDAY:
        monday = last + timedelta(days=7 - last.weekday())
        words.append(
            f"It ends at a weekend: Reg. 1182/71, Art. 3(4), would extend it to {monday} (Monday),"
            " or later if that is a public holiday. Do not rely on it."
        )
    return End(moment, tuple(words))


def _from(period: Length, start: datetime, moment: datetime, zone_name: str) -> str:
    told = f"{period.words} from {written(start)} = {written(moment)}"
    return told if zone_name == "UTC" else f"{told} = {local(moment, zone_name)}"


def _weekday(day: date) -> str:
    return _WEEKDAYS[day.weekday()]
