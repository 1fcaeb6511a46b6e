"""Several files of a site at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from glasscase.log.source import Source

_T = TypeVar("_T")
_R = TypeVar("_R")


def each(source: Source, work: Callable[[_T], _R], items: Sequence[_T]) -> Iterator[_R]:
    """Yield the result of each piece of work, in order, several at a time."""
    if source.parallel == 1:
        yield from map(work, items)
        return
    with ThreadPoolExecutor(source.parallel) as pool:
        try:
            yield from pool.map(work, items)
        except BaseException:
            source.close()  # Else an interrupted check would wait for its requests.
            raise
