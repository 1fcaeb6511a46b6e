"""Training data: what is said not to have been used has no details."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from pydantic import BaseModel

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.reading.load import Loaded
from glasscase.records import Absent, Model, Presupposes, models_in
from glasscase.records.training_data import TrainingData


def check(context: Context) -> Iterator[Found]:
    """Check the groups of all model cards' training data."""
    for loaded in context.collection.models:
        data = given(loaded.record.data)
        if data is None:
            continue
        for name in _groups():
            group = given(getattr(data, name))
            if group is not None:
                for flags, keys in _presupposing(type(group)):  # type: ignore[arg-type]
                    if not any(getattr(group, flag) for flag in flags):
                        yield from _details(loaded, ("data", name), group, flags, keys)


def _details(
    loaded: Loaded[Any], path: Path, group: Model, flags: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[Found]:
    for key in keys:
        detail = getattr(group, key)
        # Whoever says that there is nothing, and why, agrees with the flags.
        if detail is not None and detail != () and not isinstance(detail, Absent):
            yield _found(loaded, (*path, key), key, flags)


def _found(loaded: Loaded[Any], path: Path, key: str, flags: tuple[str, ...]) -> Found:
    named = " and ".join(f"`{flag}`" for flag in flags)
    return found(
        "source-unused",
        loaded,
        path,
        f"`{key}` is given, but {named} {'is' if len(flags) == 1 else 'are'} false",
        f"Remove `{key}`, or set {named.replace(' and ', ' or ')} to `true`.",
        key=True,
    )


@cache
def _groups() -> tuple[str, ...]:
    """Return the groups of training data that have such fields."""
    return tuple(
        name
        for name, info in TrainingData.model_fields.items()
        if any(_presupposing(model) for model in models_in(info.annotation))
    )


@cache
def _presupposing(model: type[BaseModel]) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Return which flags of a group must not all be false, and for which fields beside them."""
    fields: dict[tuple[str, ...], list[str]] = {}
    for name, info in model.model_fields.items():
        for marker in info.metadata:
            if isinstance(marker, Presupposes):
                fields.setdefault(marker.flags, []).append(name)
    return tuple((flags, tuple(keys)) for flags, keys in fields.items())
