"""Dates in an order that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.moments import span
from glasscase.checks.parts import parts
from glasscase.reading.load import Loaded
from glasscase.records import Incident, ModelCard, Protocol, Provider, Record
from glasscase.records.identity import ModelVersion
from glasscase.records.values import ChangeNote, Period, Review

# Pairs of an incident's times of which the first cannot come after the second.
_TIMES = (
    ("occurred", "occurred_until", "it ended", "it began"),
    ("occurred", "discovered", "it was discovered", "it occurred"),
    ("occurred", "contained", "it was contained", "it occurred"),
    ("occurred", "resolved", "it was resolved", "it occurred"),
    ("discovered", "reasonable_belief", "there was reasonable belief", "it was discovered"),
    ("discovered", "determined", "its class was determined", "it was discovered"),
    ("contained", "resolved", "it was resolved", "it was contained"),
)


def check(context: Context) -> Iterator[Found]:
    """Check the order of the dates in all records."""
    for loaded in context.everything():
        record = loaded.record
        yield from _periods(loaded)
        if isinstance(record, Record):
            yield from _announcements(loaded)
        if isinstance(record, Incident):
            yield from _incident(loaded, context.today)
        elif isinstance(record, ModelCard):
            yield from _model(loaded)
        elif isinstance(record, Protocol):
            yield from _protocol(loaded)
        elif isinstance(record, Provider):
            yield from _certificates(loaded)


def _before(
    loaded: Loaded[Any], path: Path, later: Any, what: str, earlier: Any, than: str
) -> Iterator[Found]:
    """Report the date at `path`, if it lies before one that it must follow."""
    late, early = given(later), given(earlier)
    first, second = span(late), span(early)
    if first is None or second is None:
        return
    if isinstance(late, datetime) and isinstance(early, datetime):
        wrong = late < early
    else:
        wrong = first < second
    if wrong:
        yield found(
            "date-order",
            loaded,
            path,
            f"{what} ({first.text}) before {than} ({second.text})",
            "One of the two dates is wrong. Look at the year, the month and the time zone.",
        )


def _incident(loaded: Loaded[Any], today: date) -> Iterator[Found]:
    incident = loaded.record
    times = incident.times

    def known(key: str) -> Any:
        """Return a time, unless it is wrong anyway: one in the future says nothing of others."""
        value = given(getattr(times, key))
        return None if value is None or value.date() > today else value

    for earlier, later, what, than in _TIMES:
        path: Path = ("times", later)
        yield from _before(loaded, path, getattr(times, later), what, known(earlier), than)
    discovered = known("discovered")
    for number, notice in enumerate(given(incident.notifications) or ()):
        path = ("notifications", number, "at")
        what = f"`{notice.id}` was sent"
        yield from _before(loaded, path, notice.at, what, discovered, "it was discovered")
    for number, update in enumerate(incident.updates):
        path = ("updates", number, "at")
        what = f"`{update.id}` was published"
        yield from _before(loaded, path, update.at, what, discovered, "it was discovered")
    for number, action in enumerate(given(incident.corrective_actions) or ()):
        path = ("corrective_actions", number, "completed")
        what = f"`{action.id}` was completed"
        yield from _before(loaded, path, action.completed, what, known("occurred"), "it occurred")
    yield from _sequence(loaded, "timeline", incident.timeline, newest_first=False)
    yield from _sequence(loaded, "updates", incident.updates, newest_first=True)


def _sequence(
    loaded: Loaded[Any], key: str, entries: tuple[Any, ...], *, newest_first: bool
) -> Iterator[Found]:
    for number, (one, two) in enumerate(pairwise(entries), start=1):
        wrong = two.at > one.at if newest_first else two.at < one.at
        if wrong:
            order = "newest first" if newest_first else "oldest first"
            yield found(
                "entry-order",
                loaded,
                (key, number, "at"),
                f"`{two.id}` is {'later' if newest_first else 'earlier'} than `{one.id}`"
                f" above it; `{key}` goes from the {order.split()[0]} entry on",
                f"Sort the entries, {order}, or correct the time.",
            )


def _model(loaded: Loaded[Any]) -> Iterator[Found]:
    card = loaded.record
    first = card.release.first
    for key, what in (
        ("eu_market", "it was placed on the Union market"),
        ("substantially_modified", "it was substantially modified"),
    ):
        later = getattr(card.release, key)
        yield from _before(loaded, ("release", key), later, what, first, "its first release")
    for path, version in parts(loaded, ModelVersion):
        place = (*path, "retired")
        what = f"`{version.id}` was retired"
        yield from _before(loaded, place, version.retired, what, version.released, "its release")
        place = (*path, "released")
        what = f"`{version.id}` was released"
        yield from _before(loaded, place, version.released, what, first, "the first release")


def _protocol(loaded: Loaded[Any]) -> Iterator[Found]:
    protocol = loaded.record
    for path, review in parts(loaded, Review):
        place = (*path, "next")
        yield from _before(
            loaded, place, review.next, "the next review is due", review.last, "the last one"
        )
    for number, audit in enumerate(protocol.audits):
        if audit.period is not None:
            place = ("audits", number, "received")
            what = "the report was received"
            yield from _before(
                loaded, place, audit.received, what, audit.period.end, "the end of its period"
            )
    effective = given(protocol.effective_from)
    for number, approval in enumerate(given(protocol.approvals) or ()):
        if effective is not None and approval.date is not None and effective < approval.date:
            yield found(
                "effective-before-approval",
                loaded,
                ("approvals", number, "date"),
                f"approved on {approval.date}, after it took effect on {effective}",
                "Correct one of the dates, or let it take effect after the last approval.",
            )


def _periods(loaded: Loaded[Any]) -> Iterator[Found]:
    for path, period in parts(loaded, Period):
        yield from _before(
            loaded, (*path, "end"), period.end, "the period ends", period.start, "it starts"
        )


def _announcements(loaded: Loaded[Any]) -> Iterator[Found]:
    for path, note in parts(loaded, ChangeNote):
        yield from _before(
            loaded,
            (*path, "date"),
            note.date,
            "the change took place",
            note.announced,
            "it was announced",
        )


def _certificates(loaded: Loaded[Any]) -> Iterator[Found]:
    for number, service in enumerate(loaded.record.services):
        for place, certificate in enumerate(given(service.certifications) or ()):
            path = ("services", number, "certifications", place, "expires")
            what = f"{certificate.name} expires"
            yield from _before(
                loaded, path, certificate.expires, what, certificate.issued, "it is issued"
            )
