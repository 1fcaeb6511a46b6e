"""What the rows of a list say together, where a duty asks something of each of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple, TypeAlias

from glasscase.law.fields import Step, is_picked, notice_of, steps
from glasscase.law.states import GIVEN, MISSING, NOT_APPLICABLE, Answered, State, notice
from glasscase.records import PublicForm

Row: TypeAlias = dict[str, Any] | Answered
"""A row of a list; or what is said in the place of one, or of the whole list."""

_NAMES = ("modality", "name", "title", "model", "version", "id")
"""Keys by which a reader knows a row; the first one that it has."""


class Each(NamedTuple):
    """A key that is asked of every row of a list."""

    list: str
    """The path of the list."""
    key: str
    """Where no row has it, it answers nothing: another of `enough` may."""
    enough: tuple[str, ...]
    """The keys of which each row needs one."""

    def answer(self, form: PublicForm, found: dict[str, Any]) -> Answered:
        """Return what the rows in a public form say together; `found` keeps the rows of lists.

        It is partly answered where some rows do not have the key, or say that they have not.
        """
        rows = found.get(self.list)
        if rows is None:
            rows = found[self.list] = _rows(form, steps(self.list) or ())
        said = [_said(row, self.key) for row in rows]
        if said.count(MISSING) == len(said):
            return MISSING
        if said.count(GIVEN) == len(said):
            return GIVEN
        if len(self.enough) > 1:
            said = [max((_said(row, key) for key in self.enough), key=_rank) for row in rows]
        return said[0] if said.count(said[0]) == len(said) else _together(said, rows)


def each(path: str, among: Sequence[str]) -> Each:
    """Return a path that is asked of every row; `among` are the paths of which one is enough."""
    above, _, key = path.rpartition(".")
    others = (other.rpartition(".") for other in among)
    return Each(above, key, tuple(last for start, _, last in others if start == above))


def _rows(form: PublicForm, way: tuple[Step, ...]) -> list[Row]:
    """Return the rows at the end of a way; where it ends before, what stands for them."""
    rows: list[Row] = [form]
    for step in way:
        below: list[Row] = []
        for row in rows:
            if type(row) is not dict:
                below.append(row)
                continue
            inner = row.get(step.key)
            if type(inner) is list:
                below += [_row(one) for one in inner if _is_meant(one, step)]
            else:
                below.append(_row(inner))
        rows = below
    return rows


def _row(value: Any) -> Row:
    if type(value) is dict:
        return notice_of(value) or value
    return MISSING


def _is_meant(row: Any, step: Step) -> bool:
    return not step.column or (type(row) is dict and is_picked(row, step.column, step.value))


def _said(row: Row, key: str) -> Answered:
    """Return what a row says at a key."""
    if type(row) is not dict:
        return row  # type: ignore[return-value]  # What stands for it.
    value = row.get(key)
    if value is None or value == []:
        return MISSING
    return GIVEN if type(value) is not dict else notice_of(value) or GIVEN


def _rank(said: Answered) -> int:
    return said.rank


def _together(said: list[Answered], rows: list[Row]) -> Answered:
    """Return what rows say that do not all say the same."""
    open_ = [one for one in said if one is not GIVEN and one.basis != NOT_APPLICABLE]
    if not open_:
        return GIVEN if GIVEN in said else said[0]
    lacking = [number for number, one in enumerate(said) if one is MISSING]
    if lacking:
        names = ", ".join(_name(rows[number], number) for number in lacking)
        return notice(State.PARTLY, "", f"not stated for {names}")
    first = open_[0]
    if len(open_) == len(said) and all(one.state is first.state for one in open_):
        return first
    return notice(State.PARTLY, first.basis, first.reason)


def _name(row: Row, number: int) -> str:
    if type(row) is dict:
        for key in _NAMES:
            name = row.get(key)
            if type(name) is str:
                return f"“{name}”"
    return f"row {number + 1}"
