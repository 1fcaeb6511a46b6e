"""A difference as plain data for templates: groups, entries, lines and marked texts.

No markup is in it. Every mark has its words, so that nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from glasscase.archive.change import Change, Difference, Direction, Mark, What
from glasscase.archive.labels import WORDS, Words
from glasscase.archive.render.passages import Passage, exchanged, passages, whole
from glasscase.archive.render.told import facts, told
from glasscase.archive.sections import by_section

_MARKS = {What.ADDED: Mark.ADDED, What.REMOVED: Mark.REMOVED}


@dataclass(frozen=True, slots=True)
class Line:
    """One value that differs."""

    label: tuple[str, ...]
    """Its name within the entry; empty if the entry itself is the value."""
    what: What
    passages: tuple[Passage, ...]
    direction: Direction | None = None
    why: str = ""
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a list, or a value that stands in none."""

    path: tuple[str, ...]
    label: tuple[str, ...]
    """Its name within the group; empty if the group itself is the value."""
    what: What
    lines: tuple[Line, ...]
    direction: Direction | None = None
    """Of the row as a whole, if it was added or removed."""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """A section of the record."""

    id: str
    title: str
    entries: tuple[Entry, ...]


def view(difference: Difference, words: Words = WORDS) -> tuple[Group, ...]:
    """Return the difference by sections, in the order of the record."""
    return tuple(
        Group(own.id, own.title, tuple(_entries(own.title, changes, words)))
        for own, changes in by_section(difference.changes).items()
    )


def _entries(title: str, changes: list[Change], words: Words) -> Iterator[Entry]:
    """Yield the changes of each row together, and every other change alone."""
    rows: dict[tuple[str | int, ...], list[Change]] = {}
    for change in changes:
        rows.setdefault(_row(change), []).append(change)
    for run in rows.values():
        first, depth = run[0], _depth(run[0])
        label = first.label[:depth] if first.label[0] != title else first.label[1:depth]
        if len(first.path) > depth or len(run) > 1:
            lines = (line for own in run for line in _lines(own, own.label[depth:], words))
            yield Entry(first.path[:depth], label, What.CHANGED, tuple(lines))
        elif first.what in _MARKS:
            own = () if _is_named(first) else tuple(_sides(first, (), words))
            yield Entry(first.path, label, first.what, own, first.direction, first.why)
        else:
            yield Entry(first.path, label, first.what, tuple(_lines(first, (), words)))


def _row(change: Change) -> tuple[str | int, ...]:
    """Return what the changes of one row share: the position of the outermost row.

    A row that was added has a position of today, all others have one of before.
    """
    depth = _depth(change)
    added = change.what is What.ADDED and depth == len(change.position)
    return (added, *change.position[:depth])


def _depth(change: Change) -> int:
    """Return how many steps lead to the outermost row, or to the value itself."""
    rows = (place for place, step in enumerate(change.position) if isinstance(step, int))
    return next(rows, len(change.position) - 1) + 1


def _is_named(change: Change) -> bool:
    """Tell whether the name of a row is all there is of it: a model in a list of models."""
    return change.label[-1] in (change.before, change.after) and len(change.label) > 1


def _lines(change: Change, label: tuple[str, ...], words: Words) -> Iterator[Line]:
    """Yield a line for each value of a change; the reason stands on the first."""
    reason = (change.direction, change.why, change.minor)
    if change.what is What.REORDERED:
        orders = ("; ".join(side) for side in (change.before, change.after))
        yield Line(label, change.what, () if change.minor else exchanged(*orders), *reason)
    elif change.pieces:
        yield Line(label, change.what, passages(change.pieces), *reason)
    elif change.what in _MARKS or any(
        isinstance(side, dict | list) for side in (change.before, change.after)
    ):
        for line in _sides(change, label, words):
            yield replace(line, direction=reason[0], why=reason[1])
            reason = (None, "", False)
    else:
        before = told(change.before, change.shape, words, change.former_unit)
        after = told(change.after, change.shape, words, change.unit)
        yield Line(label, change.what, exchanged(before, after), *reason)


def _sides(change: Change, label: tuple[str, ...], words: Words) -> Iterator[Line]:
    """Yield a line for each value that was removed, then for each that was added."""
    sides = (
        (What.REMOVED, change.before, change.former_unit),
        (What.ADDED, change.after, change.unit),
    )
    for what, value, unit in sides:
        if change.what is what or change.what is What.CHANGED:
            for own, text in facts(value, change.shape, words, label, unit):
                yield Line(own, what, whole(text, _MARKS[what]))
