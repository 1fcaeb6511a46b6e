"""What is made of items that say the same in all documents: each once, for all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from glasscase.documents.filled import Filled

V = TypeVar("V")

_MOST = 10_000


class Common(Generic[V]):
    """What a function makes of common items, remembered by the items themselves.

    An item is kept with what was made of it, so that its identity is not used again.
    """

    def __init__(self, make: Callable[[Filled], V]) -> None:
        self._make = make
        self._made: dict[int, tuple[Filled, V]] = {}

    def of(self, item: Filled) -> V:
        """Return what is made of an item that is `common`."""
        known = self._made.get(id(item))
        if known is None:
            if len(self._made) >= _MOST:
                self._made.clear()
            known = self._made[id(item)] = (item, self._make(item))
        return known[1]
