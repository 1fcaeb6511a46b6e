"""What a clock is: one duty of one subject, from its start to its due time."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from glasscase.law.calendar import Counting, counting_of, zone_of
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import DeadlineKind
from glasscase.law.model.duty import Duty, Reader, Subject
from glasscase.law.model.regime import Regime
from glasscase.records import Kind


class ClockState(StrEnum):
    """How a clock stands."""

    RUNNING = "running"
    MET = "met"
    LATE = "late"
    STOPPED = "stopped"
    """It asks for nothing any more, or never did."""
    CANNOT_TELL = "cannot-tell"
    UPCOMING = "upcoming"
    """It has not begun, or what it belongs to is not in force yet."""


class Clock(NamedTuple):
    """One deadline of one subject. All moments but the local one are in UTC."""

    regime: str
    """Id in the catalogue; empty where the record itself makes the promise."""
    duty: str
    clause: str
    title: str
    subject: tuple[Kind, str]
    start: datetime | None
    start_field: str
    due: datetime | None
    due_local: datetime | None
    zone: str
    state: ClockState
    words: tuple[str, ...]
    """The arithmetic, the state and the reasons, in sentences."""
    recipient: str
    source: str
    confidence: Confidence
    done: datetime | None
    kind: DeadlineKind
    public: bool
    """Whether it may stand in the public calendar."""
    short: str = ""
    """Name of the regime, for people."""
    number: int = 1
    """Place in a series, such as that of intermediate reports."""
    at_earliest: datetime | None = None
    """Where the start is not known: when it would be due if it began at the discovery."""
    missing: tuple[str, ...] = ()
    """Fields to state, of which one is enough."""
    shown: bool = False
    """True if the records can show that it was done."""

    @property
    def at(self) -> datetime | None:
        """The due time to plan with, in UTC: the due time, or the earliest that it may be."""
        return self.due or self.at_earliest

    @property
    def asks(self) -> bool:
        """Whether something is to be done, or stated, as far as the records can tell."""
        if self.kind is DeadlineKind.KEEP:
            return False
        if self.state is ClockState.CANNOT_TELL:
            return bool(self.missing)
        if self.state is ClockState.LATE:
            return self.done is None
        return self.state is ClockState.RUNNING

    def is_pressing(self, until: datetime) -> bool:
        """Tell whether it is late, or due by a moment; what has no number of days is due now."""
        if not self.asks:
            return False
        if self.state is ClockState.LATE:
            return True
        if self.kind is DeadlineKind.WITHOUT_DELAY:
            return self.shown
        return self.at is not None and self.at <= until


class Asked(NamedTuple):
    """A duty whose clock is asked for: whether it is owed, and since when it is in force."""

    regime: Regime
    duty: Duty
    holds: bool | None
    because: tuple[str, ...]
    in_force: date
    later: bool = False
    """True if a transition puts off the day in force: what was due before is due on that day."""

    @property
    def zone(self) -> str:
        """The zone of the authority."""
        return self.regime.zone or zone_of(self.regime.jurisdiction)

    @property
    def counting(self) -> Counting:
        """How days are counted."""
        return counting_of(self.regime.jurisdiction)

    @property
    def public(self) -> bool:
        """Whether the clock may be shown in public: no incident, and owed to the public."""
        duty = self.duty
        return Reader.PUBLIC in duty.readers and duty.subject is not Subject.INCIDENT

    @property
    def source(self) -> str:
        """Address or title of the text behind the duty."""
        texts = {text.id: text for text in self.regime.sources}
        text = texts[self.duty.source]
        return str(text.url or text.title)
