"""Which of the paragraphs that changed belong together."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from glasscase.archive.alignment import Pairs, align, gaps
from glasscase.archive.markdown_blocks import Block, is_word, sentences, tokens
from glasscase.archive.matching import likeness

_ALIKE = 0.4
"""Share of common words from which two paragraphs are one that was rewritten."""
_ALMOST = 0.8
"""Share of common words from which paragraphs were only cut up in another way."""
_RARE = 6
"""A word is rare if fewer paragraphs than this have it."""
_MOST_COMPARISONS = 2_500


class Passage(NamedTuple):
    """Paragraphs of both sides."""

    alike: bool
    """True if they are the same paragraphs, rewritten; False if each stands alone."""
    before: list[Block]
    after: list[Block]


def passages(before: list[Block], after: list[Block]) -> Iterator[Passage]:
    """Yield changed paragraphs in their order: those that belong together, and the others.

    Where they have little in common, their sentences are told apart instead, so that a paragraph
    that was cut in two is still one that hardly changed.
    """
    if not before or not after or _likeness(before, after) >= _ALMOST:
        yield Passage(bool(before and after), before, after)
        return
    before = [part for block in before for part in sentences(block)]
    after = [part for block in after for part in sentences(block)]
    pairs = align([part.key for part in before], [part.key for part in after])
    a = b = 0
    for a0, a1, b0, b1 in gaps(pairs, len(before), len(after)):
        if a < a0:
            yield Passage(True, before[a:a0], after[b:b0])
        yield from _rewritten(before[a0:a1], after[b0:b1])
        a, b = a1, b1
    if a < len(before):
        yield Passage(True, before[a:], after[b:])


def _rewritten(before: list[Block], after: list[Block]) -> Iterator[Passage]:
    counted_before = [_count(block) for block in before]
    counted_after = [_count(block) for block in after]
    a0 = b0 = 0
    for i, j in [*_partners(counted_before, counted_after), (len(before), len(after))]:
        if a0 < i or b0 < j:
            yield Passage(False, before[a0:i], after[b0:j])
        if i < len(before):
            yield Passage(True, [before[i]], [after[j]])
        a0, b0 = i + 1, j + 1


def _likeness(before: list[Block], after: list[Block]) -> float:
    return likeness(_sum(before), _sum(after))


def _count(block: Block) -> Counter[str]:
    return Counter(token.casefold() for token in tokens(block.text) if is_word(token))


def _sum(parts: Iterable[Block]) -> Counter[str]:
    total: Counter[str] = Counter()
    for block in parts:
        total.update(_count(block))
    return total


def _partners(before: list[Counter[str]], after: list[Counter[str]]) -> Pairs:
    """Pair paragraphs that are much alike, the most alike first, without crossing."""
    scored = sorted(
        (-share, i + j, i, j)
        for i, j in _candidates(before, after)
        if (share := likeness(before[i], after[j])) >= _ALIKE
    )
    chosen: Pairs = []
    for *_, i, j in scored:
        place = bisect_left(chosen, (i, j))
        fits_above = place == 0 or (chosen[place - 1][0] < i and chosen[place - 1][1] < j)
        fits_below = place == len(chosen) or (chosen[place][0] > i and chosen[place][1] > j)
        if fits_above and fits_below:
            chosen.insert(place, (i, j))
    return chosen


def _candidates(before: list[Counter[str]], after: list[Counter[str]]) -> Iterable[tuple[int, int]]:
    """Return pairs worth comparing: all of a few, and of many those that share rare words."""
    if len(before) * len(after) <= _MOST_COMPARISONS:
        return ((i, j) for i in range(len(before)) for j in range(len(after)))
    places: dict[str, list[int]] = defaultdict(list)
    for j, own in enumerate(after):
        for word in own:
            places[word].append(j)
    found = []
    for i, own in enumerate(before):
        votes: Counter[int] = Counter()
        for word in own:
            if 0 < len(places.get(word, ())) < _RARE:
                votes.update(places[word])
        found += [(i, j) for j, _ in votes.most_common(3)]
    return found
