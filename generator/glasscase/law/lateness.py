"""What is late: said from the records, the days of their publication, and the day of asking.

Only duties owed to the public are looked at, and only once they are in force. Where a day is known
to the month or the year, its last day counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from glasscase.law import calendar
from glasscase.law.covered import Covered
from glasscase.law.fields import rows
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.model.duty import Duty, Reader
from glasscase.law.paths import exists
from glasscase.law.spans import span
from glasscase.law.states import Place, State
from glasscase.records import Kind, PublicForm

_LENGTH = re.compile(r"P(\d+)([YMWD])")
_OWED = {State.MET, State.PARTLY, State.WITHHELD, State.ABSENT, State.MISSING}

Published = Mapping[str, date]
"""The day on which each version of a record was first published, in the order of the days."""


class Late(NamedTuple):
    """Something that came, or is still to come, after its day."""

    place: Place
    """The record that is late, and the field that holds the day from which it counts."""
    sentence: str
    clauses: tuple[str, ...]
    """Where the day comes from: `California SB 53, 22757.12(c)`; none for a promise of its own."""
    due: date
    days: int
    """How many days after the due day it came, or the day of asking is."""


def can_be_late(duty: Duty, state: State) -> bool:
    """Tell whether a duty is owed to the public now and has a deadline."""
    return duty.deadline is not None and state in _OWED and Reader.PUBLIC in duty.readers


def late_model(
    covered: Iterable[Covered], form: PublicForm, published: Published | None, as_of: date
) -> tuple[Late, ...]:
    """Return what is late about a model: its card, and what must be renewed in it.

    `covered` are the model's duties. A card that was never published is late from the due day on;
    None says that nobody knows what was published, and then nothing is said about it.
    """
    found: list[Late] = []
    for one, deadline in _deadlines(covered):
        if deadline.kind is DeadlineKind.BY and published is not None:
            starts = list(_starts(deadline, form))
            place = Place(Kind.MODEL, form["id"], "")
            found += _events(one, deadline, starts, place, published, as_of)
        elif deadline.kind is DeadlineKind.EVERY and deadline.length:
            for day, path in islice(_starts(deadline, form), 1):
                place = Place(Kind.MODEL, form["id"], path)
                found += _renewal(one, place, day, deadline.length, as_of)
    return _merged(found)


def _starts(deadline: Deadline, form: PublicForm) -> Iterator[tuple[date, str]]:
    """Yield the days that start a deadline of a model, each with its field, in their order."""
    for path in deadline.start:
        day = _last(rows(form, path)) if exists(Kind.MODEL, path) else None
        if day is not None and (deadline.since is None or day >= deadline.since):
            yield day, path


def _events(
    one: Covered,
    deadline: Deadline,
    starts: list[tuple[date, str]],
    place: Place,
    published: Published,
    as_of: date,
) -> Iterator[Late]:
    """Yield what came after the day of an event, such as a release or a modification.

    What was published since the event before it may be about the event, and counts for it.
    """
    dues: dict[date, tuple[date, str]] = {}
    for day, path in sorted(starts) if deadline.each else starts[:1]:
        dues[_due(deadline, day)] = (day, path)
    previous = date.min
    for due, (day, path) in dues.items():
        own = place._replace(field=path)
        first = min((at for at in published.values() if at > previous), default=None)
        what = f"{day} (`{path}`)"
        if due == deadline.not_before and day < due:
            what = f"{due}, by which what began on {what} was due"
        again = any(at <= previous for at in published.values())
        yield from _after(one, own, due, first, as_of, "The card", what, again=again)
        previous = due


def late_protocols(
    covered: Iterable[Covered],
    protocols: Iterable[PublicForm],
    published: Mapping[str, Published] | None,
    as_of: date,
) -> tuple[Late, ...]:
    """Return what is late about protocols: reviews, and changes that are due in public.

    `covered` are the provider's duties; `published` is by the protocols' ids. A protocol counts
    for a duty that asks for protocols of its type.
    """
    forms = list(protocols)
    found = [late for form in forms for late in _promised(form, as_of)]
    for one, deadline in _deadlines(covered):
        types = {type_ for answer in one.duty.answers for type_ in answer.types}
        for form in forms:
            if form.get("type") in types:
                known = published.get(form["id"], {}) if published is not None else None
                found += _protocol(one, deadline, form, known, as_of)
    return _merged(found)


def _deadlines(covered: Iterable[Covered]) -> Iterator[tuple[Covered, Deadline]]:
    """Yield the duties that are owed to the public now and have a deadline."""
    for one in covered:
        deadline = one.duty.deadline
        if deadline is not None and can_be_late(one.duty, one.state):
            yield one, deadline


def _protocol(
    one: Covered, deadline: Deadline, form: PublicForm, published: Published | None, as_of: date
) -> Iterator[Late]:
    for path in deadline.start:
        place = Place(Kind.PROTOCOL, form["id"], path)
        if deadline.kind is DeadlineKind.EVERY and deadline.length:
            day = _last(rows(form, path))
            if day is not None:
                yield from _renewal(one, place, day, deadline.length, as_of)
        elif published is not None and deadline.length and is_change(deadline, path):
            for change in rows(form, path.rpartition(".")[0]):
                day = _last([change["date"]])
                if day is None or day < one.in_force:
                    continue
                due = plus(day, deadline.length)
                name = f"Version {change['version']}"
                text = f"the {_words(deadline.length)} from its material change of {day}"
                first = published.get(change["version"])
                yield from _after(one, place, due, first, as_of, name, text)


def is_change(deadline: Deadline, path: str) -> bool:
    """Tell whether a deadline runs from a note of change, whose version is then published."""
    return deadline.kind is DeadlineKind.WITHIN and path.startswith("changes[")


def _promised(form: PublicForm, as_of: date) -> Iterator[Late]:
    """Yield a review that a protocol promised itself and whose day is past."""
    review = form.get("review", {})
    last, following = _last([review.get("last")]), _last([review.get("next")])
    due = following or (plus(last, review["cadence"]) if last and "cadence" in review else None)
    if due is not None and due < as_of and (last is None or last < due):
        days = (as_of - due).days
        place = Place(Kind.PROTOCOL, form["id"], "review.next" if following else "review.last")
        sentence = f"Its review was due on {due} by its own words, {_ago(days)}."
        yield Late(place, sentence, (), due, days)


def _renewal(one: Covered, place: Place, day: date, length: str, as_of: date) -> Iterator[Late]:
    due = max(plus(day, length), one.in_force)
    if due < as_of:
        days = (as_of - due).days
        sentence = (
            f"`{place.field}` is {day}; it is due every {_every(length)}, so it was due on {due},"
            f" {_ago(days)}."
        )
        yield Late(place, sentence, (_clause(one),), due, days)


def _due(deadline: Deadline, day: date) -> date:
    """Return the day by which something is due that is due by an event."""
    due = plus(day, deadline.length, back=deadline.before) if deadline.length else day
    return max(due, deadline.not_before) if deadline.not_before is not None else due


def _after(
    one: Covered,
    place: Place,
    due: date,
    first: date | None,
    as_of: date,
    name: str,
    what: str,
    *,
    again: bool = False,
) -> Iterator[Late]:
    """Yield a statement if something was published after its day, or not yet.

    What was due before the duty was in force is due from then on only where a transition says so.
    `again` tells that it was published for something else before.
    """
    if due < one.in_force:
        if one.in_force == (one.duty.in_force or one.regime.in_force):
            return
        due = one.in_force
    days = ((first or as_of) - due).days
    if days > 0:
        when = "next" if again else "first"
        how = f"was {when} published on {first}" if first else f"is not published on {as_of}"
        if again and not first:
            how = f"is not published again on {as_of}"
        sentence = f"{name} {how}, {_count(days)} after {what}."
        yield Late(place, sentence, (_clause(one),), due, days)


def _clause(one: Covered) -> str:
    return f"{one.regime.short}, {one.duty.clause}"


def _merged(found: Iterable[Late]) -> tuple[Late, ...]:
    """Return statements that say the same as one, the latest first."""
    known: dict[tuple[Place, str], Late] = {}
    for late in found:
        key = (late.place, late.sentence)
        clauses = (*known[key].clauses, *late.clauses) if key in known else late.clauses
        known[key] = late._replace(clauses=tuple(dict.fromkeys(clauses)))
    return tuple(sorted(known.values(), key=lambda late: (-late.days, late.place, late.sentence)))


def _last(values: Iterable[Any]) -> date | None:
    """Return the latest of some dates, each by the last day that it may be."""
    days = [days.last for value in values if value and (days := span(str(value))) is not None]
    return max(days, default=None)


def plus(day: date, length: str, *, back: bool = False) -> date:
    """Return the day a `P1Y`, `P6M`, `P2W` or `P30D` later, or earlier; the same day for hours.

    Beyond the years that there are, it is the last day, or the first.
    """
    period = _days(length)
    if period is None:
        return day
    if back:
        period = period._replace(number=-period.number)
    try:
        return calendar.plus(day, period)
    except (ValueError, OverflowError):
        return date.min if back else date.max


def _words(length: str) -> str:
    period = _days(length)
    return period.words if period is not None else length


def _days(length: str) -> calendar.Length | None:
    """Read a period of days, weeks, months or years; None if it is none."""
    match = _LENGTH.fullmatch(length)
    return calendar.Length(int(match[1]), match[2]) if match is not None else None


def _every(length: str) -> str:
    return _words(length).removeprefix("1 ")


def _count(days: int) -> str:
    return f"{days:,} day{'' if days == 1 else 's'}"


def _ago(days: int) -> str:
    return f"{_count(days)} ago"
