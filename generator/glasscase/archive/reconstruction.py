"""The later form, made from the earlier one and the changes: proof that no change was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from glasscase.archive.change import Change, What
from glasscase.records import PublicForm


@dataclass(slots=True)
class _Node:
    """What happens at one place, and below it."""

    changes: dict[str | int, Change] = field(default_factory=dict)
    added: dict[str | int, Any] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    below: dict[str | int, _Node] = field(default_factory=dict)


def reconstruct(before: PublicForm, changes: Iterable[Change]) -> PublicForm:
    """Return the form after all changes. `before` stays as it is."""
    root = _Node()
    for change in changes:
        node = root
        steps = change.position if change.what is What.REORDERED else change.position[:-1]
        for step in steps:
            node = node.below.setdefault(step, _Node())
        if change.what is What.REORDERED:
            node.order = change.order
        elif change.what is What.ADDED:
            node.added[change.position[-1]] = change.after
        else:
            node.changes[change.position[-1]] = change
    return _group(before, root)


def _value(value: Any, node: _Node) -> Any:
    return _list(value, node) if isinstance(value, list) else _group(value, node)


def _group(before: Mapping[str, Any], node: _Node) -> dict[str, Any]:
    group = dict(before)
    for key, change in node.changes.items():
        if change.what is What.REMOVED:
            del group[str(key)]
        else:
            group[str(key)] = change.after
    for key, below in node.below.items():
        # A list whose last row is gone is left out, and one that gains its first is new.
        value = _value(group.get(str(key), []), below)
        group[str(key)] = value
        if value == []:
            del group[str(key)]
    return {**group, **{str(key): value for key, value in node.added.items()}}


def _list(before: list[Any], node: _Node) -> list[Any]:
    rows = dict(enumerate(before))
    for place, below in node.below.items():
        rows[int(place)] = _value(rows[int(place)], below)
    for place, change in node.changes.items():
        if change.what is What.REMOVED:
            del rows[int(place)]
        else:
            rows[int(place)] = change.after
    found = [rows[place] for place in node.order or sorted(rows)]
    for place, value in sorted(node.added.items()):
        found.insert(int(place), value)
    return found
