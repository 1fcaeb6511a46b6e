"""The clocks of one duty: from what a record states to due times, states and sentences."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from glasscase.law.calendar import End, before, day_in, end_of, ends, zone
from glasscase.law.clock import Asked, Clock, ClockState
from glasscase.law.evidence import Evidence, Record, is_filed, told
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.spoken import fields_named, stated
from glasscase.law.starts import Moment
from glasscase.records import Kind

_DISCOVERED = "times.discovered"
_RESOLVED = "times.resolved"
_PROVIDER_FILE = "provider.yml"
_AS_OLD = "It may be deleted only if the documentation is that old, too."
_NO_FIELD = "No field of a record holds the start: it is to be watched elsewhere."


def tick(asked: Asked, deadline: Deadline, record: Record, now: datetime) -> Iterator[Clock]:
    """Yield the clocks of a duty for one record, in the order of their starts."""
    one = _Duty(asked, deadline, record, now)
    match deadline.kind:
        case DeadlineKind.WITHIN:
            yield from one.within()
        case DeadlineKind.BY:
            yield from one.by()
        case DeadlineKind.EVERY:
            yield from one.every()
        case DeadlineKind.KEEP:
            yield from one.keep()
        case DeadlineKind.WITHOUT_DELAY:
            yield from one.without_delay()


class _Duty(Evidence):
    """Counts the periods of one duty."""

    def within(self) -> Iterator[Clock]:
        starts, done = self.starts(), self.done()
        if not starts:
            # Of a protocol or a model, what would start it has not happened.
            if self.record.kind is Kind.INCIDENT or not self.deadline.start:
                yield self._unstarted(done[0] if done else None)
            return
        for number, start in enumerate(starts if self.is_change else starts[:1], 1):
            if self.is_change:
                done = self.version(start, number)
            clock = self._counted(start, done[0] if done else None, number)
            if clock is not None:
                yield clock

    def by(self) -> Iterator[Clock]:
        starts = self.starts()
        if self.deadline.on is not None:
            starts = (Moment(self.deadline.on, self.deadline.on, ""),)
        if not starts:
            yield self._unstarted(None)
            return
        own, zone_name = self.deadline, self.asked.zone
        if own.since is not None:
            starts = tuple(one for one in starts if day_in(one.last, zone_name) >= own.since)
        previous: date | None = None
        for number, start in enumerate(starts if own.each else starts[:1], 1):
            due, latest, words = self._due_by(start)
            after, previous = previous, day_in(due, zone_name)
            following = starts[number] if own.each and number < len(starts) else None
            if following is not None and self._due_by(following)[0] == due:
                previous = after
                continue  # One day for both.
            if previous < self.asked.in_force:
                if not self.asked.later:
                    continue  # It was not in force when it would have been due.
                due = latest = end_of(self.asked.in_force, zone_name)
                words = (f"Due by {self.asked.in_force}, as the law gives more time.",)
            done = self.done(after)
            clock = self._clock(start, due, words, done[0] if done else None, latest=latest)
            yield clock._replace(number=number)

    def _due_by(self, start: Moment) -> tuple[datetime, datetime, tuple[str, ...]]:
        """Return when something is due at the earliest and at the latest, and why."""
        own, zone_name = self.deadline, self.asked.zone
        end = before(start.first, own.length, zone_name)
        latest = before(start.last, own.length, zone_name).moment
        if own.not_before is None or day_in(end.moment, zone_name) >= own.not_before:
            return end.moment, latest, end.words
        floor = end_of(own.not_before, zone_name)
        return floor, max(floor, latest), (f"Due by {own.not_before}, as it began before.",)

    def every(self) -> Iterator[Clock]:
        starts, done = self.starts(), self.done()
        if not starts:
            # A series that begins with a report begins once there is one.
            if not (self.deadline.start and self.record.kind is Kind.INCIDENT):
                yield self._unstarted(None)
            return
        if not self.deadline.done or self.deadline.done == self.deadline.start:
            # What starts it anew is what was to be done: the last time counts.
            clock = self._counted(starts[-1], None, 1, shown=True)
            if clock is not None:
                yield clock
            return
        first = starts[0]
        later = [one for one in done if one.begins(self.asked.zone) > self.at(first)]
        for number, start in enumerate((first, *later), 1):
            following = later[number - 1] if number <= len(later) else None
            clock = self._counted(start, following, number)
            if clock is not None:
                yield clock

    def keep(self) -> Iterator[Clock]:
        starts = self.starts()
        if not starts:
            yield self._unstarted(None)
            return
        start = max(starts, key=lambda one: one.is_over(self.asked.zone))
        end = self._ends(start.last)
        clock = self._clock(start, end.moment, end.words, None)
        # A note says what the records do not hold, so that the end may be later.
        noted = (self.deadline.note,) if self.deadline.note else ()
        if self.now > end.moment:
            state, said = ClockState.STOPPED, "It need not be kept for this any longer."
            if noted:
                state, said = ClockState.CANNOT_TELL, _AS_OLD
        elif self.asked.holds is None:
            yield clock
            return
        else:
            at_least = " at least" if noted else ""
            state = ClockState.RUNNING
            said = f"To be kept until {day_in(end.moment, 'UTC')}{at_least}."
        yield clock._replace(state=state, words=(*end.words, said, *noted))

    def without_delay(self) -> Iterator[Clock]:
        starts, done = self.starts(), self.done()
        if not starts:
            return  # What would set it off has not happened, as far as the record says.
        words = ("Without undue delay: the text sets no number of days.",)
        clock = self._clock(starts[0], None, words, done[0] if done else None)
        if (
            self.record.kind is Kind.INCIDENT
            and day_in(starts[0].last, self.asked.zone) < self.asked.in_force
        ):
            clock = clock._replace(state=ClockState.STOPPED, words=(*words, self._not_yet()))
        yield clock

    def _not_yet(self) -> str:
        """Say that what happened before the day in force is not asked for."""
        asked = self.asked
        return f"Not owed: {asked.regime.short} is in force for it only from {asked.in_force}."

    # Arithmetic.

    def _ends(self, start: datetime | date) -> End:
        own = self.deadline
        return ends(
            start, own.length or "P0D", self.asked.zone, self.asked.counting, business=own.business
        )

    def _counted(
        self, start: Moment, done: Moment | None, number: int, *, shown: bool = False
    ) -> Clock | None:
        """Return the clock of a period that runs from a moment; None if it was never in force."""
        end = self._ends(start.first)
        due, words, latest = end.moment, end.words, self._ends(start.last).moment
        day = day_in(due, self.asked.zone)
        if day < self.asked.in_force:
            if self.deadline.kind is DeadlineKind.EVERY and self.record.kind is not Kind.INCIDENT:
                due = latest = end_of(self.asked.in_force, self.asked.zone)
                words = (*words, f"In force from {self.asked.in_force}, so due then at first.")
            elif self.record.kind is Kind.INCIDENT:
                told = (*words, f"{self._not_yet()} So it would have been counted.")
                found = self._clock(start, due, told, done, latest=latest)
                return found._replace(state=ClockState.STOPPED, words=told, number=number)
            else:
                return None
        if self.is_change and day_in(start.last, self.asked.zone) < self.asked.in_force:
            return None
        clock = self._clock(start, due, words, done, latest=latest, shown=shown)
        return clock._replace(number=number)

    def _unstarted(self, done: Moment | None) -> Clock:
        """Return a clock whose start is not known, with what to state."""
        missing = self.deadline.start
        if not missing:
            return self._clock(None, None, (_NO_FIELD,), None)
        named = fields_named(missing)
        words: tuple[str, ...] = (f"Cannot tell: state {named} in {self._file(missing)}.",)
        earliest: datetime | None = None
        known = self.moments_in((_DISCOVERED,)) if self.record.kind is Kind.INCIDENT else ()
        counts = self.deadline.kind is DeadlineKind.WITHIN and self.deadline.length
        # A resolution has no bound; what the provider learnt, it learnt at the discovery or later.
        if known and counts and not any("resolved" in field for field in missing):
            end = self._ends(known[0].first)
            earliest = end.moment
            words += (f"If it began with the discovery: {end.words[0]}",)
        clock = self._clock(None, None, words, done)
        if done is not None and earliest is not None and done.is_over(self.asked.zone) <= earliest:
            said = f"Met: done on {told(done)}, before it can have been due."
            return clock._replace(state=ClockState.MET, words=(*words, said), at_earliest=earliest)
        if day_in(self.now, self.asked.zone) < self.asked.in_force and earliest is None:
            said = f"In force from {self.asked.in_force}."
            return clock._replace(state=ClockState.UPCOMING, words=(said, *words))
        if earliest is not None and day_in(earliest, self.asked.zone) < self.asked.in_force:
            return self._perhaps_owed(clock._replace(missing=missing), words)
        return clock._replace(state=ClockState.CANNOT_TELL, at_earliest=earliest, missing=missing)

    def _perhaps_owed(self, clock: Clock, words: tuple[str, ...]) -> Clock:
        """Return an unstarted clock that is owed only if it began late enough."""
        day, zone_name = self.asked.in_force, self.asked.zone
        only = f"{self.asked.regime.short} is in force only from {day}"
        begins = Moment(day, day, "").begins(zone_name)
        over = self.moments_in((_RESOLVED,))
        if over and over[0].is_over(zone_name) < begins:
            said = f"Not owed: {only}, and the incident was resolved before."
            return clock._replace(state=ClockState.STOPPED, words=(*words, said), missing=())
        said = (
            f"Then it would not be owed: {only}. It is owed if it began so late that it ends then."
        )
        state = ClockState.UPCOMING if self.now < begins else ClockState.CANNOT_TELL
        return clock._replace(state=state, words=(*words, said), at_earliest=begins)

    def _file(self, fields: tuple[str, ...]) -> str:
        """Return the file in which one of some fields is to be stated."""
        is_own = self.record.kind is Kind.PROVIDER or not all(map(is_filed, fields))
        return self.record.file if is_own else _PROVIDER_FILE

    # State.

    def _clock(
        self,
        start: Moment | None,
        due: datetime | None,
        words: tuple[str, ...],
        done: Moment | None,
        *,
        latest: datetime | None = None,
        shown: bool = False,
    ) -> Clock:
        asked, own = self.asked, self.deadline
        # Nobody must list what was filed, so that nothing is listed shows nothing.
        evidence = shown or not all(map(is_filed, own.done)) or self.is_seen
        state, said = self.state(start, due, done, latest or due, evidence=evidence)
        noted = asked.duty.subject == "incident" or any(map(is_filed, own.start))
        notes = (own.note,) if own.note and noted else ()
        if asked.holds is None:
            notes = (*(f"{text[:1].upper()}{text[1:]}." for text in asked.because), *notes)
        zone_name = asked.zone
        return Clock(
            regime=asked.regime.id,
            duty=asked.duty.id,
            clause=asked.duty.clause,
            title=asked.duty.title,
            subject=(self.record.kind, self.record.id),
            start=self.at(start) if start is not None else None,
            start_field=start.field if start is not None else "",
            due=due,
            due_local=due.astimezone(zone(zone_name)) if due is not None else None,
            zone=zone_name,
            state=state,
            words=(*words, *said, *notes),
            recipient=own.recipient,
            source=asked.source,
            confidence=asked.duty.confidence,
            done=self.at(done) if done is not None else None,
            kind=own.kind,
            public=asked.public,
            short=asked.regime.short,
            missing=stated(asked.because) if state is ClockState.CANNOT_TELL else (),
            shown=evidence,
        )
