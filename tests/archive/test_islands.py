"""Edits are merged over a few equal words, and begin where sentences and words begin."""

from __future__ import annotations

import pytest

from glasscase.archive.islands import Edit, smoothed
from glasscase.archive.markdown_blocks import blocks, words


def told(before: str, after: str, *edits: Edit) -> list[tuple[str, str]]:
    """Return what the edits remove and add, once smoothed."""
    one, other = words(blocks(before)), words(blocks(after))
    return [
        ("".join(one.texts[e.a0 : e.a1]), "".join(other.texts[e.b0 : e.b1]))
        for e in smoothed(list(edits), one, other)
    ]


def test_a_single_word_between_two_goes_with_them() -> None:
    edits = [Edit(0, 1, 0, 1), Edit(4, 5, 4, 5)]
    assert told("a cat sat", "the cat stood", *edits) == [("a cat sat", "the cat stood")]


def test_more_words_than_either_change_stay() -> None:
    edits = [Edit(0, 1, 0, 1), Edit(6, 7, 6, 7)]
    assert told("a cat that sat", "the cat that stood", *edits) == [("a", "the"), ("sat", "stood")]


def test_a_long_stretch_stays_however_large_the_changes_are() -> None:
    kept = " ".join("kept" for _ in range(7))
    before, after = f"{'a ' * 9}{kept}{' c' * 9}", f"{'b ' * 9}{kept}{' d' * 9}"
    first, last = Edit(0, 17, 0, 17), Edit(32, 49, 32, 49)
    assert len(told(before, after, first, last)) == 2


def test_edits_of_two_paragraphs_are_not_merged() -> None:
    assert len(told("a\n\nb", "c\n\nd", Edit(0, 1, 0, 1), Edit(2, 3, 2, 3))) == 2


@pytest.mark.parametrize(
    ("before", "after", "edit", "added"),
    [
        ("A. C.", "A. B. C.", Edit(1, 1, 1, 4), "B. "),
        ("We halt.", "We must halt.", Edit(1, 1, 1, 3), "must "),
        ("- a\n- b", "- a\n- c\n- b", Edit(4, 4, 4, 8), "- c\n"),
        ("the end", "the end of it", Edit(3, 3, 3, 7), " of it"),
    ],
)
def test_what_was_only_added_begins_where_a_person_would_say(
    before: str, after: str, edit: Edit, added: str
) -> None:
    assert told(before, after, edit) == [("", added)]


def test_what_was_only_removed_does_too() -> None:
    assert told("A. B. C.", "A. C.", Edit(1, 4, 1, 1)) == [("B. ", "")]


def test_an_edit_does_not_move_into_its_neighbour() -> None:
    edits = [Edit(0, 1, 0, 1), Edit(2, 2, 2, 4)]
    found = told("x a a a y", "z a a a a y", *edits)
    assert "".join(added for _, added in found).count("a") >= 1
    assert found[0][0].startswith("x")
