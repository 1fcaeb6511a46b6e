"""What the models say of every place in a public form: what it holds, and how it is named.

Worked out once per model class from its annotations. A place that no model knows (a field of an
earlier or later data model) is `ANYTHING`: it is compared by what stands there.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum, StrEnum
from functools import cache
from types import MappingProxyType
from typing import Any

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from glasscase.records.base import (
    Calendar,
    Identity,
    LanguageTag,
    LocalReference,
    Markdown,
    Reference,
    Span,
    Territory,
    WebAddress,
)
from glasscase.records.disclosure import Absent, Withheld


class Content(StrEnum):
    """What stands at a place."""

    GROUP = "group"
    LIST = "list"
    PROSE = "prose"
    """Markdown."""
    TEXT = "text"
    """Words on one line."""
    FIXED = "fixed"
    """One of a fixed set of values."""
    NAME = "name"
    """Something that is compared as a whole: an id, an address, a language, a date."""
    SPAN = "span"
    """A length of time (ISO 8601)."""
    NUMBER = "number"
    FLAG = "flag"
    ANYTHING = "anything"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a model says of one place."""

    content: Content
    model: type[BaseModel] | None = None
    """The model of a group."""
    item: Shape | None = None
    """What the rows of a list are."""
    disclosed: bool = False
    """True if the value may be withheld or absent with a reason."""
    unit: str = ""


ANYTHING = Shape(Content.ANYTHING)

_NAMES = (Calendar, Identity, LanguageTag, LocalReference, Reference, Territory, WebAddress)
_NOTICES: Mapping[str, type[BaseModel]] = {"withheld": Withheld, "absent": Absent}


def of_model(model: type[BaseModel]) -> Shape:
    """Return the shape of a whole record, or of one part of it."""
    return Shape(Content.GROUP, model=model)


def of_notice(state: str) -> Shape:
    """Return the shape of the notice that stands for a `withheld` or `absent` value."""
    return of_model(_NOTICES[state])


def fields(shape: Shape) -> Mapping[str, Shape]:
    """Return the shapes of a group's fields by their keys, in the order of the model."""
    return _fields(shape.model) if shape.model is not None else MappingProxyType({})


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, Shape]:
    return MappingProxyType(
        {
            info.alias or name: _of_field(info)
            for name, info in model.model_fields.items()
            if not info.exclude
        }
    )


def _of_field(info: FieldInfo) -> Shape:
    extra = info.json_schema_extra
    unit = str(extra.get("unit", "")) if isinstance(extra, dict) else ""
    return _of(info.annotation, tuple(info.metadata), unit=unit)


def _of(
    annotation: Any, markers: tuple[object, ...], *, disclosed: bool = False, unit: str = ""
) -> Shape:
    while True:
        if hasattr(annotation, "__metadata__"):
            markers = (*markers, *annotation.__metadata__)
            annotation = annotation.__origin__
        elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
            parts = [_bare(part) for part in typing.get_args(annotation)]
            disclosed = disclosed or Withheld in parts
            given = [
                part
                for part, bare in zip(typing.get_args(annotation), parts, strict=True)
                if bare not in (type(None), Withheld, Absent)
            ]
            if len(given) != 1:
                return Shape(Content.ANYTHING, disclosed=disclosed, unit=unit)
            annotation = given[0]
        else:
            break
    if typing.get_origin(annotation) is tuple:
        item = _of(typing.get_args(annotation)[0], ())
        return Shape(Content.LIST, item=item, disclosed=disclosed, unit=unit)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(Content.GROUP, model=annotation, disclosed=disclosed)
    return Shape(_plain(annotation, markers), disclosed=disclosed, unit=unit)


def _bare(annotation: Any) -> Any:
    while hasattr(annotation, "__metadata__"):
        annotation = annotation.__origin__
    return annotation


def _plain(annotation: Any, markers: tuple[object, ...]) -> Content:
    markers = (
        *markers,
        *(own for marker in markers if isinstance(marker, FieldInfo) for own in marker.metadata),
    )
    if typing.get_origin(annotation) is typing.Literal:
        return Content.FIXED
    if not isinstance(annotation, type):
        return Content.ANYTHING
    if issubclass(annotation, Enum):
        return Content.FIXED
    if issubclass(annotation, bool):
        return Content.FLAG
    if issubclass(annotation, int | float):
        return Content.NUMBER
    if issubclass(annotation, date | datetime | AwareDatetime):
        return Content.NAME
    if any(isinstance(marker, Span) for marker in markers):
        return Content.SPAN
    if any(isinstance(marker, Markdown) for marker in markers):
        return Content.PROSE
    if any(isinstance(marker, _NAMES) for marker in markers) or _one_word(markers):
        return Content.NAME
    return Content.TEXT if issubclass(annotation, str) else Content.ANYTHING


def _one_word(markers: tuple[object, ...]) -> bool:
    """Tell whether a text has a pattern of its own: a version, an address of mail."""
    patterns = [getattr(marker, "pattern", None) for marker in markers]
    return any(isinstance(pattern, str) and pattern != r"^[^\r\n]+$" for pattern in patterns)
