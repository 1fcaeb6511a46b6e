"""What the duties of a catalogue ask for, compiled: one plan for each kind of subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, auto
from operator import itemgetter
from typing import Any, NamedTuple

from glasscase.law.each import Each, each
from glasscase.law.fields import Fields
from glasscase.law.model.condition import All, Condition, Not
from glasscase.law.model.duty import Answer, Duty, Reader, Subject
from glasscase.law.model.regime import Regime
from glasscase.law.scope import joined
from glasscase.law.states import Answered

States = tuple[Answered, ...]


class Whose(Enum):
    """Whose fields are asked for."""

    SUBJECT = auto()
    PROVIDER = auto()
    PROTOCOL = auto()


class Ask(NamedTuple):
    """One thing that a duty asks for: a field, or several of which one is enough."""

    whose: Whose
    numbers: tuple[int, ...]
    """Numbers of the paths, or of the questions to all rows, among those of the kind."""
    fields: tuple[str, ...]
    asks: str
    types: tuple[str, ...]
    when: int
    """Number of the condition under which it is asked; -1 if always."""
    item: str = ""
    """Id of the duty that asks it, for one that is made of others."""


class DutyPlan(NamedTuple):
    """A duty with its asks, its conditions as numbers into the verdicts of its regime."""

    duty: Duty
    who: int
    transitions: tuple[int, ...]
    """Of a duty about a model, the conditions of its later dates; of another, whether a model for
    which it is owed does not meet them: one such is enough for the usual date."""
    asks: tuple[Ask, ...]
    is_public: bool
    own: Callable[[States], Any]
    """Picks of what a subject says only what this duty asks for."""
    decides: Callable[[tuple[bool | None, ...]], Any]
    """Picks of a regime's conditions those that decide about this duty."""
    of_protocols: bool
    """True if a protocol can answer."""


class RegimePlan(NamedTuple):
    """The duties of a regime that one kind of subject answers."""

    regime: Regime
    who: int
    conditions: tuple[Condition, ...]
    duties: tuple[DutyPlan, ...]
    own: Callable[[States], Any]
    """Picks of what a subject says only what this regime asks for."""


class Plan(NamedTuple):
    """Everything that the regimes ask of one kind of subject."""

    fields: Fields
    """Of the subject's own record."""
    regimes: tuple[RegimePlan, ...]


class Asked(NamedTuple):
    """The paths that duties ask for, by kind, and the plan of each kind of subject."""

    provider: Fields
    protocol: Fields
    plans: dict[Subject, Plan]


def asked(regimes: Iterable[Regime]) -> Asked:
    """Compile the duties of some regimes, in their order."""
    known = tuple(regimes)
    protocol = Fields(_paths(known, None), _rows(known, None))
    fields = {subject: Fields(_paths(known, subject), _rows(known, subject)) for subject in Subject}
    plans = {
        subject: Plan(
            fields[subject],
            tuple(
                plan
                for regime in known
                if (plan := _regime(regime, subject, fields, protocol)).duties
            ),
        )
        for subject in Subject
    }
    return Asked(fields[Subject.PROVIDER], protocol, plans)


def _paths(regimes: Iterable[Regime], whose: Subject | None) -> Iterator[str]:
    """Yield the paths that are asked of a subject's own record, or of protocols."""
    for answer in _answers(regimes, whose):
        if not answer.every:
            yield from answer.fields


def _rows(regimes: Iterable[Regime], whose: Subject | None) -> Iterator[Each]:
    """Yield what is asked of every row of a list in a subject's own record, or in protocols."""
    for answer in _answers(regimes, whose):
        if answer.every:
            for group in _groups(answer):
                yield from (each(path, group) for path in group)


def _answers(regimes: Iterable[Regime], whose: Subject | None) -> Iterator[Answer]:
    for regime in regimes:
        for duty in regime.duties:
            yield from (answer for answer in duty.answers if _asked_of(duty, answer) is whose)


def _groups(answer: Answer) -> list[tuple[str, ...]]:
    """Return the fields of an answer, those together of which one is enough."""
    return [answer.fields] if answer.either else [(field,) for field in answer.fields]


def _asked_of(duty: Duty, answer: Answer) -> Subject | None:
    """Return whose record an answer looks at; None for protocols."""
    if answer.of == "protocol":
        return None
    return Subject.PROVIDER if answer.of == "provider" else duty.subject


class _Conditions:
    """The distinct conditions of a regime."""

    def __init__(self) -> None:
        self._numbers: dict[Condition, int] = {}

    @property
    def all(self) -> tuple[Condition, ...]:
        """The conditions, by their numbers."""
        return tuple(self._numbers)

    def number(self, condition: Condition | None) -> int:
        """Return the number of a condition; -1 stands for none."""
        if condition is None:
            return -1
        return self._numbers.setdefault(condition, len(self._numbers))


def _regime(
    regime: Regime, subject: Subject, fields: dict[Subject, Fields], protocol: Fields
) -> RegimePlan:
    conditions = _Conditions()
    who = conditions.number(regime.who)
    known = {duty.id: duty for duty in regime.duties}
    duties = tuple(
        _duty(
            duty,
            (who, conditions.number(_who(regime, duty))),
            tuple(conditions.number(_moving(regime, duty, one.when)) for one in duty.transition),
            (
                *(
                    ask
                    for answer in duty.answers
                    for ask in _asks(duty, answer, conditions.number(answer.when), fields, protocol)
                ),
                *_items(duty, known, conditions, fields, protocol),
            ),
        )
        for duty in regime.duties
        if duty.subject is subject
    )
    own = _getter(_own(ask for plan in duties for ask in plan.asks))
    return RegimePlan(regime, who, conditions.all, duties, own)


def _duty(
    duty: Duty, who: tuple[int, int], transitions: tuple[int, ...], asks: tuple[Ask, ...]
) -> DutyPlan:
    """Return the plan of a duty; `who` are the regime's condition and its own."""
    decides = {*who, *transitions, *(ask.when for ask in asks)} - {-1}
    return DutyPlan(
        duty,
        who[1],
        transitions,
        asks,
        Reader.PUBLIC in duty.readers,
        _getter(_own(asks)),
        _getter(sorted(decides)),
        any(ask.whose is Whose.PROTOCOL for ask in asks),
    )


def _own(asks: Iterable[Ask]) -> list[int]:
    """Return the numbers of what is asked of a subject's own record."""
    own = (ask.numbers for ask in asks if ask.whose is Whose.SUBJECT)
    return sorted({number for numbers in own for number in numbers})


def _who(regime: Regime, duty: Duty) -> Condition | None:
    """Return who owes a duty; where several models may decide, one must meet all conditions."""
    if duty.who is None or duty.subject is Subject.MODEL:
        return duty.who
    return joined(regime, duty)


def _moving(regime: Regime, duty: Duty, when: Condition) -> Condition:
    """Return the condition of a later date, as `DutyPlan.transitions` has it."""
    if duty.subject is Subject.MODEL:
        return when
    whole = joined(regime, duty)
    kept = Not.model_construct(not_=when)
    return kept if whole is None else All.model_construct(all=(whole, kept))


def _items(
    duty: Duty,
    known: dict[str, Duty],
    conditions: _Conditions,
    fields: dict[Subject, Fields],
    protocol: Fields,
) -> Iterator[Ask]:
    """Yield what the items of a duty ask, of those that owe them."""
    for id_ in duty.items:
        item = known.get(id_)
        if item is None or item.subject is not duty.subject:
            continue  # What takes the place of a duty may be another matter.
        for answer in item.answers:
            both = tuple(one for one in (item.who, answer.when) if one is not None)
            when = conditions.number(All(all=both) if len(both) > 1 else next(iter(both), None))
            for ask in _asks(item, answer, when, fields, protocol):
                yield ask._replace(asks=item.title, item=id_)


def _asks(
    duty: Duty,
    answer: Answer,
    when: int,
    fields: dict[Subject, Fields],
    protocol: Fields,
) -> Iterator[Ask]:
    if answer.of == "protocol":
        whose, held = Whose.PROTOCOL, protocol
    elif answer.of == "provider":
        whose, held = Whose.PROVIDER, fields[Subject.PROVIDER]
    else:
        whose, held = Whose.SUBJECT, fields[duty.subject]
    for group in _groups(answer):
        numbers = tuple(
            held.numbers[each(field, group) if answer.every else field] for field in group
        )
        yield Ask(whose, numbers, group, answer.asks or duty.title, answer.types, when)


def _getter(numbers: list[int]) -> Callable[[tuple[Any, ...]], Any]:
    return itemgetter(*numbers) if numbers else _nothing


def _nothing(_of: tuple[Any, ...]) -> None:
    return None
