"""Rows: how fields are shown by name, at a place that is fixed or one that is not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from . import draw, values
from .context import Context, Json, Present
from .stencils import Stencil


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """How one field is shown. `skeleton` fields are shown even when nothing is given."""

    key: str
    label: str
    present: Present
    skeleton: bool
    identity: bool
    presupposes: tuple[str, ...]
    """Flags beside it, by key: if all are false, there is nothing to disclose."""
    inner: Stencil
    """(permalink, HTML) → row inside something that shows a permalink of its own."""
    plain: Stencil
    """(HTML) → row without a permalink."""


class FixedRow(NamedTuple):
    """A row that has the same permalink in every record of a kind."""

    key: str
    place: str
    field: FieldPlan
    fill: Stencil
    """(HTML) → row."""
    missing: str
    """The row if nothing is given; "" if it is an extra that may be left out."""


def shown(field: FieldPlan, given: Json, context: Context, place: str) -> str:
    """Show a value, or the notice in its place; `place` is its permalink."""
    if given is None:
        return draw.nothing()
    if type(given) is dict and is_notice(given):
        return values.show_notice(given)
    return field.present(given, context, place)


def is_notice(given: Mapping[str, Json]) -> bool:
    """Tell whether a group is the notice in the place of a value."""
    return "withheld" in given or "absent" in given


def void(field: FieldPlan, form: Mapping[str, Json]) -> bool:
    """Tell whether the flags beside a field say that there is nothing to disclose."""
    return bool(field.presupposes) and all(form.get(key) is False for key in field.presupposes)


def inner(fields: Iterable[FieldPlan], form: Mapping[str, Json], context: Context, at: str) -> str:
    """Return the rows of a group inside something else, but those of extras that are not used."""
    drawn = []
    for field in fields:
        given = form.get(field.key)
        if given is not None or (field.skeleton and not void(field, form)):
            place = f"{at}.{field.key}"
            drawn.append(field.inner(place, shown(field, given, context, place)))
    return "".join(drawn)


def fixed(field: FieldPlan, place: str, *, missing: str = "", linked: bool = True) -> FixedRow:
    """Return the row of a field at a place; `missing` is HTML that stands for no value."""
    fill = draw.fact("fact", field.label, id=place) if linked else field.plain
    missing = missing or draw.nothing()
    return FixedRow(field.key, place, field, fill, fill(missing) if field.skeleton else "")


def filled(plans: Iterable[FixedRow], form: Mapping[str, Json], context: Context) -> str:
    """Return the rows of a group at their places."""
    drawn = []
    for key, place, field, fill, missing in plans:
        given = form.get(key)
        drawn.append(missing if given is None else fill(shown(field, given, context, place)))
    return "".join(drawn)
