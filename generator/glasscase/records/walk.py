"""Find the marked texts of a record (references, prose, addresses) with their paths.

What a model class can contain is worked out once per class from its annotations; a walk then
visits only the fields that can lead to the marker.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from .base import Absent, Model, Withheld

Path = tuple[str | int, ...]
"""Where a value stands in a record: field names as in the file, and positions in lists."""

M = TypeVar("M")


@dataclass(frozen=True, slots=True)
class Found:
    """A marked text."""

    path: Path
    marker: object
    value: str


@dataclass(frozen=True, slots=True)
class _Plan:
    """What of one model class can hold a marker: (attribute, key in the file, own marker)."""

    fields: tuple[tuple[str, str, object | None], ...]


def find(record: Model, marker: type[M]) -> Iterator[tuple[Path, M, str]]:
    """Yield every given text whose type carries a `marker`, in the order of the fields."""
    for found in _walk(record, marker, ()):
        yield found.path, typing.cast("M", found.marker), found.value


def _walk(value: Any, marker: type[object], path: Path) -> Iterator[Found]:
    model: type[BaseModel] = type(value)
    for attribute, key, own in _plan(model, marker).fields:  # type: ignore[arg-type]
        child = getattr(value, attribute)
        if child is None:
            continue
        yield from _descend(child, marker, own, (*path, key))


def _descend(value: Any, marker: type[object], own: object | None, path: Path) -> Iterator[Found]:
    if isinstance(value, str):
        if own is not None:
            yield Found(path, own, value)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _descend(item, marker, own, (*path, index))
    elif isinstance(value, BaseModel) and not isinstance(value, Withheld | Absent):
        yield from _walk(value, marker, path)


@cache
def _plan(model: type[BaseModel], marker: type[object]) -> _Plan:
    fields = []
    for name, info in model.model_fields.items():
        own = next((m for m in info.metadata if isinstance(m, marker)), None)
        own = own or _marker_in(info.annotation, marker)
        if own is not None or _any_reaches(info.annotation, marker):
            fields.append((name, info.alias or name, own))
    return _Plan(tuple(fields))


def _any_reaches(annotation: Any, marker: type[object]) -> bool:
    # mypy takes a class's own `__hash__` for that of the class object.
    return any(_plan(m, marker).fields for m in models_in(annotation))  # type: ignore[arg-type]


def _marker_in(annotation: Any, marker: type[object]) -> object | None:
    """Return the first marker in an annotation, not looking into other models."""
    for extra in getattr(annotation, "__metadata__", ()):
        if isinstance(extra, marker):
            found: object = extra
            return found
    for part in typing.get_args(annotation):
        inner = _marker_in(part, marker)
        if inner is not None:
            return inner
    return None


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Yield the model classes that an annotation names, disclosure notices left out."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        if annotation not in (Withheld, Absent):
            yield annotation
        return
    for part in typing.get_args(annotation):
        yield from models_in(part)
