"""From when a clock runs and when something was done: the moments that a public form states."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any, NamedTuple

from glasscase.law.calendar import end_of, zone
from glasscase.law.fields import rows, steps
from glasscase.law.spans import span
from glasscase.records import PublicForm

_REPORTS = "notifications"
_YEARS = range(1900, 2200)
"""Other years are slips of the pen (the check says so), and cannot be counted with."""


class Moment(NamedTuple):
    """A stated time, or a day; of a month or a year, the first and the last day."""

    first: datetime | date
    last: datetime | date
    field: str

    def begins(self, zone_name: str) -> datetime:
        """Return the first instant that it may be, in UTC."""
        if isinstance(self.first, datetime):
            return self.first.astimezone(UTC)
        return datetime.combine(self.first, time(), zone(zone_name)).astimezone(UTC)

    def is_over(self, zone_name: str) -> datetime:
        """Return the last second that it may be, in UTC."""
        if isinstance(self.last, datetime):
            return self.last.astimezone(UTC)
        return end_of(self.last, zone_name)


def moments(
    form: PublicForm, fields: Iterable[str], regime: str, zone_name: str
) -> tuple[Moment, ...]:
    """Return what is stated at some fields, the earliest first.

    Of reports to authorities that a field picks by something else than their regime, only those
    made under `regime` are looked at.
    """
    found = [
        moment
        for field in fields
        for value in rows(_own(form, field, regime), field)
        if (moment := moment_of(value, field)) is not None
    ]
    return tuple(sorted(found, key=lambda one: (one.begins(zone_name), one.is_over(zone_name))))


def moment_of(value: Any, field: str) -> Moment | None:
    """Return a time or a date of a public form; None if it is none, or of another age."""
    text = str(value)
    if "T" in text:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            return None
        return Moment(at, at, field) if at.tzinfo is not None and at.year in _YEARS else None
    days = span(text)
    if days is None or days.first.year not in _YEARS or days.last.year not in _YEARS:
        return None
    return Moment(days.first, days.last, field)


def _own(form: PublicForm, field: str, regime: str) -> PublicForm:
    first = (steps(field) or ((),))[0]
    if not first or first[0] != _REPORTS or first[1] == "regime":
        return form
    held = form.get(_REPORTS)
    if type(held) is not list:
        return form
    return {_REPORTS: [row for row in held if row.get("regime") == regime]}
