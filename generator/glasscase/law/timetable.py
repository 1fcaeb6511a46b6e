"""All clocks of a project, sorted by due time, as text or JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from glasscase.law.calendar import local, written
from glasscase.law.clock import Clock, ClockState
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import DeadlineKind
from glasscase.law.wrapped import wrapped
from glasscase.records import Kind

WIDTH = 80
_LAST = datetime.max.replace(tzinfo=UTC)
_HEADINGS = {
    ClockState.LATE: "Late",
    ClockState.RUNNING: "Running",
    ClockState.CANNOT_TELL: "Cannot tell",
    ClockState.UPCOMING: "Upcoming",
    ClockState.MET: "Met",
    ClockState.STOPPED: "Stopped, or not owed",
}


class Timetable(NamedTuple):
    """Clocks as they stand at a moment, and how far ahead is looked."""

    version: str
    """Of the catalogue."""
    now: datetime
    within: timedelta
    clocks: tuple[Clock, ...]
    everything: bool = False
    """Whether what asks for nothing is shown as well."""
    warnings: tuple[str, ...] = ()
    """What was not counted."""

    @property
    def until(self) -> datetime:
        """The end of what is looked at, in UTC."""
        return horizon(self.now, self.within)

    @property
    def pressing(self) -> tuple[Clock, ...]:
        """What is late, or due within the time that is looked at."""
        return tuple(clock for clock in self.clocks if clock.is_pressing(self.until))

    @property
    def shown(self) -> tuple[Clock, ...]:
        """What text shows: with `everything` all, else what asks for something or will."""
        if self.everything:
            return self.clocks
        return tuple(clock for clock in self.clocks if clock.asks or _comes(clock))


def horizon(now: datetime, within: timedelta) -> datetime:
    """Return the moment that lies a time ahead, or the last one that there is."""
    try:
        return now.astimezone(UTC) + within
    except OverflowError:
        return _LAST


def in_order(clocks: Iterable[Clock]) -> tuple[Clock, ...]:
    """Return clocks by due time; those without one last."""
    return tuple(
        sorted(clocks, key=lambda one: (one.at or _LAST, one.subject, one.regime, one.duty))
    )


def as_json(table: Timetable) -> str:
    """Return a timetable as JSON; all moments in UTC but `due_local`."""
    document = {
        "schema": 1,
        "catalogue": table.version,
        "now": written(table.now.astimezone(UTC)),
        "within_hours": int(table.within.total_seconds()) // 3600,
        "pressing": len(table.pressing),
        "warnings": list(table.warnings),
        "clocks": [_plain(clock, table.until) for clock in table.clocks],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_text(table: Timetable) -> str:
    """Return a timetable for people, 80 columns wide."""
    return "\n".join(_lines(table)) + "\n"


def _lines(table: Timetable) -> Iterator[str]:
    hours = int(table.within.total_seconds()) // 3600
    yield f"Deadlines at {written(table.now.astimezone(UTC))}"
    yield ""
    groups: dict[ClockState, list[Clock]] = {state: [] for state in _HEADINGS}
    for clock in table.shown:
        groups[clock.state].append(clock)
    for state, clocks in groups.items():
        if clocks:
            yield _HEADINGS[state].upper()
            for clock in clocks:
                yield from _clock(clock, table.until)
            yield ""
    for warning in table.warnings:
        yield from _wrapped(f"Warning: {warning}", "")
    count = len(table.pressing)
    yield f"{count or 'Nothing'} late or due within {hours:,} hours."
    hidden = len(table.clocks) - len(table.shown)
    if hidden:
        yield f"{hidden} more are met, stopped, to be kept or not to be told: --all shows them."
    yield f"Catalogue {table.version}. Cautious readings; readiness, not legal advice."


def _clock(clock: Clock, until: datetime) -> Iterator[str]:
    mark = "!" if clock.is_pressing(until) else " "
    yield f"{mark} {_when(clock)}"
    yield from _wrapped(f"{subject_named(clock)}: {heading(clock)}", "  ")
    if clock.recipient:
        yield from _wrapped(f"To: {clock.recipient}", "    ")
    for words in clock.words:
        yield from _wrapped(words, "    ")
    if clock.confidence is not Confidence.VERIFIED:
        yield from _wrapped(f"Text behind it: {clock.confidence.value}.", "    ")


def heading(clock: Clock) -> str:
    """Return what a clock is about: regime, clause and title."""
    told = f"{clock.short}, {clock.clause}: {clock.title}" if clock.regime else clock.title
    return f"{told} ({clock.number})" if clock.number > 1 else told


def subject_named(clock: Clock) -> str:
    """Return the record of a clock, as in `incidents/2026-007-dosage-advice`."""
    kind, id_ = clock.subject
    return Kind.PROVIDER.value if kind is Kind.PROVIDER else f"{kind.folder}/{id_}"


def _when(clock: Clock) -> str:
    if clock.due is not None:
        there = "" if clock.zone == "UTC" else f" = {local(clock.due, clock.zone)}"
        return f"{clock.due:%Y-%m-%d %H:%M}Z{there}"
    if clock.kind is DeadlineKind.WITHOUT_DELAY:
        return "without undue delay"
    if clock.at_earliest is not None:
        return f"perhaps {clock.at_earliest:%Y-%m-%d %H:%M}Z"
    return "no day known"


def _comes(clock: Clock) -> bool:
    return clock.state is ClockState.UPCOMING and clock.kind is not DeadlineKind.KEEP


def _wrapped(text: str, indent: str) -> list[str]:
    return wrapped(text, WIDTH, indent, f"{indent}  ")


def _plain(clock: Clock, until: datetime) -> Mapping[str, Any]:
    kind, id_ = clock.subject
    values = clock._asdict() | {
        "subject": {"kind": kind.value, "id": id_},
        "asks": clock.asks,
        "pressing": clock.is_pressing(until),
    }
    return {key: _value(value) for key, value in values.items() if value not in (None, "", ())}


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return written(value)
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
