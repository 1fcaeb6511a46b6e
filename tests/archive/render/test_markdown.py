"""Markdown: the texts of a record are shown as written, and are never markup themselves."""

from __future__ import annotations

import re
from html import unescape

import pyromark
import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive import compare
from glasscase.archive.render import render_markdown
from glasscase.archive.render.markdown import escaped
from glasscase.records import PublicForm

from ..forms import COMMITMENT, LINE, protocol
from .step import step

MARKUP = st.sampled_from(
    [
        *("# ", "- ", "+ ", "* ", "1. ", "2) ", "> ", "| a |", "```", "~~~", "    ", "\n", "\n\n"),
        *(
            "**b**",
            "_i_",
            "`c`",
            "[l](https://a.example)",
            "![i](x)",
            "<b>",
            "<!--",
            "&amp;",
            "[^1]",
        ),
        *(
            "~~s~~",
            "\\",
            "=",
            "===",
            "---",
            "https://a.example",
            "word",
            " ",
            "$x$",
            "a\x1b[2J",
            ".",
        ),
    ]
)


def read(markdown: str) -> str:
    """Return what a reader of the rendered Markdown sees."""
    html = pyromark.html(
        markdown, options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
    )
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(st.lists(MARKUP, min_size=1, max_size=8).map("".join))
def test_what_is_escaped_is_read_as_it_was_written(text: str) -> None:
    visible = " ".join(text.replace("\x1b", "\\u001b").split())
    html = pyromark.html(
        escaped(text), options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
    )
    assert re.findall(r"<(?!/?p>)[^>]*>", html) == []
    assert " ".join(read(escaped(text)).split()) == visible


def test_the_whole_is_a_list_under_headings() -> None:
    text = render_markdown(step())
    assert text.startswith("## Frontier framework (protocol frontier): 1 → 2\n\n4 weakened, ")
    headings = re.findall(r"^### (.*)$", text, re.MULTILINE)
    assert headings == [
        *("Weakened", "Strengthened"),
        "Version 2 (2026-02-01, announced 2026-01-15, material modification)",
        *("Links", "Approved by", "Review", "Scope", "Commitments", "Full text"),
    ]
    assert "Reason: It was too low." in text


def test_removed_and_added_words_stand_in_brackets() -> None:
    seen = read(render_markdown(step()))
    assert "Removed words stand in [-…-], added words in {+…+}." in seen
    assert "We test each {+new +}model." in seen
    assert "| VCT-2 | [-50-]{+60+} % |" in seen
    assert "Threshold \u203a Value: [-50 %-]{+60 %+} — ▼ weakened: Fewer results" in seen


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "![x](https://a.example/i.png)"])
def test_markup_of_a_record_is_not_markup_of_the_report(hostile: str) -> None:
    difference = compare(protocol(body="Old."), protocol(title=hostile, body=hostile))
    html = pyromark.html(render_markdown(difference))
    assert "<script" not in html
    assert "<img" not in html
    assert hostile in read(render_markdown(difference))


def test_words_of_a_record_are_shown_as_typed_wherever_they_stand() -> None:
    typed = "*a* [x](y) <b> _c_ `d` # | ~~e~~"

    def form(value: int, words: str) -> PublicForm:
        row = {**COMMITMENT, "title": typed, "text": words, "threshold": {**LINE, "value": value}}
        links = [{"title": typed, "url": "https://a.example/"}] if value == 60 else []
        note = {"version": "2", "date": "2026-02-01", "summary": typed, "reason": typed}
        changes = [note] if value == 60 else []
        return protocol(
            title=typed, commitments=[row], links=links, body=f"# {typed}\n\n{words}\n",
            changes=changes, version="2" if changes else "1",
        )  # fmt: skip

    text = render_markdown(compare(form(50, "Old."), form(60, typed)))
    html = pyromark.html(text)
    assert set(re.findall(r"<(\w+)", html)) <= {"h2", "h3", "p", "ul", "li", "strong", "em", "code"}
    # The code is the legend's, the emphasis that of "under".
    assert html.count("<code>") == 3
    assert re.findall(r"<em>(.*?)</em>", html) == ["under"]
    # Title, both lists above, both halves of the note, the list of links, the name of the row,
    # its text, the heading above the paragraph, the paragraph.
    assert read(text).count(typed) == 10
