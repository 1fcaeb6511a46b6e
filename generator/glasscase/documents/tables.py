"""Tables of a document: rows of a list of the record, and what stands at a path."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from glasscase.documents.filled import Answer, Rows, State, TableRow
from glasscase.documents.form import Part, Table
from glasscase.documents.marks import bare
from glasscase.law.paths import How, Value, look, walked
from glasscase.records import PublicForm

STATES: Mapping[How, State] = {
    How.GIVEN: State.GIVEN,
    How.WITHHELD: State.WITHHELD,
    How.ABSENT: State.ABSENT,
    How.MISSING: State.MISSING,
}
NOT_LISTED = "No content of this kind is listed."


def value_at(form: Any, path: str) -> Value:
    """As `look`; the usual path, which leads through groups only, is followed here."""
    at = form
    for key in _keys(path):
        if type(at) is not dict or "withheld" in at or "absent" in at:
            return look(form, walked(path))
        at = at.get(key)
        if at is None:
            return _MISSING
    if type(at) is dict and ("withheld" in at or "absent" in at):
        return look(form, walked(path))
    # A path without keys picks rows.
    return look(form, walked(path)) if at is form else Value(How.GIVEN, at)


@cache
def _keys(path: str) -> tuple[str, ...]:
    return () if "[" in path else tuple(path.split("."))


_MISSING = Value(How.MISSING)


def rows_of(table: Table, record: PublicForm) -> Rows | None:
    """Return the rows of a table; None if there are none."""
    value = value_at(record, table.rows)
    if value.how is not How.GIVEN:
        return None
    rows = list(_table_rows(table, value.value))
    stated = {row.head for row in rows}
    columns = tuple(part.label or "" for part in table.columns)
    labels = tuple(dict.fromkeys(columns))
    for one in table.every:
        if one not in stated:
            cells = tuple((_nothing(label),) for label in labels[1:])
            rows.append(TableRow(one, ((), *cells)))
    if table.every:
        rank = {one: number for number, one in enumerate(table.every)}
        rows.sort(key=lambda row: rank.get(row.head, len(rank)))
    return Rows(labels, tuple(rows), table.cards) if rows else None


def _nothing(label: str) -> Answer:
    notice = {"absent": "not-applicable", "reason": NOT_LISTED}
    return Answer(label, "form", "", State.ABSENT, notice)


def _table_rows(table: Table, rows: Iterable[Any]) -> Iterator[TableRow]:
    first = table.columns[0]
    labels = tuple(dict.fromkeys(part.label or "" for part in table.columns))
    for row in rows:
        if type(row) is not dict:
            continue
        head = str(row.get(first.field, ""))
        cells: dict[str, list[Answer]] = {label: [] for label in labels}
        for part in table.columns:
            cells[part.label or ""].append(_cell(part, row, head, table.rows))
        shown = tuple(tuple(_telling(several)) for several in cells.values())
        if table.sole and not any(
            one.state is not State.MISSING for cell in shown[1:] for one in cell
        ):
            continue
        yield TableRow(head, shown)


def _cell(part: Part, row: PublicForm, head: str, rows: str) -> Answer:
    value = value_at(row, part.field)
    said = ""
    if part.words is not None and value.how is How.GIVEN:
        said = part.words.get(head, {}).get(str(value.value), "")
    field = f"{bare(rows)}.{part.field}"
    return Answer("", "record", field, STATES[value.how], value.value, said)


def _telling(answers: Sequence[Answer]) -> Sequence[Answer]:
    """Return of several values in one cell those that say something; at least one."""
    return [one for one in answers if one.state is not State.MISSING] or answers[:1]
