"""What an import has lost: lines of the source that neither record nor report holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glasscase.exchange.front_matter import split_card
from glasscase.exchange.importer import ImportResult
from glasscase.exchange.outline import Part, outline
from glasscase.exchange.report import Changed, Dropped, Entry, Kept, Mapped
from glasscase.reading.text import clean, normalise


def lost(source: str, result: ImportResult) -> list[str]:
    """Return the pieces of a card that are gone.

    A heading and a line of the metadata must stand somewhere; the text under a heading must
    stand in one text of the record, in its order, but for what the report says was changed.
    """
    text, _ = clean(normalise(source), "card.md")
    card = split_card(text, "card.md")
    told = [_flat(piece) for entry in result.report for piece in _told(entry)]
    held = [_flat(piece) for piece in _strings(result.record)]
    everything = "\n".join([*held, *told])
    gone: list[str] = []
    front = "\n".join([card.comments, *(key.raw for key in card.keys)])
    if card.unread is not None:
        front += "\n" + card.unread.text
    gone += [line for line in front.split("\n") if _flat(line) not in everything]
    for part in outline(card.body, card.body_line):
        if part.heading is not None and _flat(part.heading.source) not in everything:
            gone.append(part.heading.source)
        gone += _lost_of(part, result.report, held, told)
    # What is neither metadata nor text can only be the lines that enclose the metadata.
    seen = _flat("\n".join([front, card.body]))
    for line in text.split("\n"):
        if _flat(line) not in seen and not re.fullmatch(r"\W{2,}", line.strip()):
            gone.append(line)
    return gone


def _lost_of(
    part: Part, report: tuple[Entry, ...], held: list[str], told: list[str]
) -> Iterator[str]:
    pieces = _without_changes(part, report)
    lines = [_flat(line) for piece in pieces for line in piece.split("\n") if line.strip()]
    if not any(_in_order(lines, text) for text in (*held, "\n".join(told))):
        yield part.text


def _without_changes(part: Part, report: tuple[Entry, ...]) -> list[str]:
    """Return what remains of a part's text without the words that the report names."""
    text = part.text
    rows = text.split("\n")
    marked = bytearray(len(text))
    for entry in report:
        if not isinstance(entry, Changed | Dropped | Mapped):
            continue
        before = entry.before if isinstance(entry, Changed) else entry.text
        row = max(entry.line - part.line, 0)
        own = entry.line >= (part.heading.line if part.heading else part.line)
        at = text.find(before, len("\n".join([*rows[:row], ""]))) if own and before else -1
        if at >= 0 and row < len(rows):
            marked[at : at + len(before)] = b"\1" * len(before)
    return "".join("\0" if mark else text[at] for at, mark in enumerate(marked)).split("\0")


def _in_order(lines: list[str], text: str) -> bool:
    at = 0
    for line in lines:
        at = text.find(line, at)
        if at < 0:
            return False
        at += len(line)
    return True


def _told(entry: Entry) -> Iterator[str]:
    if isinstance(entry, Mapped | Kept | Dropped):
        yield entry.source
        yield entry.text
    elif isinstance(entry, Changed):
        yield entry.before


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def _flat(text: str) -> str:
    return " ".join(text.split())
