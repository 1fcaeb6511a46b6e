"""Find the marked texts of a record (references, prose, addresses) with their paths.

What a model class can contain is worked out once per class from its annotations; a walk then
visits only the fields that can lead to the marker.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, TypeAlias, TypeVar

from pydantic import BaseModel

from .base import Absent, Model, Withheld

Path = tuple[str | int, ...]
"""Where a value stands in a record: field names as in the file, and positions in lists."""

M = TypeVar("M")


Found: TypeAlias = tuple[Path, M, str]
"""Where a marked text stands, its marker, and the text."""


def find(record: Model, marker: type[M]) -> list[tuple[Path, M, str]]:
    """Return every given text whose type carries a `marker`, in the order of the fields."""
    found: list[tuple[Path, M, str]] = []
    _collect(record, marker, (), found)
    return found


def _collect(part: BaseModel, marker: type[M], path: Path, found: list[Found[M]]) -> None:
    for attribute, key, own in _plan(type(part), marker):  # type: ignore[arg-type]
        child = part.__dict__[attribute]
        if child is not None:
            _descend(child, marker, own, (*path, key), found)


def _descend(value: Any, marker: type[M], own: M | None, path: Path, found: list[Found[M]]) -> None:
    kind = type(value)
    if kind is tuple:
        for index, item in enumerate(value):
            _descend(item, marker, own, (*path, index), found)
    elif kind is str:
        if own is not None:
            found.append((path, own, value))
    elif isinstance(value, BaseModel) and kind is not Withheld and kind is not Absent:
        _collect(value, marker, path, found)


@cache
def _plan(model: type[BaseModel], marker: type[M]) -> tuple[tuple[str, str, M | None], ...]:
    """Return what of a model class can hold a marker: attribute, key in the file, own marker."""
    fields = []
    for name, info in model.model_fields.items():
        own = next((m for m in info.metadata if isinstance(m, marker)), None)
        own = own or _marker_in(info.annotation, marker)
        if own is not None or _any_reaches(info.annotation, marker):
            fields.append((name, info.alias or name, own))
    return tuple(fields)


def _any_reaches(annotation: Any, marker: type[object]) -> bool:
    # mypy takes a class's own `__hash__` for that of the class object.
    return any(_plan(m, marker) for m in models_in(annotation))  # type: ignore[arg-type]


def _marker_in(annotation: Any, marker: type[M]) -> M | None:
    """Return the first marker in an annotation, not looking into other models."""
    for extra in getattr(annotation, "__metadata__", ()):
        if isinstance(extra, marker):
            return extra
    for part in typing.get_args(annotation):
        inner = _marker_in(part, marker)
        if inner is not None:
            return inner
    return None


@cache
def fields_held(
    model: type[BaseModel],
) -> tuple[tuple[str, str, frozenset[type[BaseModel]]], ...]:
    """Return attribute and key of each field, and the model classes that can stand under it."""
    return tuple(
        (name, info.alias or name, frozenset().union(*map(held, models_in(info.annotation))))
        for name, info in model.model_fields.items()
    )


@cache
def held(model: type[BaseModel]) -> frozenset[type[BaseModel]]:
    """Return the model classes that can stand in a part of a class, itself included."""
    fields = fields_held(model)
    return frozenset({model}).union(*(inner for _, _, inner in fields))


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the model classes that an annotation names, disclosure notices left out."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in (Withheld, Absent):
            yield annotation
        return
    for part in typing.get_args(annotation):
        yield from models_in(part)
