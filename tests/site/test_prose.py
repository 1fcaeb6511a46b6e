"""Markdown of records → HTML that can format text, and do nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html  # type: ignore[import-untyped]

from glasscase.records import MODELS, Kind, Markdown
from glasscase.site import draw, pages
from glasscase.site.catalogue import catalogue, published
from glasscase.site.pages import Addresses
from glasscase.site.prose import ROOT, plain, slug, to_html

from ..records.filled import Filler, at
from .projects import HOSTILE, collection, words

TAGS = set(
    "p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong del a hr br table thead tbody tr "
    "th td sup sub div kbd abbr".split()
)
ATTRIBUTES = {
    "a": {"href", "title", "rel", "class"},
    "div": {"id", "class", "role", "tabindex", "aria-label"},
    "ol": {"start"},
    "th": {"class"},
    "td": {"class"},
    "sup": {"class"},
    **{f"h{level}": {"id"} for level in range(1, 7)},
}
CLASSES = {
    "headerlink",
    "gc-scroll",
    "gc-left",
    "gc-center",
    "gc-right",
    "footnote-definition",
    "footnote-reference",
    "footnote-definition-label",
}
PIECES = [
    *("#", "##", "###", "-", "1.", ">", "|", "---", "*a*", "**b**", "~~c~~", "`d`", "```", "\\"),
    *("\n", "\n\n", "[^1]", "[^1]:", "[x](#y)", "![i](j.png)"),
    "[a](javascript:alert(1))",
    "[a](JaVa&#115;cript:alert(1))",
    "[a](data:text/html,x)",
    "[a](//evil.example/x)",
    "<javascript:alert(1)>",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<div id=top class=footnote-definition>",
    '<div class="footnote-definition" id="top">',
    "<a href=x onclick=y style='color:red'>",
    "<h2>",
    "</h2>",
    "</div>",
    "</section>",
    "<p>",
    "<table>",
    "<td>",
    "<style>*{}</style>",
    "<!-- -->",
    "<![CDATA[",
    "<math><mtext>",
    "&lt;script&gt;",
    "&#0;",
    "\ue000",
    "\ue0010\ue002",
    "gcslottitle",
    "%s",
    "\xa0",
    "word",
    " ",
]
# No record can hold control characters: its file would be refused.
LETTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t")
WORDS = st.text(LETTERS)
TEXTS = WORDS | st.lists(st.sampled_from(PIECES) | st.text(LETTERS, max_size=4), max_size=14).map(
    "".join
)
PAGE = "models/aurora-3/"


def tree(fragment: str) -> Any:
    return html.fragment_fromstring(fragment.replace(ROOT, "/"), create_parent="main")


def check(fragment: str) -> Any:
    """Fail unless a fragment holds nothing but formatted text; return it parsed."""
    root = tree(fragment)
    for element in root.iterdescendants():
        assert isinstance(element.tag, str), f"a comment or instruction: {element}"
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES.get(element.tag, set())
        assert set(element.get("class", "").split()) <= CLASSES
        if element.tag == "a":
            scheme = urlsplit(re.sub(r"[\x00-\x20]", "", element.get("href", ""))).scheme
            assert scheme in ("", "http", "https", "mailto")
            assert not element.get("href", "").startswith(("//", "\\"))
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert balanced(fragment)
    return root


def balanced(fragment: str) -> bool:
    """Tell whether every tag that opens is closed in its turn, as no browser need guess."""
    open_: list[str] = []
    for closing, name in re.findall(r"<(/?)([a-z0-9]+)[^>]*>", fragment):
        if name in ("br", "hr"):
            continue
        if not closing:
            open_.append(name)
        elif not open_ or open_.pop() != name:
            return False
    return not open_


def levels(root: Any) -> list[int]:
    return [int(h.tag[1]) for h in root.iterdescendants() if re.fullmatch("h[1-6]", str(h.tag))]


@given(TEXTS, st.sampled_from(["", "body.", "use.intended."]), st.integers(2, 5))
@example("<h1><div><h1>x</h1></div></h1>", "body.", 3)
@example("### a\n\n# b", "", 3)
@example('<div id="top">x</div>', "", 4)
@example('<div id="a" class="footnote-definition">x</div>\n\n[^a]: y', "p.", 4)
@example("# a\n\n# a\n\n# a-2", "", 4)
@example("<table><tr><td><table></table>", "", 4)
def test_any_text_becomes_formatted_text_and_nothing_else(text: str, prefix: str, top: int) -> None:
    rendered = to_html(text, PAGE, prefix, top)
    root = check(str(rendered.html))
    found = levels(root)
    assert all(after - before <= 1 for before, after in pairwise([top - 1, *found]))
    assert all(level >= top for level in found)
    assert all(identity.startswith(prefix) for identity in root.xpath("//@id"))
    shown = [(h.level, h.id) for h in rendered.headings]
    assert shown == [
        (int(h.tag[1]), h.get("id"))
        for h in root.iterdescendants()
        if re.fullmatch("h[1-6]", str(h.tag))
    ]
    for heading in rendered.headings:
        assert not tree(heading.title).getchildren()
        assert balanced(heading.title)


@given(WORDS.filter(bool))
@example("2026 was good")
@example("a - b")
@example("-")
@example("1) x")
@example("https://example.org is an address")
@example("a\xa0b")
def test_plain_words_are_the_same_by_the_short_way(text: str) -> None:
    """A text without markup does not go through the parser; it must not show."""
    short = to_html(text, PAGE)
    # A reference definition that nobody uses leaves no trace, and forces the whole way.
    whole = to_html(f"{text}\n\n[never-used]: https://example.org", PAGE)
    if short.html.count("<") == 2 and not short.headings:
        assert words(tree(str(short.html))) == words(tree(str(whole.html)))
        assert [e.tag for e in tree(str(whole.html))] == [e.tag for e in tree(str(short.html))]


@given(TEXTS)
def test_a_text_is_drawn_as_it_is_rendered(text: str) -> None:
    """One plain paragraph has one element fewer around it; a reader sees the same."""
    (drawn,) = tree(draw.markdown(text, PAGE, "use.intended", 4)).getchildren()
    whole = tree(str(to_html(text, PAGE, "use.intended.", 4).html))
    assert drawn.get("class") == "gc-prose"
    assert words(drawn) == words(whole)
    if drawn.tag == "p":
        assert [element.tag for element in whole.getchildren()] == ["p"]
    else:
        inside, outside = (e.iterdescendants() for e in (drawn, whole))
        assert [(e.tag, dict(e.attrib)) for e in inside] == [
            (e.tag, dict(e.attrib)) for e in outside
        ]


@given(TEXTS)
def test_plain_is_one_line_without_markup(text: str) -> None:
    line = plain(text)
    assert line == " ".join(line.split())
    assert ROOT not in line
    cut = plain(text, 20)
    assert len(cut) <= 20
    assert line.startswith(cut.rstrip("…"))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("A *b* [c](d)", "A b c"),
        ("# T\n\nx & y < z", "T x & y < z"),
        ("*a*\xa0b", "a b"),
        ("\\<b> &amp;lt;", "<b> &lt;"),
    ],
)
def test_plain_words(text: str, line: str) -> None:
    assert plain(text) == line


@pytest.mark.parametrize(
    ("href", "page", "there"),
    [
        ("../ember/", PAGE, "models/ember/"),
        ("../ember/#use", PAGE, "models/ember/#use"),
        ("../../protocols/framework/#commitments.a", PAGE, "protocols/framework/#commitments.a"),
        ("../../", PAGE, ""),
        ("..", PAGE, "models/"),
        (".", PAGE, PAGE),
        ("1.2/record.json", PAGE, f"{PAGE}1.2/record.json"),
        ("../../../../../etc/passwd", PAGE, "etc/passwd"),
        ("/about/", PAGE, "about/"),
        ("//evil.example/x", PAGE, "evil.example/x"),
        ("../?a=b", PAGE, "models/?a=b"),
        ("models/ember/", "", "models/ember/"),
        ("/about/", "", "about/"),
        ("files/a%20b.pdf", "", "files/a%20b.pdf"),
    ],
)
def test_relative_links_are_resolved_against_the_page(href: str, page: str, there: str) -> None:
    assert f'href="{ROOT}{escape(there)}"' in to_html(f"[x]({href})", page).html


@pytest.mark.parametrize("href", ["#limitations", "#commitments.bio-halt", "#a-1"])
def test_links_within_the_page_stay(href: str) -> None:
    assert f'<a href="{href}"' in to_html(f"[x]({href})", PAGE, "use.intended.").html


@pytest.mark.parametrize("href", ["https://example.org/a?b=c&d", "mailto:a@example.org"])
def test_links_out_of_the_site_tell_nothing(href: str) -> None:
    link = tree(str(to_html(f"[x]({href})", PAGE).html)).xpath("//a")[0]
    assert link.get("href") == href
    assert link.get("rel") == "noopener noreferrer"


def test_a_picture_becomes_a_link() -> None:
    root = check(str(to_html("![A chart](chart.png) ![](https://example.org/x.gif)", PAGE).html))
    assert [(a.get("href"), a.text) for a in root.xpath("//a")] == [
        (f"/{PAGE}chart.png", "A chart"),
        ("https://example.org/x.gif", "https://example.org/x.gif"),
    ]


def test_footnotes_lead_to_their_notes() -> None:
    text = "One[^a] and two[^long name].\n\n[^a]: First.\n\n[^long name]: Second."
    for prefix in ("", "body."):
        root = check(str(to_html(text, PAGE, prefix).html))
        ids = root.xpath("//@id")
        assert len(ids) == 2
        assert [href[1:] for href in root.xpath("//sup/a/@href")] == ids


def test_tables_keep_their_alignment_and_scroll_by_keyboard() -> None:
    root = check(str(to_html("| a | b |\n| - | -: |\n| 1 | 2 |", PAGE).html))
    assert root.xpath("//td/@class") == ["gc-right"]
    assert root.xpath("//div[@class='gc-scroll'][@tabindex='0'][@role='group']/table")


@given(st.text())
def test_a_slug_is_a_permalink(text: str) -> None:
    assert re.fullmatch(r"\w+(-\w+)*|section", slug(text).replace("_", "a"))


# The record's page as a whole.


def record_page(text: str) -> str:
    """Return the page of a model card that says `text` in every Markdown field."""
    short = text[:1_400]
    filler = Filler()
    form = filler.fill(MODELS[Kind.MODEL])
    for leaf in filler.leaves:
        if leaf.marked(Markdown):
            at(form, leaf.path[:-1])[leaf.path[-1]] = short if leaf.path[-1] == "summary" else text
    form.pop("withdrawal", None)
    made = catalogue([published(collection((Kind.MODEL, form)), drafts=True)])
    return pages.record_page(made.editions[0], made, Addresses("", "")).html


@pytest.mark.parametrize(
    "text",
    [
        "# Use\n\n[^1]\n\n[^1]: x",
        "# Use",
        "[^1]: x",
        "## Model\n\n#### Deep\n\n# Top\n\n# Top",
        "> # Quoted\n\n- # Listed",
    ],
)
def test_texts_share_a_page_without_sharing_ids(text: str) -> None:
    root = tree(record_page(text))
    ids = root.xpath("//@id")
    assert [identity for n, identity in enumerate(ids) if identity in ids[:n]] == []


@pytest.mark.parametrize("text", ["# A\n\n## B", "### C\n\n# D", "# One line"])
def test_headings_never_skip_a_level_on_a_page(text: str) -> None:
    root = tree(record_page(text))
    found = levels(root)
    assert found[0] == 1
    assert found.count(1) == 1
    assert [(a, b) for a, b in pairwise(found) if b - a > 1] == []


# Hostile texts of others.


def hostile() -> Iterator[str]:
    yield from json.loads((HOSTILE / "blns.json").read_text("utf-8"))
    for name in ("owasp__XSS_Filter_Evasion_Cheat_Sheet.md",):
        text = (HOSTILE / name).read_text("utf-8")
        yield text
        yield from re.findall(r"```\w*\n(.*?)```", text, re.DOTALL)
        yield from re.findall(r"`([^`\n]+)`", text)
    for name in ("html5lib__entities02.dat", "html5lib__webkit01.dat"):
        yield from re.findall(r"#data\n(.*?)\n#", (HOSTILE / name).read_text("utf-8"), re.DOTALL)


needs_corpus = pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpus is not here")


@needs_corpus
def test_hostile_texts_become_formatted_text() -> None:
    texts = [text for text in hostile() if text]
    assert len(texts) > 600
    for text in texts:
        check(str(to_html(text, PAGE, "body.").html))
        check(str(to_html(f"a {text} b\n\n{text}", PAGE, "body.").html))
        plain(text)


@needs_corpus
def test_a_record_of_hostile_texts_is_a_page_like_any_other() -> None:
    usable = [text for text in hostile() if re.fullmatch(r"[^\x00-\x08\x0b-\x1f\x7f]+", text)]
    page = record_page("\n\n".join(usable)[:390_000])
    root = tree(page)
    assert not root.xpath("//script | //img | //iframe | //style | //object | //form | //input")
    attributes = {name for element in root.iterdescendants() for name in element.attrib}
    assert not [name for name in attributes if name.startswith("on") or name == "style"]
    harmless = record_page("Words.")
    assert len(root.xpath("//h2")) == len(tree(harmless).xpath("//h2"))


def test_the_corpus_is_where_it_is_looked_for() -> None:
    assert HOSTILE.parent.parent == Path(__file__).parents[3] / "shared/corpus"
