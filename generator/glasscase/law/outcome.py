"""What comes out for one duty: whether it is owed, whether it is met, and where."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from glasscase.law.asks import Ask, DutyPlan, RegimePlan, States, Whose
from glasscase.law.model.duty import Duty, Reader, Subject
from glasscase.law.states import GIVEN, MISSING, Answered, Held, Place, State, together
from glasscase.records import Kind

READERS = {
    Reader.PUBLIC: "the public",
    Reader.AI_OFFICE: "the AI Office",
    Reader.NATIONAL_AUTHORITIES: "national authorities",
    Reader.DOWNSTREAM_PROVIDERS: "downstream providers",
    Reader.STATE_AUTHORITIES: "state authorities",
    Reader.ORGANISATION: "an organisation that collects answers",
}
"""Readers as sentences call them."""

NO_FIELD = "No field of a record can show this."
BY_TOOL = "Met by the tool that makes the site."


class Outcome(NamedTuple):
    """What comes out for a duty, whichever record it is of."""

    state: State
    in_force: date
    why: tuple[int | str, ...]
    """Sentences, or the numbers of the verdicts that hold them."""
    held: tuple[Held, ...]
    """Places in the subject's own record have no id."""
    latest: date | None = None
    """The later day, where it cannot be told from which of two it is in force."""


class ProtocolStates(NamedTuple):
    """What a current protocol says to the paths that duties ask for."""

    id: str
    type: str
    models: frozenset[str]
    """Models that it has in scope."""
    states: States


class Situation(NamedTuple):
    """What the duties of one subject are held against."""

    kind: Kind
    own: States
    provider: States
    protocols: tuple[ProtocolStates, ...]
    named: frozenset[str]
    """Ids of the protocols that apply to a model; others count where none of a type does."""
    holds: tuple[bool | None, ...]
    as_of: date

    def key(self, duty: DutyPlan) -> object:
        """Return what decides the outcome of a duty; the provider is the same for all."""
        named = self.named if duty.of_protocols else None
        return (duty.own(self.own), duty.decides(self.holds), named, self.as_of)


def outcome(plan: RegimePlan, duty: DutyPlan, situation: Situation) -> Outcome:
    """Work out one duty."""
    start = duty.duty.in_force or plan.regime.in_force
    who = [number for number in (plan.who, duty.who) if number >= 0]
    for holds, state in ((False, State.NOT_APPLICABLE), (None, State.CANNOT_TELL)):
        decisive = tuple(number for number in who if situation.holds[number] is holds)
        if decisive:
            held = () if holds is False else _held(duty, situation)
            return Outcome(state, start, decisive, held)
    asks = [ask for ask in duty.asks if _is_asked(ask, situation)]
    if duty.asks and not asks:
        whens = tuple(dict.fromkeys(ask.when for ask in duty.asks))
        unknown = tuple(when for when in whens if situation.holds[when] is None)
        state = State.CANNOT_TELL if unknown else State.NOT_APPLICABLE
        return Outcome(state, start, unknown or whens, ())
    held = _held(duty, situation)
    start, later, unsure, latest = _in_force(duty, start, situation)
    if unsure and start <= situation.as_of:
        return Outcome(State.CANNOT_TELL, start, unsure, held, latest)
    if start > situation.as_of:
        days = " or ".join(day.isoformat() for day in (start, latest) if day is not None)
        sentence = f"In force from {days}."
        return Outcome(State.NOT_YET, start, (*who, *later, *unsure, sentence), held, latest)
    if not duty.is_public:
        return Outcome(State.AUTHORITY, start, (*who, _readers(duty.duty)), held)
    if not held and duty.duty.by_tool:
        return Outcome(State.MET, start, (*who, BY_TOOL), held)
    if not held:
        return Outcome(State.CANNOT_TELL, start, (*who, NO_FIELD), held)
    states = tuple(State.MET if one.is_answer else one.state for one in held)
    return Outcome(together(states), start, (*who, *later), held)


def _in_force(
    duty: DutyPlan, start: date, situation: Situation
) -> tuple[date, tuple[int | str, ...], tuple[int, ...], date | None]:
    """Return the day, the reasons for another one than usual, and what would have to be known.

    The last is the day that it would be instead, as far as that is still to come.
    """
    why: tuple[int | str, ...] = ()
    unsure: list[int] = []
    latest = None
    for number, transition in zip(duty.transitions, duty.duty.transition, strict=True):
        holds = situation.holds[number]
        if duty.duty.subject is not Subject.MODEL and holds is not None:
            holds = not holds  # It tells whether a model is left for which the usual date counts.
        if holds and transition.from_ > start:
            start = transition.from_
            why = (number, f"For these, {transition.clause} sets {start.isoformat()}.")
        elif holds is None and transition.from_ > max(situation.as_of, start):
            unsure.append(number)
            latest = max(latest or transition.from_, transition.from_)
    if latest is None or latest <= start:
        return start, why, (), None
    return start, why, tuple(unsure), latest


def _readers(duty: Duty) -> str:
    names = [READERS[reader] for reader in duty.readers]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"Owed to {listed}, not to the public."


def _is_asked(ask: Ask, situation: Situation) -> bool:
    """Tell whether a thing is asked; where that cannot be told, if something is said to it."""
    if ask.when < 0 or situation.holds[ask.when]:
        return True
    return situation.holds[ask.when] is None and _answer(ask, situation)[0] is not MISSING


def _held(duty: DutyPlan, situation: Situation) -> tuple[Held, ...]:
    return tuple(_hold(ask, situation) for ask in duty.asks if _is_asked(ask, situation))


def _hold(ask: Ask, situation: Situation) -> Held:
    answered, place = _answer(ask, situation)
    rest = tuple(field for field in ask.fields if field != place.field)
    return Held(
        place,
        answered.state,
        answered.basis,
        answered.reason,
        ask.asks,
        rest,
        ask.types,
        ask.item,
    )


def _answer(ask: Ask, situation: Situation) -> tuple[Answered, Place]:
    """Return what is said to an ask by the field that says most, and its place."""
    best = MISSING
    place = Place(_kind(ask, situation), "", ask.fields[0])
    for id_, states in _looked_at(ask, situation):
        for number, path in zip(ask.numbers, ask.fields, strict=True):
            answered = states[number]
            if answered.rank > best.rank:
                best, place = answered, place._replace(id=id_, field=path)
            elif not place.id:
                place = place._replace(id=id_)
            if best is GIVEN:
                return best, place
    return best, place


def _kind(ask: Ask, situation: Situation) -> Kind:
    if ask.whose is Whose.PROTOCOL:
        return Kind.PROTOCOL
    return Kind.PROVIDER if ask.whose is Whose.PROVIDER else situation.kind


def _looked_at(ask: Ask, situation: Situation) -> list[tuple[str, States]]:
    """Return the records that can answer an ask, by id."""
    if ask.whose is Whose.SUBJECT:
        return [("", situation.own)]
    if ask.whose is Whose.PROVIDER:
        return [("", situation.provider)]
    typed = [own for own in situation.protocols if not ask.types or own.type in ask.types]
    named = [own for own in typed if own.id in situation.named]
    return [(own.id, own.states) for own in named or typed]
