"""The fields of a model as a template shows them: what to write, and what stands there."""

from __future__ import annotations

import typing
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from glasscase.exchange.writer import write_yaml
from glasscase.records import Identity, Reference
from glasscase.records.base import LanguageTag, LocalReference, Territory
from glasscase.site.shapes import shape, shape_of, type_words

BLANK = "…"
"""Stands for what is to be filled in. The check reports it wherever it is left."""

FIRST_ROW = "first"
"""The id of a row that is to be renamed."""

_LARGE = 1e6
"""From here on, numbers are written with an exponent."""

_SHORT = (Reference, LocalReference, LanguageTag, Territory, Identity)
"""Texts of one word, which a list may hold on one line."""


class Entry(NamedTuple):
    """One field."""

    key: str
    says: str
    """What to write: the description, the form and an example."""
    model: type[BaseModel] | None
    """The model that it holds, one or several; None for plain values."""
    several: bool
    short: bool
    """Whether a list of its values stands on one line."""
    required: bool
    disclosed: bool
    """Whether the value may be withheld, or absent with a reason."""
    identity: bool
    choices: tuple[str, ...]


@cache
def entries(model: type[BaseModel]) -> tuple[Entry, ...]:
    """Return the fields of a model, in its order."""
    return tuple(_entry(name, info) for name, info in model.model_fields.items())


def _entry(name: str, info: FieldInfo) -> Entry:
    held = shape_of(info)
    several = typing.get_origin(held.core) is tuple
    one = shape(typing.get_args(held.core)[0]) if several else held
    core: Any = one.core
    is_class = isinstance(core, type)
    choices = tuple(str(member.value) for member in core) if _is(core, Enum) else ()
    model = core if is_class and issubclass(core, BaseModel) else None
    form = "" if model or choices else type_words(core, one.markers)
    return Entry(
        key=info.alias or name,
        says=" ".join(_says(info, form, choices, several=several and model is None)),
        model=model,
        several=several,
        short=bool(choices) or any(isinstance(marker, _SHORT) for marker in one.markers),
        required=info.is_required(),
        disclosed=held.disclosed,
        identity=any(isinstance(marker, Identity) for marker in one.markers),
        choices=choices,
    )


def _says(info: FieldInfo, form: str, choices: tuple[str, ...], *, several: bool) -> list[str]:
    said = [info.description or ""]
    if choices:
        said.append(f"{'Any' if several else 'One'} of: {', '.join(choices)}.")
    elif form not in ("", "text", "id"):
        said.append(f"[{'list, each: ' if several else ''}{form}]")
    elif several:
        said.append("[list]")
    extra = info.json_schema_extra
    if isinstance(extra, dict) and "unit" in extra:
        said.append(f"In {extra['unit']}.")
    if info.examples:
        said.append(f"For example: {_written(info.examples[0])}")
    return said


def _is(core: Any, base: type) -> bool:
    return isinstance(core, type) and issubclass(core, base)


def _written(value: object) -> str:
    """Return a value as it is written in a file."""
    if isinstance(value, float) and abs(value) >= _LARGE:
        return f"{value:g}"
    return write_yaml({"x": value}).removeprefix("x:").strip()
