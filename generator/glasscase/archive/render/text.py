"""A difference for the terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from glasscase.archive.change import Change, Difference, Direction, Mark
from glasscase.archive.labels import WORDS, Words
from glasscase.archive.render.passages import Part, Passage
from glasscase.archive.render.phrases import (
    ARROWS,
    author,
    bracketed,
    directed,
    in_short,
    path,
    reason,
    title,
    without_notes,
)
from glasscase.archive.render.view import Entry, Group, Line, view
from glasscase.archive.summary import Summary, headline, summary

_BOLD, _DIM = "1", "2"
_COLOURS = {Mark.ADDED: "32", Mark.REMOVED: "31"}
_DIRECTIONS = {Direction.WEAKENED: "1;31", Direction.STRENGTHENED: "1;32"}
_CONTEXT = 120
"""Characters of unchanged text that are shown on each side of a change."""
_CONTROL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\u2028\u2029]"
)


def render_text(difference: Difference, *, colour: bool = False, words: Words = WORDS) -> str:
    """Return the difference as text: `[-removed-]` and `{+added+}`, in colours if asked for."""
    own = _Text(colour, words)
    return "\n".join(own.lines(difference)).rstrip() + "\n"


class _Text:
    """Writes lines, with or without colour."""

    def __init__(self, colour: bool, words: Words) -> None:
        self._colour, self._words = colour, words

    def lines(self, difference: Difference) -> Iterator[str]:
        """Yield all lines."""
        own = summary(difference)
        yield self._paint(safe(title(difference)), _BOLD)
        yield headline(own)
        yield ""
        yield from self._directed(own)
        for note in difference.notes:
            yield self._paint(safe(author(note)), _BOLD)
            yield f"  {safe(_flat(note.summary))}"
            yield f"  Reason: {safe(_flat(note.reason))}"
            yield ""
        for group in without_notes(view(difference, self._words), difference):
            yield from self._group(group)

    def _directed(self, own: Summary) -> Iterator[str]:
        for direction, changes in directed(own):
            yield self._paint(ARROWS[direction], _DIRECTIONS[direction])
            yield from (self._short(change) for change in changes)
            yield ""

    def _short(self, change: Change) -> str:
        return f"  {safe(in_short(change, self._words))}"

    def _group(self, group: Group) -> Iterator[str]:
        yield self._paint(safe(group.title), _BOLD)
        for entry in group.entries:
            yield from self._entry(entry)
        yield ""

    def _entry(self, entry: Entry) -> Iterator[str]:
        name = safe(path(entry.label))
        indent = "  "
        if name:
            why = f"  {self._reason(entry)}" if entry.why else ""
            yield f"  {self._paint(name, _BOLD)} ({entry.what.value}){why}"
            indent = "    "
        elif entry.why:
            yield f"  {self._reason(entry)}"
        for line in entry.lines:
            yield from self._line(line, indent)

    def _line(self, line: Line, indent: str) -> Iterator[str]:
        shown = [text for passage in line.passages for text in self._passage(passage)]
        label = f"{safe(path(line.label))}:" if line.label else ""
        if label and len(shown) == 1:
            yield f"{indent}{label} {shown[0]}"
        else:
            if label:
                yield f"{indent}{label}"
            inner = f"{indent}  " if label else indent
            yield from (f"{inner}{text}" for text in shown)
        if line.why:
            inner = f"{indent}  " if label or shown else indent
            yield f"{inner}{self._reason(line)}"

    def _passage(self, passage: Passage) -> Iterator[str]:
        if passage.under:
            yield self._paint(f"§ {safe(_flat(passage.under))}", _DIM)
        last = len(passage.parts) - 1
        yield "".join(
            self._part(part, first=place == 0, last=place == last)
            for place, part in enumerate(passage.parts)
        ).rstrip()

    def _part(self, part: Part, *, first: bool, last: bool) -> str:
        text = safe(_flat(part.text))
        if part.mark is Mark.SAME:
            return _shortened(text, first=first, last=last)
        return self._paint(bracketed(part, text), _COLOURS[part.mark])

    def _reason(self, part: Entry | Line) -> str:
        text = safe(reason(part))
        return self._paint(text, _DIRECTIONS[part.direction] if part.direction else _DIM)

    def _paint(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour and text else text


def safe(text: str) -> str:
    """Return a text whose control characters and marks of direction are made visible.

    A record may hold any character; a terminal must not obey it.
    """
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def _flat(text: str) -> str:
    """Return a text on one line; spaces at its ends stay."""
    first, *rest = text.split("\n")
    if not rest:
        return text
    inner = (line.strip() for line in rest[:-1])
    return " ".join([first.rstrip(), *(line for line in inner if line), rest[-1].lstrip()])


def _shortened(text: str, *, first: bool, last: bool) -> str:
    """Return what stands next to changes of a long unchanged stretch."""
    head = "" if first else text[:_CONTEXT]
    tail = "" if last else text[-_CONTEXT:]
    if len(text) <= len(head) + len(tail) + 20:
        return text
    return f"{head.rsplit(' ', 1)[0]}{' … ' if head else '… '}{tail.split(' ', 1)[-1]}"
