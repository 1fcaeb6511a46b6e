"""Find all parts of one class in a record, with their paths.

Which fields can lead to the class is worked out once per class from the annotations, so that
a search visits little of a record.
"""

from __future__ import annotations

from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel

from glasscase.checks.context import Path
from glasscase.records import Absent, Withheld, fields_held, held

M = TypeVar("M", bound=BaseModel)


def parts(value: BaseModel, wanted: type[M]) -> list[tuple[Path, M]]:
    """Return every given part of class `wanted`, in the order of the fields."""
    found: list[tuple[Path, M]] = []
    _collect(value, wanted, (), found)
    return found


def _collect(value: Any, wanted: type[M], path: Path, found: list[tuple[Path, M]]) -> None:
    model = type(value)
    if model is tuple:
        for index, item in enumerate(value):
            _collect(item, wanted, (*path, index), found)
        return
    if model is wanted:
        found.append((path, value))
    if issubclass(model, BaseModel) and model is not Withheld and model is not Absent:
        for attribute, key in _leading(model, wanted):
            child = value.__dict__[attribute]
            if child is not None:
                _collect(child, wanted, (*path, key), found)


@cache
def _leading(model: type[BaseModel], wanted: type[BaseModel]) -> tuple[tuple[str, str], ...]:
    """Return attribute and key of the fields under which a part of the class can stand."""
    return tuple((name, key) for name, key, inner in fields_held(model) if wanted in inner)


def can_have(model: type[BaseModel], wanted: type[BaseModel]) -> bool:
    """Tell whether a part of class `wanted` can stand in a record of class `model`."""
    return wanted in held(model)
