"""The mends: what each does, and that the installed Material and extensions still need it."""

from __future__ import annotations

from pathlib import Path

import markdown  # type: ignore[import-untyped]
import pytest
from mkdocs.utils import get_theme_dir

from glasscase.site.mend import mend
from glasscase.site.mended import TEMPLATE_MENDS, TemplateMend, mend_template

MATERIAL = Path(get_theme_dir("material"))


@pytest.mark.parametrize("item", TEMPLATE_MENDS, ids=lambda item: f"{item.template}: {item.why}")
def test_material_still_needs_the_mend(item: TemplateMend) -> None:
    source = (MATERIAL / item.template).read_text("utf-8")
    assert source.count(item.old) >= 1
    assert mend_template(item.template, source) != source


def test_a_template_without_mends_is_left_alone() -> None:
    assert mend_template("partials/tabs.html", "<nav>") == "<nav>"


def test_every_template_mend_keeps_the_blocks() -> None:
    source = (MATERIAL / "base.html").read_text("utf-8")
    mended = mend_template("base.html", source)
    for tag in ("{% block", "{% endblock", "{% if", "data-md-component", "data-md-toggle"):
        added = mended.count(tag) - source.count(tag)
        assert added == 0, tag


def render(text: str, *extensions: str, **configs: dict[str, object]) -> str:
    """Render Markdown as MkDocs does."""
    names = {name.rpartition(".")[2]: name for name in extensions}
    return str(
        markdown.markdown(
            text,
            extensions=list(extensions),
            extension_configs={names[key]: value for key, value in configs.items()},
        )
    )


def test_alignment_becomes_a_class() -> None:
    html = render("# T\n\n| a | b | c |\n| :- | :-: | -: |\n| 1 | 2 | 3 |\n", "tables", "toc")
    assert html.count("style=") == 6
    mended = mend(html)
    assert "style=" not in mended
    assert '<th class="gc-left">a</th>' in mended
    assert '<td class="gc-center">2</td>' in mended
    assert '<td class="gc-right">3</td>' in mended


def test_a_table_scrolls_in_a_group_named_after_the_heading_above_it() -> None:
    table = "| a |\n| - |\n| 1 |\n"
    html = mend(render(f"{table}\n# One\n\n{table}\n## Two\n\n{table}", "tables", "toc"))
    first, second, third = html.split('<div class="gc-scroll" tabindex="0"')[1:]
    assert first.startswith('><table class="gc-table">')
    assert second.startswith(' role="group" aria-labelledby="one"><table')
    assert third.startswith(' role="group" aria-labelledby="two"><table')
    assert html.count("</table></div>") == 3


def test_a_table_that_scrolls_already_is_left_alone() -> None:
    html = '<h2 id="a">A</h2><div class="gc-scroll" tabindex="0"><table><tr></tr></table></div>'
    assert mend(html) == html


def test_a_table_in_a_code_block_is_text() -> None:
    html = render("    <table>\n    </table>\n")
    assert mend(html) == html


@pytest.mark.parametrize(
    "options",
    [
        {"anchor_linenums": True},
        {"anchor_linenums": True, "linenums": True},
        {"line_anchors": "__codelineno"},
    ],
    ids=str,
)
def test_a_line_anchor_is_no_link(options: dict[str, object]) -> None:
    extensions = ("pymdownx.superfences", "pymdownx.highlight")
    html = render("``` python\nx = 1\n```\n", *extensions, highlight=options)
    assert '<a id="__codelineno-0-1" name="__codelineno-0-1"' in html
    assert '<span id="__codelineno-0-1"></span>' in mend(html)
    assert "<a id=" not in mend(html)


@pytest.mark.parametrize("custom", [True, False])
def test_a_task_list_needs_no_check_box(custom: bool) -> None:
    html = render(
        "- [x] done\n- [ ] open\n", "pymdownx.tasklist", tasklist={"custom_checkbox": custom}
    )
    assert html.count("<input") == 2
    mended = mend(html)
    assert "<input" not in mended
    assert "<label" not in mended
    assert '<span class="gc-task">☑</span> done' in mended
    assert '<span class="gc-task">☐</span> open' in mended


def test_void_elements_lose_their_slash() -> None:
    html = render('---\n\n![a "b" > c](x.png)\n\na  \nb\n')
    assert html.count("/>") == 3
    assert mend(html).count("/>") == 0
    assert 'src="x.png">' in mend(html)


def test_svg_keeps_its_slashes() -> None:
    svg = '<svg><path d="M0 0"/><use href="#a" /></svg>'
    assert mend(svg) == svg


def test_what_is_mended_stays() -> None:
    text = "# T\n\n| a |\n| -: |\n| 1 |\n\n- [x] b\n\n---\n"
    once = mend(render(text, "tables", "toc", "pymdownx.tasklist"))
    assert mend(once) == once
