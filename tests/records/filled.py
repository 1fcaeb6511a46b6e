"""Records made by walking the models: every field filled, or as a chooser says.

What is made is the source form, as a YAML file would hold it. Every text carries a word of its
own, so that a test can tell where it ends up.
"""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from glasscase.records import Absent, Withheld
from glasscase.records.walk import Path

Form = dict[str, Any]


class Choice(StrEnum):
    """What becomes of a field."""

    GIVEN = "given"
    WITHHELD = "withheld"
    ABSENT = "absent"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Field:
    """A field of a model at its place in a record."""

    model: type[BaseModel]
    key: str
    path: Path
    required: bool
    disclosed: bool

    @property
    def depth(self) -> int:
        """How many fields deep it stands, from 0."""
        return sum(isinstance(step, str) for step in self.path) - 1


@dataclass(frozen=True)
class Leaf:
    """A plain value in a filled record, and the value to put there instead to see it change."""

    path: Path
    value: Any
    other: Any
    markers: tuple[object, ...]

    @property
    def canary(self) -> str:
        """The word that stands nowhere else; empty for a number, a date or a fixed value."""
        found = re.search(r"canary\d{5}", self.value) if isinstance(self.value, str) else None
        return found[0] if found else ""

    def marked(self, *markers: type[object]) -> bool:
        """Tell whether its type carries one of these markers."""
        return any(isinstance(own, markers) for own in self.markers)


@dataclass
class Filler:
    """Fills models. `given` values win over what would be made, by path without positions."""

    choose: Callable[[Field], Choice] = lambda _: Choice.GIVEN
    many: Callable[[Field], int] = lambda _: 1
    given: dict[tuple[str, ...], Any] = field(default_factory=dict)
    leaves: list[Leaf] = field(default_factory=list)
    secrets: list[str] = field(default_factory=list)
    _count: int = 0

    def fill(self, model: type[BaseModel], path: Path = ()) -> Form:
        """Return the source form of a model."""
        form: Form = {}
        for name, info in model.model_fields.items():
            if info.exclude:  # No part of what is published; each has tests of its own.
                continue
            key = info.alias or name
            place = (*path, key)
            here = Field(model, key, place, info.is_required(), _disclosed(info.annotation))
            choice = self.choose(here)
            if choice is Choice.LEFT_OUT and not here.required:
                continue
            if here.disclosed and choice is Choice.WITHHELD:
                form[key] = self._withheld(place)
            elif here.disclosed and choice is Choice.ABSENT:
                form[key] = {"absent": "not-yet", "reason": self._leaf(str, (), place)}
            else:
                form[key] = self._value(info.annotation, tuple(info.metadata), here, place)
        return form

    def _withheld(self, path: Path) -> Form:
        self._count += 1
        hidden = f"hidden{self._count:05d}"
        self.secrets.append(hidden)
        describe = self._leaf(str, (), (*path, "describe"))
        value: Any = hidden
        if self._count % 3 == 1:
            value = {hidden: [f"{hidden}a", {"deep": f"{hidden} b"}]}
        elif self._count % 3 == 2:
            value = [f"a line\nand {hidden}"]
        return {"withheld": "trade-secret", "describe": describe, "value": value}

    def _value(self, annotation: Any, metadata: tuple[object, ...], here: Field, path: Path) -> Any:
        core, markers = _core(annotation, metadata)
        if typing.get_origin(core) is tuple:
            inner = typing.get_args(core)[0]
            return [self._value(inner, (), here, (*path, n)) for n in range(self.many(here))]
        if isinstance(core, type) and issubclass(core, BaseModel):
            return self.fill(core, path)
        return self._leaf(core, markers, path)

    def _leaf(self, core: Any, markers: tuple[object, ...], path: Path) -> Any:
        names = tuple(step for step in path if isinstance(step, str))
        if names in self.given:
            value = other = self.given[names]
        else:
            self._count += 1
            value = _made(core, markers, self._count)
            other = next(
                (
                    made
                    for number in range(50_000 + self._count, 50_100 + self._count)
                    if (made := _made(core, markers, number)) != value
                ),
                value,
            )
        self.leaves.append(Leaf(path, value, other, markers))
        return value


def at(form: Any, path: Path) -> Any:
    """Return what stands at a path."""
    for step in path:
        form = form[step]
    return form


def replaced(form: Form, leaf: Leaf) -> Form:
    """Return a copy in which a leaf has its other value."""
    copy = deepcopy(form)
    at(copy, leaf.path[:-1])[leaf.path[-1]] = leaf.other
    return copy


def models_below(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Yield a model and every model that it can hold, each once."""
    queue, seen = [model], set()
    while queue:
        current = queue.pop()
        if current in seen:
            continue
        seen.add(current)
        yield current
        for info in current.model_fields.values():
            queue += _models(info.annotation)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _models(part)


def _disclosed(annotation: Any) -> bool:
    parts = typing.get_args(annotation)
    if typing.get_origin(annotation) is tuple:
        return False
    return annotation is Withheld or any(_disclosed(part) for part in parts)


def _core(annotation: Any, metadata: tuple[object, ...]) -> tuple[Any, tuple[object, ...]]:
    markers = metadata
    while True:
        if hasattr(annotation, "__metadata__"):
            markers = (*markers, *annotation.__metadata__)
            annotation = annotation.__origin__
        elif typing.get_origin(annotation) in (typing.Union, types.UnionType):
            annotation = next(part for part in typing.get_args(annotation) if _is_given(part))
        else:
            inner = [
                m for marker in markers if isinstance(marker, FieldInfo) for m in marker.metadata
            ]
            return annotation, (*markers, *inner)


def _is_given(part: Any) -> bool:
    while hasattr(part, "__metadata__"):
        part = part.__origin__
    return part not in (type(None), Withheld, Absent)


def _made(core: Any, markers: tuple[object, ...], number: int) -> Any:
    if typing.get_origin(core) is typing.Literal:
        return typing.get_args(core)[0]
    if isinstance(core, type) and issubclass(core, Enum):
        members = list(core)
        return members[number % len(members)].value
    if core is bool:
        return number < 50_000
    if core is int:
        low, high = _limit(markers, "ge", 0), _limit(markers, "le", 10**9)
        return low + number % (high - low + 1)
    if core is float:
        return 1000 + number / 8
    if core is date:
        return date.fromordinal(730_000 + number).isoformat()
    if core in (datetime, AwareDatetime):
        return f"{date.fromordinal(730_000 + number // 24)}T{number % 24:02d}:30:00+02:00"
    assert core in (str, Any), core
    return next(text for text in _texts(number) if _allowed(text, markers))


def _texts(number: int) -> Iterator[str]:
    day = date.fromordinal(730_000 + number)
    yield f"The word canary{number:05d} stands here"
    yield f"canary{number:05d}"
    yield f"https://example.org/canary{number:05d}"
    yield f"canary{number:05d}@example.org"
    yield f"canary{number:05d}#canary{number:05d}"
    yield day.isoformat()
    yield f"{2000 + number % 90}-{1 + number % 12:02d}"
    yield f"{1000 + number % 9000}"
    yield f"P{number}D"
    yield ("fr", "de", "pt-BR")[number % 3]
    yield ("FR", "US-NY", "EU")[number % 3]
    yield ("better", "worse")[number % 2]


def _allowed(text: str, markers: tuple[object, ...]) -> bool:
    for marker in markers:
        pattern = getattr(marker, "pattern", None)
        if isinstance(pattern, str) and not re.search(pattern, text):
            return False
        if len(text) < (getattr(marker, "min_length", None) or 0):
            return False
    return True


def _limit(markers: tuple[object, ...], name: str, default: int) -> int:
    found = [getattr(marker, name) for marker in markers if hasattr(marker, name)]
    return int(found[0]) if found else default
