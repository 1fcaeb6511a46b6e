"""Frames: pages that MkDocs and the theme have rendered, with slots for records.

A frame goes through MkDocs' whole pipeline once, as a page of its own. The finished page is cut
at its slots, and placing a record is joining strings. The result is what the theme would have
written for that page, without the indentation of its templates.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from mkdocs.structure.toc import AnchorLink, TableOfContents

from glasscase.errors import GlasscaseError
from glasscase.records import Kind

from .toc import Entry, TocStyle, compact, drawn


class FrameError(GlasscaseError):
    """The theme, an override or a plugin has swallowed a slot."""


class Slot(StrEnum):
    """Places in a frame. The values are words that no theme changes or escapes."""

    TITLE = "gcslottitle"
    DESCRIPTION = "gcslotdescription"
    CONTENT = "gcslotcontent"
    HEAD = "gcslothead"
    ID = "gcslotid"
    VERSION = "gcslotversion"
    STEP = "gcslotstep"
    CANONICAL = "gcslotcanonical"
    TOC = "gcslottoc"
    FIRST = "gcslotfirst"


CONTENT_MARK = f"<h1>{Slot.CONTENT}</h1>"
"""What stands in for a record's content; themes look for the `<h1>` of a page."""


class Depth(IntEnum):
    """How far below its record a page stands."""

    CURRENT = 0
    """`ID/`: the current version."""
    VERSION = 1
    """`ID/VERSION/`: one version; also `ID/history/`."""
    STEP = 2
    """`ID/VERSION/changes/` and `ID/VERSION/since/`."""


@dataclass(frozen=True, slots=True)
class FramePage:
    """Which pages a frame serves: those of a kind's records at one depth."""

    kind: Kind
    depth: Depth

    @property
    def versioned(self) -> bool:
        """Whether its pages are each of one version, or of the history."""
        return self.depth is Depth.VERSION

    @property
    def source(self) -> str:
        """The name that the frame has as a page of MkDocs; it has the depth of its pages."""
        below = "".join(f"{slot}/" for slot in (Slot.VERSION, Slot.STEP)[: self.depth])
        return f"{self.kind.folder}/{Slot.ID}/{below}index.md"

    @property
    def root(self) -> str:
        """The way from its pages to the site's root."""
        return "../" * (2 + self.depth)


_KINDS = (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)
FRAMES = tuple(
    FramePage(kind, depth) for kind in _KINDS for depth in (Depth.CURRENT, Depth.VERSION)
)
"""The frames of the pages that every record has."""
STEP_FRAMES = tuple(FramePage(kind, Depth.STEP) for kind in _KINDS)
"""The frames of the pages that say what changed."""
BY_SOURCE = {frame.source: frame for frame in (*FRAMES, *STEP_FRAMES)}

MARKDOWN = f"""---
title: {Slot.TITLE}
description: {Slot.DESCRIPTION}
search:
  exclude: true
---
"""
"""The source of every frame."""

_FIRST, _SECOND = f"{Slot.TOC}-1", f"{Slot.TOC}-2"
_CANONICAL = re.compile(
    rf'(<link rel="canonical" href="[^"]*{Slot.ID}/){Slot.VERSION}/((?:{Slot.STEP}/)?")'
)
"""The address that search engines are told; for a current version it is that of its record."""
_SLOTS = re.compile(
    "|".join(
        re.escape(text)
        for text in (CONTENT_MARK, *(slot.value for slot in Slot if slot is not Slot.CONTENT))
    )
)


def exemplar_toc() -> TableOfContents:
    """Return the table of contents of a frame: two entries, to learn how the theme joins them."""
    return TableOfContents([AnchorLink(_FIRST, _FIRST, 2), AnchorLink(_SECOND, _SECOND, 2)])


@dataclass(frozen=True, slots=True)
class Frame:
    """A cut page: literal texts and slots in turn, and how the theme draws its contents."""

    texts: tuple[bytes, ...]
    """One more than there are slots."""
    slots: tuple[Slot, ...]
    style: TocStyle
    separator: str
    """What stands between entries of the table of contents."""

    def toc(self, entries: Sequence[Entry]) -> str:
        """Return the entries of a table of contents as the theme draws them."""
        return drawn(self.style, self.separator, tuple(entries))

    def place(self, values: Mapping[Slot, bytes]) -> bytes:
        """Return the page with the values, which are HTML, in its slots.

        `CANONICAL` is `VERSION/`, or nothing where the record's own address is the canonical one;
        if it is left out, it is `VERSION/`.
        """
        if Slot.CANONICAL not in values:
            values = {**values, Slot.CANONICAL: values[Slot.VERSION] + b"/"}
        pieces = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            pieces += (values[slot], text)
        return b"".join(pieces)


def cut(html: str, style: TocStyle, source: str, *, in_navigation: bool = False) -> Frame:
    """Cut a rendered frame at its slots.

    A page `in_navigation` may show its table of contents there too, for narrow screens.
    `style` draws the entries of the table of contents as the theme does. Raises
    `FrameError` when the page lacks the slot of the content, which only an override can cause.
    """
    if html.count(CONTENT_MARK) != 1:
        raise FrameError(
            f"the frame {source} has {html.count(CONTENT_MARK)} places for its content, not one",
            hint="An override of the theme's templates drops or repeats `page.content`, or a "
            "plugin rewrites it. Remove the override, or keep `{{ page.content }}` once.",
        )
    html = compact(html).replace("</head>", f"{Slot.HEAD}</head>", 1)
    html = _CANONICAL.sub(rf"\g<1>{Slot.CANONICAL}\g<2>", html)
    first = style.draw(AnchorLink(_FIRST, _FIRST, 2))
    second = style.draw(AnchorLink(_SECOND, _SECOND, 2))
    separator = ""
    found = 0
    while found < (2 if in_navigation else 1) and (start := html.find(first)) >= 0:
        stop = html.index(second, start)
        between = html[start + len(first) : stop]
        if found and between != separator:
            break
        separator = between
        html = html[:start] + Slot.TOC + html[stop + len(second) :]
        found += 1
    html = html.replace(_FIRST, Slot.FIRST.value)
    if _SECOND in html:
        raise FrameError(
            f"the frame {source} shows its table of contents in a way that is not known",
            hint="An override of partials/toc.html or partials/nav.html shows `page.toc` twice.",
        )
    texts: list[bytes] = []
    slots: list[Slot] = []
    position = 0
    for match in _SLOTS.finditer(html):
        texts.append(encoded(html[position : match.start()]))
        slots.append(Slot.CONTENT if match[0] == CONTENT_MARK else Slot(match[0]))
        position = match.end()
    texts.append(encoded(html[position:]))
    return Frame(tuple(texts), tuple(slots), style, separator)


def encoded(html: str) -> bytes:
    """Return HTML as the bytes that MkDocs writes."""
    return html.encode("utf-8", "xmlcharrefreplace")


def first_place(toc: Sequence[Entry]) -> str:
    """Return where the link that skips the navigation leads: the first entry, or the title."""
    return toc[0].id if toc else "top"
