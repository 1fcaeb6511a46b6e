"""Notes of change: newest first, one per version, and one for the current version."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from glasscase.checks.context import Context, Found, found
from glasscase.reading.load import Loaded

_NUMBER = re.compile(r"\d+")


def check(context: Context) -> Iterator[Found]:
    """Check the notes of change of all records."""
    for loaded in context.records():
        yield from _order(loaded)
        yield from _twice(loaded)
        yield from _missing(context, loaded)


def _order(loaded: Loaded[Any]) -> Iterator[Found]:
    notes = loaded.record.changes
    for number, (above, note) in enumerate(pairwise(notes), start=1):
        if note.date > above.date:
            yield found(
                "change-order",
                loaded,
                ("changes", number, "date"),
                f"the note on version {note.version} ({note.date}) is newer than the one above it"
                f" ({above.date})",
                "Sort the notes, newest first, or correct the date.",
            )


def _twice(loaded: Loaded[Any]) -> Iterator[Found]:
    seen: set[str] = set()
    for number, note in enumerate(loaded.record.changes):
        if note.version in seen:
            yield found(
                "change-duplicate",
                loaded,
                ("changes", number, "version"),
                f"version {note.version} has two notes of change",
                "Put both into one note, or correct the version.",
            )
        seen.add(note.version)


def _missing(context: Context, loaded: Loaded[Any]) -> Iterator[Found]:
    record = loaded.record
    noted = {note.version for note in record.changes}
    if record.version in noted:
        return
    published = context.archive.of(record.kind, record.id)
    if published and all(version.version != record.version for version in published):
        yield found(
            "change-note-missing",
            loaded,
            ("version",),
            f"version {record.version} follows the published {published[-1].version}, and no note"
            " says what it changed, and why",
            "Add one at the top of `changes`, with `version`, `date`, `summary` and `reason`.",
        )
        return
    if published or not (noted or _is_later(record.version)):
        return
    yield found(
        "change-missing",
        loaded,
        ("version",),
        f"no note says what version {record.version} changed, and why",
        "Add one at the top of `changes`, with `version`, `date`, `summary` and `reason`.",
    )


def _is_later(version: str) -> bool:
    """Tell whether a version plainly is not the first: 2.0 is not, 1.0 and 2026-04 may be."""
    numbers = [int(number) for number in _NUMBER.findall(version)]
    return bool(numbers) and 1 < numbers[0] < 1900
