"""What the models say about a place in the data: which keys and which type belong there."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, NamedTuple

from pydantic import BaseModel, StringConstraints
from pydantic.fields import FieldInfo

from glasscase.reading.places import Path
from glasscase.records import Absent, Withheld, disclosure
from glasscase.records.plain import PartialDate


class Leaf(NamedTuple):
    """One of the types that a place may hold, with the pattern of a text."""

    type: Any
    pattern: str = ""
    items: tuple[Leaf, ...] = ()
    """What each item may be, where the type is a list."""


@cache
def _fields(model: type[BaseModel]) -> dict[str, tuple[Leaf, ...]]:
    """Return what each key of a model may hold, by its name in the file."""
    hints = typing.get_type_hints(model, include_extras=True)
    fields = model.model_fields
    return {info.alias or name: tuple(_leaves(hints[name])) for name, info in fields.items()}


def keys(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as they are written in a file."""
    return list(_fields(model))


def description(model: type[BaseModel], key: str) -> str:
    """Return what a key means, in the model's words."""
    return next((info.description or "" for info in _infos(model, key)), "")


def examples(model: type[BaseModel], key: str) -> list[object]:
    """Return examples of a key's value."""
    return next((list(info.examples or ()) for info in _infos(model, key)), [])


def _infos(model: type[BaseModel], key: str) -> Iterator[FieldInfo]:
    for name, info in model.model_fields.items():
        if key in (name, info.alias):
            yield info


def leaves_at(model: type[BaseModel], data: object, path: Path) -> list[Leaf]:
    """Return the types that may stand at `path`; none where the path leads out of the model."""
    leaves = [Leaf(model)]
    value = data
    for step in path:
        leaves = [inner for leaf in leaves for inner in _step(leaf, value, step)]
        value = _child(value, step)
    return leaves


def model_at(model: type[BaseModel], data: object, path: Path) -> type[BaseModel] | None:
    """Return the model whose keys stand at `path`."""
    value = data
    for step in path:
        value = _child(value, step)
    form = disclosure(value)
    for leaf in leaves_at(model, data, path):
        found = _model(leaf)
        if found is not None and form == _FORMS.get(found, "given"):
            return found
    return None


def holders(model: type[BaseModel], key: str, depth: int = 3) -> Iterator[Path]:
    """Yield the paths of keys below `model` under which `key` could stand, nearest first."""
    level: list[tuple[Path, type[BaseModel]]] = [((), model)]
    for _ in range(depth):
        below: list[tuple[Path, type[BaseModel]]] = []
        for path, owner in level:
            for name, leaves in _fields(owner).items():
                for leaf in leaves:
                    inner = _model(leaf)
                    if inner is None or inner in _FORMS:
                        continue
                    below.append(((*path, name), inner))
                    if key in _fields(inner):
                        yield (*path, name)
        level = below


def value_at(value: Any, path: Path) -> Any:
    """Return what data holds at a path; None where the path leads nowhere."""
    for step in path:
        if isinstance(value, dict):
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int) and step < len(value):
            value = value[step]
        else:
            return None
    return value


def is_text(leaves: list[Leaf]) -> bool:
    """Tell whether a place holds text."""
    return any(leaf.type is str for leaf in leaves)


def is_partial_date(leaves: list[Leaf]) -> bool:
    """Tell whether a place holds a day, a month or a year."""
    return any(leaf.pattern == _PARTIAL_DATE for leaf in leaves)


_FORMS: dict[type[BaseModel], str] = {Withheld: "withheld", Absent: "absent"}


def _child(value: object, step: str | int) -> object:
    if isinstance(value, dict):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and step < len(value):
        return value[step]
    return None


def _step(leaf: Leaf, value: object, step: str | int) -> Iterable[Leaf]:
    model = _model(leaf)
    if model is None:
        return leaf.items if isinstance(step, int) else ()
    form = disclosure(value)
    if _FORMS.get(model, "given") == form or form == "given":
        return _fields(model).get(str(step), ())
    return ()


def _model(leaf: Leaf) -> type[BaseModel] | None:
    if isinstance(leaf.type, type) and issubclass(leaf.type, BaseModel):
        return leaf.type
    return None


def _leaves(annotation: Any, pattern: str = "") -> Iterator[Leaf]:
    """Take apart `Annotated` and unions down to plain types, lists and models."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        for extra in annotation.__metadata__:
            if isinstance(extra, StringConstraints) and isinstance(extra.pattern, str):
                pattern = extra.pattern
        yield from _leaves(annotation.__origin__, pattern)
    elif origin in (typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            yield from _leaves(part, pattern)
    elif origin in (tuple, list):
        yield Leaf(origin, items=tuple(_leaves(typing.get_args(annotation)[0])))
    elif annotation is not type(None):
        yield Leaf(annotation, pattern)


_PARTIAL_DATE = next(_leaves(PartialDate)).pattern
