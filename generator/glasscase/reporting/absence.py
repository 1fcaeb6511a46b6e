"""Where a record can say that something is not known yet."""

from __future__ import annotations

import typing
from collections.abc import Iterator
from typing import Any

from glasscase.law.fields import steps
from glasscase.records import Absent, Incident, models_in
from glasscase.records.base import Model


def absent_at(field: str) -> str:
    """Return the path at which a field of an incident, or a group around it, may be `absent`.

    It is empty if no value but a given one can stand there.
    """
    model: Any = Incident
    keys = []
    for step in steps(field) or ():
        info = model.model_fields.get(step.key) if model is not None else None
        if info is None:
            return ""
        keys.append(step.key)
        if Absent in _classes(info.annotation):
            return ".".join(keys)
        model = next(models_in(info.annotation), None)
    return ""


def _classes(annotation: Any) -> Iterator[type[Model]]:
    """Yield the classes that an annotation names, notices too."""
    if isinstance(annotation, type):
        yield annotation
    for part in typing.get_args(annotation):
        yield from _classes(part)
