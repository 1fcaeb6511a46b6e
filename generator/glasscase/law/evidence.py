"""What a record states of the start and the end of a duty, and the state that follows."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import NamedTuple

from glasscase.law.calendar import day_in, written
from glasscase.law.clock import Asked, ClockState
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.spoken import apart
from glasscase.law.starts import Moment, moments
from glasscase.records import Kind, PublicForm

FILINGS = "filings"
"""What a provider has filed: of its own clocks, and of those of its models."""


class Record(NamedTuple):
    """The record whose fields start and stop the clocks."""

    kind: Kind
    id: str
    form: PublicForm
    file: str
    """As messages name it: `incidents/2026-007.yml`."""
    published: date | None = None
    """Day of its first publication; None if it is not known, or not published."""
    is_known: bool = False
    """Whether anything is known of what is published."""
    versions: dict[str, date] | None = None
    """Days on which its versions were published."""


class Evidence(NamedTuple):
    """A duty's deadline beside the record that starts and stops its clocks."""

    asked: Asked
    deadline: Deadline
    record: Record
    now: datetime

    @property
    def is_change(self) -> bool:
        """Whether each material change of a protocol starts a clock of its own."""
        return any(field.startswith("changes[") for field in self.deadline.start)

    def starts(self) -> tuple[Moment, ...]:
        """Return when it began, each time."""
        return self.moments_in(self.deadline.start)

    def done(self, after: date | None = None) -> tuple[Moment, ...]:
        """Return when it was done, each time; by publication, the first one after a day."""
        found = self.moments_in(self.deadline.done)
        day = self.record.published
        if after is not None:
            days = (self.record.versions or {}).values()
            day = min((one for one in days if one > after), default=None)
        if day is not None and self.asked.public and self.deadline.kind is DeadlineKind.BY:
            found = found or (Moment(day, day, ""),)
        return found

    def moments_in(self, fields: tuple[str, ...]) -> tuple[Moment, ...]:
        """Return the moments that the record states in some fields."""
        return moments(self.record.form, fields, self.asked.regime.id, self.asked.zone)

    def version(self, start: Moment, number: int) -> tuple[Moment, ...]:
        """Return when the version that brought a change was published."""
        notes = [note for note in self.record.form.get("changes", ()) if note.get("material")]
        notes.sort(key=lambda note: str(note.get("date", "")))
        note = notes[number - 1] if number <= len(notes) else {}
        day = (self.record.versions or {}).get(str(note.get("version", "")))
        return (Moment(day, day, ""),) if day is not None and start else ()

    def at(self, moment: Moment) -> datetime:
        """Return the first instant of a moment, in the zone that counts."""
        return moment.begins(self.asked.zone)

    @property
    def is_seen(self) -> bool:
        """Whether publication shows that it was done, and it is known what is published."""
        is_told = self.is_change or self.deadline.kind is DeadlineKind.BY
        return is_told and self.asked.public and self.record.is_known

    def state(
        self,
        start: Moment | None,
        due: datetime | None,
        done: Moment | None,
        latest: datetime | None,
        *,
        evidence: bool,
    ) -> tuple[ClockState, tuple[str, ...]]:
        """Return the state of a clock, and the sentences that say why.

        `due` and `latest` are the first and last instants at which it may have been due;
        `evidence` tells whether something would show it if it had been done.
        """
        zone_name = self.asked.zone
        if done is not None and (due is None or done.is_over(zone_name) <= due):
            return ClockState.MET, (f"Met: done on {told(done)}.",)
        if self.asked.holds is None:
            return ClockState.CANNOT_TELL, ()
        if done is not None and latest is not None:
            if done.begins(zone_name) > latest:
                by = apart(latest, done.begins(zone_name))
                return ClockState.LATE, (f"Late: done on {told(done)}, {by} after it.",)
            return ClockState.CANNOT_TELL, ("Cannot tell whether that was in time.",)
        return self._open(start, due, latest, evidence=evidence)

    def _open(
        self,
        start: Moment | None,
        due: datetime | None,
        latest: datetime | None,
        *,
        evidence: bool,
    ) -> tuple[ClockState, tuple[str, ...]]:
        """Return the state of what was not done, as far as the records say."""
        over = self.moments_in(self.deadline.until)
        if over and (due is None or self.at(over[0]) <= due):
            return ClockState.STOPPED, (f"Stopped by `{over[0].field}`, {told(over[0])}.",)
        if due is None or latest is None:
            return (ClockState.RUNNING, ()) if start is not None else (ClockState.CANNOT_TELL, ())
        if self.now > latest:
            if not evidence:
                said = "No record says whether it was done."
                return ClockState.CANNOT_TELL, (said,)
            return ClockState.LATE, (
                f"Late by {apart(latest, self.now)}: nothing says it is done.",
            )
        if self.now > due:
            return ClockState.CANNOT_TELL, ("Late, if the start was at the first of its days.",)
        is_early = start is not None and self.now < self.at(start)
        if (is_early and self.deadline.kind is not DeadlineKind.BY) or day_in(
            self.now, self.asked.zone
        ) < self.asked.in_force:
            return ClockState.UPCOMING, ()
        return ClockState.RUNNING, (f"{apart(self.now, due)} left.",)


def told(moment: Moment) -> str:
    """Return a moment as sentences name it."""
    if isinstance(moment.first, datetime):
        return written(moment.first.astimezone(UTC))
    return str(moment.first)


def is_filed(field: str) -> bool:
    """Tell whether a field is one of the provider's filings, which nobody must list."""
    return field.startswith(f"{FILINGS}[")
