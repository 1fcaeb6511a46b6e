"""Which row of a list before is which row of it now."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from glasscase.archive.rows import has_id, keys_of
from glasscase.archive.sameness import same, token
from glasscase.archive.shape import Content, Shape

_WORD = re.compile(r"\w+")
_ALIKE = 0.5
"""Share of common words from which two lines are one line that was rewritten."""
_MOST_COMPARISONS = 4_000


@dataclass(frozen=True, slots=True)
class Matching:
    """Rows by their positions."""

    pairs: tuple[tuple[int, int], ...]
    """Before and after, in the order before."""
    removed: tuple[int, ...]
    added: tuple[int, ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The former positions of the rows that stay, in the order in which they stand now."""
        return tuple(before for before, _ in sorted(self.pairs, key=lambda pair: pair[1]))

    @property
    def reordered(self) -> bool:
        """Whether rows that stay have changed places among themselves."""
        return list(self.order) != sorted(self.order)


def match(before: Sequence[Any], after: Sequence[Any], item: Shape) -> Matching:
    """Match rows: the same ones, then those of one id or natural key, then lines much alike.

    Rows with ids whose ids differ are one only if all else is the same. Exchanging the two
    lists exchanges the sides of the result, and nothing else.
    """
    state = _State(before, after)
    state.pair_all(list(_around(before, after)))
    state.pair(token)
    for keys in keys_of(item):
        state.pair(partial(_key, keys))
    if has_id(item):
        state.pair(_without_id)
    if item.content in (Content.TEXT, Content.PROSE, Content.ANYTHING):
        state.pair_all(_alike(before, after, state.left, state.right))
    return Matching(tuple(sorted(state.pairs)), tuple(state.left), tuple(state.right))


class _State:
    """The rows that have no partner yet, by their positions, and the pairs found so far."""

    def __init__(self, before: Sequence[Any], after: Sequence[Any]) -> None:
        self._before, self._after = before, after
        self.left, self.right = list(range(len(before))), list(range(len(after)))
        self.pairs: list[tuple[int, int]] = []

    def pair(self, key_of: Callable[[Any], Hashable | None]) -> None:
        """Pair rows of one key, each with the first of its key that is left."""
        if not (self.left and self.right):
            return
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for j in reversed(self.right):
            waiting[key_of(self._after[j])].append(j)
        waiting.pop(None, None)
        keys = [(i, key_of(self._before[i])) for i in self.left]
        self.pair_all([(i, waiting[key].pop()) for i, key in keys if waiting.get(key)])

    def pair_all(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Take pairs as found."""
        self.pairs += pairs
        gone, come = {i for i, _ in pairs}, {j for _, j in pairs}
        self.left = [i for i in self.left if i not in gone]
        self.right = [j for j in self.right if j not in come]


def _around(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int, int]]:
    """Pair the rows that are the same at both ends: mostly, little in between has changed."""
    shorter = min(len(before), len(after))
    start = end = 0
    while start < shorter and same(before[start], after[start]):
        yield start, start
        start += 1
    while end < shorter - start and same(before[-1 - end], after[-1 - end]):
        end += 1
        yield len(before) - end, len(after) - end


def _key(keys: tuple[str, ...], row: Any) -> Hashable | None:
    if not isinstance(row, dict):
        return None
    values = tuple(row.get(key) for key in keys)
    if not isinstance(values[0], str) or not all(isinstance(v, str | None) for v in values):
        return None
    return values


def _without_id(row: Any) -> Hashable | None:
    if not isinstance(row, dict) or len(row) < 3:
        return None
    return token({key: value for key, value in row.items() if key != "id"})


def _alike(
    before: Sequence[Any], after: Sequence[Any], left: list[int], right: list[int]
) -> list[tuple[int, int]]:
    """Pair lines that share half of their words or more, the most alike first."""
    if not left or not right or len(left) * len(right) > _MOST_COMPARISONS:
        return []
    words_before = {i: _words(before[i]) for i in left if isinstance(before[i], str)}
    words_after = {j: _words(after[j]) for j in right if isinstance(after[j], str)}
    scored = [
        (-share, i + j, abs(i - j), i, j)
        for i, one in words_before.items()
        for j, other in words_after.items()
        if (share := likeness(one, other)) >= _ALIKE
    ]
    pairs: list[tuple[int, int]] = []
    taken_before: set[int] = set()
    taken_after: set[int] = set()
    for *_, i, j in sorted(scored):
        if i not in taken_before and j not in taken_after:
            pairs.append((i, j))
            taken_before.add(i)
            taken_after.add(j)
    return pairs


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text[:2_000].casefold()))


def likeness(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of common words (Dice), 0 to 1."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
