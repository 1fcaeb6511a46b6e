"""The lines of a project's files, for code frames, with those that must not be shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from glasscase.checks.leaks import forms
from glasscase.reading.document import is_markdown, split_front_matter, withheld_lines
from glasscase.reading.limits import DEFAULT_LIMITS
from glasscase.reading.text import clean, normalise
from glasscase.reading.withheld import Spans, withheld_paths
from glasscase.reading.yaml import parse_yaml

MASK = "▒▒▒ withheld ▒▒▒"
"""Stands in a code frame for a line that holds a withheld value."""


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of one file."""

    lines: tuple[str, ...]
    hidden: Spans

    def shown(self, number: int) -> str | None:
        """Return line `number`, counted from 1, or its mask; None if there is no such line."""
        if not 1 <= number <= len(self.lines):
            return None
        return MASK if self.hidden.cover(number) else self.lines[number - 1]


class Sources:
    """Reads the files of a project when they are first asked for."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._texts: dict[str, SourceText] = {}

    def lines(self, path: str) -> Sequence[str]:
        """Return all lines of a file, unmasked; none if it cannot be read."""
        return self.text(path).lines

    def text(self, path: str) -> SourceText:
        """Return a file's lines with what must not be shown of them."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> SourceText:
        try:
            with (self._project / path).open("rb") as file:
                data = file.read(DEFAULT_LIMITS.size)
        except (OSError, ValueError):
            return SourceText((), Spans())
        text = normalise(data.decode("utf-8", "replace").removeprefix("\ufeff"))
        # Invisible characters would reach the terminal through the frame.
        text, _ = clean(text, path)
        hidden = withheld_lines(text, markdown=is_markdown(path))
        return SourceText(tuple(text.split("\n")), Spans(hidden.ranges + _leaks(text, path)))


def _leaks(text: str, path: str) -> tuple[tuple[int, int], ...]:
    """Return the lines where a withheld value stands a second time, by mistake."""
    front = split_front_matter(text, path).front if is_markdown(path) else text
    if "held" not in front.lower():
        return ()
    parsed = parse_yaml(front, path=path)
    ranges = []
    for where in withheld_paths(parsed.value):
        value = parsed.value
        for step in where:
            value = value[step]  # type: ignore[index]
        for form in forms(parsed.places, where, value):
            for match in form.finditer(text):
                first = text.count("\n", 0, match.start()) + 1
                ranges.append((first, first + match[0].count("\n")))
    return tuple(ranges)
