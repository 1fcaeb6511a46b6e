"""Conditions on what a record says: training compute, and single fields."""

from __future__ import annotations

from datetime import date
from typing import Any

from glasscase.law.answer import Verdict, cannot_tell, some
from glasscase.law.facts import Case
from glasscase.law.model.condition import Comparison, Compute, FieldIs
from glasscase.law.numbers import power
from glasscase.law.owner import field_of
from glasscase.law.paths import How, Value, spot
from glasscase.law.spans import span
from glasscase.records import Kind
from glasscase.records.identity import DERIVING

TOTAL, COARSE = "compute.operations", "compute.magnitude"
MODIFICATION = "compute.modification_operations"
_RELATIONS = "model.dependencies.relation"
_NOT_APPLICABLE = "not-applicable"
_INHERITED = "; the training of the model that it is derived from counts"


def judge_compute(condition: Compute, case: Case) -> Verdict:
    """Tell whether training compute passes a line.

    The exact figure decides, else the order of magnitude: M stands for 10^M up to 10^(M+1).
    All training counts the original's, so that a derived model cannot be without any.
    """
    total = condition.compute == "total"
    path = TOTAL if total else MODIFICATION
    exact = case.value(Kind.MODEL, path)
    words = "operations" if total else "operations of modification"
    if exact.how is How.GIVEN:
        return _compared(condition, exact.value, words, case.about)
    inherits = total and is_not_applicable(exact) and _may_inherit(case)
    if is_not_applicable(exact) and not inherits:
        text = "no compute of its own" if total else "no model of someone else was modified"
        return Verdict(False, (f"{case.about}{text}",))
    coarse = case.value(Kind.MODEL, COARSE) if total else exact
    if inherits and coarse.how is not How.GIVEN:
        where = case.where(Kind.MODEL)
        return cannot_tell(f"state `{path}` or `{COARSE}` in {where}{_INHERITED}")
    if not total or coarse.how is not How.GIVEN:
        return cannot_tell(case.unknown(Kind.MODEL, path, exact, COARSE if total else ""))
    low, high = (float(f"1e{coarse.value + step}") for step in (0, 1))
    line = condition.operations
    between = f"between {power(low)} and {power(high)} operations"
    strict = condition.is_ is Comparison.ABOVE
    if low > line or (not strict and low == line):
        text = "are more than" if strict else "are at least"
        return Verdict(True, (f"{case.about}{between} {text} {power(line)}",))
    if high <= line:
        text = "are not more than" if strict else "are less than"
        return Verdict(False, (f"{case.about}{between} {text} {power(line)}",))
    return cannot_tell(
        f"{between} may or may not be {'more than' if strict else 'at least'} {power(line)};"
        f" {case.unknown(Kind.MODEL, path, exact)}"
    )


def _may_inherit(case: Case) -> bool:
    """Tell whether a model is derived from another, or does not say from which ones."""
    relations = case.value(Kind.MODEL, _RELATIONS)
    if relations.how is How.GIVEN:
        return not DERIVING.isdisjoint(relations.value)
    return relations.how is not How.MISSING and not is_not_applicable(relations)


def _compared(condition: Compute, value: float, words: str, about: str) -> Verdict:
    line = condition.operations
    said = f"{about}{power(value)} {words}"
    if line <= 1 <= value:  # The line only asks whether there was any.
        return Verdict(True, (f"{said} were spent",))
    if condition.is_ is Comparison.AT_LEAST:
        holds = value >= line
        return Verdict(holds, (f"{said} are {'at least' if holds else 'less than'} {power(line)}",))
    if value > line:
        return Verdict(True, (f"{said} are more than {power(line)}",))
    tail = " (the line must be passed)" if value == line else ""
    return Verdict(False, (f"{said} are not more than {power(line)}{tail}",))


def judge_field(condition: FieldIs, case: Case) -> Verdict:
    """Tell whether a field has a value.

    Absent as not applicable counts as false. What is withheld or left out cannot be told.
    """
    owner, path = field_of(condition.field, case.kind)
    value = _or_default(case.value(owner, path), owner, path)
    about = case.about if owner is Kind.MODEL else ""
    name = f"{about}`{condition.field}`"
    if condition.stated is not None:
        stated = value.how in (How.GIVEN, How.WITHHELD)
        text = "is stated" if stated else "is not stated"
        return Verdict(stated is condition.stated, (f"{name} {text}",))
    if is_not_applicable(value):
        return Verdict(condition.equals is False, (f"{name} is not applicable",))
    if value.how is not How.GIVEN:
        return cannot_tell(case.unknown(owner, path, value))
    if condition.before is not None or condition.from_ is not None:
        days = value.value if isinstance(value.value, list) else [value.value]
        unknown = case.unknown(owner, path, Value(How.MISSING))
        return some(_dated(condition, name, str(day), unknown) for day in days)
    return _matched(condition, name, value.value)


def is_not_applicable(value: Value) -> bool:
    """Tell whether a field says that there can be no value."""
    return value.how is How.ABSENT and value.value.get("absent") == _NOT_APPLICABLE


def _or_default(value: Value, owner: Kind, path: str) -> Value:
    """Return what a field that was left out stands for, if the data model says so."""
    if value.how is How.MISSING:
        field = spot(owner, path)
        if field is not None and isinstance(field.default, bool):
            return Value(How.GIVEN, field.default)
    return value


def _matched(condition: FieldIs, name: str, value: Any) -> Verdict:
    held = value if isinstance(value, list) else [value]
    wanted: tuple[object, ...]
    if condition.equals is not None:
        wanted = (condition.equals,)
    else:
        wanted = condition.one_of or condition.has
    found = [one for one in held if one in wanted and _same_type(one, wanted)]
    if not isinstance(value, list):
        return Verdict(bool(found), (f"{name} is {_shown(value)}",))
    if found:
        return Verdict(True, (f"{name} names {_listed(found)}",))
    return Verdict(False, (f"{name} does not name {_listed(wanted, 'or')}",))


def _same_type(value: object, wanted: tuple[object, ...]) -> bool:
    """Keep `true` apart from 1, which Python takes for the same."""
    return any(one == value and isinstance(one, bool) == isinstance(value, bool) for one in wanted)


def _dated(condition: FieldIs, name: str, day: str, unknown: str) -> Verdict:
    line = condition.before or condition.from_ or date.max
    days = span(day)
    if days is None:
        return cannot_tell(unknown)
    if days.last < line:
        return Verdict(condition.before is not None, (f"{name} is {day[:10]}, before {line}",))
    if days.first >= line:
        return Verdict(condition.from_ is not None, (f"{name} is {day[:10]}, not before {line}",))
    return cannot_tell(
        f"{name} is {day}, which may be before {line} or not;"
        f" {unknown.replace('state', 'state the day of', 1)}"
    )


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _listed(values: object, word: str = "and") -> str:
    texts = [_shown(one) for one in values]  # type: ignore[attr-defined]
    return f"{', '.join(texts[:-1])} {word} {texts[-1]}" if len(texts) > 1 else "".join(texts)
