"""The pieces of a changed text as passages: the paragraphs that changed, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from glasscase.archive.change import Mark, Piece
from glasscase.archive.markdown_blocks import Block, begins_block, blocks

_MOVED = {Mark.ADDED: "moved here", Mark.REMOVED: "moved away"}
_BREAK = "¶"
_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")
_UNDERLINE = re.compile(r"\n {0,3}(?:={2,}|-{2,})$")
"""The second line of a heading that is underlined."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
"""A sign that is meant as such (CommonMark 0.31.2, "Backslash escapes")."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a passage."""

    mark: Mark
    text: str
    moved: bool = False

    @property
    def label(self) -> str:
        """What happened to it, in words: colour alone tells nobody. Empty if nothing did."""
        if self.mark is Mark.SAME:
            return ""
        return _MOVED[self.mark] if self.moved else self.mark.value


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, item, heading or row of a table that changed."""

    parts: tuple[Part, ...]
    under: str = ""
    """The heading above it, if it was not shown yet."""
    skipped: int = 0
    """How many unchanged paragraphs stand between it and the one above."""


def passages(pieces: Iterable[Piece]) -> tuple[Passage, ...]:
    """Return the passages that changed, in their order."""
    found: list[Passage] = []
    heading = shown = ""
    skipped = 0
    for parts in _paragraphs(list(pieces)):
        text = "".join(part.text for part in parts if part.mark is not Mark.REMOVED)
        own = Block(text).heading
        if all(part.mark is Mark.SAME for part in parts):
            # A heading is no paragraph: it is shown above what changed below it.
            skipped += bool(text.strip()) and not own
            heading = own or heading
            continue
        under = heading if heading != shown else ""
        found.append(Passage(_trimmed(parts), _ESCAPED.sub(r"\1", under), skipped))
        heading, skipped = own or heading, 0
        shown = heading
    return tuple(found)


def whole(text: str, mark: Mark) -> tuple[Passage, ...]:
    """Return a text that was added or removed as a whole."""
    return passages([Piece(mark, text, "") if mark is Mark.REMOVED else Piece(mark, "", text)])


def exchanged(before: str, after: str) -> tuple[Passage, ...]:
    """Return a value that was replaced by another."""
    return (Passage((Part(Mark.REMOVED, before), Part(Mark.ADDED, after))),)


@dataclass(slots=True)
class _Cutter:
    """Collects parts, and cuts them where a paragraph ends on the side that they stand on."""

    parts: list[Part] = field(default_factory=list)

    def cut(self) -> Iterator[list[Part]]:
        if self.parts:
            yield self.parts
            self.parts = []


def _paragraphs(pieces: list[Piece]) -> Iterator[list[Part]]:
    """Yield the parts of each paragraph.

    What was removed and what was added for it begin in the same paragraph, and end in the same
    one where the text goes on after both.
    """
    cutter = _Cutter()
    place = 0
    while place < len(pieces):
        piece = pieces[place]
        partner = pieces[place + 1] if place + 1 < len(pieces) else None
        paired = piece.mark is Mark.REMOVED and partner is not None and partner.mark is Mark.ADDED
        run = [piece, partner] if paired and partner is not None else [piece]
        place += len(run)
        follows = pieces[place].text if place < len(pieces) else ""
        cuts = [_fragments(own, follows) for own in run]
        if cutter.parts:
            cutter.parts += [own.pop(0) for own, _ in cuts]
            if any(own or ends for own, ends in cuts):
                yield from cutter.cut()
        last: list[Part] = []
        for own, ends in cuts:
            if own and not ends:
                last.append(own.pop())
            yield from ([part] for part in own)
        cutter.parts += last
    yield from cutter.cut()


def _fragments(piece: Piece, follows: str) -> tuple[list[Part], bool]:
    """Cut a piece where paragraphs end; tell whether one ends with it."""
    parts = [Part(piece.mark, block.text, piece.moved) for block in blocks(piece.text)]
    text = piece.text
    ending = text[len(text.rstrip()) :]
    ends = ending.count("\n") > 1 or ("\n" in ending and begins_block(follows))
    return parts, ends


def _trimmed(parts: list[Part]) -> tuple[Part, ...]:
    """Return parts without the space around the paragraph, and with a sign for a mere break."""
    last = parts[-1]
    text = _UNDERLINE.sub("", last.text.rstrip())
    kept = [*parts[:-1], Part(last.mark, text or last.text, last.moved)]
    signs = [_sign(part) for part in kept]
    if any(sign.text == _BREAK for sign in signs):
        # A space that a break takes the place of, or the other way round, says no more than it.
        signs = [sign for sign in signs if sign.mark is Mark.SAME or sign.text.strip()]
    return tuple(signs)


def _sign(part: Part) -> Part:
    """Return a part that is a break between paragraphs, and nothing else, as a sign."""
    if part.mark is Mark.SAME or part.text.strip() or not _BLANK_LINE.search(part.text):
        return part
    return Part(part.mark, _BREAK, part.moved)
