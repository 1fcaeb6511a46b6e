"""Markdown of records → safe HTML.

CommonMark with tables, footnotes and strikethrough through pyromark, and always through nh3: what
a record brings can format text, and do nothing else. Images become links, since a page of a
record loads nothing from elsewhere.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import escape
from typing import NamedTuple

import nh3
import pyromark
from markupsafe import Markup

ROOT = "\ue000"
"""Stands for the way from a page to the site's root until the page is placed."""

_MARKDOWN = pyromark.Markdown(
    options=pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
)

_TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a hr br table thead tbody tr "
    "th td sup sub div kbd abbr".split()
)
_CLASSES = {
    "th": {"gc-left", "gc-center", "gc-right"},
    "td": {"gc-left", "gc-center", "gc-right"},
    "div": {"footnote-definition"},
    "sup": {"footnote-reference", "footnote-definition-label"},
}
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    clean_content_tags={"script", "style", "template", "iframe", "object", "noscript", "svg"},
    attributes={"a": {"href", "title"}, "div": {"id"}, "ol": {"start"}},
    allowed_classes=_CLASSES,
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)

# A text without any of these is one paragraph of plain words in CommonMark.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~#\n\r\t=!]|^\s|\s$|^[-+]|^\d{1,9}[.)]|  ")
_ALIGN = re.compile(r' style="text-align: (left|center|right)"')
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? ?/?>')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)"')
_FOOTNOTE = re.compile(r'<div class="footnote-definition" id="([^"]*)">|<a href="#([^"]*)"')
_TABLE = re.compile(r"<table>.*?</table>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_EXTERNAL = ("http://", "https://", "mailto:")


class Heading(NamedTuple):
    """A heading inside a text: its level on the page, permalink and words (HTML-escaped)."""

    level: int
    id: str
    title: str


class Rendered(NamedTuple):
    """A text as it stands on a page, and its headings."""

    html: Markup
    headings: tuple[Heading, ...]


@lru_cache(maxsize=4096)
def to_html(text: str, page: str = "", prefix: str = "", top: int = 4) -> Rendered:
    """Render a Markdown text.

    `page` is the address of the page it stands on, from the site's root (`models/aurora-3/`):
    relative links are resolved against it and start with `ROOT`. `prefix` starts the ids of
    headings and footnotes, so that several texts fit on a page. The highest heading of the text
    becomes an `<h{top}>`.
    """
    if not _MARKUP.search(text):
        return Rendered(Markup(f"<p>{escape(text, quote=False)}</p>"), ())  # noqa: S704
    raw = _MARKDOWN.html(text)
    raw = _IMAGE.sub(lambda m: f'<a href="{m[1]}">{m[2] or m[1]}</a>', raw)
    raw = _ALIGN.sub(r' class="gc-\1"', raw)
    html = _CLEANER.clean(raw).strip()
    html = _FOOTNOTE.sub(lambda m: _footnote(m, prefix), html)
    html, headings = _with_headings(html, prefix, top)
    html = _LINK.sub(lambda m: f'<a href="{_resolved(m[1], page)}"', html)
    html = _TABLE.sub(
        lambda m: (
            f'<div class="gc-scroll" role="group" tabindex="0" aria-label="Table">{m[0]}</div>'
        ),
        html,
    )
    return Rendered(Markup(html), headings)  # noqa: S704


def plain(text: str, limit: int = 0) -> str:
    """Return the words of a Markdown text on one line, cut at a word if over `limit`."""
    if _MARKUP.search(text):
        text = _TAG.sub(" ", str(to_html(text).html))
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    text = " ".join(text.split())
    if limit and len(text) > limit:
        text = text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return text


def slug(words: str) -> str:
    """Return a permalink for a heading: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[^\w]+", "-", words.lower(), flags=re.UNICODE).strip("-_") or "section"


def _with_headings(html: str, prefix: str, top: int) -> tuple[str, tuple[Heading, ...]]:
    levels = [int(m[1]) for m in _HEADING.finditer(html)]
    if not levels:
        return html, ()
    shift = top - min(levels)
    headings: list[Heading] = []
    seen: set[str] = set()

    def place(match: re.Match[str]) -> str:
        words = _TAG.sub("", match[2]).strip()
        level = min(6, int(match[1]) + shift)
        if headings:  # No level may be skipped, whatever the author wrote.
            level = min(level, headings[-1].level + 1)
        base = identity = f"{prefix}{slug(words)}"
        count = 1
        while identity in seen:
            count += 1
            identity = f"{base}-{count}"
        seen.add(identity)
        headings.append(Heading(level, identity, words))
        return (
            f'<h{level} id="{identity}">{match[2]}'
            f'<a class="headerlink" href="#{identity}" title="Permanent link">¶</a></h{level}>'
        )

    return _HEADING.sub(place, html), tuple(headings)


def _footnote(match: re.Match[str], prefix: str) -> str:
    if match[1] is not None:
        return f'<div class="footnote-definition" id="{prefix}note-{slug(match[1])}">'
    return f'<a href="#{prefix}note-{slug(match[2])}"' if match[2] else match[0]


def _resolved(href: str, page: str) -> str:
    if href.startswith(("#", ROOT, *_EXTERNAL)) or not page:
        return href
    if href.startswith("/"):
        return ROOT + href.lstrip("/")
    path, mark, fragment = href.partition("#")
    joined = posixpath.normpath(posixpath.join("/" + page, path)).lstrip("/")
    if joined and (path.endswith("/") or path in ("..", ".")):
        joined += "/"
    return f"{ROOT}{joined}{mark}{fragment}"
