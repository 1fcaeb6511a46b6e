"""What a schema cannot say about a catalogue's file: that ids, terms, sources and fields exist."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from glasscase.findings import Finding, Severity
from glasscase.law.calendar import CalendarError, zone
from glasscase.law.model.condition import (
    All,
    Any_,
    Condition,
    FieldIs,
    HasRole,
    Not,
    Offers,
    Rule,
    Term,
)
from glasscase.law.model.duty import KINDS, Answer, Duty
from glasscase.law.model.regime import Override, Regime
from glasscase.law.paths import Spot, in_rows, keys_at, picked, spot, walked
from glasscase.law.rules import DERIVED, SYSTEMIC_RISK
from glasscase.law.terms import definition, is_circular, unfit
from glasscase.reading.document import Document
from glasscase.reading.words import closest, one_of
from glasscase.records import Kind
from glasscase.records.protocol import ProtocolType
from glasscase.records.provider import Role, ServiceRole, ServiceType

Path = tuple[str | int, ...]

_NEEDED = {
    "open-source-exemption": ("the open-source exemption", SYSTEMIC_RISK),
    "modifier-third": ("the one-third rule", DERIVED),
}
"""By rule, what it is called and the term that it looks up."""


class Written(NamedTuple):
    """A regime or an override, and the file that it comes from."""

    part: Regime | Override
    document: Document


class _Fault(NamedTuple):
    rule: str
    path: Path
    message: str
    help: str


def check(written: Written, regimes: Mapping[str, Regime]) -> list[Finding]:
    """Return what does not fit within a file, or with the other regimes; all are errors."""
    part, document = written
    home = part.id if isinstance(part, Regime) else part.extends
    found = []
    for fault in _faults(part, home, regimes):
        position, length = document.span(fault.path)
        found.append(
            Finding(
                fault.rule,
                Severity.ERROR,
                document.path,
                fault.message,
                fault.help,
                position,
                length,
            )
        )
    return found


def _faults(part: Regime | Override, home: str, regimes: Mapping[str, Regime]) -> Iterator[_Fault]:
    whole = part if isinstance(part, Regime) else regimes[home]
    yield from _twice("terms", part.terms)
    yield from _twice("duties", part.duties)
    sources = {source.id for source in whole.sources}
    if isinstance(part, Regime):
        yield from _twice("sources", part.sources)
        yield from _conditions(part.who, ("who",), None, home, regimes)
        yield from _zone(part)
    for number, term in enumerate(part.terms):
        path: Path = ("terms", number)
        yield from _source(term.source, sources, path)
        yield from _conditions(term.when, (*path, "when"), None, home, regimes)
        if is_circular(home, term.id, regimes):
            message = f"the term `{term.id}` is defined by itself"
            yield _Fault("law-circular", (*path, "when"), message, "Define one of them without it.")
    for number, duty in enumerate(part.duties):
        path = ("duties", number)
        yield from _source(duty.source, sources, path)
        yield from _duty(duty, path, home, regimes)


def _zone(regime: Regime) -> Iterator[_Fault]:
    if regime.zone is not None:
        try:
            zone(regime.zone)
        except CalendarError as error:
            help_ = "Write the name of a zone as in America/Denver."
            yield _Fault("law-value", ("zone",), error.message, help_)


def _duty(duty: Duty, path: Path, home: str, regimes: Mapping[str, Regime]) -> Iterator[_Fault]:
    kind = KINDS[duty.subject]
    yield from _conditions(duty.who, (*path, "who"), kind, home, regimes)
    for number, later in enumerate(duty.transition):
        at: Path = (*path, "transition", number, "when")
        yield from _conditions(later.when, at, kind, home, regimes)
    for number, answer in enumerate(duty.answers):
        at = (*path, "answers", number)
        yield from _conditions(answer.when, (*at, "when"), kind, home, regimes)
        yield from _answer(answer, at, kind)
    yield from _items(duty, path, regimes[home])
    if duty.deadline is not None:
        at = (*path, "deadline")
        yield from _conditions(duty.deadline.when, (*at, "when"), kind, home, regimes)
        timed = duty.deadline
        yield from _known(timed.types, list(ProtocolType), (*at, "types"), "type of protocol")
        named = (("start", timed.start), ("done", timed.done), ("until", timed.until))
        for key, fields in named:
            for number, field in enumerate(fields):
                # The clock of a framework runs from the protocol that holds it, and that of a
                # summary or a report on a model from what the provider has filed.
                owners = (kind, Kind.PROTOCOL, Kind.PROVIDER)
                yield from _field(field, owners, (*at, key, number))


def _items(duty: Duty, path: Path, regime: Regime) -> Iterator[_Fault]:
    known = {other.id: other for other in regime.duties}
    for number, id_ in enumerate(duty.items):
        at = (*path, "items", number)
        item = known.get(id_)
        if item is None:
            near = _suggest(id_, known)
            yield _Fault("law-item", at, f"the regime has no duty `{id_}`", near)
        elif item.items or item.subject is not duty.subject:
            message = f"`{id_}` cannot be an item of `{duty.id}`"
            help_ = "An item is a duty of the same subject, and has no items of its own."
            yield _Fault("law-item", at, message, help_)


def _answer(answer: Answer, path: Path, kind: Kind) -> Iterator[_Fault]:
    of = {"subject": kind, "provider": Kind.PROVIDER, "protocol": Kind.PROTOCOL}[answer.of]
    for number, field in enumerate(answer.fields):
        at = (*path, "fields", number)
        faults = list(_field(field, (of,), at))
        yield from faults
        if answer.every and not faults and not in_rows(of, field):
            message = f"`{field}` is no field of the rows of a list"
            yield _Fault("law-every", at, message, "Name a key of its rows, or remove `every`.")
    yield from _known(answer.types, list(ProtocolType), (*path, "types"), "type of protocol")
    if answer.types and answer.of != "protocol":
        message = "`types` is only for `of: protocol`"
        yield _Fault("law-types", (*path, "types"), message, "Remove it, or write `of: protocol`.")


def _conditions(
    condition: Condition | None,
    path: Path,
    kind: Kind | None,
    home: str,
    regimes: Mapping[str, Regime],
) -> Iterator[_Fault]:
    match condition:
        case All():
            for number, part in enumerate(condition.all):
                yield from _conditions(part, (*path, "all", number), kind, home, regimes)
        case Any_():
            for number, part in enumerate(condition.any):
                yield from _conditions(part, (*path, "any", number), kind, home, regimes)
        case Not():
            yield from _conditions(condition.not_, (*path, "not"), kind, home, regimes)
        case Term():
            found = definition(home, condition.term, regimes)
            if found is None:
                yield _no_term(condition.term, (*path, "term"), home, regimes)
            elif kind is not None and (field := unfit(found[1], kind, found[0], regimes)):
                message = f"the term `{condition.term}` asks for `{field}`"
                help_ = f"No {kind.value}, and no model of it, has this field."
                yield _Fault("law-term", (*path, "term"), message, help_)
        case HasRole():
            roles = [*Role, *ServiceRole]
            yield from _known(condition.role, roles, (*path, "role"), "role")
        case Offers():
            types = [*ServiceType]
            yield from _known(condition.service, types, (*path, "service"), "type of service")
        case FieldIs():
            yield from _tested(condition, path, kind)
        case Rule() if condition.rule in _NEEDED:
            text, name = _NEEDED[condition.rule]
            if definition(home, name, regimes) is None:
                help_ = "Keep eu-ai-act in the catalogue, with this term."
                yield _Fault("law-term", (*path, "rule"), f"{text} needs the term `{name}`", help_)


def _tested(condition: FieldIs, path: Path, kind: Kind | None) -> Iterator[_Fault]:
    tests = {
        "equals": condition.equals is not None,
        "one_of": bool(condition.one_of),
        "has": bool(condition.has),
        "before": condition.before is not None,
        "from": condition.from_ is not None,
        "stated": condition.stated is not None,
    }
    if sum(tests.values()) != 1:
        message = f"a condition on a field has exactly one of {one_of(list(tests), 6)}"
        yield _Fault("law-condition", path, message, "Join two tests with `all`.")
    first, _, rest = condition.field.partition(".")
    kinds = (kind, Kind.MODEL, Kind.PROVIDER) if kind is not None else tuple(KINDS.values())
    named = condition.field
    if first == "provider" and rest:
        kinds, named = (Kind.PROVIDER,), rest
    owners = [owner for owner in kinds if owner is not None]
    faults = list(_field(named, owners, (*path, "field")))
    yield from faults
    if faults:
        return
    found = next(field for owner in owners if (field := spot(owner, named)) is not None)
    yield from _values(condition, path, found)


def _values(condition: FieldIs, path: Path, found: Spot) -> Iterator[_Fault]:
    choices = found.choices
    if not choices:
        return
    for key, values in (("one_of", condition.one_of), ("has", condition.has)):
        yield from _known(values, choices, (*path, key), f"value of `{condition.field}`")
    if isinstance(condition.equals, str):
        value = (condition.equals,)
        yield from _known(value, choices, (*path, "equals"), f"value of `{condition.field}`")


def _field(path: str, kinds: Iterable[Kind], at: Path) -> Iterator[_Fault]:
    """Find a path that leads to no field of any of these kinds, or picks no row."""
    kinds = list(dict.fromkeys(kinds))
    names = " or ".join(f"{kind.value} files" for kind in kinds)
    holders = [kind for kind in kinds if spot(kind, path) is not None]
    if not holders:
        yield _Fault("law-field", at, f"no field `{path}` is in {names}", _meant(path, kinds))
        return
    for step, choices in picked(holders[0], path):
        if choices and step.value not in choices:
            message = f"`{step.column}` cannot be `{step.value}`"
            yield _Fault("law-field", at, message, _suggest(step.value, choices))


def _meant(path: str, kinds: list[Kind]) -> str:
    """Suggest the nearest field for the first step that leads nowhere."""
    if not walked(path):
        return "Write keys with dots between them: `compute.operations`."
    good = ""
    for step in walked(path):
        longer = f"{good}.{step.key}" if good else step.key
        if not any(spot(kind, longer) for kind in kinds):
            known = list(dict.fromkeys(key for kind in kinds for key in keys_at(kind, good)))
            near = closest(step.key, known)
            there = f"Below `{good}` stand" if good else "There are"
            if near:
                return f"Did you mean `{f'{good}.' if good else ''}{near}`?"
            return f"{there} {one_of(known, 40)}." if known else f"`{good}` has no keys below it."
        good = longer
    return "The rows have no such key."


def _no_term(name: str, path: Path, home: str, regimes: Mapping[str, Regime]) -> _Fault:
    known = [term.id for term in regimes[home].terms] if home in regimes else []
    known += [f"{id_}/{term.id}" for id_, other in regimes.items() for term in other.terms]
    return _Fault("law-term", path, f"no term `{name}` is defined", _suggest(name, known))


def _twice(key: str, parts: Iterable[Any]) -> Iterator[_Fault]:
    seen: set[str] = set()
    for number, part in enumerate(parts):
        if part.id in seen:
            message = f"the id `{part.id}` is used twice in `{key}`"
            yield _Fault("law-twice", (key, number, "id"), message, "Give one another id.")
        seen.add(part.id)


def _source(source: str, known: set[str], path: Path) -> Iterator[_Fault]:
    if source not in known:
        message = f"no source `{source}` is listed in `sources`"
        yield _Fault("law-source", (*path, "source"), message, _suggest(source, known))


def _known(values: Iterable[str], known: Iterable[str], path: Path, what: str) -> Iterator[_Fault]:
    choices = [str(choice) for choice in known]
    for number, value in enumerate(values):
        if value not in choices:
            at = (*path, number) if path[-1] != "equals" else path
            yield _Fault("law-value", at, f"there is no {what} `{value}`", _suggest(value, choices))


def _suggest(value: str, known: Iterable[str]) -> str:
    choices = list(known)
    near = closest(value, choices)
    if near:
        return f"Did you mean `{near}`?"
    return f"Choose one of {one_of(choices, 40)}." if choices else ""
