"""Where on a page the answer to a duty stands: its field, or the row of a list that holds it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any, NamedTuple

from glasscase.law.fields import Step, is_picked, steps
from glasscase.law.paths import How, look
from glasscase.law.states import Held, Place, State
from glasscase.records import MODELS, Kind, PublicForm

from .. import plan
from ..several import row_key
from . import fields

Permalink = Callable[[Place, State], str]
"""Where an answer of that state stands on the page of the record that holds it."""

Forms = Callable[[Kind, str], PublicForm | None]
"""The public form of a record, by kind and id."""

NOTICES = (State.WITHHELD, State.ABSENT)
_RANKS = {How.MISSING: 0, How.ABSENT: 1, How.WITHHELD: 2, How.GIVEN: 3}
_MOST = max(_RANKS.values())
_PLAIN = (str, int, float, bool)
"""Types of values that are given, whatever they are."""


class _Rows(NamedTuple):
    """A list whose rows have permalinks, with what a path asks of each row."""

    keys: tuple[str, ...]
    """Keys that lead to the list."""
    identity: str
    """The field that names a row."""
    column: str
    wanted: str
    """Which rows are asked, by the value of a column; "" for all."""
    rest: tuple[Step, ...]


@cache
def _rows(kind: Kind, path: str) -> _Rows | None:
    """Return the first list on the way of a path, if its rows have permalinks."""
    model: Any = MODELS[kind]
    keys: list[str] = []
    way = steps(path) or ()
    for number, step in enumerate(way, 1):
        keys.append(step.key)
        inner = plan.model_of(model, step.key)
        if inner is None:
            return None
        if plan.holds_several(model, step.key):
            identity = row_key(inner)
            if not identity:
                return None
            return _Rows(tuple(keys), identity, step.column, step.value, way[number:])
        model = inner
    return None


def is_in_rows(held: Held) -> bool:
    """Tell whether an answer stands in a list whose rows have permalinks."""
    if held.state is not State.MET and held.state not in NOTICES:
        return False
    return _rows(held.place.kind, held.place.field) is not None


def permalink(form: PublicForm, kind: Kind, path: str, state: State) -> str:
    """Return where the answer of a record stands on its page.

    Where one row of a list answers alone it is that row; where several do, the list.
    """
    if state is State.MET or state in NOTICES:
        row = _row(form, kind, path)
        if row:
            return row
    depth = fields.depth(form, path) if state in NOTICES else fields.WHOLE
    return fields.permalink(kind, path, depth)


def on(form: PublicForm, kind: Kind) -> Permalink:
    """Return what tells where the answers of a record stand on its page."""
    return lambda place, state: permalink(form, kind, place.field, state)


def _row(form: PublicForm, kind: Kind, path: str) -> str:
    """Return the permalink of the only row that says most to a path; "" if there is none."""
    listed = _rows(kind, path)
    if listed is None:
        return ""
    value: Any = form
    for key in listed.keys:
        value = value.get(key) if type(value) is dict else None
    if type(value) is not list:
        return ""
    if listed.column:
        value = [one for one in value if is_picked(one, listed.column, listed.wanted)]
    row = value[0] if len(value) == 1 else _only(value, listed.rest)
    name = row.get(listed.identity) if type(row) is dict else None
    return ".".join((*listed.keys, name)) if name else ""


def _only(rows: Sequence[Any], rest: tuple[Step, ...]) -> Any | None:
    """Return the row that says more than all others to what is asked of each."""
    if not rest:
        return None
    best, most = None, 0
    key = rest[0].key if len(rest) == 1 else ""
    for row in rows:
        plain = key and type(row) is dict and type(row.get(key)) in _PLAIN
        rank = _MOST if plain else _RANKS[look(row, rest).how]
        if rank == most:
            if rank == _MOST:
                return None
            best = None
        elif rank > most:
            best, most = row, rank
    return best


class Elsewhere:
    """Where the answers of other records stand: of protocols and of the provider."""

    def __init__(self, forms: Forms) -> None:
        self._forms = forms
        self._known: dict[tuple[Place, State], str] = {}

    def permalink(self, place: Place, state: State) -> str:
        """Return where an answer stands on the page of the record that holds it."""
        known = self._known.get((place, state))
        if known is None:
            form = self._forms(place.kind, place.id)
            known = (
                permalink(form, place.kind, place.field, state)
                if form is not None
                else fields.section_of(place.kind, place.field)
            )
            self._known[place, state] = known
        return known
