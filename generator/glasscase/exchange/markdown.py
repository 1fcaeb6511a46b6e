"""The Markdown that records may hold, as a stream of parser events."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)
"""What the prose of a record may hold beyond CommonMark."""


def events(text: str) -> Iterator[tuple[Any, int, int]]:
    """Yield each event with its first byte in the text's UTF-8 and the one after its last."""
    for event, span in pyromark.events_with_range(text, options=OPTIONS):
        yield event, span["start"], span["end"]


def opened(event: Any, name: str) -> Any:
    """Return what an event says that opens an element `name`; None for any other event."""
    start = event.get("Start") if isinstance(event, dict) else None
    if start == name:
        return {}
    return start.get(name) if isinstance(start, dict) else None


def words(event: Any) -> str:
    """Return the text that an event brings, line breaks included."""
    if isinstance(event, dict):
        return str(event.get("Text", event.get("Code", "")))
    return "\n" if event in ("SoftBreak", "HardBreak") else ""


def fence(text: str, language: str = "") -> str:
    """Return a text as a block of code, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"
