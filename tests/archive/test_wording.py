"""Word by word: nothing lost, the same both ways, and as a person would mark it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive import Mark, Piece
from glasscase.archive.wording import line_pieces, prose_pieces

from .test_markdown_blocks import FRAGMENTS

SENTENCES = (
    "We test each model before we deploy it. ",
    "We test every model after we deployed it. ",
    "A council decides.\n\n",
    "- The first item of the list\n",
    "- The second item of a list\n",
    "# A heading\n",
    "| a | row | of words |\n",
)
texts = st.one_of(
    st.lists(st.sampled_from(SENTENCES), max_size=8).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=20).map("".join),
)


def marked(pieces: Iterable[Piece]) -> str:
    """Write pieces as `[-removed-]` and `{+added+}`; moved ones in capitals."""
    signs = {Mark.SAME: "{}", Mark.ADDED: "{{+{}+}}", Mark.REMOVED: "[-{}-]"}
    return "".join(
        signs[piece.mark].format(piece.text.upper() if piece.moved else piece.text)
        for piece in pieces
    )


def compared(before: str, after: str) -> str:
    return marked(prose_pieces(before, after))


@given(texts, texts)
def test_the_pieces_give_both_texts(before: str, after: str) -> None:
    for pieces in (prose_pieces(before, after), line_pieces(before, after)):
        assert "".join(piece.before for piece in pieces) == before
        assert "".join(piece.after for piece in pieces) == after


def runs(pieces: Iterable[Piece]) -> list[tuple[bool, str, str]]:
    """Return what stands before and after, for each stretch that is the same, or is not."""
    return [
        (same, "".join(p.before for p in run), "".join(p.after for p in run))
        for same, run in (
            (same, list(group)) for same, group in groupby(pieces, lambda p: p.mark is Mark.SAME)
        )
    ]


@given(texts, texts)
def test_the_way_back_is_the_inverse(before: str, after: str) -> None:
    forth, back = prose_pieces(before, after), prose_pieces(after, before)
    assert runs(forth) == [(same, there, here) for same, here, there in runs(back)]
    for mark, other in ((Mark.ADDED, Mark.REMOVED), (Mark.REMOVED, Mark.ADDED)):
        assert [p.text for p in forth if p.moved and p.mark is mark] == [
            p.text for p in back if p.moved and p.mark is other
        ]


@given(texts)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert all(piece.mark is Mark.SAME for piece in prose_pieces(text, text))
    assert all(piece.mark is Mark.SAME for piece in line_pieces(text, text))


@given(texts, texts)
def test_what_is_the_same_differs_in_spaces_at_most(before: str, after: str) -> None:
    plain = str.maketrans("", "", " \t\r\n=-“”\"'\u2028")
    for piece in prose_pieces(before, after):
        if piece.mark is Mark.SAME:
            assert piece.before.translate(plain) == piece.after.translate(plain)
        else:
            assert not (piece.before and piece.after)


@given(texts, texts)
def test_every_space_of_a_line_counts(before: str, after: str) -> None:
    for piece in line_pieces(before, after):
        if piece.mark is Mark.SAME:
            assert piece.before == piece.after


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (
            "We report within 72 hours.",
            "We report within 15 days.",
            "We report within [-72 hours-]{+15 days+}.",
        ),
        ("A. C.", "A. B. C.", "A. {+B. +}C."),
        (
            "We halt.\n\nWe tell the public.",
            "We halt.\n\nWe may tell the public.",
            "We halt.\n\nWe {+may +}tell the public.",
        ),
        (
            "- one thing here\n- two things there\n- three",
            "- one thing here\n- three",
            "- one thing here\n[-- two things there\n-]- three",
        ),
        (
            "| Test | Line |\n|---|---|\n| VCT | 50 % |\n| BIO | 20 % |\n",
            "| Test | Line |\n|---|---|\n| VCT | 60 % |\n| BIO | 20 % |\n",
            "| Test | Line |\n|---|---|\n| VCT | [-50-]{+60+} % |\n| BIO | 20 % |\n",
        ),
        (
            "See https://a.example/v1 there.",
            "See https://a.example/v2 there.",
            "See [-https://a.example/v1-]{+https://a.example/v2+} there.",
        ),
        (
            "The café's rule",
            "The cafe's rule",
            "The [-café's-]{+cafe's+} rule",
        ),
    ],
)
def test_a_change_reads_as_a_person_would_mark_it(before: str, after: str, shown: str) -> None:
    assert compared(before, after) == shown


def test_a_word_between_two_changed_words_goes_with_them() -> None:
    before = "Deployment stops within ten days of the finding, whoever made it."
    after = "Deployment slows after some days of the finding, whoever made it."
    assert compared(before, after) == (
        "Deployment [-stops within ten-]{+slows after some+} days of the finding, whoever made it."
    )
    assert compared("a cat sat", "the cat stood") == "[-a cat sat-]{+the cat stood+}"


def test_a_sentence_that_was_wrapped_anew_is_the_same() -> None:
    pieces = prose_pieces("One two\nthree four.", "One\ntwo three\nfour.")
    assert [piece.mark for piece in pieces] == [Mark.SAME]


def test_paragraphs_with_little_in_common_are_not_torn_into_words() -> None:
    before = "The council reads the report and decides in writing before any deployment."
    after = "Nobody outside learns of the tests, and there is no list of those who made them."
    assert compared(before, after) == f"[-{before}-]{{+{after}+}}"


def test_a_paragraph_that_was_cut_in_two_hardly_changed() -> None:
    one = "We test each model before we deploy it."
    two = "A council that answers to the board decides on the results."
    new = "Nothing of this holds for models that only our own staff can use in their work."
    shown = compared(f"{one} {two}", f"{one}\n\n{two}\n\n{new}")
    assert shown == f"{one}[- -]{{+\n\n+}}{two}{{+\n\n{new}+}}"


def test_a_paragraph_that_moved_is_said_to_have_moved() -> None:
    first = "We test each model before we deploy it.\n\n"
    second = "A council decides what is to be done.\n\n"
    third = "The board can overrule it in one direction.\n\n"
    shown = compared(first + second + third, second + third + first)
    assert shown == f"[-{first.upper()}-]{second}{third}{{+{first.upper()}+}}"


def test_a_rename_in_many_paragraphs_marks_the_name_alone() -> None:
    lines = [f"Paragraph {n} says that xAI does the thing of number {n}.\n\n" for n in range(200)]
    before = "".join(lines)
    pieces = prose_pieces(before, before.replace("xAI", "SpaceXAI"))
    assert {piece.text for piece in pieces if piece.mark is Mark.REMOVED} == {"xAI"}
    assert sum(piece.mark is Mark.ADDED for piece in pieces) == 200


def test_signs_of_scripts_without_spaces_are_compared_one_by_one() -> None:
    assert compared("安全性を評価する", "安全性を検証する") == "安全性を[-評価-]{+検証+}する"
