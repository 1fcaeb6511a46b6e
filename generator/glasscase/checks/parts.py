"""The parts of one class in a record, and its texts with one marker, with their paths."""

from __future__ import annotations

from typing import Any, TypeVar

from pydantic import BaseModel

from glasscase.checks.context import Path
from glasscase.reading.load import Loaded
from glasscase.records import held

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")


def parts(loaded: Loaded[Any], wanted: type[M]) -> list[tuple[Path, M]]:
    """Return every given part of class `wanted`, in the order of the fields."""
    return loaded.contents.parts.get(wanted, [])


def marked(loaded: Loaded[Any], marker: type[T]) -> list[tuple[Path, T, str]]:
    """Return every given text whose type carries a `marker`, in the order of the fields."""
    return loaded.contents.texts[marker]


def can_have(model: type[BaseModel], wanted: type[BaseModel]) -> bool:
    """Tell whether a part of class `wanted` can stand in a record of class `model`."""
    return wanted in held(model)
