"""Mends what Material's templates and the Markdown extensions leave wrong on every page.

A fault inside one of Material's templates is mended where it is written: `mend_template`
changes the template's source once per build, so a provider's `overrides/` still extend the
mended one. A fault that comes from Markdown is mended in the page by `mend`. Each mend says
what it is for; the tests say whether the installed Material still needs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'"
)
"""The Content-Security-Policy of every page: nothing but files of the site itself."""


@dataclass(frozen=True, slots=True)
class TemplateMend:
    """One exact replacement in one of Material's templates, and why it is made."""

    template: str
    old: str
    new: str
    why: str


_SKIP_LINK = """\
    <div data-md-component="skip">
      {% if page.toc | first is defined %}
        {% set skip = page.toc | first %}
        <a href="{{ skip.url | url }}" class="md-skip">
          {{ lang.t("action.skip") }}
        </a>
      {% endif %}
    </div>
"""
_DRAWER = (
    '    <input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" '
    'autocomplete="off">\n'
)

TEMPLATE_MENDS: tuple[TemplateMend, ...] = (
    TemplateMend(
        "base.html",
        '<html lang="{{ lang.t(\'language\') }}" class="no-js">',
        "<html lang=\"{{ lang.t('language') }}\" "
        'dir="{{ config.theme.direction or lang.t(\'direction\') }}" class="no-js">',
        "the direction of the text stands on <body> only, where the title is not covered",
    ),
    TemplateMend(
        "base.html",
        "  <head>\n",
        "  <head>\n"
        "    {% if house_policy %}\n"
        '    <meta http-equiv="Content-Security-Policy" content="{{ house_policy }}">\n'
        "    {% endif %}\n",
        "there is no security policy; outside every block, so that no override drops it",
    ),
    TemplateMend(
        "base.html",
        "    {% for path in config.extra_css %}\n",
        '    <link rel="preload" href="{{ house_asset("fonts/sans.woff2") | url }}" '
        'as="font" type="font/woff2" crossorigin>\n'
        "    {% for path in config.extra_css %}\n",
        "the text font is found only after the style sheet: ask for it at once",
    ),
    TemplateMend(
        "base.html",
        _SKIP_LINK,
        "",
        "the skip link comes after two check boxes: taken out here, put first below",
    ),
    TemplateMend(
        "base.html",
        _DRAWER,
        _SKIP_LINK.replace(
            "      {% endif %}\n",
            "      {% else %}\n"
            '        <a href="#__main" class="md-skip">{{ lang.t("action.skip") }}</a>\n'
            "      {% endif %}\n",
        )
        + _DRAWER.replace('autocomplete="off"', "aria-label=\"{{ lang.t('nav') }}\""),
        "autocomplete is not valid on a check box, and this one has no name; "
        "a page without headings has no skip link",
    ),
    TemplateMend(
        "base.html",
        'type="checkbox" id="__search" autocomplete="off">',
        'type="checkbox" id="__search" aria-label="{{ lang.t(\'search\') }}">',
        "autocomplete is not valid on a check box, and this one has no name",
    ),
    TemplateMend(
        "base.html",
        '<main class="md-main" data-md-component="main">',
        '<main class="md-main" data-md-component="main" id="__main" tabindex="-1">',
        "a page without headings has nowhere to skip to",
    ),
    TemplateMend(
        "partials/nav-item.html",
        ' tabindex="{{ tabindex }}">',
        '{% if tabindex %} tabindex="{{ tabindex }}"{% endif %}>',
        'the label of a section is written with tabindex=""',
    ),
    TemplateMend(
        "partials/nav-item.html",
        'aria-labelledby="{{ path }}_label" aria-expanded',
        "{% if index and nav_item.children | length < 2 %}"
        'aria-label="{{ render_title(nav_item) | striptags | trim | e }}"'
        '{% else %}aria-labelledby="{{ path }}_label"{% endif %} aria-expanded',
        "the list of a section with nothing but an index page is named after what is not there",
    ),
    TemplateMend(
        "partials/nav-item.html",
        '                <span class="md-nav__icon md-icon"></span>\n'
        "              </label>\n"
        "            {% endif %}\n",
        '                <span class="md-nav__icon md-icon"></span>\n'
        '                <span class="gc-hidden">{{ render_title(nav_item) }}</span>\n'
        "              </label>\n"
        "            {% endif %}\n",
        "the label that opens a section with an index page is an icon without a name",
    ),
    TemplateMend(
        "base.html",
        '                    {% include "partials/toc.html" %}\n',
        "                    {% with house_sidebar = true %}"
        '{% include "partials/toc.html" %}{% endwith %}\n',
        "beside the text, the contents list has no check box that its title could be a label of",
    ),
    TemplateMend(
        "partials/toc.html",
        '<label class="md-nav__title" for="__toc">',
        '<label class="md-nav__title"{% if not house_sidebar %} for="__toc"{% endif %}>',
        "the second half of the mend above",
    ),
    TemplateMend(
        "partials/search.html",
        'data-md-component="search" role="dialog">',
        'data-md-component="search" role="dialog" aria-label="{{ lang.t(\'search\') }}">',
        "the dialog has no name",
    ),
    TemplateMend(
        "partials/search.html",
        '<div class="md-search-result__meta">',
        '<div class="md-search-result__meta" role="status">',
        "a screen reader is not told how many results there are",
    ),
)


def mend_template(name: str, source: str) -> str:
    """Return the source of Material's template `name` with every mend for it applied.

    A mend whose text is not there is passed over: that version of Material does not need it.
    """
    for item in TEMPLATE_MENDS:
        if item.template == name:
            source = source.replace(item.old, item.new)
    return source


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
