"""What follows from outcomes, worked out once for the same ones, which go by their identity."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from glasscase.law.covered import Block, alike

S = TypeVar("S")
T = TypeVar("T")


class Once(Generic[S, T]):
    """Calls `make` once for all of the same `key`, as far as they are among the last `most`.

    What it was called with is kept, so that no identity in a key is used again.
    """

    def __init__(self, key: Callable[[S], object], make: Callable[[S], T], most: int) -> None:
        self._key, self._make, self._most = key, make, most
        self._known: dict[object, tuple[S, T]] = {}

    def __call__(self, of: S) -> T:
        """Return what `make` gives."""
        key = self._key(of)
        known = self._known.get(key)
        if known is None:
            if len(self._known) >= self._most:
                self._known.clear()
            known = self._known[key] = (of, self._make(of))
        return known[1]


def by_regime(make: Callable[[Block], T]) -> Once[Block, T]:
    """Return what remembers by the outcomes of one regime."""
    return Once(_outcomes, make, 10_000)


def by_record(make: Callable[[tuple[Block, ...]], T], most: int) -> Once[tuple[Block, ...], T]:
    """Return what remembers by the outcomes of all regimes, and the reasons for them."""
    return Once(alike, make, most)


def _outcomes(block: Block) -> int:
    return id(block.outcomes)
