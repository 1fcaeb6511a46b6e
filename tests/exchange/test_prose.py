"""Prose comes out fit for a record, and every change is noted."""

from __future__ import annotations

import pytest

from glasscase.exchange.prose import is_filler, settle
from glasscase.exchange.references import definitions
from glasscase.exchange.report import Changed, Dropped
from glasscase.exchange.summary import LIMIT, summarise


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("![A (b)](https://e.org/a.png)", "[A (b)](https://e.org/a.png)"),
        ("![](https://e.org/a.png)", "[image](https://e.org/a.png)"),
        ("![x]y](https://e.org/a_(1).png)", "![x]y](https://e.org/a_(1).png)"),
        ("![a_b](https://e.org/a_(1).png)", r"[a\_b](<https://e.org/a_(1).png>)"),
        ("![A](images/a.png)", "A (`images/a.png`)"),
        ("![A](data:image/png;base64,AAAA)", "(A: an image within the card)"),
        ("[![A](https://e.org/i.svg)](https://e.org)", "[A](https://e.org)"),
        ("[![A](https://e.org/i.svg) **b**](x.md)", "A b (`x.md`)"),
        ("[a *b*](../LICENSE)", "a *b* (`../LICENSE`)"),
        ("[a](#b)", "a (`#b`)"),
        ("[](a`b)", "``a`b``"),
        ("[a](ftp://e.org/b)", "a (`ftp://e.org/b`)"),
        ("[a](https://[b)", "a (`https://[b`)"),
        ("[a](javascript:alert(1))", "a (`javascript:alert(1)`)"),
        ("a <img src='https://e.org/i.png' alt=b> c", "a [b](https://e.org/i.png) c"),
        ("[<img src=https://e.org/i.png>](https://e.org)", "[image](https://e.org)"),
        ("<p><img src=a.png></p>", "image (`a.png`)"),
        (
            "<p><a href='https://e.org/?a&amp;b'><img src=a.png alt=A></a>\n<img src=b.png></p>",
            "[A](https://e.org/?a&b)\nimage (`b.png`)",
        ),
        ("<p>words <img src=a.png></p>", "<p>words <img src=a.png></p>"),
        ("<a href='https://e.org'><img src=a.png alt=A></a> b", "[A](https://e.org) b"),
        ("<a href='https://e.org'>![A](a.png)</a> b", "[A](https://e.org) b"),
        ("<a href='https://e.org'>![A](a.png)\n\nb", "<a href='https://e.org'>A (`a.png`)\n\nb"),
        ("[a <a href='b'> c](d)", "a <a href='b'> c (`d`)"),
        ("a <!-- b --> c", "a  c"),
        ("<!--\nb\n-->\nc", "c"),
        ("- **A:** [More Information Needed]\n- **B:** b", "- **B:** b"),
        ("TBD", ""),
        ("\u200b", ""),
    ],
)
def test_what_cannot_stand_in_a_record_gives_way(before: str, after: str) -> None:
    settled = settle(before, "## A", 7)
    assert settled.text == after
    assert bool(settled.notes) == (before != after)


@pytest.mark.parametrize(
    "text",
    [
        "[a](https://e.org) <https://e.org> <b@e.org> [c](mailto:b@e.org) `![](x.png)`",
        "```\n<!-- b --> [a](b) TBD\nTBD\n```",
        "    TBD\n    [a](b)",
        "a [b] [c][d] <b>e</b> <a href='https://e.org'>f</a>",
        "| a |\n|---|\n| TBD |",
        "More information needed for further recommendations is on its way.",
    ],
)
def test_all_else_stays_as_it_is(text: str) -> None:
    settled = settle(text, "## A", 7)
    assert settled.text == text
    assert settled.notes == ()


def test_notes_name_the_line() -> None:
    text = "one\n\n<!-- two -->\nTBD\n![a](b.png)\n"
    notes = settle(text, "## A", 10).notes
    assert [(type(note), note.line) for note in notes] == [
        (Dropped, 12),
        (Dropped, 13),
        (Changed, 14),
    ]


@pytest.mark.parametrize("text", ["N/A", "**Licence:** TBD", "* {{ x }}", "_Coming soon!_", "xxx"])
def test_fillers(text: str) -> None:
    assert is_filler(text)


def test_a_piece_gets_the_definitions_that_it_lacks() -> None:
    known = definitions(
        "[a][One] b[^n]\n\n[one]: https://e.org 'T'\n[two]: https://e.org\n[^n]: note\n    more\n"
    )
    assert known.complete("[a][ONE] b[^n]\n") == (
        "[a][ONE] b[^n]\n\n[one]: https://e.org 'T'\n[^n]: note\n    more\n"
    )
    assert known.complete("no links here [x]") == "no links here [x]"
    own = "[a][one]\n\n[one]: https://other.org\n"
    assert known.complete(own) == own


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("Fern is a model of leaves. It is new.", "Fern is a model of leaves. It is new."),
        (
            "Jump to:\n\nFern names the plants of the garden.",
            "Fern names the plants of the garden.",
        ),
        (
            "**Size:** 3 MB\n\nFern names the plants of the garden.",
            "Fern names the plants of the garden.",
        ),
        ("- a list\n\n> a quotation of more than six words here", ""),
        ("", ""),
        (f"The first sentence is short. {'long ' * 130}end.", "The first sentence is short."),
        (
            f"It is described *in one. Two* places. {'long ' * 130}end.",
            "It is described *in one. Two* places.",
        ),
        (f"{'long ' * 150}end.", f"{'long ' * 150}end."),
        (f"{'long ' * 400}end.", ""),
    ],
)
def test_a_summary_is_the_first_sentences(text: str, summary: str) -> None:
    assert summarise(text) == summary
    assert len(summary) <= LIMIT
