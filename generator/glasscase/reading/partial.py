"""What can be read of a file in spite of its errors, so that one run finds all problems.

Values that are refused are taken out, and with them whatever cannot be without them. What is
left is a record that is never published: it is only checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from glasscase.reading.document import Document
from glasscase.reading.explain import plain_path
from glasscase.reading.places import Path, Places
from glasscase.records import MODELS, Kind, Model

_MOST_ROUNDS = 12
_LONG_AGO = "1970-01-01T00:00:00Z"
_HEAD: dict[Path, Any] = {
    ("id",): "unknown",
    ("version",): "0",
    ("status",): "current",
    ("title",): "-",
    ("summary",): "-",
}
_STAND_INS: Mapping[Kind, Mapping[Path, Any]] = {
    Kind.PROVIDER: {
        ("legal_name",): "-",
        ("trading_name",): "-",
        ("summary",): "-",
        ("address",): "-",
        ("website",): "https://unknown.invalid",
        ("established",): "WORLD",
        ("contacts",): {},
        ("roles",): [],
        ("jurisdictions",): [],
    },
    Kind.PROTOCOL: {**_HEAD, ("type",): "other"},
    Kind.MODEL: {**_HEAD, ("model",): {"name": "-"}, ("model", "name"): "-"},
    Kind.INCIDENT: {
        **_HEAD,
        ("state",): "investigating",
        ("severity",): "incident",
        ("harms",): [],
        ("times",): {"discovered": _LONG_AGO},
        ("times", "discovered"): _LONG_AGO,  # Nothing else is found to come before it.
    },
}
"""Stands for what a record cannot be without. No finding is about it: it is not in the file."""


@dataclass(frozen=True, slots=True)
class PrunedPlaces(Places):
    """The places of a value from whose lists entries were taken out."""

    kept: Mapping[Path, tuple[int, ...]] = field(default_factory=dict)
    """For each such list, by its path in what is left: the former positions of its entries."""

    def _find(self, path: Path) -> tuple[int, int, object, int]:
        # No zero-argument super(): slots make a new class, which it does not find.
        return Places._find(self, self.original(path))

    def original(self, path: Path) -> Path:
        """Return the path in the file of what stands at a path in what is left."""
        before: list[str | int] = []
        for depth, step in enumerate(path):
            positions = self.kept.get(path[:depth])
            if positions is not None and isinstance(step, int) and step < len(positions):
                step = positions[step]
            before.append(step)
        return tuple(before)


def partial(document: Document) -> tuple[Model, Document] | None:
    """Return the record that is left of a file, and the document that it agrees with.

    None where nothing is left: the file is no record at all.
    """
    data: dict[str, Any] = dict(document.data)
    if document.body is not None:
        data["body"] = document.body
    own_id = PurePosixPath(document.path).stem.lower()
    needed = {
        path: own_id if path == ("id",) else value
        for path, value in _STAND_INS[document.kind].items()
    }
    dropped: set[Path] = set()
    for _ in range(_MOST_ROUNDS):
        kept: dict[Path, tuple[int, ...]] = {}
        left = _left(data, (), (), dropped, kept)
        stand_ins = {path: value for path, value in needed.items() if path in dropped}
        for path, value in stand_ins.items():
            _at(left, path[:-1])[path[-1]] = deepcopy(value)
        old = document.places
        places = PrunedPlaces(old.lines, data, old.marks, old.literals, kept)
        try:
            record = MODELS[document.kind].model_validate(left)
        except ValidationError as error:
            for detail in error.errors(include_url=False, include_input=False):
                path = places.original(plain_path(detail["loc"]))
                missing = detail["type"] == "missing"
                if missing and path in needed:
                    dropped.add(path)
                else:
                    dropped.add(_refused(data, path, dropped, missing=missing))
            if () in dropped:
                return None
            continue
        left.pop("body", None)
        for path in stand_ins:
            _at(left, path[:-1]).pop(path[-1], None)
        places = replace(places, value=old.value)
        return record, replace(document, data=left, places=places)
    return None


def _at(value: dict[str, Any], path: Path) -> dict[str | int, Any]:
    """Return the mapping at a path; it is empty, and stands nowhere, where there is none."""
    inner: Any = value
    for step in path:
        inner = inner.get(step) if isinstance(inner, dict) else None
    return inner if isinstance(inner, dict) else {}


def _refused(data: object, path: Path, dropped: set[Path], *, missing: bool) -> Path:
    """Return what has to go because of an error at a path: the value, or what holds it."""
    wanted = path[:-1] if missing else path
    while wanted and (wanted in dropped or not exists(data, wanted)):
        wanted = wanted[:-1]
    return wanted


def exists(value: Any, path: Path) -> bool:
    """Tell whether a path leads to something in a value."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True


def _left(
    value: Any, path: Path, now: Path, dropped: set[Path], kept: dict[Path, tuple[int, ...]]
) -> Any:
    """Return a copy of a value without what is dropped. `now` is its path in the copy."""
    if isinstance(value, dict):
        return {
            key: _left(child, (*path, key), (*now, key), dropped, kept)
            for key, child in value.items()
            if (*path, key) not in dropped
        }
    if isinstance(value, list):
        positions = tuple(n for n in range(len(value)) if (*path, n) not in dropped)
        if len(positions) < len(value):
            kept[now] = positions
        return [
            _left(value[n], (*path, n), (*now, at), dropped, kept) for at, n in enumerate(positions)
        ]
    return value
