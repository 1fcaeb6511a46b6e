"""Which items of two sequences are the same, in order: bounded work on any input."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence

Pairs = list[tuple[int, int]]
"""Positions of equal items, both rising."""

_STEPS = 12
_STEPS_AT_LEAST = 2_000
"""Steps that an alignment may take: so many for each item, and so many more."""
_MOST_EDITS = 1_000
_LARGE = 4_000
_RUNS = (1, 4)


def align(before: Sequence[Hashable], after: Sequence[Hashable]) -> Pairs:
    """Return pairs of equal items, as many as bounded effort finds.

    What both sequences start and end with is paired first. The rest is aligned by its shortest
    difference (Myers 1986) where that is small, and else around the items that stand exactly
    once on each side (patience difference). Where neither helps in time, nothing is paired.
    """
    pairs: Pairs = []
    steps = _STEPS * (len(before) + len(after)) + _STEPS_AT_LEAST
    ranges = [(0, len(before), 0, len(after))]
    while ranges:
        a0, a1, b0, b1 = ranges.pop()
        while a0 < a1 and b0 < b1 and before[a0] == after[b0]:
            pairs.append((a0, b0))
            a0, b0 = a0 + 1, b0 + 1
        while a0 < a1 and b0 < b1 and before[a1 - 1] == after[b1 - 1]:
            a1, b1 = a1 - 1, b1 - 1
            pairs.append((a1, b1))
        size = a1 - a0 + b1 - b0
        steps -= size
        if a0 == a1 or b0 == b1 or steps < 0:
            continue
        # Anchors are quick to find in long texts, the shortest difference in short ones.
        anchors = _anchors(before, after, a0, a1, b0, b1) if size > _LARGE else []
        if not anchors:
            inner, spent = _shortest(before[a0:a1], after[b0:b1], steps // 2)
            steps -= spent
            if inner is not None:
                pairs += [(a0 + i, b0 + j) for i, j in inner]
                continue
            anchors = _anchors(before, after, a0, a1, b0, b1) if size <= _LARGE else []
        if anchors:
            pairs += anchors
            ranges += _between(anchors, a0, a1, b0, b1)
    return sorted(pairs)


def gaps(pairs: Pairs, before: int, after: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield the ranges that no pair covers, as `a0, a1, b0, b1`; `before`, `after`: lengths."""
    for a0, a1, b0, b1 in _between(pairs, 0, before, 0, after):
        if a0 < a1 or b0 < b1:
            yield a0, a1, b0, b1


def _between(
    pairs: Pairs, a0: int, a1: int, b0: int, b1: int
) -> Iterator[tuple[int, int, int, int]]:
    for i, j in [*pairs, (a1, b1)]:
        yield a0, i, b0, j
        a0, b0 = i + 1, j + 1


def rising(pairs: Sequence[tuple[int, int]]) -> Pairs:
    """Return the longest run of pairs, sorted by their first items, whose second items rise."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for number, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        if place == len(tails):
            tails.append(j)
            ends.append(number)
        else:
            tails[place] = j
            ends[place] = number
        previous.append(ends[place - 1] if place else -1)
    found: Pairs = []
    number = ends[-1] if ends else -1
    while number >= 0:
        found.append(pairs[number])
        number = previous[number]
    return found[::-1]


def _anchors(
    before: Sequence[Hashable], after: Sequence[Hashable], a0: int, a1: int, b0: int, b1: int
) -> Pairs:
    """Pair the items, or the runs of items, that stand exactly once on each side."""
    most: Pairs = []
    for length in _RUNS:
        once_before = _once(before, a0, a1, length)
        once_after = _once(after, b0, b1, length)
        found = rising(
            sorted((i, once_after[run]) for run, i in once_before.items() if run in once_after)
        )
        most = max(most, found, key=len)
    return most


def _once(items: Sequence[Hashable], start: int, end: int, length: int) -> dict[Hashable, int]:
    """Return where the runs of a length begin that stand exactly once."""
    seen: dict[Hashable, int] = {}
    for place in range(start, end - length + 1):
        run = items[place] if length == 1 else tuple(items[place : place + length])
        seen[run] = -1 if run in seen else place
    return {run: place for run, place in seen.items() if place >= 0}


def _shortest(
    before: Sequence[Hashable], after: Sequence[Hashable], effort: int
) -> tuple[Pairs | None, int]:
    """Return the pairs of the shortest difference, or None if it takes more than `effort` steps.

    The steps that it took are returned with them.

    `reached[n]` holds how far `edits` edits reach on the diagonal `2 * n - edits`.
    """
    n, m = len(before), len(after)
    steps = 0
    trace: list[array[int]] = []
    former = array("l", [0])
    for edits in range(min(n + m, _MOST_EDITS) + 1):
        reached = array("l", bytes((edits + 1) * former.itemsize))
        for place in range(edits + 1):
            # Something was added, or else something was removed, to come to this diagonal.
            if place == 0 or (place != edits and former[place - 1] < former[place]):
                x = former[place] if edits else 0
            else:
                x = former[place - 1] + 1
            shift = 2 * place - edits
            while x < n and x - shift < m and before[x] == after[x - shift]:
                x += 1
                steps += 1
            reached[place] = x
            if x >= n and shift == n - m:
                return _retraced(trace, n, m), steps
        steps += edits + 1
        if steps > effort:
            break
        trace.append(reached)
        former = reached
    return None, steps


def _retraced(trace: list[array[int]], x: int, y: int) -> Pairs:
    """Walk back from the end of both sequences; `trace` lacks the last step."""
    pairs: Pairs = []
    for edits in range(len(trace), 0, -1):
        former = trace[edits - 1]
        place = (x - y + edits) // 2
        down = place == 0 or (place != edits and former[place - 1] < former[place])
        from_x = former[place] if down else former[place - 1]
        from_y = from_x - (2 * place - edits + (1 if down else -1))
        while x > from_x + (not down):
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = from_x, from_y
    pairs += [(step, step) for step in range(x - 1, -1, -1)]
    return pairs[::-1]
