"""How two catalogues differ: regimes, terms and duties added, removed, changed field by field."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, NamedTuple

from glasscase.law.plain import Plain, Values


class What(StrEnum):
    """What became of a part of the catalogue."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class FieldChange(NamedTuple):
    """One field with its values; None where it does not stand."""

    field: str
    before: Any
    after: Any


class Change(NamedTuple):
    """A regime, a term or a duty that differs."""

    what: What
    part: str
    """`regime`, `term` or `duty`."""
    regime: str
    id: str
    """Id within the regime; empty for the regime itself."""
    title: str
    fields: tuple[FieldChange, ...] = ()


def compare(before: Plain, after: Plain) -> tuple[Change, ...]:
    """Return what differs, regime by regime in the order of ids."""
    changes: list[Change] = []
    for id_ in sorted({*before.regimes, *after.regimes}):
        old, new = before.regimes.get(id_), after.regimes.get(id_)
        if old is None or new is None:
            found = old or new
            if found is not None:
                what = What.ADDED if old is None else What.REMOVED
                changes.append(Change(what, "regime", id_, "", found["short"]))
        else:
            changes += _regime(id_, old, new)
    return tuple(changes)


def _regime(id_: str, old: Values, new: Values) -> Iterator[Change]:
    inner = {"terms", "duties"}
    before, after = (
        {key: value for key, value in one.items() if key not in inner} for one in (old, new)
    )
    if before != after:
        fields = tuple(_fields(before, after))
        yield Change(What.CHANGED, "regime", id_, "", new["short"], fields)
    for part, rows in (("term", "terms"), ("duty", "duties")):
        yield from _rows(id_, part, old.get(rows, ()), new.get(rows, ()))


def _rows(regime: str, part: str, old: Sequence[Values], new: Sequence[Values]) -> Iterator[Change]:
    before, after = ({row["id"]: row for row in rows} for rows in (old, new))
    for id_, row in before.items():
        if id_ not in after:
            yield Change(What.REMOVED, part, regime, id_, _title(row))
    for id_, row in after.items():
        if id_ not in before:
            yield Change(What.ADDED, part, regime, id_, _title(row))
        elif row != before[id_]:
            fields = tuple(_fields(before[id_], row))
            yield Change(What.CHANGED, part, regime, id_, _title(row), fields)


def _title(row: Values) -> str:
    return f"{row['clause']}: {row.get('title') or row.get('name')}"


def _fields(before: Values, after: Values, at: str = "") -> Iterator[FieldChange]:
    """Yield the fields that differ; groups are gone into, lists are compared whole."""
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        path = f"{at}.{key}" if at else key
        if isinstance(old, dict) and isinstance(new, dict):
            yield from _fields(old, new, path)
        elif old != new:
            yield FieldChange(path, old, new)


def as_text(before: Plain, after: Plain, changes: tuple[Change, ...]) -> str:
    """Return the changes as text: `+` added, `-` removed, `~` changed."""
    lines = [f"{before.version} → {after.version}"]
    if not changes:
        lines.append("No difference.")
    regime = None
    for change in changes:
        if change.regime != regime:
            regime = change.regime
            lines += ["", regime]
        lines.append(
            f"  {_SIGNS[change.what]} {change.part} {change.id or regime} ({change.title})"
        )
        for field in change.fields:
            lines.append(f"      {field.field}: {_shown(field.before)} → {_shown(field.after)}")
    return "\n".join(lines) + "\n"


_SIGNS = {What.ADDED: "+", What.REMOVED: "-", What.CHANGED: "~"}


def _shown(value: Any) -> str:
    if value is None:
        return "(none)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def as_document(before: Plain, after: Plain, changes: tuple[Change, ...]) -> dict[str, Any]:
    """Return the changes as plain values; the formats page documents them."""
    return {
        "from": before.version,
        "to": after.version,
        "changes": [
            {
                "what": change.what.value,
                "part": change.part,
                "regime": change.regime,
                "id": change.id or change.regime,
                "title": change.title,
                "fields": [field._asdict() for field in change.fields],
            }
            for change in changes
        ],
    }
