"""Values of records as Markdown, for documents that leave as text."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel

from glasscase.law.numbers import power
from glasscase.law.paths import spot
from glasscase.records import Kind, models_in
from glasscase.records import words as names

_LARGE = 1e9
_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")


class Shape(NamedTuple):
    """What of a field decides how it is written."""

    model: type[BaseModel] | None
    """The class of a group, or of the rows of a list."""
    fixed: bool
    """Whether it is one of a fixed set of values."""
    unit: str


@cache
def shape_at(kind: Kind, path: str) -> Shape:
    """Return the shape of a field by its path."""
    found = spot(kind, path)
    if found is None:
        return Shape(None, fixed=False, unit="")
    return _shape(found.owner, path.rpartition(".")[2])


@cache
def _shape(owner: type[BaseModel], key: str) -> Shape:
    info = next(info for name, info in owner.model_fields.items() if key == (info.alias or name))
    extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
    model = next(models_in(info.annotation), None)
    return Shape(model, _is_fixed(info.annotation), str(extra.get("unit", "")))


def _is_fixed(annotation: Any) -> bool:
    """Tell whether a field holds members of an enumeration; those of notices do not count."""
    if isinstance(annotation, type):
        return issubclass(annotation, Enum)
    if typing.get_origin(annotation) in (typing.Annotated, typing.Union, types.UnionType, tuple):
        return any(_is_fixed(part) for part in typing.get_args(annotation))
    return False


def markdown(value: Any, shape: Shape) -> str:
    """Write a value as Markdown; a list or a group takes several lines."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, int | float):
        return f"{number(value)} {shape.unit}".strip()
    if isinstance(value, str):
        return names.value(value) if shape.fixed else value.strip()
    if isinstance(value, Mapping):
        return _group(value, shape.model)
    return _list(value, shape)


def line(value: Any, shape: Shape) -> str:
    """Write a value on one line, as a cell of a table needs it."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(line(one, shape) for one in value)
    return " ".join(markdown(value, shape).replace("\n- ", "; ").split()).replace("|", "\\|")


def number(value: float) -> str:
    """Write a number: grouped by commas, or with a power of ten."""
    if abs(value) >= _LARGE:
        return power(value)
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def escaped(words: str) -> str:
    """Return plain words so that Markdown shows them as they are."""
    return _SPECIAL.sub(r"\\\1", words)


def _list(values: Sequence[Any], shape: Shape) -> str:
    if all(isinstance(one, str) for one in values):
        shown = [markdown(one, shape) for one in values]
        return ", ".join(shown) if max(map(len, shown), default=0) < 40 else _bullets(shown)
    return _bullets([line(one, shape) for one in values])


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {one}" for one in lines)


def _group(value: Mapping[str, Any], model: type[BaseModel] | None) -> str:
    if "withheld" in value:
        return f"Withheld ({names.value(value['withheld']).lower()}): {value['describe']}"
    if "absent" in value:
        return f"{names.value(value['absent'])}: {value['reason']}"
    name = model.__name__ if model is not None else ""
    if (write := _PHRASES.get(name)) is not None:
        return write(value)
    parts = []
    for key, one in value.items():
        if key == "id":
            continue
        shape = _shape(model, key) if model is not None else Shape(None, fixed=False, unit="")
        label = names.field(name, key)
        parts.append(f"{label}: {line(one, shape)}" if key not in _HEADS else line(one, shape))
    return "; ".join(parts)


_HEADS = frozenset(("name", "title"))


def _quantity(value: Mapping[str, Any]) -> str:
    about = "about " if value.get("approximate") else ""
    note = f" ({value['note']})" if "note" in value else ""
    return f"{about}{number(value['value'])} {value['unit']}{note}"


def _range(value: Mapping[str, Any]) -> str:
    low, high = value.get("low"), value.get("high")
    if low is None or high is None:
        bound = f"up to {number(high)}" if high is not None else f"{number(low or 0)} or more"
        return f"{bound} {value['unit']}"
    return f"{number(low)} to {number(high)} {value['unit']}"


def _period(value: Mapping[str, Any]) -> str:
    start, end = value.get("start"), value.get("end")
    shown = " to ".join(part for part in (start, end) if part)
    if value.get("ongoing"):
        shown = f"since {start}, ongoing" if start and not end else f"{shown}, ongoing"
    elif start is None and end is not None:
        shown = f"until {end}"
    return "; ".join(part for part in (shown, value.get("note", "")) if part)


_PHRASES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "Quantity": _quantity,
    "Range": _range,
    "Period": _period,
    "Link": lambda value: f"[{escaped(value['title'])}](<{value['url']}>)",
    "ContactPoint": lambda value: "; ".join(str(one) for one in value.values()),
}
