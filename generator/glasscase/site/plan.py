"""From a model's fields to nodes: how each type of value is shown.

The plan of a model class is worked out once, from the same annotations that validate it; a page
then only follows the plan through a public form. So no field can be forgotten: what the model
can hold, the page can show.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache

from pydantic import AwareDatetime, BaseModel

from glasscase.records import Markdown, Reference, WebAddress
from glasscase.records.base import Calendar, Identity, LanguageTag, LocalReference, Span, Territory

from . import phrases, prose, values, words
from .context import Context, Json, Present, permalink
from .nodes import (
    Card,
    Cards,
    Facts,
    Label,
    Node,
    Nothing,
    Prose,
    Row,
    Sequence,
    Table,
    TableRow,
    Text,
)
from .shapes import Shape, shape, shape_of


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """How one field is shown. `skeleton` fields are shown even when nothing is given."""

    key: str
    label: str
    present: Present
    skeleton: bool
    identity: bool
    text: bool


def show(field: FieldPlan, form: Mapping[str, Json], context: Context, at: str) -> Row | None:
    """Return the row of a field in a public form; None if it is an unused extra."""
    given = form.get(field.key)
    place = f"{at}.{field.key}" if at else field.key
    if given is None:
        return Row(place, field.label, Nothing()) if field.skeleton else None
    return Row(place, field.label, present_disclosed(field, given, context, place))


def present_disclosed(field: FieldPlan, given: Json, context: Context, place: str) -> Node:
    """Show a value, or the notice in its place."""
    if type(given) is dict:
        if "withheld" in given:
            return values.show_withheld(given)
        if "absent" in given:
            return values.show_absent(given)
    return field.present(given, context, place)


def rows(model: type[BaseModel], form: Mapping[str, Json], context: Context, at: str) -> list[Row]:
    """Return the rows of all fields of a group."""
    return [row for field in fields(model) if (row := show(field, form, context, at)) is not None]


@cache
def fields(model: type[BaseModel]) -> tuple[FieldPlan, ...]:
    """Return the plans of a model's fields, in its order."""
    plans = []
    for name, info in model.model_fields.items():
        held = shape_of(info)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        plans.append(
            FieldPlan(
                key=info.alias or name,
                label=words.field(model.__name__, name),
                present=_presenter(held, str(extra.get("unit", ""))),
                skeleton=held.disclosed,
                identity=any(isinstance(marker, Identity) for marker in held.markers),
                text=any(isinstance(marker, Markdown) for marker in held.markers),
            )
        )
    return tuple(plans)


@cache
def field_of(model: type[BaseModel], key: str) -> FieldPlan:
    """Return the plan of one field by its key in the file."""
    return next(field for field in fields(model) if field.key == key)


@cache
def model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model class that a field holds, one or several; None for plain values."""
    name = next(n for n, info in model.model_fields.items() if (info.alias or n) == key)
    core = shape(model.model_fields[name].annotation, ()).core
    if typing.get_origin(core) is tuple:
        core = shape(typing.get_args(core)[0], ()).core
    return core if isinstance(core, type) and issubclass(core, BaseModel) else None


def _presenter(held: Shape, unit: str) -> Present:
    core = held.core
    for marker in held.markers:
        if isinstance(marker, Calendar):
            return values.show_day
        if isinstance(marker, Span):
            return values.show_duration
        if isinstance(marker, LanguageTag):
            return values.show_language
        if isinstance(marker, Territory):
            return values.show_territory
        if isinstance(marker, Markdown):
            return values.show_prose
        if isinstance(marker, WebAddress):
            return values.show_url
        if isinstance(marker, Reference):
            return values.show_reference(marker.kind)
        if isinstance(marker, LocalReference):
            return values.show_local(marker.at)
    if typing.get_origin(core) is tuple:
        return _sequence(shape(typing.get_args(core)[0], ()))
    if core is bool:
        return values.show_flag
    if core is date:
        return values.show_day
    if core in (AwareDatetime, datetime):
        return values.show_moment
    if core in (float, int):
        return values.show_amount(unit)
    if isinstance(core, type) and issubclass(core, Enum):
        return values.show_label
    if isinstance(core, type) and issubclass(core, BaseModel):
        return phrases.SHORT.get(core.__name__) or _group(core)
    return values.show_text


def _sequence(item: Shape) -> Present:
    core = item.core
    if (
        isinstance(core, type)
        and issubclass(core, BaseModel)
        and core.__name__ not in phrases.SHORT
    ):
        columns = TABLES.get(core.__name__)
        return _table(core, columns) if columns else _cards(core)
    one = _presenter(item, "")

    def present(value: Json, context: Context, at: str) -> Node:
        return Sequence([one(element, context, at) for element in value])

    return present


def _group(model: type[BaseModel]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        return Facts(rows(model, value, context, at))

    return present


def _table(model: type[BaseModel], keys: tuple[str, ...]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        plans = [plan for plan in map_fields(model, keys) if any(plan.key in e for e in value)]
        table = []
        for position, element in enumerate(value):
            place = _place(element, at, position)
            cells = [
                (Nothing() if plan.skeleton else Text("–"))
                if (given := element.get(plan.key)) is None
                else present_disclosed(plan, given, context, permalink(place, plan.key))
                for plan in plans
            ]
            table.append(TableRow(place if "id" in element else "", cells))
        return Table("", [plan.label for plan in plans], table)

    return present


@cache
def map_fields(model: type[BaseModel], keys: tuple[str, ...]) -> tuple[FieldPlan, ...]:
    """Return the plans of the fields that `keys` name, in that order."""
    return tuple(field_of(model, key) for key in keys)


def _cards(model: type[BaseModel]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        return Cards([card(model, element, context, at, n) for n, element in enumerate(value)])

    return present


def _place(element: Mapping[str, Json], at: str, position: int) -> str:
    """Return where one of several things stands. Without an id that is no permalink."""
    return permalink(at, element.get("id") or str(position + 1))


def card(
    model: type[BaseModel], element: Mapping[str, Json], context: Context, at: str, position: int
) -> Card:
    """Show one of several things that each need room."""
    linked = "id" in element
    context = context._replace(top=4)  # Below the title of the card.
    place = _place(element, at, position)
    head = _heads(model)
    badges: list[Label] = []
    shown: list[Row] = []
    lead: Prose | None = None
    for plan in fields(model):
        given = element.get(plan.key)
        if plan.identity or (plan.key in head and isinstance(given, str)):
            continue
        if plan.present is values.show_label and isinstance(given, str):
            badges.append(Label(given, words.value(given)))
        elif plan.key in _LEADS and isinstance(given, str):
            lead = Prose(prose.to_html(given, context.page, f"{place}.", context.top).html)
        elif (row := show(plan, element, context, place)) is not None:
            shown.append(row if linked else row._replace(id=""))
    named = [element[key] for key in head if isinstance(element.get(key), str)]
    title = ": ".join(named) or element.get("id") or "Name withheld"
    return Card(place if linked else "", title, badges, lead, shown)


@cache
def _heads(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields that head a card of a model."""
    if model.__name__ in _HEADS:
        return _HEADS[model.__name__]
    return next(((key,) for key in _TITLES if key in model.model_fields), ())


TABLES: dict[str, tuple[str, ...]] = {
    "ModelVersion": ("name", "released", "retired", "differs"),
    "Evidence": ("kind", "value", "url"),
    "ModalityLimit": ("modality", "formats", "maximum", "note"),
    "Channel": ("name", "access", "audience", "jurisdictions", "url"),
    "Asset": ("name", "access", "licence", "url"),
    "Hardware": ("type", "units", "days"),
    "DomainShare": ("domain", "share"),
    "GeneratingModel": ("name", "model", "summary"),
    "Approval": ("role", "date"),
    "Standard": ("name", "how", "url"),
    "Definition": ("term", "meaning"),
    "Crawler": ("name", "user_agent", "purposes", "respects", "url"),
    "RiskQuestion": ("area", "question", "answer", "remedy"),
    "TopicAnswer": ("topic", "summary", "section"),
    "Affected": ("group", "people", "description"),
    "CorrectiveAction": ("description", "state", "owner", "due", "completed"),
    "NearMiss": ("at", "description"),
    "Notification": ("at", "regime", "authority", "stage", "receipt"),
    "Material": ("title", "url"),
    "DataLocation": ("place", "purpose"),
    "SubProcessor": ("name", "purpose", "place"),
    "Certification": ("name", "scope", "issued", "expires", "url"),
    "SignedCode": ("name", "chapters", "signed", "url"),
    "Responsibility": ("aspect", "borne_by", "provider", "customer", "services"),
    "Waiver": ("rule", "at", "reason"),
    "ChangeNote": ("version", "date", "summary", "reason", "material", "announced"),
    "Comparison": ("name", "value"),
}
"""Models of which several are shown as a table, and its columns."""

_TITLES = ("name", "title", "benchmark", "aspect", "domain", "auditor", "modality", "role")
"""Which field heads a card, by preference; its id if it has none of them."""

_HEADS = {"RiskTier": ("domain", "name")}
"""Cards that are headed by more than one field."""

_LEADS = frozenset(("text", "description", "summary", "body"))
"""Texts that need no name in a card: they say what it is about."""
