"""From a model's fields to HTML: how each type of value is shown.

The plan of a model class is worked out once, from the same annotations that validate it; a page
then only follows the plan through a public form. So no field can be forgotten: what the model
can hold, the page can show.
"""

from __future__ import annotations

import typing
from collections.abc import Mapping
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from pydantic import AwareDatetime, BaseModel

from glasscase.records import Markdown, Presupposes, Reference, WebAddress
from glasscase.records.base import Calendar, Identity, LanguageTag, LocalReference, Span, Territory

from . import draw, phrases, rows, values, words
from .context import Context, Json, Present
from .nodes import Cards, Place
from .rows import FieldPlan, FixedRow
from .several import LEADS, TABLES, heads, row_key
from .shapes import Shape, shape, shape_of
from .stencils import text

_OWN: Mapping[tuple[str, str], Present] = {("Notification", "regime"): values.show_regime}
"""Fields that are shown in a way of their own, by model and name."""


@cache
def fields(model: type[BaseModel]) -> tuple[FieldPlan, ...]:
    """Return the plans of a model's fields, in its order."""
    plans = []
    for name, info in model.model_fields.items():
        held = shape_of(info)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        label = words.field(model.__name__, name)
        plans.append(
            FieldPlan(
                key=info.alias or name,
                label=label,
                present=_OWN.get((model.__name__, name))
                or _presenter(held, str(extra.get("unit", ""))),
                skeleton=held.disclosed,
                identity=any(isinstance(marker, Identity) for marker in held.markers),
                presupposes=next((m.flags for m in held.markers if isinstance(m, Presupposes)), ()),
                inner=draw.fact("fact_inner", label),
                plain=draw.fact("fact_plain", label),
            )
        )
    return tuple(plans)


@cache
def fixed_rows(model: type[BaseModel], at: str) -> tuple[FixedRow, ...]:
    """Return the rows of a group that stands at the same place in every record."""
    return tuple(rows.fixed(field, f"{at}.{field.key}") for field in fields(model))


@cache
def field_of(model: type[BaseModel], key: str) -> FieldPlan:
    """Return the plan of one field by its key in the file."""
    return next(field for field in fields(model) if field.key == key)


@cache
def model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model class that a field holds, one or several; None for plain values."""
    core = _core(model, key)
    if typing.get_origin(core) is tuple:
        core = shape(typing.get_args(core)[0]).core
    return core if isinstance(core, type) and issubclass(core, BaseModel) else None


def holds_several(model: type[BaseModel], key: str) -> bool:
    """Tell whether a field holds a list."""
    return typing.get_origin(_core(model, key)) is tuple


def _core(model: type[BaseModel], key: str) -> Any:
    return next(
        shape(info.annotation).core
        for name, info in model.model_fields.items()
        if (info.alias or name) == key
    )


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
        return _several(shape(typing.get_args(core)[0], ()))
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


def _group(model: type[BaseModel]) -> Present:
    def present(value: Json, context: Context, at: str) -> str:
        return draw.facts(rows.inner(fields(model), value, context, at))

    return present


def _several(item: Shape) -> Present:
    if (model := _model(item.core)) is None:
        return _sequence(_presenter(item, ""))
    if (columns := TABLES.get(model.__name__)) is not None:
        return _table(model, columns)
    return lambda value, context, at: cards(model, value, context, at).html


def _model(core: object) -> type[BaseModel] | None:
    """Return the class of a model that needs more room than a phrase; None for what does not."""
    if not isinstance(core, type) or not issubclass(core, BaseModel):
        return None
    return None if core.__name__ in phrases.SHORT else core


def _sequence(one: Present) -> Present:
    def present(value: Json, context: Context, at: str) -> str:
        return draw.sequence([one(element, context, at) for element in value])

    return present


def _table(model: type[BaseModel], keys: tuple[str, ...]) -> Present:
    key = row_key(model)

    def present(value: Json, context: Context, at: str) -> str:
        plans = [plan for plan in map_fields(model, keys) if any(plan.key in e for e in value)]
        names = [element.get(key) for element in value]
        drawn = []
        for position, element in enumerate(value):
            name = names[position]
            place = _place(name, at, position)
            cells = [
                ("–" if not plan.skeleton else draw.nothing())
                if (given := element.get(plan.key)) is None
                else rows.shown(plan, given, context, f"{place}.{plan.key}")
                for plan in plans
            ]
            # Ids are there once; of rows that share another name, the first has the permalink.
            linked = name and (key == "id" or name not in names[:position])
            drawn.append((place if linked else "", cells))
        return draw.table(tuple([plan.label for plan in plans]), drawn)

    return present


@cache
def map_fields(model: type[BaseModel], keys: tuple[str, ...]) -> tuple[FieldPlan, ...]:
    """Return the plans of the fields that `keys` name, in that order."""
    return tuple(field_of(model, key) for key in keys)


@cache
def model_of_cards(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model class of which a field holds cards; None for anything else."""
    item = _model(model_of(model, key)) if holds_several(model, key) else None
    return None if item is None or item.__name__ in TABLES else item


def cards(model: type[BaseModel], value: list[Json], context: Context, at: str) -> Cards:
    """Show things that each need room."""
    context = context._replace(top=4)  # Below the title of the card.
    drawn = [_card(model, element, context, at, n) for n, element in enumerate(value)]
    places = [place for place, _ in drawn if place.id]
    return Cards(places, "".join([html for _, html in drawn]))


def _card(
    model: type[BaseModel], element: Mapping[str, Json], context: Context, at: str, position: int
) -> tuple[Place, str]:
    linked = "id" in element
    place = _place(element.get("id"), at, position)
    head = heads(model)
    badges, lead, facts = [], "", []
    titles: dict[str, str] = {}
    for field in fields(model):
        given = element.get(field.key)
        if field.identity or (given is None and (not field.skeleton or rows.void(field, element))):
            continue
        plain = type(given) is str
        if field.key in head and given is not None:
            titles[field.key] = _title(field, given)
            if plain:
                continue
        if plain and field.key in LEADS:
            lead = values.show_prose(given, context, place)
            continue
        html = rows.shown(field, given, context, f"{place}.{field.key}")
        if plain and field.present is values.show_label:
            badges.append(html)
        else:
            facts.append(field.inner(f"{place}.{field.key}", html) if linked else field.plain(html))
    title = ": ".join([titles[key] for key in head if key in titles]) or element.get("id", "")
    owned = Place(place if linked else "", title)
    return owned, draw.card(owned, badges, lead, facts)


def _title(field: FieldPlan, given: Json) -> str:
    """Return what a card is called by a field that heads it."""
    if type(given) is str:
        return words.value(given) if field.present is values.show_label else given
    if "withheld" in given:
        return f"{field.label} withheld"
    return f"{field.label}: {words.ABSENCES[given['absent']].lower()}"


def _place(name: str | None, at: str, position: int) -> str:
    """Return where one of several things stands. Without a name that is no permalink."""
    return text(f"{at}.{name or position + 1}")
