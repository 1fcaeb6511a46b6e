"""Where each key and value of a parsed file stands, kept as one compact array."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from glasscase.findings import Position

Path = tuple[str | int, ...]
"""The way from the top of a document to a node: keys and list indices."""


class Lines:
    """The line starts of a text, to turn character offsets into positions."""

    __slots__ = ("_first_line", "_starts", "size")

    def __init__(self, text: str, first_line: int = 1) -> None:
        lengths = [len(line) + 1 for line in text.split("\n")]
        self._starts = array("I", accumulate(lengths, initial=0))
        self._first_line = first_line
        self.size = len(text)

    def packed(self) -> tuple[int, int, bytes]:
        """Return plain values for `unpacked`."""
        return self._first_line, self.size, self._starts.tobytes()

    @classmethod
    def unpacked(cls, first_line: int, size: int, starts: bytes) -> Lines:
        """Return the lines that `packed` has made plain."""
        lines = cls.__new__(cls)
        lines._first_line, lines.size, lines._starts = first_line, size, array("I", starts)
        return lines

    def at(self, offset: int) -> Position:
        """Return the position of the character at `offset`, counted from 0."""
        row = bisect_right(self._starts, min(offset, self.size)) - 1
        return Position(row + self._first_line, offset - self._starts[row] + 1)

    def rest(self, offset: int) -> int:
        """Return how many characters stand from `offset` to the end of its line."""
        row = bisect_right(self._starts, min(offset, self.size)) - 1
        return max(self._starts[row + 1] - 1 - offset, 0)


@dataclass(frozen=True, slots=True)
class Places:
    """The positions of a document's keys and values.

    `marks` holds one character offset per key and per value, in the order of the text: a
    node, then for a mapping each key followed by its value's nodes. The plain value gives
    the shape, so that nothing else has to be stored.
    """

    lines: Lines
    value: object
    marks: array[int] = field(default_factory=lambda: array("I"))
    literals: dict[int, str] = field(default_factory=dict)
    """The text of each plain number that Python would write otherwise, by index in `marks`."""

    @classmethod
    def nowhere(cls) -> Places:
        """Return the places of a text without content."""
        return cls(Lines(""), None)

    def packed(self) -> tuple[tuple[int, int, bytes], bytes, dict[int, str]]:
        """Return plain values for `unpacked`; the value itself is not among them."""
        return self.lines.packed(), self.marks.tobytes(), self.literals

    @classmethod
    def unpacked(cls, value: object, packed: tuple[Any, bytes, dict[int, str]]) -> Places:
        """Return the places of a value that `packed` has made plain."""
        lines, marks, literals = packed
        return cls(Lines.unpacked(*lines), value, array("I", marks), literals)

    def position(self, path: Path, *, key: bool = False) -> Position:
        """Return where the node at `path` starts, or with `key` where its key does.

        A path that leads nowhere gives its nearest ancestor that exists.
        """
        return self.span(path, key=key)[0]

    def span(self, path: Path, *, key: bool = False) -> tuple[Position, int]:
        """Return the position of a node or its key, and how many characters to underline."""
        at_key, at_value, value, depth = self._find(path)
        index = at_key if key else at_value
        if index >= len(self.marks):
            return self.lines.at(0), 1
        if key and at_key != at_value:
            wanted = len(str(path[depth - 1]))
        elif isinstance(value, dict | list):
            wanted = 1
        else:
            literal = self.literals.get(at_value)
            wanted = len(literal if literal is not None else str(value))
        offset = self.marks[index]
        return self.lines.at(offset), max(1, min(wanted, self.lines.rest(offset)))

    def literal(self, path: Path) -> str | None:
        """Return the text of the plain number at `path` where it differs from Python's."""
        _, at_value, _, depth = self._find(path)
        return self.literals.get(at_value) if depth == len(path) else None

    def path_of(self, container: object) -> Path | None:
        """Return the path of this very mapping or list, or None where it is not here."""
        return _path_of(self.value, container, ())

    def extent(self, path: Path) -> tuple[int, int]:
        """Return the offsets where the entry at `path` starts, with its key, and what follows."""
        at_key, at_value, value, _ = self._find(path)
        following = at_value + _count(value)
        if following < len(self.marks):
            return self.marks[at_key], self.marks[following]
        return self.marks[at_key], self.lines.size

    def _find(self, path: Path) -> tuple[int, int, object, int]:
        """Walk along `path`: index of the key, of the value, the value, steps that exist."""
        at_key = at_value = 0
        value = self.value
        for depth, step in enumerate(path):
            index = at_value + 1
            if isinstance(value, dict) and step in value:
                for name, child in value.items():
                    if name == step:
                        break
                    index += 1 + _count(child)
                at_key, at_value, value = index, index + 1, child
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                index += sum(map(_count, value[:step]))
                at_key, at_value, value = index, index, value[step]
            else:
                return at_key, at_value, value, depth
        return at_key, at_value, value, len(path)


def _count(value: object) -> int:
    """Return how many marks a value takes."""
    if isinstance(value, dict):
        return 1 + len(value) + sum(map(_count, value.values()))
    if isinstance(value, list):
        return 1 + sum(map(_count, value))
    return 1


def _path_of(value: object, container: object, path: Path) -> Path | None:
    if value is container:
        return path
    children: Iterable[tuple[str | int, object]] = ()
    if isinstance(value, dict):
        children = value.items()
    elif isinstance(value, list):
        children = enumerate(value)
    for step, child in children:
        found = _path_of(child, container, (*path, step))
        if found is not None:
            return found
    return None
