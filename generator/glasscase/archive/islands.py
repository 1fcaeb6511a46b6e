"""Edits of a text made readable: no confetti, and cuts where sentences and words begin."""

from __future__ import annotations

from itertools import accumulate
from typing import NamedTuple

from glasscase.archive.markdown_blocks import BREAK, Tokens, is_word

_LARGEST_ISLAND = 6
"""Words between two edits that may go down with them; more are always kept."""
_FARTHEST = 200
"""Words, marks and spaces by which an edit is moved at most."""
_SENTENCE_ENDS = ".!?:;…"
_WIDE_ENDS = "\u3002\uff01\uff1f"
"""The full stop and its kin where no space follows them: 。 and its wide companions."""


class Edit(NamedTuple):
    """Tokens `a0` to `a1` of the text before became words `b0` to `b1` of the text after."""

    a0: int
    a1: int
    b0: int
    b1: int


def smoothed(edits: list[Edit], before: Tokens, after: Tokens) -> list[Edit]:
    """Merge edits that only a few equal words part, and move lone ones to natural places."""
    merged = _merged(edits, before, after)
    end = Edit(len(before.keys), 0, len(after.keys), 0)
    found: list[Edit] = []
    for place, edit in enumerate(merged):
        last = found[-1] if found else Edit(0, 0, 0, 0)
        following = merged[place + 1] if place + 1 < len(merged) else end
        found.append(_settled(edit, last, following, before, after))
    return found


def _merged(edits: list[Edit], before: Tokens, after: Tokens) -> list[Edit]:
    """Merge two edits if the words between them are no more than each of them changes."""
    in_before, in_after = _counts(before), _counts(after)

    def size(edit: Edit) -> int:
        return max(in_before[edit.a1] - in_before[edit.a0], in_after[edit.b1] - in_after[edit.b0])

    found: list[Edit] = []
    for edit in edits:
        current = edit
        while found:
            last = found[-1]
            island = in_before[current.a0] - in_before[last.a1]
            if island > min(_LARGEST_ISLAND, size(last), size(current)):
                break
            if BREAK in before.keys[last.a1 : current.a0]:
                break
            current = Edit(last.a0, current.a1, last.b0, current.b1)
            found.pop()
        found.append(current)
    return found


def _counts(words: Tokens) -> list[int]:
    """Return how many words stand before each place."""
    return [0, *accumulate(is_word(text) for text in words.texts)]


def _settled(edit: Edit, last: Edit, following: Edit, before: Tokens, after: Tokens) -> Edit:
    """Move what was only added, or only removed, to where a sentence or a word begins.

    "A. [B. ]C." and "A.[ B.] C." are one change: the first is how people see it.
    """
    removed, added = edit.a0 < edit.a1, edit.b0 < edit.b1
    if removed and added:
        return edit
    keys = before.keys if removed else after.keys
    start, end = (edit.a0, edit.a1) if removed else (edit.b0, edit.b1)
    left = max(-_FARTHEST, last.a1 - edit.a0, last.b1 - edit.b0)
    right = min(_FARTHEST, following.a0 - edit.a1, following.b0 - edit.b1)
    own = before if removed else after
    best, highest = 0, _score(own, start)
    for step, bound in ((-1, left), (1, right)):
        shift = 0
        while shift != bound:
            out, come = (
                (end + shift - 1, start + shift - 1) if step < 0 else (start + shift, end + shift)
            )
            if keys[out] != keys[come]:
                break
            shift += step
            score = _score(own, start + shift)
            if score > highest:
                best, highest = shift, score
    return Edit(edit.a0 + best, edit.a1 + best, edit.b0 + best, edit.b1 + best)


def _score(words: Tokens, place: int) -> int:
    """Tell how natural a place is for an edit to begin, 0 to 4."""
    if place == 0 or words.keys[place - 1] == BREAK:
        return 4
    former = words.texts[place - 1]
    if former in _WIDE_ENDS:
        return 3
    if former[0].isspace():
        return 3 if place > 1 and words.texts[place - 2][-1] in _SENTENCE_ENDS else 2
    return int(place < len(words.texts) and words.texts[place][0].isspace())
