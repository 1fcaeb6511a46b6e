"""Every clock that runs for a record: statutory ones, and those that a protocol set itself.

Nothing here knows the time: `now` is always passed in.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime

from glasscase.law.answer import every
from glasscase.law.calendar import end_of
from glasscase.law.catalogue import Catalogue
from glasscase.law.clock import Asked, Clock, ClockState
from glasscase.law.conditions import evaluate
from glasscase.law.evidence import FILINGS, Record
from glasscase.law.facts import Facts
from glasscase.law.lateness import plus
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import DeadlineKind
from glasscase.law.model.duty import KINDS, Duty
from glasscase.law.model.regime import Regime
from glasscase.law.paths import exists
from glasscase.law.scope import owed
from glasscase.law.spoken import apart
from glasscase.law.starts import moment_of
from glasscase.law.ticking import tick
from glasscase.records import Kind, PublicForm

__all__ = ["Asked", "Clock", "ClockState", "clocks", "protocol_types", "review"]

Versions = Mapping[str, date]
"""The day on which each version of a record was first published."""


def clocks(
    catalogue: Catalogue,
    facts: Facts,
    record_form: PublicForm | None,
    *,
    now: datetime,
    published: Versions | None = None,
) -> tuple[Clock, ...]:
    """Return the clocks of a record, in the order of the catalogue.

    `record_form` is the record with all that is known of it, for an incident with its private
    part; None stands for the provider. `facts` decide who owes what; with a protocol they are
    those of the provider. `published` are the days on which the record's versions were published;
    None if nobody knows, and then publication proves nothing.
    """
    form = record_form if record_form is not None else (facts.provider or {})
    kind = Kind(form.get("kind", Kind.PROVIDER))
    if kind is Kind.MODEL:
        form = {**form, FILINGS: filings_about(form["id"], facts.provider)}
    record = _record(form, kind, facts.file, published)
    found: list[Clock] = []
    for regime in catalogue.regimes.values():
        for duty in regime.duties:
            if _is_about(duty, kind, form):
                asked = _asked(catalogue, regime, duty, facts)
                if asked is not None and duty.deadline is not None:
                    found += tick(asked, duty.deadline, record, now)
    if kind is Kind.PROTOCOL:
        found += review(form, now)
    return tuple(found)


def filings_about(model: str, provider: PublicForm | None) -> list[PublicForm]:
    """Return what a provider has filed about a model: by its name, or about all of its models."""
    held = (provider or {}).get(FILINGS)
    return [
        filing
        for filing in (held if isinstance(held, list) else ())
        if model in (filing.get("models") or (model,))
    ]


def protocol_types(duty: Duty) -> frozenset[str]:
    """Return the types of protocol whose fields start the clock of a duty."""
    named = duty.deadline.types if duty.deadline is not None else ()
    return frozenset(named or (type_ for answer in duty.answers for type_ in answer.types))


def review(form: PublicForm, now: datetime) -> Iterator[Clock]:
    """Yield the clock of the review that a protocol has promised itself."""
    held = form.get("review", {})
    last, following = moment_of(held.get("last"), ""), moment_of(held.get("next"), "")
    cadence = held.get("cadence")
    if following is not None:
        day, field = _day(following.first), "review.next"
        words = f"It says itself that its next review is due by {day}."
    elif last is not None and cadence:
        day, field = plus(_day(last.first), cadence), "review.last"
        words = f"{cadence} from its last review, {last.first}, by its own words, = {day}."
    else:
        return
    if last is not None and _day(last.first) >= day:
        return  # Reviewed since, and no new day is set.
    due = end_of(day, "UTC")
    late = now > due
    yield Clock(
        regime="",
        duty="review",
        clause="its own words",
        title=f"Review: {form.get('title', form['id'])}",
        subject=(Kind.PROTOCOL, form["id"]),
        start=last.begins("UTC") if last is not None else None,
        start_field=field,
        due=due,
        due_local=due,
        zone="UTC",
        state=ClockState.LATE if late else ClockState.RUNNING,
        words=(words, f"Late by {apart(due, now)}." if late else f"{apart(now, due)} left."),
        recipient="None: it is reviewed",
        source=f"protocols/{form['id']}.md",
        confidence=Confidence.VERIFIED,
        done=None,
        kind=DeadlineKind.EVERY,
        public=True,
        short="Own promise",
        shown=True,
    )


def _record(form: PublicForm, kind: Kind, file: str, published: Versions | None) -> Record:
    id_ = "" if kind is Kind.PROVIDER else str(form.get("id", ""))
    ending = "md" if kind is Kind.PROTOCOL else "yml"
    usual = "provider.yml" if kind is Kind.PROVIDER else f"{kind.folder}/{id_}.{ending}"
    return Record(
        kind,
        id_,
        form,
        file or usual,
        min(published.values(), default=None) if published else None,
        published is not None,
        dict(published) if published else None,
    )


def _is_about(duty: Duty, kind: Kind, form: PublicForm) -> bool:
    """Tell whether the clock of a duty runs from the fields of such a record."""
    deadline = duty.deadline
    if deadline is None:
        return False
    own = KINDS[duty.subject]
    fields = (*deadline.start, *deadline.done)
    of_protocol = bool(fields) and own is Kind.PROVIDER and not exists(own, fields[0])
    if kind is Kind.PROTOCOL:
        return of_protocol and form.get("type") in protocol_types(duty)
    return own is kind and not of_protocol


def _asked(catalogue: Catalogue, regime: Regime, duty: Duty, facts: Facts) -> Asked | None:
    """Judge who owes a duty; None if nobody does here."""
    found = owed(catalogue, regime, duty, facts)
    verdict = found.verdict
    if verdict.holds is not False and duty.deadline is not None and duty.deadline.when is not None:
        runs = evaluate(duty.deadline.when, facts, catalogue, regime)
        verdict = every((verdict, runs))
    if verdict.holds is False:
        return None
    start = found.dates.earliest
    later = start > (duty.in_force or regime.in_force)
    return Asked(regime, duty, verdict.holds, verdict.because, start, later)


def _day(value: datetime | date) -> date:
    return value.astimezone(UTC).date() if isinstance(value, datetime) else value
