"""What a reader sees first: badges and a handful of facts, by kind of record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from markupsafe import Markup

from glasscase.records import Incident, Kind, Model
from glasscase.records.offer import Distribution
from glasscase.records.technical import Architecture, Compute

from . import draw, numbers, plan, rows, words
from .context import Context
from .nodes import Label, Row
from .stencils import text

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
        return [_day(form.get("effective_from"), "Effective from (claimed)")]
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
    return [
        *_released(form),
        _row("Inputs and outputs", _modalities(form)),
        _row("Parameters", _field(Architecture, "parameter_range", form, "architecture", context)),
        _row("Training compute", _compute(form, context)),
        _row("Weights", _field(Distribution, "weights", form, "distribution", context)),
        _row("Licence", _licence(form, context)),
    ]


def _field(model: type[Model], key: str, form: Form, group: str, context: Context) -> str:
    """Show one field of a group; that of a group that is withheld is not disclosed either."""
    given = form.get(group, {}).get(key)
    return rows.shown(plan.field_of(model, key), given, context, f"{group}.{key}")


def _compute(form: Form, context: Context) -> str:
    group = form.get("compute", {})
    magnitude = group.get("magnitude")
    if isinstance(magnitude, int) and not isinstance(group.get("operations"), int | float):
        return f"order of {numbers.number(10.0**magnitude)} FLOP"
    return _field(Compute, "operations", form, "compute", context)


def _licence(form: Form, context: Context) -> str:
    licence = form.get("distribution", {}).get("licence", {})
    if "name" in licence:
        return text(licence["name"])
    return _field(Distribution, "licence", form, "distribution", context)


def _modalities(form: Form) -> str:
    group = form.get("modalities", {})
    sides = []
    for side in ("inputs", "outputs"):
        items = group.get(side)
        if not isinstance(items, list):
            return draw.nothing()
        sides.append(", ".join([words.value(item["modality"]).lower() for item in items]))
    return text(" → ".join(sides).capitalize())


def _protocol(form: Form, _context: Context) -> list[Row]:
    review = form.get("review")
    due = review.get("next") if isinstance(review, dict) else None
    approvals = form.get("approvals")
    roles = (
        text(", ".join(approval["role"] for approval in approvals))
        if isinstance(approvals, list)
        else draw.nothing()
    )
    count = len(form.get("commitments", ()))
    lines = sum("threshold" in promise for promise in form.get("commitments", ()))
    measurable = f"{count}, {lines} of them with a measurable line" if lines else str(count)
    return [
        _day(form.get("effective_from"), "Effective from (claimed)"),
        _day(due, "Next review due"),
        _row("Approved by", roles),
        _row("Commitments", measurable),
    ]


def _incident(form: Form, context: Context) -> list[Row]:
    times = form["times"]
    involved = form.get("models")
    models = plan.field_of(Incident, "models")
    given = isinstance(involved, list) and involved
    notified = form.get("notifications")
    return [
        _moment(times.get("occurred"), "Occurred"),
        _moment(times["discovered"], "Discovered"),
        _moment(times.get("resolved"), "Resolved"),
        _row("Models involved", models.present(involved, context, "models") if given else "None"),
        _row(
            "Notifications",
            f"{len(notified)} to authorities" if isinstance(notified, list) else draw.nothing(),
        ),
    ]


def _day(value: Json, label: str) -> Row:
    return _row(label, draw.day(value) if isinstance(value, str) else _missing(value))


def _moment(value: Json, label: str) -> Row:
    return _row(label, draw.time(value) if isinstance(value, str) else _missing(value))


def _missing(value: Json) -> str:
    if isinstance(value, dict) and "absent" in value:
        return words.ABSENCES[value["absent"]]
    return "Withheld" if isinstance(value, dict) and "withheld" in value else draw.nothing()


def _row(label: str, html: str) -> Row:
    return Row("", label, Markup(html))  # noqa: S704


_FACTS: Mapping[Kind, Callable[[Form, Context], list[Row]]] = {
    Kind.MODEL: _model,
    Kind.PROTOCOL: _protocol,
    Kind.INCIDENT: _incident,
}
