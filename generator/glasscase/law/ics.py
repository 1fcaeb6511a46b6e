"""Calendars in iCalendar form (RFC 5545): a public one, and a private one with everything.

A calendar is a function of what it is given: no clock, and every `DTSTAMP` is passed in. The few
rules of RFC 5545 that concern events without repetitions and zones are written here; the library
`icalendar` reads the result in the tests, but takes half a second to load, in every build.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from glasscase.law.calendar import day_in
from glasscase.law.clock import Clock, ClockState
from glasscase.law.timetable import heading, subject_named

_OCTETS = 75
"""Most octets of a line, its break left out (RFC 5545, 3.1)."""
_OVER = (ClockState.MET, ClockState.STOPPED)


class Entry(NamedTuple):
    """One entry of a calendar: a whole day, or a moment in UTC."""

    key: str
    """What tells it from all others, whatever its time; the `UID` is made from it."""
    at: datetime | date
    title: str
    text: str
    url: str = ""
    category: str = ""
    alarm: timedelta | None = None
    """How long before it a reminder comes."""


def calendar(name: str, entries: Iterable[Entry], stamp: datetime, domain: str) -> bytes:
    """Return a calendar. `stamp` is the `DTSTAMP` of every entry; `domain` ends every `UID`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Glasscase//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_escaped(name)}",
    ]
    ordered = sorted(entries, key=lambda one: (_basic(one.at), one.key))
    for entry in ordered:
        lines += _event(entry, stamp, domain)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def private_calendar(clocks: Iterable[Clock], stamp: datetime) -> bytes:
    """Return everything that is still to be done, with reminders. It is not for the public."""
    entries = [
        _private(clock)
        for clock in clocks
        if clock.at is not None
        and clock.done is None
        and clock.state not in _OVER
        and (clock.shown or clock.at >= stamp)
    ]
    return calendar("Deadlines (not public)", entries, stamp, "deadlines.invalid")


def public_entry(clock: Clock, record: str, url: str) -> Entry | None:
    """Return the entry of a clock in the public calendar; None if it may not stand there.

    `record` is the title of what is due. The entry says nothing of a state: what is late is told
    where it is looked at.
    """
    if not clock.public or clock.due is None or clock.done is not None:
        return None
    day = day_in(clock.due, clock.zone)
    text = f"{clock.words[0]} Cautious reading; no legal advice." if clock.words else ""
    title = f"{record}: {heading(clock)}" if clock.regime else heading(clock)
    return Entry(key(clock), day, title, text, url, "Due")


def key(clock: Clock) -> str:
    """Return what tells a clock from all others, whatever its times are."""
    kind, id_ = clock.subject
    return f"{clock.regime}/{clock.duty}/{kind.value}/{id_}/{clock.number}"


def _private(clock: Clock) -> Entry:
    span = clock.due - clock.start if clock.due and clock.start else timedelta(days=30)
    alarm = timedelta(hours=12) if span <= timedelta(days=3) else timedelta(days=2)
    perhaps = "" if clock.due is not None else "Perhaps due: "
    told = [f"To: {clock.recipient}", *clock.words]
    title = f"{perhaps}{heading(clock)} ({subject_named(clock)})"
    at = clock.at or datetime.max.replace(tzinfo=UTC)
    return Entry(key(clock), at, title, "\n".join(told), "", clock.state.value, alarm)


def _event(entry: Entry, stamp: datetime, domain: str) -> Iterator[str]:
    uid = hashlib.sha256(entry.key.encode()).hexdigest()[:32]
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}@{domain}"
    yield f"DTSTAMP:{_basic(stamp)}"
    if isinstance(entry.at, datetime):
        yield f"DTSTART:{_basic(entry.at)}"
    else:
        yield f"DTSTART;VALUE=DATE:{_basic(entry.at)}"
        yield "TRANSP:TRANSPARENT"
    yield f"SUMMARY:{_escaped(entry.title)}"
    if entry.text:
        yield f"DESCRIPTION:{_escaped(entry.text)}"
    if entry.category:
        yield f"CATEGORIES:{_escaped(entry.category)}"
    if entry.url:
        yield f"URL:{entry.url}"
    if entry.alarm is not None:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"DESCRIPTION:{_escaped(entry.title)}"
        yield f"TRIGGER:-PT{int(entry.alarm.total_seconds()) // 3600}H"
        yield "END:VALARM"
    yield "END:VEVENT"


def _basic(at: datetime | date) -> str:
    if isinstance(at, datetime):
        return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{at:%Y%m%d}"


def _escaped(text: str) -> str:
    """Escape a text value (RFC 5545, 3.3.11); control characters are left out."""
    kept = "".join(letter for letter in text if letter >= " " or letter in "\n\t")
    for letter, told in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        kept = kept.replace(letter, told)
    return kept.replace("\x7f", "")


def _folded(line: str) -> bytes:
    """Return a line with its break, folded after 75 octets and never within a letter."""
    parts: list[bytes] = []
    rest = line.encode("utf-8", "replace")
    room = _OCTETS
    while len(rest) > room:
        end = room
        while rest[end] & 0xC0 == 0x80:  # A byte that continues a letter.
            end -= 1
        parts.append(rest[:end])
        rest = rest[end:]
        room = _OCTETS - 1  # The space before a continued line counts.
    parts.append(rest)
    return b"\r\n ".join(parts) + b"\r\n"
