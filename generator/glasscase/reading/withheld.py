"""Which lines of a file hold a withheld value, so that no message or code frame shows them."""

from __future__ import annotations

from dataclasses import dataclass

from glasscase.reading.places import Path, Places
from glasscase.reading.suspects import says_withheld, suspect_lines
from glasscase.records import Basis

PUBLIC_KEYS = frozenset({"withheld", "describe", "audience", "since"})
"""What stands beside a withheld value and is published in its place."""

_GROUNDS = tuple(Basis)


@dataclass(frozen=True, slots=True)
class Spans:
    """Ranges of lines, first and last included, that must not be shown."""

    ranges: tuple[tuple[int, int], ...] = ()

    def cover(self, line: int) -> bool:
        """Tell whether this line must not be shown."""
        return any(first <= line <= last for first, last in self.ranges)


def withheld_spans(text: str, places: Places, *, whole: bool) -> Spans:
    """Return the lines that hold what a `withheld` key covers.

    All keys beside `withheld` count, except those that are published with it: a misspelt
    `value` is as secret as a right one. Of a text that could not be read, the lines
    are covered that may hold such values.
    """
    if not whole:
        before = places.lines.at(0).line - 1
        return Spans(tuple((first + before, last + before) for first, last in suspect_lines(text)))
    return Spans(tuple(_lines(text, places, path) for path in withheld_paths(places.value)))


def _lines(text: str, places: Places, path: Path) -> tuple[int, int]:
    """Return the first and last line of an entry, comments after it included."""
    start, end = places.extent(path)
    tail = text[text.rfind("\n", 0, end) + 1 : end]
    first, last = places.lines.at(start).line, places.lines.at(end).line
    # What follows may share its line with the end of the entry: `{value: 3, describe: …}`.
    return first, max(first, last if tail.strip(" -") else last - 1)


def withheld_paths(value: object, path: Path = ()) -> list[Path]:
    """Return the paths of the entries that a `withheld` key beside them covers."""
    if isinstance(value, list):
        return [
            found
            for index, child in enumerate(value)
            for found in withheld_paths(child, (*path, index))
        ]
    if not isinstance(value, dict):
        return []
    covering = any(map(says_withheld, value))
    found = []
    for name, child in value.items():
        inner = (*path, name)
        if covering and _hides(name, child):
            found.append(inner)
        else:
            found += withheld_paths(child, inner)
    return found


def _hides(key: object, value: object) -> bool:
    """Tell whether an entry beside or at `withheld` may hold what is withheld.

    A ground that does not exist may be the value itself, written after the wrong key.
    """
    if says_withheld(key):
        return value not in _GROUNDS
    return key not in PUBLIC_KEYS
