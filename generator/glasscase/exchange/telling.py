"""Tell a person what became of an imported file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from glasscase.exchange.expected import EXPECTED, missing
from glasscase.exchange.importer import ImportResult
from glasscase.exchange.report import Assumed, Changed, Dropped, Entry, Kept, Mapped

_LONGEST = 72


def tell(result: ImportResult) -> Iterator[str]:
    """Yield the lines of a report: what was mapped, kept, changed, left out and assumed."""
    groups = (
        ("Mapped to fields", Mapped),
        ("Kept in sections, word for word", Kept),
        ("Written in another way", Changed),
        ("Left out; only this report has it", Dropped),
        ("Assumed; check it", Assumed),
    )
    for title, kind in groups:
        entries = [entry for entry in result.report if isinstance(entry, kind)]
        if entries:
            yield f"  {title}:"
            yield from (f"    {line}" for entry in entries for line in _lines(entry))
    if result.record is not None:
        absent = missing(result.record)
        if absent:
            count = f"{len(absent)} of {len(EXPECTED)}"
            yield f"  Still missing, {count} fields that a reader expects: {', '.join(absent)}."


def _lines(entry: Entry) -> Iterator[str]:
    """Yield the lines for one entry; what the record does not hold is shown in full."""
    match entry:
        case Mapped():
            note = f" ({entry.note})" if entry.note else ""
            yield f"line {entry.line}: {_short(entry.source)} → {entry.target}{note}"
        case Kept():
            yield (
                f"line {entry.line}: {_short(entry.source)} → section {entry.section}"
                f" ({entry.reason})"
            )
        case Changed():
            yield (
                f"line {entry.line}: {_visible(entry.before)} → {_visible(entry.after)}"
                f" ({entry.reason})"
            )
        case Dropped():
            yield f"line {entry.line}: {_visible(entry.text)} ({entry.reason})"
        case Assumed():
            value = f" {_short(entry.value)}" if entry.value else ""
            yield f"{entry.target}{value} ({entry.reason})"
        case _:
            assert_never(entry)


def _short(text: str) -> str:
    text = _visible(text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _visible(text: str) -> str:
    """Return a text on one line, fit for a terminal."""
    line = " ".join(text.split())
    return "".join(character if character.isprintable() else "�" for character in line)
