"""The headings of a Markdown text, and what stands under each.

Headings of all kinds count: with `#`, underlined, and written in HTML. One inside a quotation
or a list is part of that, not of the outline.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from glasscase.exchange.markdown import events, opened, words

# Longer "headings" are paragraphs above a line of hyphens that was meant as a rule.
LONGEST_HEADING = 160

_TAG = re.compile(r"<[^>]*>")
_HTML_HEADING = re.compile(
    r"\s*<h(?P<level>[1-6])\b[^>]*>(?P<text>.*?)</h(?P=level)\s*>", re.DOTALL | re.IGNORECASE
)
_WRAPPED_HEADING = re.compile(
    r"\s*(?:<(?:div|p|center|b|strong)\b[^>]*>\s*)+"
    r"<h(?P<level>[1-6])\b[^>]*>(?P<text>(?:(?!</?h[1-6]).)*)</h(?P=level)\s*>"
    r"(?:\s*</(?:div|p|center|b|strong)\s*>)+\s*",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, in plain words and as it is written."""

    level: int
    text: str
    source: str
    line: int
    html: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the text from there to the next heading; no heading for what comes first."""

    heading: Heading | None
    text: str
    line: int
    """Line of the first character of `text`."""


def outline(text: str, first_line: int = 1) -> tuple[Part, ...]:
    """Cut a Markdown text at its headings; put together, the parts are the text again."""
    data = text.encode()
    parts: list[Part] = []
    heading: Heading | None = None
    start, line = 0, first_line
    for found, begins, ends in _headings(data):
        parts.append(Part(heading, data[start:begins].decode(), line))
        line += data.count(b"\n", start, begins)
        source = data[begins:ends].decode()
        heading = Heading(found.level, found.text, source, line, found.html)
        line += source.count("\n")
        start = ends
    parts.append(Part(heading, data[start:].decode(), line))
    if parts[0].heading is None and not parts[0].text.strip():
        del parts[0]
    return tuple(parts)


def plain(text: str) -> str:
    """Return the words of a short Markdown text without its marks, on one line."""
    return " ".join("".join(words(event) for event, _, _ in events(text)).split())


def _headings(data: bytes) -> Iterator[tuple[Heading, int, int]]:
    """Yield each heading of the outline with its first byte and the one after its last."""
    depth = begins = level = 0
    found: list[str] = []
    for event, start, end in events(data.decode()):
        closed = event.get("End") if isinstance(event, dict) else None
        if closed is not None:
            depth -= 1
            if depth == 0 and isinstance(closed, dict) and "Heading" in closed:
                text = "".join(found)
                if "\n" not in text.strip() and len(text) <= LONGEST_HEADING:
                    yield Heading(level, " ".join(text.split()), "", 0), begins, end
            continue
        heading = opened(event, "Heading")
        if depth == 0 and heading is not None:
            begins, level, found = start, int(heading["level"][1]), []
        elif depth == 0 and opened(event, "HtmlBlock") is not None:
            yield from _html_heading(data, start, end)
        if isinstance(event, dict) and "Start" in event:
            depth += 1
        else:
            found.append(words(event))


def _html_heading(data: bytes, start: int, end: int) -> Iterator[tuple[Heading, int, int]]:
    block = data[start:end].decode()
    match = _WRAPPED_HEADING.fullmatch(block) or _HTML_HEADING.match(block)
    if match is None:
        return
    text = " ".join(html.unescape(_TAG.sub(" ", match["text"])).split())
    if len(text) <= LONGEST_HEADING:
        stop = start + len(match[0].encode())
        yield Heading(int(match["level"]), text, "", 0, html=True), start, stop
