"""Times as other systems write them.

A time without a zone is never given one, unless the caller says which.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ISO = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt ](\d{2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?"
)
_EPOCH = re.compile(r"\d{9,10}(\.\d+)?|\d{12,13}")
_MILLISECONDS = 1e11


class Moment(NamedTuple):
    """A time of an event."""

    at: str
    """As a record has it, with its zone; empty if that cannot be known."""
    estimated: bool = False
    """True if only the day is known."""
    note: str = ""
    """What a reader must know of it."""


def moment(said: str, zone: ZoneInfo | None) -> Moment:
    """Return a time with its zone. `zone` is for times that are written without one."""
    said = said.strip()
    if _EPOCH.fullmatch(said):
        seconds = float(said)
        seconds = seconds / 1000 if seconds > _MILLISECONDS else seconds
        return Moment(written(datetime.fromtimestamp(int(seconds), UTC)))
    if _DAY.fullmatch(said):
        return _day(said, zone)
    found = _ISO.fullmatch(said)
    when = _iso(found) if found else _mail(said)
    if when is None or when.year < _FIRST_YEAR:
        return Moment("", note=f"`{said[:80]}` is no time that can be read")
    if when.tzinfo is not None:
        return Moment(written(when))
    if zone is None:
        return Moment("", note=f"`{said[:80]}` has no zone, so it is no moment")
    return _placed(when, zone)


_FIRST_YEAR = 1990
"""Before it there are only placeholders, such as Alertmanager's 0001-01-01."""


def written(when: datetime) -> str:
    """Return a time as a record has it, to the second."""
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")


def _iso(found: re.Match[str]) -> datetime | None:
    zone = (found["zone"] or "").upper()
    if zone in ("UTC", "GMT", "Z"):
        zone = "+00:00"
    elif len(zone) == len("+02"):
        zone += ":00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:]}"
    try:
        return datetime.fromisoformat(f"{found[1]}T{found[2]}{zone}")
    except ValueError:
        return None


def _mail(said: str) -> datetime | None:
    """Return a time in the form of RFC 5322."""
    try:
        return parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(said: str, zone: ZoneInfo | None) -> Moment:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return Moment("", note=f"`{said}` is no day")
    start = datetime(day.year, day.month, day.day, tzinfo=zone or UTC)
    where = f"in {zone.key}" if zone else "in UTC"
    note = f"the source gives the day {said} only: this is its first moment {where}"
    return Moment(written(start), estimated=True, note=note)


def _placed(when: datetime, zone: ZoneInfo) -> Moment:
    """Place a local time in its zone; of two readings the earlier is taken, for clocks."""
    early, late = sorted(
        (when.replace(tzinfo=zone, fold=fold) for fold in (0, 1)), key=lambda one: one.timestamp()
    )
    taken = early.astimezone(UTC).astimezone(zone)
    name = f"`{when:%Y-%m-%d %H:%M}` in {zone.key}"
    if taken.replace(tzinfo=None) != when:
        note = f"{name} does not exist, as clocks were put forward: the earlier reading is taken"
        return Moment(written(taken), note=note)
    if late.timestamp() - early.timestamp() >= timedelta(minutes=1).total_seconds():
        note = f"{name} happens twice, as clocks were put back: the earlier one is taken"
        return Moment(written(taken), note=note)
    return Moment(written(taken), note=f"read as a time in {zone.key}, as you said")
