"""Walk through a record: its parts, and its marked texts (references, prose, addresses).

What a model class can contain is worked out once per class from its annotations; a walk then
visits only the fields that can lead somewhere. One walk finds everything that checks ask for.
"""

from __future__ import annotations

import typing
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, TypeAlias, TypeVar

from pydantic import BaseModel

from .base import (
    Identity,
    LanguageTag,
    LocalReference,
    Markdown,
    Model,
    Reference,
    Territory,
    WebAddress,
)
from .disclosure import Absent, Withheld

Path = tuple[str | int, ...]
"""Where a value stands in a record: field names as in the file, and positions in lists."""

M = TypeVar("M")


Found: TypeAlias = tuple[Path, M, str]
"""Where a marked text stands, its marker, and the text."""

_MARKERS = (Identity, LanguageTag, LocalReference, Markdown, Reference, Territory, WebAddress)


class Contents(NamedTuple):
    """What stands in a record, with the paths, in the order of the fields. Notices are left out."""

    texts: dict[type[Any], list[Found[Any]]]
    """Every given text whose type carries a marker, by the marker's class; each has an entry."""
    parts: dict[type[Any], list[tuple[Path, Any]]]
    """Every given group by its class, the record itself included."""


def contents(record: BaseModel) -> Contents:
    """Walk through a record, or a part of one, and return what stands in it."""
    found = Contents({marker: [] for marker in _MARKERS}, {})
    _enter(record, (), found)
    return found


def find(record: Model, marker: type[M]) -> list[Found[M]]:
    """Return every given text whose type carries a `marker`, in the order of the fields."""
    return contents(record).texts[marker]


_Markers: TypeAlias = tuple[tuple[type[Any], Any], ...]
"""The markers of a field's texts, with their classes."""


class _Field(NamedTuple):
    """A field that can lead to a part or to a marked text."""

    attribute: str
    key: str
    markers: _Markers


def _enter(part: BaseModel, path: Path, found: Contents) -> None:
    kind = type(part)
    found.parts.setdefault(kind, []).append((path, part))
    values = part.__dict__
    for attribute, key, markers in _plan(kind):
        value = values[attribute]
        if value is not None:
            _meet(value, markers, (*path, key), found)


def _meet(value: Any, markers: _Markers, path: Path, found: Contents) -> None:
    kind = type(value)
    if kind is str:
        for name, marker in markers:
            found.texts[name].append((path, marker, value))
    elif kind is tuple:
        for index, item in enumerate(value):
            _meet(item, markers, (*path, index), found)
    elif _is_part(kind):  # type: ignore[arg-type]  # mypy mistakes its hash
        _enter(value, path, found)


@cache
def _is_part(kind: type[Any]) -> bool:
    return issubclass(kind, BaseModel) and kind is not Withheld and kind is not Absent


@cache
def _plan(model: type[BaseModel]) -> tuple[_Field, ...]:
    """Return the fields of a model class that can lead somewhere."""
    fields = []
    for name, info in model.model_fields.items():
        markers = []
        for kind in _MARKERS:
            own = next((m for m in info.metadata if isinstance(m, kind)), None)
            own = own or _marker_in(info.annotation, kind)
            if own is not None:
                markers.append((kind, own))
        if markers or any(True for _ in models_in(info.annotation)):
            fields.append(_Field(name, info.alias or name, tuple(markers)))
    return tuple(fields)


def _marker_in(annotation: Any, marker: type[Any]) -> Any:
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
