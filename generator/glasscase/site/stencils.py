"""Stencils: small templates cut at their slots, so that filling one is one string operation.

What the markup is stands in `templates/stencils.html`, one macro each. A macro is rendered once
with a token for every argument; the text between the tokens is the stencil. Values must be HTML
already: text goes through `text` first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from markupsafe import escape

from . import fragments

_SPECIAL = re.compile("[&<>\"']")
_TOKEN = re.compile("\ue001([0-9]+)\ue002")

Stencil = Callable[..., str]
"""HTML values, in the order of the macro's arguments → HTML."""


def text(words: str) -> str:
    """Return plain text as HTML."""
    return words if _SPECIAL.search(words) is None else str(escape(words))


def stencil(name: str) -> Stencil:
    """Cut the macro `name` of `stencils.html` at its arguments."""
    macro: Any = getattr(fragments.module("stencils.html"), name)
    count = len(macro.arguments)
    html = str(macro(*(f"\ue001{index}\ue002" for index in range(count)))).strip()
    order = [int(index) for index in _TOKEN.findall(html)]
    form = _TOKEN.sub("%s", html.replace("%", "%%"))
    if order == list(range(count)):

        def fill(*values: str) -> str:
            return form % values

        return fill
    chosen = itemgetter(*order)
    if len(order) == 1:
        return lambda *values: form % (chosen(values),)
    return lambda *values: form % chosen(values)
