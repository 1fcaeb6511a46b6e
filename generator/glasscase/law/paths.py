"""Paths of fields as the catalogue writes them: `compute.operations`, `topics[topic=standards]`."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from glasscase.law.fields import Step, is_picked, steps
from glasscase.records import MODELS, Kind, disclosure, models_in


@cache
def walked(path: str) -> tuple[Step, ...]:
    """Return the steps of a path; none where it has not the form of one."""
    return steps(path) or ()


class How(StrEnum):
    """In which form a field of a public form stands there."""

    GIVEN = "given"
    WITHHELD = "withheld"
    ABSENT = "absent"
    MISSING = "missing"


class Value(NamedTuple):
    """What stands at a path of a public form."""

    how: How
    value: Any = None
    """The value; of several rows, the list of theirs. The notice, if withheld or absent."""


_MISSING = Value(How.MISSING)


def look(form: object, path: tuple[Step, ...]) -> Value:
    """Return what stands at a path. A withheld or absent parent stands for what is in it.

    A path that leads through a list gives the values of all rows; one given value is enough.
    """
    for number, (key, pick, wanted) in enumerate(path):
        how = disclosure(form)
        if how != "given":
            return Value(How(how), form)
        if type(form) is not dict or key not in form:
            return _MISSING
        form = form[key]
        if type(form) is list and (pick or number + 1 < len(path)):
            rows = [
                row
                for row in form
                if not pick or (type(row) is dict and is_picked(row, pick, wanted))
            ]
            rest = path[number + 1 :]
            return _rows(rows, rest)
    how = disclosure(form)
    return Value(How(how), form)


def _rows(rows: list[object], rest: tuple[Step, ...]) -> Value:
    """Return what the rows of a list hold."""
    if not rows:
        return _MISSING
    if not rest:
        return Value(How.GIVEN, rows)
    found = [look(row, rest) for row in rows]
    given: list[object] = []
    for one in found:
        if one.how is How.GIVEN:
            given += one.value if type(one.value) is list else [one.value]
    return Value(How.GIVEN, given) if given else found[0]


# What the data model says about a path.


class Spot(NamedTuple):
    """A field of the data model."""

    owner: type[BaseModel]
    annotation: Any
    default: Any

    @property
    def choices(self) -> tuple[str, ...]:
        """The fixed values that it may have; empty if it is free."""
        return tuple(_choices(self.annotation))


@cache
def spot(kind: Kind, path: str) -> Spot | None:
    """Return the field that a path of a kind's files names, or None where there is none."""
    owners: list[type[BaseModel]] = [MODELS[kind]]
    found: Spot | None = None
    for key, pick, _ in walked(path):
        fields = [
            Spot(owner, info.annotation, info.default)
            for owner in owners
            for name, info in owner.model_fields.items()
            if key == (info.alias or name)
        ]
        if not fields:
            return None
        found = fields[0]
        owners = [model for field in fields for model in models_in(field.annotation)]
        if pick and not any(pick in _keys(owner) for owner in owners):
            return None
    return found


def exists(kind: Kind, path: str) -> bool:
    """Tell whether the files of a kind have a field at a path."""
    return spot(kind, path) is not None


def in_rows(kind: Kind, path: str) -> bool:
    """Tell whether the last key of a path is one of the rows of a list."""
    above, _, last = path.rpartition(".")
    found = spot(kind, above) if above and "[" not in last else None
    return found is not None and _holds_rows(found.annotation)


@cache
def keys_at(kind: Kind, path: str) -> tuple[str, ...]:
    """Return the keys that may stand below a path, for a suggestion."""
    if not path:
        return _keys(MODELS[kind])
    found = spot(kind, path)
    if found is None:
        return ()
    return tuple(key for model in models_in(found.annotation) for key in _keys(model))


def picked(kind: Kind, path: str) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Yield each step of a path that picks rows, and the values that its key may have."""
    before = ""
    for step in walked(path):
        before = f"{before}.{step.key}" if before else step.key
        if step.column:
            field = spot(kind, f"{before}.{step.column}")
            yield step, field.choices if field is not None else ()


def _holds_rows(annotation: Any) -> bool:
    if typing.get_origin(annotation) in (tuple, list):
        return True
    return any(map(_holds_rows, typing.get_args(annotation)))


def _keys(model: type[BaseModel]) -> tuple[str, ...]:
    return tuple(info.alias or name for name, info in model.model_fields.items())


def _choices(annotation: Any) -> Iterator[str]:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        yield from (member.value for member in annotation)
        return
    origin = typing.get_origin(annotation)
    if origin in (typing.Annotated, typing.Union, types.UnionType, tuple, list):
        for part in typing.get_args(annotation):
            yield from _choices(part)
