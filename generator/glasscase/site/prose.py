"""Markdown of records → safe HTML.

CommonMark with tables, footnotes and strikethrough through pyromark, and always through nh3: what
a record brings can format text, and do nothing else. Images become links, since a page of a
record loads nothing from elsewhere.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from html import unescape
from typing import NamedTuple

import nh3
import pyromark
from markupsafe import Markup

ROOT = "\x00"
"""Stands for the way from a page to the site's root until the page is placed.

No record can hold this character: a file with it, or with an escape for it, is refused.
"""

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
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel="noopener noreferrer",
)

# A text without any of these is one paragraph of plain words in CommonMark, unless it starts like
# a list; one with two spaces is left to the parser too.
_MARKS = b"\x00\\`*_[]<>&|~#\n\r\t=!"
_LIST = re.compile(r"\s|[-+]|\d{1,9}[.)]")
_ALIGN = re.compile(r' style="text-align: (left|center|right)"')
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"(?: title="[^"]*")? ?/?>')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_LINK = re.compile(r'<a href="([^"]*)"')
# Links that do not start with a scheme or `#`, as Markdown and as HTML.
_INWARD = re.compile(r"\](?:\(|:)\s*+<?+(?![A-Za-z][A-Za-z0-9+.-]*+:|#)")
_ANCHOR = re.compile(r"<[aA]\s")
_HREF = re.compile(rf'<a href="{ROOT}([^"#]*)')
_NESTED_HEADING = re.compile(r"<(/?)h[1-6]>")
_DIV_ID = re.compile(r'<div(?=[^>]* id="([^"]*)")[^>]*>')
_FOOTNOTE = re.compile(r'(<sup class="footnote-reference"><a href="#)([^"]*)"')
_TABLE = re.compile(r"<(/?)table>")
_PERMALINK = re.compile(r'<a class="headerlink"[^>]*>¶</a>')
_TAG = re.compile(r"<[^>]+>")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


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
    if is_plain(text):
        return Rendered(Markup(f"<p>{text}</p>"), ())  # noqa: S704
    raw = _MARKDOWN.html(text)
    raw = _IMAGE.sub(lambda m: f'<a href="{m[1]}">{m[2] or m[1]}</a>', raw)
    raw = _ALIGN.sub(r' class="gc-\1"', raw)
    html = _CLEANER.clean(raw).strip()
    ids: set[str] = set()
    html = _with_footnotes(html, prefix, ids)
    html, headings = _with_headings(html, prefix, top, ids)
    own = {f"#{heading.id.removeprefix(prefix)}": f"#{heading.id}" for heading in headings}
    html = _LINK.sub(lambda m: f'<a href="{own.get(m[1]) or _resolved(m[1], page)}"', html)
    return Rendered(Markup(_with_scrolling_tables(html)), headings)  # noqa: S704


def relative_root(url: str) -> str:
    """Return the way from a page to the site's root: "" or `../` and so on."""
    return "../" * url.count("/")


def may_lead_inward(text: str) -> bool:
    """Tell whether a text, or several as JSON, can hold a link to a page of this site."""
    return _INWARD.search(text) is not None or _ANCHOR.search(text) is not None


def inward(text: str, page: str) -> list[str]:
    """Return the addresses on this site, without anchors, that a text's links lead to."""
    if not may_lead_inward(text):
        return []
    return [unescape(href) for href in _HREF.findall(to_html(text, page).html)]


def is_plain(text: str) -> bool:
    """Tell whether a text is one paragraph of words, and the same as HTML."""
    data = text.encode("utf-8", "surrogatepass")
    # Several times as fast as a pattern: each page has dozens of texts.
    if len(data.translate(None, _MARKS)) != len(data) or "  " in text:
        return False
    return _LIST.match(text) is None and not text[-1:].isspace()


def plain(text: str, limit: int = 0) -> str:
    """Return the words of a Markdown text on one line, cut at a word if over `limit`."""
    if not is_plain(text):
        text = unescape(_TAG.sub(" ", _PERMALINK.sub("", str(to_html(text).html))))
    text = " ".join(text.split())
    if limit and len(text) > limit:
        text = text[: limit - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
    return text


def slug(words: str) -> str:
    """Return a permalink for a heading: letters and digits of any script, joined by hyphens."""
    return re.sub(r"[^\w]+", "-", words.lower(), flags=re.UNICODE).strip("-_") or "section"


def _with_headings(
    html: str, prefix: str, top: int, ids: set[str]
) -> tuple[str, tuple[Heading, ...]]:
    html = _without_nested_headings(html)
    levels = [int(m[1]) for m in _HEADING.finditer(html)]
    if not levels:
        return html, ()
    shift = top - min(levels)
    headings: list[Heading] = []

    def place(match: re.Match[str]) -> str:
        words = _TAG.sub("", match[2]).strip()
        # No level may be skipped, whatever the author wrote.
        most = headings[-1].level + 1 if headings else top
        level = min(6, int(match[1]) + shift, most)
        identity = _unique(f"{prefix}{slug(unescape(words))}", ids)
        headings.append(Heading(level, identity, words))
        return (
            f'<h{level} id="{identity}">{match[2]}'
            f'<a class="headerlink" href="#{identity}" title="Permanent link">¶</a></h{level}>'
        )

    return _HEADING.sub(place, html), tuple(headings)


def _without_nested_headings(html: str) -> str:
    """Drop the tags of headings inside headings, which only HTML of the author's own can bring."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        depth += -1 if match[1] else 1
        return match[0] if depth == (0 if match[1] else 1) else ""

    return _NESTED_HEADING.sub(keep, html)


def _with_scrolling_tables(html: str) -> str:
    """Let each table scroll in a group that a keyboard reaches; one in another needs none."""
    depth = 0

    def wrap(match: re.Match[str]) -> str:
        nonlocal depth
        depth += -1 if match[1] else 1
        if match[1]:
            return match[0] if depth else f"{match[0]}</div>"
        if depth > 1:
            return match[0]
        return f'<div class="gc-scroll" role="group" tabindex="0" aria-label="Table">{match[0]}'

    return _TABLE.sub(wrap, html)


def _with_footnotes(html: str, prefix: str, ids: set[str]) -> str:
    """Give footnotes ids of this text's own, and take the ids of all other boxes away."""
    known: dict[str, str] = {}

    def place(match: re.Match[str]) -> str:
        label = match[1]
        if "footnote-definition" not in match[0] or label in known:
            return "<div>"
        known[label] = _unique(f"{prefix}note-{slug(unescape(label))}", ids)
        return f'<div class="footnote-definition" id="{known[label]}">'

    html = _DIV_ID.sub(place, html)
    return _FOOTNOTE.sub(lambda m: f'{m[1]}{known.get(m[2], "")}"', html)


def _unique(base: str, ids: set[str]) -> str:
    identity, count = base, 1
    while identity in ids:
        count += 1
        identity = f"{base}-{count}"
    ids.add(identity)
    return identity


def _resolved(href: str, page: str) -> str:
    if href.startswith("#") or _SCHEME.match(href):
        return href
    if href.startswith("/"):
        return ROOT + href.lstrip("/")
    path, mark, fragment = href.partition("#")
    joined = posixpath.normpath(posixpath.join("/" + page, path)).lstrip("/")
    if joined and (path.endswith("/") or path in ("..", ".")):
        joined += "/"
    return f"{ROOT}{joined}{mark}{fragment}"
