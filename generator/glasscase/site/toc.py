"""Tables of contents as the theme draws them, without asking it for every entry.

The theme's template for an entry is rendered a few times with known words. What stands around
the words is kept, so that an entry is one string operation, in any process.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import jinja2
from markupsafe import Markup, escape
from mkdocs.structure.toc import AnchorLink

from glasscase.errors import GlasscaseError

_INNER, _ID, _FIRST, _SECOND = "gctocinner", "gctocid", "gctocfirst", "gctocsecond"
_TITLE = f"gctoctitle<i>{_INNER}</i>"
_LABEL = f"gctoctitle{_INNER}"
_TOKENS = {_TITLE: 0, _LABEL: 1, _ID: 2, _FIRST: 3}
_TOKEN = re.compile("|".join(map(re.escape, _TOKENS)))
_LEVELS = range(2, 7)


_INDENT = re.compile(r"\s*\n\s*")


def compact(html: str) -> str:
    """Drop the empty lines and the indentation of a theme's templates; a line break remains."""
    return html if "<pre" in html or "<textarea" in html else _INDENT.sub("\n", html)


class TocError(GlasscaseError):
    """The theme draws its table of contents in a way that cannot be learnt."""


class Entry(NamedTuple):
    """An entry of a table of contents; the title is HTML."""

    level: int
    id: str
    title: str


def links(toc: Sequence[Entry]) -> list[AnchorLink]:
    """Nest entries of a table of contents by their levels."""
    top: list[AnchorLink] = []
    open_: list[AnchorLink] = []
    for entry in toc:
        link = AnchorLink(entry.title, entry.id, entry.level)
        while open_ and open_[-1].level >= entry.level:
            open_.pop()
        (open_[-1].children if open_ else top).append(link)
        open_.append(link)
    return top


class _Form(NamedTuple):
    """An entry with places for title, label, id and what stands below it."""

    text: str
    order: tuple[int, ...]

    def fill(self, *values: str) -> str:
        return self.text % tuple(values[index] for index in self.order)


@dataclass(frozen=True, slots=True)
class TocStyle:
    """How a theme draws entries, by their levels from 2 on."""

    alone: tuple[_Form, ...]
    above: tuple[_Form, ...]
    between: tuple[str, ...]
    """What stands between the entries below an entry."""

    def draw(self, link: AnchorLink) -> str:
        """Return an entry and all below it."""
        level = min(max(link.level, _LEVELS[0]), _LEVELS[-1]) - _LEVELS[0]
        label = link.title
        if "<" in label or "&" in label:
            label = str(escape(Markup(label).striptags()))  # noqa: S704
        if not link.children:
            return self.alone[level].fill(link.title, label, link.id)
        below = self.between[level].join(map(self.draw, link.children))
        return self.above[level].fill(link.title, label, link.id, below)


@lru_cache(maxsize=500)
def drawn(style: TocStyle, separator: str, toc: tuple[Entry, ...]) -> str:
    """Return entries as a theme draws them; most records have the same sections."""
    return separator.join(map(style.draw, links(toc)))


def learn(item: Callable[[AnchorLink], str]) -> TocStyle:
    """Learn from `item`, which draws an entry with the theme's own template.

    Raises `TocError` where the entries below another are not drawn as those on top are.
    """
    alone, above, between = [], [], []
    for level in _LEVELS:
        alone.append(_form(item(AnchorLink(_TITLE, _ID, level))))
        link = AnchorLink(_TITLE, _ID, level)
        link.children = [AnchorLink(word, word, level + 1) for word in (_FIRST, _SECOND)]
        first, second = map(item, link.children)
        head, found, rest = item(link).partition(first)
        middle, found_too, tail = rest.partition(second)
        if not (found and found_too):
            raise TocError(
                "the theme shows entries of its table of contents in a way that is not known",
                hint="An override of partials/toc-item.html draws nested entries by other means.",
            )
        above.append(_form(f"{head}{_FIRST}{tail}"))
        between.append(middle)
    return TocStyle(tuple(alone), tuple(above), tuple(between))


def style_of(env: jinja2.Environment) -> TocStyle:
    """Learn how a theme draws entries from its template. Raises `TocError`."""
    template = env.get_template("partials/toc-item.html")
    return learn(lambda link: compact(template.render(toc_item=link)).strip())


def _form(html: str) -> _Form:
    order = tuple(_TOKENS[token] for token in _TOKEN.findall(html))
    return _Form(_TOKEN.sub("%s", html.replace("%", "%%")), order)
