"""The difference between two texts, word by word.

Paragraphs first: those that stand on both sides are the same, those that share many words are
one paragraph that was rewritten, and only within these are words compared. A paragraph that is
gone here and stands there, unchanged, has moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from glasscase.archive.alignment import align, gaps
from glasscase.archive.change import Mark, Piece
from glasscase.archive.islands import Edit, smoothed
from glasscase.archive.markdown_blocks import Block, Tokens, blocks, line_words, words
from glasscase.archive.passages import Passage, passages

_SHORTEST_MOVE = 5
"""Words that a paragraph must have for its move to be told."""


class _Stretch(NamedTuple):
    """A stretch of one of the texts."""

    text: str
    moved: bool = False


class _Span(NamedTuple):
    """What stands on both sides between two places; either side may be empty."""

    same: bool
    before: tuple[_Stretch, ...]
    after: tuple[_Stretch, ...]


def prose_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two Markdown texts. The other way round gives the same, inverted."""
    return _pieces(before, after, lambda one, other: _prose(blocks(one), blocks(other)))


def line_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return the pieces of two plain texts, in which every space counts."""
    return _pieces(before, after, lambda one, other: _edited(line_words(one), line_words(other)))


def _pieces(
    before: str, after: str, compare: Callable[[str, str], Iterable[_Span]]
) -> tuple[Piece, ...]:
    """Compare in one direction only, so that the way back gives the same."""
    if before <= after:
        spans = iter(compare(before, after))
    else:
        spans = (_Span(span.same, span.after, span.before) for span in compare(after, before))
    return tuple(_joined(piece for span in spans for piece in _of_span(span)))


def _prose(before: list[Block], after: list[Block]) -> Iterator[_Span]:
    parts = list(_parts(before, after))
    moved = _moves(part for part in parts if isinstance(part, Passage) and not part.alike)
    for part in parts:
        if isinstance(part, _Span):
            yield part
        elif part.alike:
            yield from _edited(words(part.before), words(part.after))
        else:
            yield _Span(False, _alone(part.before, moved), _alone(part.after, moved))


def _parts(before: list[Block], after: list[Block]) -> Iterator[_Span | Passage]:
    """Yield what is the same as spans, and the changed paragraphs between them as passages."""
    pairs = align([block.key for block in before], [block.key for block in after])
    a = b = 0
    for a0, a1, b0, b1 in gaps(pairs, len(before), len(after)):
        yield _span(True, (block.text for block in before[a:a0]), (x.text for x in after[b:b0]))
        yield from passages(before[a0:a1], after[b0:b1])
        a, b = a1, b1
    yield _span(True, (block.text for block in before[a:]), (block.text for block in after[b:]))


def _moves(passages_: Iterable[Passage]) -> frozenset[str]:
    """Return the keys of the paragraphs that are gone in one place and stand in another."""
    gone: set[str] = set()
    come: set[str] = set()
    for passage in passages_:
        gone.update(block.key for block in passage.before)
        come.update(block.key for block in passage.after)
    return frozenset(key for key in gone & come if len(key.split()) >= _SHORTEST_MOVE)


def _alone(own: list[Block], moved: frozenset[str]) -> tuple[_Stretch, ...]:
    return tuple(_Stretch(block.text, block.key in moved) for block in own)


def _edited(before: Tokens, after: Tokens) -> Iterator[_Span]:
    """Compare words."""
    pairs = align(before.keys, after.keys)
    edits = [Edit(*gap) for gap in gaps(pairs, len(before.keys), len(after.keys))]
    a = b = 0
    for edit in smoothed(edits, before, after):
        yield _span(True, before.texts[a : edit.a0], after.texts[b : edit.b0])
        removed = "".join(before.texts[edit.a0 : edit.a1])
        added = "".join(after.texts[edit.b0 : edit.b1])
        # The space after a paragraph and a space within one may be written alike.
        yield _span(removed == added, [removed], [added])
        a, b = edit.a1, edit.b1
    yield _span(True, before.texts[a:], after.texts[b:])


def _span(same: bool, before: Iterable[str], after: Iterable[str]) -> _Span:
    return _Span(same, (_Stretch("".join(before)),), (_Stretch("".join(after)),))


def _of_span(span: _Span) -> Iterator[Piece]:
    if span.same:
        [before], [after] = span.before, span.after
        yield Piece(Mark.SAME, before.text, after.text)
        return
    for stretch in span.before:
        yield Piece(Mark.REMOVED, stretch.text, "", stretch.moved)
    for stretch in span.after:
        yield Piece(Mark.ADDED, "", stretch.text, stretch.moved)


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Join neighbours of one kind and leave out what is empty."""
    filled = (piece for piece in pieces if piece.before or piece.after)
    for (mark, moved), group in groupby(filled, key=lambda piece: (piece.mark, piece.moved)):
        run = list(group)
        before, after = (piece.before for piece in run), (piece.after for piece in run)
        yield Piece(mark, "".join(before), "".join(after), moved)
