"""What can be read of a file in spite of its errors, so that one run finds all problems.

Values that are refused are taken out, and with them whatever cannot be without them. What is
left is a record that is never published: it is only checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from glasscase.reading.document import Document
from glasscase.reading.explain import plain_path
from glasscase.reading.places import Path, Places
from glasscase.reading.suspects import says_withheld
from glasscase.records import MODELS, Kind, Model

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_MOST_ROUNDS = 40
_LONG_AGO = "1970-01-01T00:00:00Z"
_HEAD: dict[Path, Any] = {
    ("id",): "unknown",
    ("version",): "0",
    ("status",): "withdrawn",  # Nothing is overdue in it.
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

_ANYTHING: tuple[Any, ...] = ("unknown-value", _LONG_AGO, "1970-01-01", 1, True, {}, [])
"""Tried in turn for what a row of a list cannot be without."""
_ID = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*")
_FIRST_CHOICE = re.compile(r"'([^']+)'")


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


def partial(document: Document, *, rows: bool = False) -> tuple[Model, Document] | None:
    """Return the record that is left of a file, and the document that it agrees with.

    A row of a list goes with a value that it cannot be without. With `rows` it stays, and
    something stands for the value: what else the row says can be looked at, but its values are
    not to be compared with others. None where nothing is left: the file is no record at all.
    """
    return _Attempt(document, rows=rows).result()


class _Attempt:
    """What has to go from a file, found by asking its model again and again."""

    def __init__(self, document: Document, *, rows: bool) -> None:
        self._document = document
        self._rows = rows
        self._data: dict[str, Any] = dict(document.data)
        if document.body is not None:
            self._data["body"] = document.body
        self._needed = dict(_STAND_INS[document.kind])
        stem = PurePosixPath(document.path).stem.lower()
        if ("id",) in self._needed and _ID.fullmatch(stem):
            self._needed["id",] = stem
        self._dropped: set[Path] = set()
        self._earlier: frozenset[Path] = frozenset()
        """What was dropped before this round."""
        self._standing: dict[Path, dict[str | int, Any]] = {}
        """Values for keys that are wrong or missing, by what they belong to in the file."""
        self._untried: dict[Path, list[Any]] = {}

    def result(self) -> tuple[Model, Document] | None:
        """Return the record and its document; None where nothing is left."""
        old = self._document.places
        for _ in range(_MOST_ROUNDS):
            self._earlier = frozenset(self._dropped)
            kept: dict[Path, tuple[int, ...]] = {}
            left = self._left(self._data, (), (), kept)
            places = PrunedPlaces(old.lines, self._data, old.marks, old.literals, kept)
            try:
                record = MODELS[self._document.kind].model_validate(left)
            except ValidationError as error:
                found = {
                    places.original(plain_path(detail["loc"])): detail
                    for detail in error.errors(include_url=False, include_input=False)
                }
                for path, detail in found.items():
                    self._mend(path, detail)
                if () in self._dropped:
                    return None
                continue
            self._standing.clear()
            own = self._left(self._data, (), (), {})
            own.pop("body", None)
            places = replace(places, value=old.value)
            return record, replace(self._document, data=own, places=places)
        return None

    def _mend(self, path: Path, detail: ErrorDetails) -> None:
        """Take out what is wrong at a path, or put something in its place."""
        missing = detail["type"] == "missing"
        if (secret := self._withholding(path)) is not None:
            self._drop(secret)
        elif missing and path in self._needed:
            self._put(path, self._needed[path])
        elif missing and self._is_in_row(path):
            self._untried[path] = list(_ANYTHING)
            self._try_next(path)
        elif (tried := self._tried(path)) is not None:
            choice = _FIRST_CHOICE.search(str(detail.get("ctx", {}).get("expected", "")))
            if choice is not None and tried == path:
                self._untried[path] = [choice[1]]
            self._try_next(tried)
        else:
            self._drop(path[:-1] if missing else path)

    def _withholding(self, path: Path) -> Path | None:
        """Return what a path leads through that withholds a value, or was meant to.

        It goes as a whole: the value must not be taken for one that is given.
        """
        value: Any = self._data
        for depth, step in enumerate(path):
            if isinstance(value, dict) and any(map(says_withheld, value)):
                return path[:depth]
            if not exists(value, (step,)):
                break
            value = value[step]
        return None

    def _is_in_row(self, path: Path) -> bool:
        """Tell whether something may stand at a path: it belongs to a row that is there."""
        if not self._rows or path in self._untried:
            return False
        above = path[:-1]
        there = self._stands(above) or exists(self._data, above)
        return there and any(isinstance(step, int) for step in above)

    def _tried(self, path: Path) -> Path | None:
        """Return where something stands that is not right either: at a path, or above it."""
        for depth in range(len(path), 0, -1):
            if path[:depth] in self._untried and self._stands(path[:depth]):
                return path[:depth]
        return None

    def _stands(self, path: Path) -> bool:
        """Tell whether something stands for the value at a path."""
        return bool(path) and path[-1] in self._standing.get(path[:-1], ())

    def _put(self, path: Path, value: object) -> None:
        """Let something stand for the value at a path."""
        self._standing.setdefault(path[:-1], {})[path[-1]] = value

    def _try_next(self, path: Path) -> None:
        """Put the next value at a path; after the last one, what holds it has to go."""
        if self._untried[path]:
            self._put(path, self._untried[path].pop(0))
        else:
            del self._standing[path[:-1]][path[-1]]
            self._drop(path[:-1])

    def _drop(self, path: Path) -> None:
        """Take out what stands at a path, or what holds it; once is enough in a round."""
        above = (path[:depth] for depth in range(len(path) + 1))
        if any(one in self._dropped and one not in self._earlier for one in above):
            return
        while path and (path in self._earlier or not exists(self._data, path)):
            path = path[:-1]
        self._dropped.add(path)

    def _left(self, value: Any, path: Path, now: Path, kept: dict[Path, tuple[int, ...]]) -> Any:
        """Return a copy of a value without what is dropped, with what stands for it.

        `now` is its path in the copy.
        """
        if isinstance(value, dict):
            own = {key: child for key, child in value.items() if (*path, key) not in self._dropped}
            own |= self._standing.get(path, {})
            return {
                key: self._left(child, (*path, key), (*now, key), kept)
                for key, child in own.items()
            }
        if isinstance(value, list):
            positions = tuple(n for n in range(len(value)) if (*path, n) not in self._dropped)
            if len(positions) < len(value):
                kept[now] = positions
            return [
                self._left(value[n], (*path, n), (*now, at), kept) for at, n in enumerate(positions)
            ]
        return value


def exists(value: Any, path: Path) -> bool:
    """Tell whether a path leads to something in a value."""
    for step in path:
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return False
    return True
