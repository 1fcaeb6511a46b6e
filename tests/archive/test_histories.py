"""Real histories: complete, the same both ways, small where little changed, and not torn."""

from __future__ import annotations

from collections import Counter

import pytest

from glasscase.archive import Change, Mark, Piece, compare, reconstruct
from glasscase.archive.markdown_blocks import is_word, tokens
from glasscase.archive.render import render_json, render_markdown, render_text, view
from glasscase.records import PublicForm, canonical

from .histories import steps

STEPS = [pytest.param(before, after, id=name) for name, before, after in steps()]
pytestmark = pytest.mark.skipif(not STEPS, reason="the corpus of public policies is not here")
every_step = pytest.mark.parametrize(("before", "after"), STEPS)


def body(before: PublicForm, after: PublicForm) -> Change:
    [change] = [own for own in compare(before, after).changes if own.path == ("body",)]
    return change


def words(text: str) -> Counter[str]:
    return Counter(token for token in tokens(text) if is_word(token))


def marked(pieces: tuple[Piece, ...]) -> int:
    """Return how many words are marked as removed or added."""
    return sum(words(piece.text).total() for piece in pieces if piece.mark is not Mark.SAME)


@every_step
def test_nothing_is_left_out(before: PublicForm, after: PublicForm) -> None:
    changes = compare(before, after).changes
    assert canonical(reconstruct(before, changes)) == canonical(after)
    pieces = body(before, after).pieces
    assert "".join(piece.before for piece in pieces) == before["body"]
    assert "".join(piece.after for piece in pieces) == after["body"]


@every_step
def test_there_and_back_again(before: PublicForm, after: PublicForm) -> None:
    """A text that goes from A to B and back to A: the second step undoes the first."""
    forth, back = body(before, after), body(after, before)
    for mark, inverse in ((Mark.ADDED, Mark.REMOVED), (Mark.REMOVED, Mark.ADDED)):
        one = "".join(piece.text for piece in forth.pieces if piece.mark is mark)
        other = "".join(piece.text for piece in back.pieces if piece.mark is inverse)
        assert one == other
    assert [piece.before for piece in forth.pieces if piece.mark is Mark.SAME] == [
        piece.after for piece in back.pieces if piece.mark is Mark.SAME
    ]
    assert compare(before, before).changes == ()


@every_step
def test_what_is_marked_is_near_the_least_that_can_be(
    before: PublicForm, after: PublicForm
) -> None:
    """No difference marks fewer words than stand on one side only; a good one not many more.

    What is marked beyond them are words that moved, that stand between changed words, or that
    two paragraphs with little else in common share.
    """
    one, other = words(before["body"]), words(after["body"])
    least = ((one - other) + (other - one)).total()
    found = marked(body(before, after).pieces)
    assert least <= found <= 2 * least + 20


@every_step
def test_prose_has_no_direction(before: PublicForm, after: PublicForm) -> None:
    difference = compare(before, after)
    assert difference.weakened == difference.strengthened == ()


@every_step
def test_a_text_is_not_torn_into_confetti(before: PublicForm, after: PublicForm) -> None:
    """What stands between two changed places of a paragraph is seldom a single word."""
    pieces = body(before, after).pieces
    inner = [
        words(piece.text).total()
        for piece in pieces[1:-1]
        if piece.mark is Mark.SAME and "\n" not in piece.text
    ]
    assert sum(size == 1 for size in inner) <= max(4, len(inner) // 4)


@every_step
def test_every_marked_word_is_shown(before: PublicForm, after: PublicForm) -> None:
    difference = compare(before, after)
    [text, _] = view(difference)
    shown = Counter[str]()
    for passage in text.entries[0].lines[0].passages:
        for part in passage.parts:
            if part.mark is not Mark.SAME:
                shown += words(part.text)
    expected = Counter[str]()
    for piece in body(before, after).pieces:
        if piece.mark is not Mark.SAME:
            expected += words(piece.text)
    assert shown == expected
    for rendered in (render_text(difference), render_markdown(difference)):
        assert "{+" in rendered or "[-" in rendered
    assert render_json(difference).count('"path"') == len(difference.changes)
