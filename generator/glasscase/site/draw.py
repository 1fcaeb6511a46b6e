"""Words and numbers → HTML, through the stencils. Which one is used is decided here.

The markup is in the templates. Arguments are plain text unless they are said to be HTML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from html import unescape

from markupsafe import Markup

from . import fragments, numbers, prose, words
from .nodes import Anchor, Facts, Label, Moment, Node, Place, Row
from .stencils import Stencil, cut, stencil, text

_MANY = 4096
"""How many small values are remembered: dates and labels come again and again."""

_LONG = 40
"""Letters of a value from which a list of such values is read line by line."""


@lru_cache(maxsize=_MANY)
def label(value: str, shown: str) -> str:
    """Draw one of a fixed set of values."""
    return cut.label(prose.slug(value), text(shown))


def moment(iso: str, shown: str) -> str:
    """Draw a date or a time in words of its own."""
    return cut.moment(text(iso), text(shown))


@lru_cache(maxsize=_MANY)
def day(iso: str) -> str:
    """Draw a day, a month or a year."""
    return moment(iso, numbers.day(iso))


@lru_cache(maxsize=_MANY)
def time(iso: str) -> str:
    """Draw a time, in UTC."""
    return moment(iso, numbers.moment(iso))


def amount(value: str, unit: str) -> str:
    """Draw a number with its unit ("" and "1" for none)."""
    if unit in ("", numbers.UNITLESS):
        return cut.amount(text(value))
    return cut.amount_unit(text(value), text(unit))


def anchor(href: str, shown: str) -> str:
    """Draw a link; one that leads nowhere is plain text."""
    if not href:
        return text(shown)
    kind = cut.outer_link if href.startswith("http") else cut.inner_link
    return kind(text(href), text(shown))


def markdown(words: str, page: str, place: str, top: int) -> str:
    """Draw a Markdown text. See `prose.to_html`; `place` is its permalink."""
    if prose.is_plain(words):
        return cut.paragraph(words)
    return cut.paragraphs(prose.to_html(words, page, f"{place}.", top).html)


def in_language(html: str, language: str) -> str:
    """Mark the Markdown texts in drawn HTML with their language, if it is not the site's own."""
    if language == words.LANGUAGE:
        return html
    tag = text(language)
    openings = (_opening(kind(tag, "")) for kind in (cut.paragraph_in, cut.paragraphs_in))
    for plain, marked in zip(_openings(), openings, strict=True):
        html = html.replace(plain, marked)
    return html


@cache
def _openings() -> tuple[str, ...]:
    """Return how Markdown texts start in drawn HTML."""
    return _opening(cut.paragraph("")), _opening(cut.paragraphs(""))


def _opening(html: str) -> str:
    return html[: html.index(">") + 1]


def sequence(items: Sequence[str]) -> str:
    """Draw values, given as HTML, side by side; if one of several is long, line by line."""
    html = "".join([cut.sequence_item(item) for item in items])
    long = len(items) > 1 and any(_is_sentence(item) for item in items)
    return cut.sentences(html) if long else cut.sequence(html)


def _is_sentence(html: str) -> bool:
    return html.startswith(_openings()) or ("<" not in html and len(unescape(html)) > _LONG)


@cache
def nothing(fields: str = "") -> str:
    """Draw a value that the provider does not disclose, or all of `fields`, named in one text."""
    return cut.nothing(text(f": {fields}" if fields else ""))


def notice(title: str, reason: str, *, withheld: bool) -> str:
    """Draw what stands in the place of a value that is withheld or absent."""
    kind = cut.withheld if withheld else cut.absent
    return kind(text(title), text(reason))


def facts(rows: str) -> str:
    """Draw rows of named values, given as HTML."""
    return cut.facts(rows)


@cache
def fact(name: str, label: str, /, **known: str) -> Stencil:
    """Return the stencil `fact`, `fact_inner` or `fact_plain` for values of that label."""
    return stencil(name, label=text(label), **known)


def table(names: tuple[str, ...], rows: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Draw like things, column by column. A row is its permalink ("" for none) and its cells."""
    head, name, cells = _columns(names)
    return cut.table(name, head, _table_rows(rows, cells))


def grouped_table(
    names: tuple[str, ...], groups: Iterable[tuple[str, Iterable[tuple[str, Sequence[str]]]]]
) -> str:
    """Draw a table whose rows stand under titles, which are HTML."""
    head, name, cells = _columns(names)
    bodies = [
        cut.table_group(str(len(names)), title, _table_rows(rows, cells)) for title, rows in groups
    ]
    return cut.grouped_table(name, head, "".join(bodies))


def _table_rows(rows: Iterable[tuple[str, Sequence[str]]], cells: tuple[Stencil, ...]) -> str:
    drawn = []
    for identifier, (first, *others) in rows:
        html = "".join([cell(other) for cell, other in zip(cells, others, strict=True)])
        row = (
            cut.table_row_id(identifier, first, html) if identifier else cut.table_row(first, html)
        )
        drawn.append(row)
    return "".join(drawn)


@cache
def _columns(names: tuple[str, ...]) -> tuple[str, str, tuple[Stencil, ...]]:
    """Return the head of a table, its name for readers who cannot see it, and its cells.

    A cell names its column where a narrow screen puts them below one another; the first does not.
    """
    head = "".join([cut.column(text(name)) for name in names])
    cells = tuple(stencil("cell", label=text(name)) for name in names[1:])
    return head, text(", ".join(names)), cells


def card(place: Place, badges: Sequence[str], lead: str, rows: Sequence[str]) -> str:
    """Draw a thing that needs room: its title, and HTML of labels, a text and facts about it."""
    body = f"{cut.badges(' '.join(badges)) if badges else ''}{lead}"
    if rows:
        body += cut.facts("".join(rows))
    title = text(place.title)
    return cut.card_id(place.id, title, body) if place.id else cut.card(title, body)


def section(identifier: str, title: str, rows: Sequence[Row], lead: str = "") -> str:
    """Draw a section of what stands in it without a name: lists of facts and single values.

    `lead` is HTML that stands below its title.
    """
    body = "".join([_in_section(row.node) for row in rows])
    return _section(identifier, title)(lead + (body or cut.empty()))


@cache
def _section(identifier: str, title: str) -> Stencil:
    return stencil("section", id=text(identifier), title=text(title))


def _in_section(node: Node) -> str:
    return node.html if isinstance(node, Facts) else cut.block(draw(node))


def head(data: str = "", feed: str = "", title: str = "", *, hidden: bool = False) -> str:
    """Draw what stands in the head of a page: the addresses of its data and of its feed.

    Search engines leave out what is `hidden`.
    """
    lines = []
    if data:
        lines.append(cut.head_data(text(f"{prose.ROOT}{data}")))
    if feed:
        lines.append(cut.head_feed(text(title), text(f"{prose.ROOT}{feed}")))
    if hidden:
        lines.append(cut.head_hidden())
    return "".join([f"{line}\n" for line in lines])


def draw(node: Node) -> str:
    """Return a node as HTML."""
    if isinstance(node, str):
        return node
    if isinstance(node, Label):
        return label(*node)
    if isinstance(node, Anchor):
        return anchor(*node)
    if isinstance(node, Moment):
        return moment(*node)
    return node.html


fragments.use_filter("draw", lambda node: Markup(draw(node)))  # noqa: S704
