"""Stencils: small templates cut at their slots, so that filling one is one string operation.

What the markup is stands in `templates/stencils.html`, one macro each. A macro is rendered once
with a token for every argument; the text between the tokens is the stencil. Values must be HTML
already: text goes through `text` first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from markupsafe import Markup, escape

from . import fragments

_SPECIAL = re.compile("[&<>\"']")
_TOKEN = re.compile("\ue001([0-9]+)\ue002")

Stencil = Callable[..., str]
"""HTML values, in the order of the macro's arguments → HTML."""


def text(words: str) -> str:
    """Return plain text as HTML."""
    return words if _SPECIAL.search(words) is None else str(escape(words))


def stencil(name: str, /, **known: str) -> Stencil:
    """Cut the macro `name` of `stencils.html` at its arguments but those that are `known` as HTML.

    What is left of it takes the other arguments, in the macro's order.
    """
    macro: Any = getattr(fragments.module("stencils.html"), name)
    open_ = [argument for argument in macro.arguments if argument not in known]
    values = {argument: Markup(html) for argument, html in known.items()}  # noqa: S704
    return _cut(str(macro(**values, **_tokens(open_))))


def page_stencil(template: str, open_: Sequence[str], /, **known: Any) -> Stencil:
    """Cut a whole template at the names in `open_`; it is rendered once, with what is `known`.

    What is left takes HTML for these names, in their order.
    """
    return _cut(fragments.render(template, **known, **_tokens(open_)))


def _tokens(names: Iterable[str]) -> dict[str, Markup]:
    return {name: Markup(f"\ue001{number}\ue002") for number, name in enumerate(names)}  # noqa: S704


def _cut(html: str) -> Stencil:
    pieces = _TOKEN.split(html.strip())
    return _joined(pieces[::2], [int(index) for index in pieces[1::2]])


class _Stencils:
    """All stencils by name, each cut when it is first used."""

    def __getattr__(self, name: str) -> Stencil:
        made = stencil(name)
        setattr(self, name, made)
        return made


cut = _Stencils()


def _joined(texts: list[str], order: list[int]) -> Stencil:
    """Return what puts its arguments between texts. The few that are used most are the fastest."""
    if order == [0]:
        start, end = texts
        return lambda first: f"{start}{first}{end}"
    if order == [0, 1]:
        start, middle, end = texts
        return lambda first, second: f"{start}{first}{middle}{second}{end}"
    if order == [0, 1, 2]:
        start, middle, then, end = texts
        return lambda first, second, third: f"{start}{first}{middle}{second}{then}{third}{end}"
    form = "%s".join([piece.replace("%", "%%") for piece in texts])
    return lambda *values: form % tuple([values[index] for index in order])
