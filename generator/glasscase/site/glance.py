"""What a reader sees first: badges and a handful of facts, by kind of record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from glasscase.records import Incident, Kind
from glasscase.records.model_card import Architecture, Compute, Distribution

from . import numbers, plan, words
from .context import Context
from .nodes import Label, Moment, Nothing, Row, Sequence, Text

Json = Any
Form = Mapping[str, Json]


def badges(kind: Kind, form: Form) -> list[Label]:
    """Return the labels of a record: its state and what it is."""
    found = []
    if form["status"] != "current":
        found.append(Label(form["status"], words.value(form["status"])))
    keys = {
        Kind.MODEL: (),
        Kind.PROTOCOL: ("type",),
        Kind.INCIDENT: ("severity", "state"),
    }[kind]
    found += [Label(form[key], words.value(form[key])) for key in keys]
    if kind is Kind.MODEL:
        found += _classification(form)
    if kind is Kind.INCIDENT:
        found += [Label(harm, words.value(harm)) for harm in form.get("harms", ())]
    return found


def facts(kind: Kind, form: Form, context: Context) -> list[Row]:
    """Return the facts at the head of a page."""
    return _FACTS[kind](form, context)


def listed(kind: Kind, form: Form) -> list[Row]:
    """Return the facts that a listing shows of a record."""
    if kind is Kind.MODEL:
        return list(_released(form))
    if kind is Kind.PROTOCOL:
        return [_day(form.get("effective_from"), "Effective from")]
    times = form.get("times", {})
    rows = [_moment(times.get("discovered"), "Discovered")]
    if isinstance(times.get("resolved"), str):
        rows.append(_moment(times["resolved"], "Resolved"))
    return rows


def _classification(form: Form) -> list[Label]:
    level = form.get("classification", {}).get("level")
    return [Label(level, words.value(level))] if level else []


def _released(form: Form) -> Iterable[Row]:
    release = form.get("release", {})
    yield _day(release.get("first"), "First release")
    if isinstance(release.get("eu_market"), str):
        yield _day(release["eu_market"], "Union market")


def _model(form: Form, context: Context) -> list[Row]:
    rows = list(_released(form))
    rows.append(_modalities(form))
    for key, model, field, label in (
        ("architecture", Architecture, "parameter_range", "Parameters"),
        ("compute", Compute, "operations", "Training compute"),
        ("distribution", Distribution, "weights", "Weights"),
    ):
        group = form.get(key, {})
        row = plan.show(plan.field_of(model, field), group, context, key)
        if field == "operations" and not isinstance(group.get(field), int | float):
            magnitude = group.get("magnitude")
            if isinstance(magnitude, int):
                row = Row("", label, Text(f"order of {numbers.number(10.0**magnitude)} FLOP"))
        rows.append(Row("", label, row.node if row else Nothing()))
    licence = form.get("distribution", {}).get("licence", {})
    if "name" in licence:
        rows.append(Row("", "Licence", Text(licence["name"])))
    else:
        terms = plan.field_of(Distribution, "licence")
        row = plan.show(terms, form.get("distribution", {}), context, "")
        rows.append(Row("", "Licence", row.node if row else Nothing()))
    return rows


def _modalities(form: Form) -> Row:
    group = form.get("modalities", {})
    sides = []
    for side in ("inputs", "outputs"):
        items = group.get(side)
        if not isinstance(items, list):
            return Row("", "Inputs and outputs", Nothing())
        sides.append(", ".join(words.value(item["modality"]).lower() for item in items))
    return Row("", "Inputs and outputs", Text(f"{sides[0]} → {sides[1]}".capitalize()))


def _protocol(form: Form, _context: Context) -> list[Row]:
    rows = [_day(form.get("effective_from"), "Effective from (claimed)")]
    review = form.get("review")
    due = review.get("next") if isinstance(review, dict) else None
    rows.append(_day(due, "Next review due"))
    approvals = form.get("approvals")
    roles = (
        Text(", ".join(approval["role"] for approval in approvals))
        if isinstance(approvals, list)
        else Nothing()
    )
    rows.append(Row("", "Approved by", roles))
    count = len(form.get("commitments", ()))
    lines = sum("threshold" in promise for promise in form.get("commitments", ()))
    measurable = f"{count}, {lines} of them with a measurable line" if lines else str(count)
    rows.append(Row("", "Commitments", Text(measurable)))
    return rows


def _incident(form: Form, context: Context) -> list[Row]:
    times = form["times"]
    rows = [
        _moment(times.get("occurred"), "Occurred"),
        _moment(times["discovered"], "Discovered"),
        _moment(times.get("resolved"), "Resolved"),
    ]
    models = [
        node
        for row in [plan.show(plan.field_of(Incident, "models"), form, context, "")]
        if row and isinstance(row.node, Sequence)
        for node in row.node.items
    ]
    rows.append(Row("", "Models involved", Sequence(models) if models else Text("None")))
    notified = form.get("notifications")
    count = f"{len(notified)} to authorities" if isinstance(notified, list) else None
    rows.append(Row("", "Notifications", Text(count) if count else Nothing()))
    return rows


def _day(value: Json, label: str) -> Row:
    if isinstance(value, str):
        return Row("", label, Moment(value, numbers.day(value)))
    return Row("", label, _missing(value))


def _moment(value: Json, label: str) -> Row:
    if isinstance(value, str):
        return Row("", label, Moment(value, numbers.moment(value)))
    return Row("", label, _missing(value))


def _missing(value: Json) -> Text | Nothing:
    if isinstance(value, dict) and "absent" in value:
        return Text(words.ABSENCES[value["absent"]])
    if isinstance(value, dict) and "withheld" in value:
        return Text("Withheld")
    return Nothing()


_FACTS: Mapping[Kind, Callable[[Form, Context], list[Row]]] = {
    Kind.MODEL: _model,
    Kind.PROTOCOL: _protocol,
    Kind.INCIDENT: _incident,
}
