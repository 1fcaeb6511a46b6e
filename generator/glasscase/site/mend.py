"""Mends what the Markdown extensions leave wrong on every page; see `mended` for Material.

Each mend says what it is for; the tests say whether the extensions still need it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import reduce

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'"
)
"""The Content-Security-Policy of every page: nothing but files of the site itself."""

_ALIGNED = re.compile(r'<(t[hd]) style="text-align: (left|center|right);">')
_CODE_LINE = re.compile(r'<a id="(__codelineno-[\w-]+)" name="\1"(?: href="#\1")?></a>')
_TASK = re.compile(
    r'<label class="task-list-control"><input type="checkbox" disabled(?P<rich> checked)?\s*/?>'
    r'<span class="task-list-indicator"></span></label>'
    r'|<input type="checkbox" disabled(?P<plain> checked)?\s*/?>'
)
_HEADING_OR_TABLE = re.compile(
    r'<h[1-6][^>]* id="(?P<heading>[^"]+)"'
    r'|<div class="gc-scroll"[^>]*><table>.*?</table>'
    r"|<table>(?P<body>.*?)</table>",
    re.DOTALL,
)


_VOID = re.compile(r"<((?:br|col|hr|img|input|wbr)\b[^<>]*?)\s*/>")


def _align(html: str) -> str:
    """Align cells by classes: Markdown writes style attributes, which the policy refuses."""
    if 'style="text-align' not in html:
        return html
    return _ALIGNED.sub(r'<\1 class="gc-\2">', html)


def _code_lines(html: str) -> str:
    """Turn line anchors into spans: links without text, with the obsolete name attribute."""
    if "__codelineno-" not in html:
        return html
    return _CODE_LINE.sub(r'<span id="\1"></span>', html)


def _tasks(html: str) -> str:
    """Write signs for a task list's check boxes, which have no name and cannot be used."""
    if '<input type="checkbox" disabled' not in html:
        return html

    def sign(match: re.Match[str]) -> str:
        done = match["rich"] or match["plain"]
        return f'<span class="gc-task">{"☑" if done else "☐"}</span>'

    return _TASK.sub(sign, html)


def _tables(html: str) -> str:
    """Let a wide table scroll in a group that a keyboard reaches, named after its heading.

    Material does this by a script, and its group has neither a name nor a tab stop.
    """
    if "<table>" not in html:
        return html
    heading = ""

    def wrap(match: re.Match[str]) -> str:
        nonlocal heading
        if match["heading"]:
            heading = match["heading"]
        if match["body"] is None:
            return match[0]
        name = f' role="group" aria-labelledby="{heading}"' if heading else ""
        return (
            f'<div class="gc-scroll" tabindex="0"{name}>'
            f'<table class="gc-table">{match["body"]}</table></div>'
        )

    return _HEADING_OR_TABLE.sub(wrap, html)


def _void(html: str) -> str:
    """Drop the slash of elements without content: Markdown is written as XHTML."""
    return _VOID.sub(r"<\1>", html)


_PAGE_MENDS: tuple[Callable[[str], str], ...] = (_align, _code_lines, _tasks, _tables, _void)


def mend(html: str) -> str:
    """Return the page with what Markdown and its extensions leave wrong put right.

    Pure text in, text out; a page that is mended already comes back as it is.
    """
    return reduce(lambda page, step: step(page), _PAGE_MENDS, html)
