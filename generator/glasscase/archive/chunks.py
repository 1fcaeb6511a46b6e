"""The files of the list of changes: the newest notes in one, older ones in files that stay.

Files of older notes are filled from the oldest on, so that a full one never changes again and a
publication does not write again what was published long ago.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

CHUNK = 200
"""Notes of an older file; the newest has as many at least, and less than twice as many."""


class Part(NamedTuple):
    """What one file says: notes, and the index of the first of them."""

    first: int
    notes: tuple[Mapping[str, Any], ...]


def chunk_count(count: int) -> int:
    """Return how many older files a list of so many notes has."""
    return max(count // CHUNK - 1, 0)


def chunk_address(number: int) -> str:
    """Return the address of an older file; 0 is the oldest."""
    return f"api/v1/changes/{number}.json"


def read_part(data: bytes | None) -> Part:
    """Return what a file says; no notes where it is not there or cannot be read."""
    try:
        document = json.loads(data or b"{}")
        first, notes = document.get("first", 0), document["changes"]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Part(0, ())
    fits = isinstance(first, int) and first >= 0 and first % CHUNK == 0 and isinstance(notes, list)
    return Part(first, tuple(notes)) if fits else Part(0, ())


def joined(newest: Part, files: Mapping[str, bytes]) -> tuple[Mapping[str, Any], ...]:
    """Return all notes, by the index of their entry; empty ones where a file cannot be read."""
    found: list[Mapping[str, Any]] = []
    for number in range(newest.first // CHUNK):
        notes = read_part(files.get(chunk_address(number))).notes
        found += notes if len(notes) == CHUNK else [{}] * CHUNK
    return (*found, *newest.notes)
