"""What stands in a Markdown text: links, images, headings and raw HTML, with their places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

import pyromark

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
)
"""CommonMark with tables and footnotes, as in the prose of records."""


class MarkKind(StrEnum):
    """What was found."""

    LINK = "link"
    IMAGE = "image"
    HTML = "html"
    COMMENT = "comment"
    HEADING = "heading"
    UNDEFINED = "undefined"
    """A link or footnote whose label is defined nowhere."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a text."""

    kind: MarkKind
    offset: int
    """Where it starts, in characters from 0."""
    value: str
    """An address, the name of a tag, the text of a heading, or a label."""
    source: str
    """As it is written, from `offset` on; what a search of the file finds again."""
    text: str = ""
    """The words of a link, the description of an image, or the given id of a heading."""


def marks(markdown: str) -> tuple[Mark, ...]:
    """Return the links, images, HTML and undefined labels of a text, in its order."""
    # Most texts have none, and need not be parsed.
    if "[" not in markdown and "<" not in markdown:
        return ()
    return tuple(mark for mark in _read(markdown) if mark.kind is not MarkKind.HEADING)


def headings(markdown: str) -> tuple[Mark, ...]:
    """Return the headings of a text, in its order."""
    return tuple(mark for mark in _read(markdown) if mark.kind is MarkKind.HEADING)


@lru_cache(maxsize=256)
def _read(markdown: str) -> tuple[Mark, ...]:
    return _Reader(markdown).read()


def slug(heading: str) -> str:
    """Return the anchor of a heading: lower case, words joined by hyphens."""
    return re.sub(r"[^\w]+", "-", heading.lower()).strip("-_")


class _Reader:
    """One pass over a text's events."""

    def __init__(self, markdown: str) -> None:
        self._markdown = markdown
        self._bytes = markdown.encode("utf-8", "surrogatepass")
        self._ascii = markdown.isascii()
        self._found: list[Mark] = []
        self._open: list[tuple[MarkKind, dict[str, Any], dict[str, int], list[str]]] = []

    def read(self) -> tuple[Mark, ...]:
        if "[^" in self._markdown:
            self._read_footnotes()
        parser = pyromark.Markdown(options=OPTIONS, broken_link_callback=self._undefined)
        for event, place in parser.events_with_range(self._markdown):
            if isinstance(event, dict):
                (name, value), *_ = event.items()
                self._event(name, value, place)
        return tuple(sorted(self._found, key=lambda mark: mark.offset))

    def _read_footnotes(self) -> None:
        """Find the footnotes that nothing defines: the older syntax keeps them apart from text."""
        options = OPTIONS | pyromark.Options.ENABLE_OLD_FOOTNOTES
        named: list[tuple[str, Any]] = []
        defined: set[str] = set()
        for event, place in pyromark.events_with_range(self._markdown, options=options):
            match event:
                case {"FootnoteReference": str(name)}:
                    named.append((name, place))
                case {"Start": {"FootnoteDefinition": str(name)}}:
                    defined.add(name.casefold())
        for name, place in named:
            if name.casefold() not in defined:
                offset, source = self._cut(place)
                label = f"^{name}"
                self._found.append(Mark(MarkKind.UNDEFINED, offset, label, _first_word(source)))

    def _event(self, name: str, value: Any, place: Any) -> None:
        match name:
            case "Start" if value == "HtmlBlock":
                self._html(place)
            case "Start" if isinstance(value, dict):
                for kind, tag in _CONTAINERS:
                    if tag in value:
                        self._open.append((kind, value[tag], place, []))
            case "End" if value in ("Link", "Image") or _is_heading(value):
                self._close()
            case "Text" | "Code":
                for *_, words in self._open:
                    words.append(value)
            case "InlineHtml":
                self._html(place)

    def _close(self) -> None:
        kind, data, place, words = self._open.pop()
        text = "".join(words)
        if kind is MarkKind.HEADING:
            offset, source = self._cut(place)
            self._found.append(
                Mark(kind, offset, text.strip(), source.split("\n")[0], data["id"] or "")
            )
        elif data["link_type"] != "Email":
            offset, source = self._address(place, data["dest_url"])
            self._found.append(Mark(kind, offset, data["dest_url"], source, text.strip()))

    def _address(self, place: Any, address: str) -> tuple[int, str]:
        """Return where an address stands; of a link by label, where the link does."""
        offset, source = self._cut(place)
        at = source.rfind(address) if address else -1
        return (offset + at, address) if at > 0 else (offset, _first_word(source))

    def _html(self, place: Any) -> None:
        offset, source = self._cut(place)
        if source.lstrip().startswith("</"):
            return
        kind = MarkKind.COMMENT if source.lstrip().startswith("<!--") else MarkKind.HTML
        name = re.match(r"\s*</?([A-Za-z][\w-]*)", source)
        lead = len(source) - len(source.lstrip())
        self._found.append(
            Mark(kind, offset + lead, name[1].lower() if name else "", _first_word(source.lstrip()))
        )

    def _undefined(self, link: Any) -> None:
        label = link["reference"]
        if link["link_type"] in ("Reference", "Collapsed") and not label.startswith("^"):
            offset, source = self._cut(link["span"])
            self._found.append(Mark(MarkKind.UNDEFINED, offset, label, _first_word(source)))

    def _cut(self, place: Any) -> tuple[int, str]:
        """Return offset and source of a range of bytes, in characters."""
        start, end = place["start"], place["end"]
        if self._ascii:
            return start, self._markdown[start:end]
        offset = len(self._bytes[:start].decode("utf-8", "replace"))
        return offset, self._bytes[start:end].decode("utf-8", "replace")


_CONTAINERS = (
    (MarkKind.LINK, "Link"),
    (MarkKind.IMAGE, "Image"),
    (MarkKind.HEADING, "Heading"),
)


def _is_heading(value: Any) -> bool:
    return isinstance(value, dict) and "Heading" in value


def _first_word(source: str) -> str:
    """Return what a search of the file surely finds on one line."""
    words = source.split(maxsplit=1)
    return words[0] if words else ""
