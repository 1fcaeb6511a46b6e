"""The fields that duties name: their paths, and what a record says at each.

The paths of one kind of record are compiled into one tree, so that a record is looked through
once, however many duties name its fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, Protocol

from glasscase.law.states import GIVEN, MISSING, Answered, State, notice
from glasscase.records import MODELS, Kind, PublicForm, fields_held, models_in

_STEP = re.compile(
    r"(?P<key>[a-z][a-z0-9_]*)(?:\[(?P<column>[a-z][a-z0-9_]*)=(?P<value>[^\]]+)\])?"
)


class Step(NamedTuple):
    """One step of a path: a key, and for a list the rows whose `column` has a `value`."""

    key: str
    column: str = ""
    value: str = ""


@cache
def steps(path: str) -> tuple[Step, ...] | None:
    """Return the steps of a path such as `topics[topic=standards].summary`; None if it is none."""
    found = []
    rest = path
    while True:
        match = _STEP.match(rest)
        if match is None:
            return None
        found.append(Step(match["key"], match["column"] or "", match["value"] or ""))
        rest = rest[match.end() :]
        if not rest:
            return tuple(found)
        if not rest.startswith("."):
            return None
        rest = rest[1:]


class _Node:
    """A place in a record to which paths lead, or lead through."""

    __slots__ = ("below", "children", "leaf", "picks")

    def __init__(self) -> None:
        self.leaf = -1
        """Number of the path that ends here; -1 if none does."""
        self.below: list[int] = []
        """Numbers of all paths that end here or further down."""
        self.children: dict[str, _Node] = {}
        self.picks: dict[tuple[str, str], _Node] = {}
        """Below a list: the rows that are picked, by column and value."""


class Question(Protocol):
    """Something that is asked of a record as a whole; what is equal is asked once."""

    def answer(self, form: PublicForm, found: dict[str, Any]) -> Answered:
        """Return what a public form says to it; `found` keeps what several questions look at."""

    def __hash__(self) -> int: ...


class Fields:
    """The paths, and further questions, that are asked of one kind of record."""

    def __init__(self, paths: Iterable[str], questions: Iterable[Question] = ()) -> None:
        self.paths = tuple(dict.fromkeys(paths))
        self.questions = tuple(dict.fromkeys(questions))
        asked: tuple[str | Question, ...] = (*self.paths, *self.questions)
        self.numbers: Mapping[str | Question, int] = {one: n for n, one in enumerate(asked)}
        self._root = _Node()
        for number, path in enumerate(self.paths):
            self._add(number, path)

    def answers(self, form: PublicForm) -> tuple[Answered, ...]:
        """Return what a record's public form says at each path, then to each question.

        What is withheld or absent is so with everything below it. Of a list, the row that says
        most counts.
        """
        found = [MISSING] * len(self.paths)
        _fill_below(self._root, form, found)
        kept: dict[str, Any] = {}
        found += [question.answer(form, kept) for question in self.questions]
        return tuple(found)

    def _add(self, number: int, path: str) -> None:
        node = self._root
        for step in steps(path) or ():
            node = node.children.setdefault(step.key, _Node())
            node.below.append(number)
            if step.column:
                node = node.picks.setdefault((step.column, step.value), _Node())
                node.below.append(number)
        node.leaf = number


def _fill(node: _Node, value: Any, found: list[Answered]) -> None:
    """Note what a group or a list says to the paths that end at it or below it."""
    if type(value) is dict:
        told = notice_of(value)
        if told is not None:
            for number in node.below:
                if told.rank > found[number].rank:
                    found[number] = told
            return
        _fill_below(node, value, found)
    elif not value:
        return
    else:
        for row in value if node.children else ():
            if type(row) is dict:
                _fill_below(node, row, found)
        for (column, wanted), child in node.picks.items():
            for row in value:
                if type(row) is dict and is_picked(row, column, wanted):
                    _fill(child, row, found)
    if node.leaf >= 0:
        found[node.leaf] = GIVEN


def _fill_below(node: _Node, value: dict[str, Any], found: list[Answered]) -> None:
    """Note what the fields of a group say."""
    children = node.children
    for key, inner in value.items():
        if inner is not None and key in children:
            child = children[key]
            kind = type(inner)
            if kind is dict or kind is list:
                _fill(child, inner, found)
            elif child.leaf >= 0:
                found[child.leaf] = GIVEN


def is_picked(row: dict[str, Any], pick: str, wanted: str) -> bool:
    """Tell whether a row of a list has a value in a column, or among the values there."""
    value = row.get(pick)
    if type(value) is bool:
        return wanted == ("true" if value else "false")
    return wanted in value if type(value) is list else str(value) == wanted


def notice_of(value: object) -> Answered | None:
    """Return what a notice of withholding or absence says; None for a given value."""
    if type(value) is dict:
        if "withheld" in value:
            return notice(State.WITHHELD, value["withheld"], value.get("describe", ""))
        if "absent" in value:
            return notice(State.ABSENT, value["absent"], value.get("reason", ""))
    return None


def rows(form: PublicForm, path: str) -> list[Any]:
    """Return every given value at a path, those of the rows of lists included."""
    found: list[Any] = [form]
    for step in steps(path) or ():
        inner = [one[step.key] for one in found if type(one) is dict and step.key in one]
        if step.column:
            found = [
                row
                for one in inner
                if type(one) is list
                for row in one
                if type(row) is dict and is_picked(row, step.column, step.value)
            ]
        else:
            found = [row for one in inner for row in (one if type(one) is list else [one])]
    return [one for one in found if notice_of(one) is None]


def all_paths(kind: Kind) -> Iterator[str]:
    """Yield the path of every field that the records of a kind can have, parents first."""
    yield from _paths(MODELS[kind], "")


def _paths(model: Any, prefix: str) -> Iterator[str]:
    for name, key, _ in fields_held(model):
        path = f"{prefix}{key}"
        yield path
        for inner in models_in(model.model_fields[name].annotation):
            yield from _paths(inner, f"{path}.")


def unused(kind: Kind, used: Iterable[str]) -> tuple[str, ...]:
    """Return the fields of a kind that no path of `used` names, leads through or holds.

    Of a group that is not used at all, only the group itself is returned.
    """
    named = {plain for path in used for plain in _plain(path)}
    through = {path[:end] for path in named for end in _ends(path)}
    found: list[str] = []
    for path in all_paths(kind):
        parents = {path[:end] for end in _ends(path)}
        if path in named or path in through or parents & (named | set(found)):
            continue
        found.append(path)
    return tuple(found)


def _plain(path: str) -> Iterator[str]:
    """Yield a path without its picks, and the paths of the columns that it picks by."""
    keys: list[str] = []
    for step in steps(path) or ():
        keys.append(step.key)
        if step.column:
            yield ".".join((*keys, step.column))
    yield ".".join(keys)


def _ends(path: str) -> list[int]:
    """Return where the parents of a path end in its text."""
    return [place for place, letter in enumerate(path) if letter == "."]
