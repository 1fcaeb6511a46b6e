"""The matrix of who does what: all of it, and the part that concerns each service.

A reader picks a service by a link; the style sheet shows the part that the address names, and
hides the others. No script is needed, and without the style sheet all parts are there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from glasscase.records import Kind
from glasscase.records.provider import Responsibility

from . import draw, plan, rows, values
from .context import Context, Json
from .nodes import Block
from .prose import ROOT
from .services import PAGE
from .stencils import cut, text

_COLUMNS = ("aspect", "borne_by", "provider", "customer")
_ALL = "All services"


class Part(NamedTuple):
    """What concerns one service."""

    id: str
    name: str
    rows: tuple[Mapping[str, Json], ...]


def parts(
    responsibilities: Sequence[Mapping[str, Json]], services: Iterable[Mapping[str, Json]]
) -> list[Part]:
    """Return the part of each service; a row without services concerns all of them."""
    return [
        Part(
            service["id"],
            service["name"],
            tuple(row for row in responsibilities if service["id"] in _named(row, service["id"])),
        )
        for service in services
    ]


def _named(row: Mapping[str, Json], otherwise: str) -> Sequence[str]:
    named: Sequence[str] = row.get("services") or (otherwise,)
    return named


def matrix(
    responsibilities: Sequence[Mapping[str, Json]], found: Iterable[Part], context: Context
) -> str:
    """Draw the whole matrix, and before it the parts from which a reader can choose."""
    found = [part for part in found if part.rows]
    choices = [cut.choice("#responsibilities", _ALL)]
    choices += [cut.choice(text(f"#{_place(part.id)}"), text(part.name)) for part in found]
    views = [
        cut.matrix_part(
            text(_place(part.id)), text(part.name), _table(part.rows, context, whole=False)
        )
        for part in found
    ]
    whole = _table(responsibilities, context, whole=True)
    nav = cut.choices("".join(choices)) if views else ""
    return cut.matrix(nav, "".join(views), whole)


def counted(found: Iterable[Part], total: int) -> Mapping[str, str]:
    """Return by service a link to its part, as HTML."""
    return {
        part.id: draw.anchor(
            f"#{_place(part.id)}", f"{len(part.rows)} of {total} rows of the matrix"
        )
        for part in found
        if part.rows
    }


def _table(given: Iterable[Mapping[str, Json]], context: Context, *, whole: bool) -> str:
    fields = plan.map_fields(Responsibility, _COLUMNS)
    names = [field.label for field in fields]
    drawn = []
    for row in given:
        place = text(f"responsibilities.{row['id']}")
        cells = [
            rows.shown(field, row[field.key], context, f"{place}.{field.key}")
            if field.key in row
            else "–"
            for field in fields
        ]
        if whole:
            cells.append(text(_names(row, context)))
        drawn.append((place if whole else "", cells))
    columns = (*names, plan.field_of(Responsibility, "services").label) if whole else tuple(names)
    return draw.table(columns, drawn)


def _names(row: Mapping[str, Json], context: Context) -> str:
    targets = [(context.target(Kind.SERVICE, key), key) for key in row.get("services", ())]
    return ", ".join([target[1] if target else key for target, key in targets]) or _ALL


def pointers(responsibilities: Iterable[Mapping[str, Json]], context: Context, at: str) -> Block:
    """List what the matrix is about, with links to its rows."""
    drawn = []
    for row in responsibilities:
        place = text(f"{at}.{row['id']}")
        borne = values.show_label(row["borne_by"], context, "")
        drawn.append(cut.pointer(place, f"{ROOT}{PAGE}#{place}", text(row["aspect"]), borne, ""))
    return Block(cut.pointers("".join(drawn)))


def _place(service_id: str) -> str:
    return f"matrix.{service_id}"
