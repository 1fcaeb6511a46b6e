"""Do the same to many things with several processes, in order and with little memory."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

MANY = 150
"""Number of records up to which a second process costs more than it saves."""
_MOST = 8

_inherited: list[tuple[Callable[[Any], Any], Sequence[Any]]] = []


def available() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_order(
    function: Callable[[T], R], things: Sequence[T], processes: int, *, chunk: int = 40
) -> Iterator[R]:
    """Yield `function` of each thing, in the order of the things, `chunk` things at a time.

    The processes are forked: they inherit the function and the things, and only results are
    copied back. With few things, one process or no fork, all is done here.
    """
    workers = min(processes, _MOST)
    if len(things) <= chunk or workers < 2 or not _can_fork():
        yield from map(function, things)
        return
    _inherited.append((function, things))
    # What exists now is only read by the children: their copies must not be swept through.
    gc.freeze()
    try:
        bounds = [(at, at + chunk) for at in range(0, len(things), chunk)]
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            for results in pool.imap(_chunk, bounds):
                yield from results
    finally:
        gc.unfreeze()
        _inherited.pop()


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """Suspend the search for cycles while things are made that are all kept."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _chunk(bounds: tuple[int, int]) -> list[Any]:
    function, things = _inherited[-1]
    return [function(thing) for thing in things[slice(*bounds)]]


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()
