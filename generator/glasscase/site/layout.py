"""Public forms, laid out in the skeleton of their kind.

How each part of a skeleton is shown is worked out once; a page then only fills it in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from pydantic import BaseModel

from glasscase.records import Incident, Kind, Model, ModelCard, Protocol, Provider

from . import charter, charts, chronicle, draw, plan, responsibilities, results, rows, services
from .context import Context, Json
from .nodes import Block, Facts, Node, Row
from .rows import FieldPlan, FixedRow
from .skeletons import LAYOUTS, Part, Section


class Shown(NamedTuple):
    """A section with what is in it."""

    id: str
    title: str
    rows: list[Row]


_MODELS: Mapping[Kind, type[Model]] = {
    Kind.MODEL: ModelCard,
    Kind.PROTOCOL: Protocol,
    Kind.INCIDENT: Incident,
    Kind.PROVIDER: Provider,
}

_BLOCKS: Mapping[tuple[Kind, str], Callable[[Json, Context, str], Node]] = {
    (Kind.MODEL, "evaluations"): results.evaluations,
    (Kind.INCIDENT, "corrective_actions"): results.actions,
    (Kind.INCIDENT, "updates"): results.updates,
    (Kind.PROTOCOL, "risk_grid"): charter.grid,
    (Kind.PROVIDER, "services"): services.pointers,
    (Kind.PROVIDER, "responsibilities"): responsibilities.pointers,
}
"""Parts that are drawn in a way of their own."""

_ROWS: Mapping[tuple[Kind, str], Callable[[Json, Context, str], str]] = {
    (Kind.INCIDENT, "times"): results.times,
    (Kind.PROTOCOL, "charter"): charter.rules,
}
"""Flat groups whose rows are."""

_ABOVE: Mapping[tuple[Kind, str], Callable[[Json], str]] = {
    (Kind.MODEL, "compute"): charts.ruler,
    (Kind.PROTOCOL, "charter"): charter.lists,
}
"""What is drawn above the rows of a flat group ("" for nothing)."""

_WHOLE: Mapping[tuple[Kind, str], Callable[[Mapping[str, Json], Context], list[Row]]] = {
    (Kind.INCIDENT, "timeline"): chronicle.rows,
}
"""Sections, by their ids, that are drawn of the whole form and not part by part."""

_Show = Callable[[Json, Context], tuple[Node | None, str]]
"""A flat value → what stands in the section by itself, and rows below it, as HTML."""


class _Part(NamedTuple):
    """How a part of a section is shown: by its row, or flat (None if it is not)."""

    row: FixedRow
    flat: _Show | None


class _Section(NamedTuple):
    """How a section is shown."""

    id: str
    skeleton: Section
    parts: tuple[_Part, ...]


def sections(kind: Kind, form: Mapping[str, Json], context: Context) -> list[Shown]:
    """Lay a public form out in its kind's skeleton."""
    return [
        Shown(identifier, section.title, _drawn(kind, identifier, parts, form, context))
        for identifier, section, parts in _sections(kind)
        if not section.optional or any(part.key in form for part in section.parts)
    ]


def _drawn(
    kind: Kind, section: str, parts: Iterable[_Part], form: Mapping[str, Json], context: Context
) -> list[Row]:
    whole = _WHOLE.get((kind, section))
    return _rows(parts, form, context) if whole is None else whole(form, context)


def _rows(parts: Iterable[_Part], form: Mapping[str, Json], context: Context) -> list[Row]:
    """Return what stands in a section: blocks, and the runs of facts between them."""
    blocks: list[Row] = []
    facts = ""
    for row, flat in parts:
        given = form.get(row.place)
        if given is None:
            facts += row.missing
        elif flat is None or (type(given) is dict and rows.is_notice(given)):
            facts += row.fill(rows.shown(row.field, given, context, row.place))
        else:
            block, named = flat(given, context)
            if block is not None:
                blocks += _run(facts)
                blocks.append(Row("", "", block))
                facts = ""
            facts += named
    return blocks + _run(facts)


def _run(facts: str) -> list[Row]:
    return [Row("", "", Facts(draw.facts(facts)))] if facts else []


@cache
def _sections(kind: Kind) -> tuple[_Section, ...]:
    """Work out how the sections of a kind are shown."""
    return tuple(
        _Section(
            identifier, section, tuple(_part(kind, part, identifier) for part in section.parts)
        )
        for section in LAYOUTS[kind]
        for identifier in [section.id.replace("_", "-")]
    )


def _part(kind: Kind, part: Part, section: str) -> _Part:
    model = _MODELS[kind]
    field = plan.field_of(model, part.key)
    # A part that gives its section the name needs no second permalink.
    linked = part.key.replace("_", "-") != section
    group = plan.model_of(model, part.key)
    missing = draw.nothing(_skeleton(group) if part.flat and group else "")
    row = rows.fixed(field, part.key, missing=missing, linked=linked)
    if not part.flat:
        return _Part(row, None)
    if group is not None and not plan.holds_several(model, part.key):
        return _Part(row, _flat_group(kind, part.key, group))
    return _Part(row, _flat_block(kind, part.key, field))


def _flat_group(kind: Kind, key: str, group: type[BaseModel]) -> _Show:
    special = _ROWS.get((kind, key))
    plans = plan.fixed_rows(group, key)
    above = _ABOVE.get((kind, key), lambda _: "")

    def show(value: Json, context: Context) -> tuple[Node | None, str]:
        drawn = above(value)
        facts = special(value, context, key) if special else rows.filled(plans, value, context)
        return Block(drawn) if drawn else None, facts

    return show


def _flat_block(kind: Kind, key: str, field: FieldPlan) -> _Show:
    special = _BLOCKS.get((kind, key))
    cards = plan.model_of_cards(_MODELS[kind], key)

    def show(value: Json, context: Context) -> tuple[Node | None, str]:
        if special is not None:
            return special(value, context, key), ""
        if cards is not None:
            return plan.cards(cards, value, context, key), ""
        return Block(field.present(value, context, key)), ""

    return show


def _skeleton(group: type[BaseModel]) -> str:
    """Name what a group that is not given would have held."""
    names = [field.label for field in plan.fields(group) if field.skeleton]
    return ", ".join(names).lower() if len(names) > 1 else ""
