"""The mends of Material's own templates, made in their source, once per build.

A fault inside a template is mended where it is written, so a provider's `overrides/` still
extend the mended one. Each mend says what it is for; the tests say whether the installed
Material still needs it.
"""

from __future__ import annotations

from dataclasses import dataclass


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
        'content="{{ page.meta.description }}"',
        'content="{{ page.meta.description | e }}"',
        "a quotation mark in a page's description ends the attribute",
    ),
    TemplateMend(
        "base.html",
        'content="{{ page.meta.author }}"',
        'content="{{ page.meta.author | e }}"',
        "a quotation mark in an author ends the attribute",
    ),
    TemplateMend(
        "base.html",
        'content="{{ config.site_description }}"',
        'content="{{ config.site_description | e }}"',
        "a quotation mark in the site's description ends the attribute",
    ),
    TemplateMend(
        "base.html",
        "<title>{{ page.meta.title }} - ",
        "<title>{{ page.meta.title | e }} - ",
        "a sign such as < in a page's title is markup",
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
        '    <div data-md-component="skip">\n'
        '      <a href="#__content" class="md-skip">{{ lang.t("action.skip") }}</a>\n'
        "    </div>\n"
        + _DRAWER.replace('autocomplete="off"', "aria-label=\"{{ lang.t('nav') }}\""),
        "autocomplete is not valid on a check box, and this one has no name; the skip link leads "
        "to the first heading below the title, so over all that stands before it, if there is one",
    ),
    TemplateMend(
        "base.html",
        'type="checkbox" id="__search" autocomplete="off">',
        'type="checkbox" id="__search" aria-label="{{ lang.t(\'search\') }}">',
        "autocomplete is not valid on a check box, and this one has no name",
    ),
    TemplateMend(
        "base.html",
        '<div class="md-content" data-md-component="content">',
        '<div class="md-content" data-md-component="content" id="__content" tabindex="-1">',
        "the content has no address to skip to",
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
