"""Do the same to many things with several processes."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

from glasscase.errors import GlasscaseError

T = TypeVar("T")
R = TypeVar("R")

MANY = 150
"""Number of records up to which a second process costs more than it saves."""
_MOST = 8


def available() -> int:
    """Return how many processes can run at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Crew:
    """Processes that share batches of work among them and keep what they make of each.

    A batch stays with one process from step to step: what is held between two steps is never
    copied, only answers are. The processes are forked, so the first batches need not be copied
    either. With one process or no fork, all is done here, batch by batch.
    """

    def __init__(self, batches: Sequence[Any], processes: int) -> None:
        self._batches: list[Any] = list(batches)
        self._members: list[_Member] = []
        workers = min(processes, _MOST, len(batches))
        if workers < 2 or not _can_fork():
            return
        # What exists now is only read by the children: their copies must not be swept through.
        gc.freeze()
        try:
            for number in range(workers):
                self._members.append(_Member(self._batches[number::workers], self._members))
        except BaseException:
            self.dismiss()
            raise
        finally:
            gc.unfreeze()
        self._batches = [None] * len(self._batches)

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        self.dismiss()

    def step(self, function: Callable[[Any], tuple[Any, R]]) -> Iterator[R]:
        """Do `function` to each batch: it returns what is held in its place, and an answer.

        Returns the answers in the order of the batches. Other processes start at once, and
        without them the work is done as answers are taken; all must be taken before the next
        step. The function is copied to the processes, so it is one of a module, or a `partial`
        of one.
        """
        for member in self._members:
            member.begin(function)
        return self._answers(function)

    def _answers(self, function: Callable[[Any], tuple[Any, R]]) -> Iterator[R]:
        if self._members:
            yield from self._in_order()
            return
        for number, held in enumerate(self._batches):
            self._batches[number], answer = function(held)
            yield answer

    def _in_order(self) -> Iterator[Any]:
        """Yield the answers in order. Each is taken when it is there: a full pipe stops its sender.

        What comes before its turn is kept.
        """
        for number in range(len(self._batches)):
            member = self._members[number % len(self._members)]
            while not member.arrived:
                ready = wait([one.connection for one in self._members if one.due])
                for one in self._members:
                    if one.connection in ready:
                        one.receive()
            failed, answer = member.arrived.popleft()
            if failed:
                raise answer
            yield answer

    def dismiss(self) -> None:
        """End the processes."""
        while self._members:
            self._members.pop().end()


class _Member:
    """One process of a crew, seen from the one that leads."""

    def __init__(self, batches: list[Any], others: Sequence[_Member]) -> None:
        context = multiprocessing.get_context("fork")
        self.connection, theirs = context.Pipe()
        self.due = 0
        """How many answers are still to come."""
        self.arrived: deque[tuple[bool, Any]] = deque()
        """Those that wait for their turn: whether it is an error to be raised, and the answer."""
        self._batches = len(batches)
        inherited = [self.connection, *(other.connection for other in others)]
        self._process = context.Process(target=_serve, args=(theirs, batches, inherited))
        self._process.daemon = True
        self._process.start()
        theirs.close()

    def begin(self, function: Callable[[Any], Any]) -> None:
        """Let it do a step to all its batches."""
        self.connection.send(function)
        self.due = self._batches

    def receive(self) -> None:
        """Wait for the next answer, and keep it."""
        try:
            answer = self.connection.recv()
        except (EOFError, OSError):
            self._process.join(1)
            raise GlasscaseError(
                f"a helping process ended with {self._process.exitcode}",
                hint="Memory may have run out. Close other programs and try again.",
            ) from None
        self.arrived.append(answer)
        failed, _ = answer
        self.due = 0 if failed else self.due - 1

    def end(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Connection, batches: list[Any], inherited: list[Connection]) -> None:
    """Do step after step, until the leading process closes the connection."""
    for other in inherited:
        other.close()
    # What a step makes is freed with its batch; there is nothing worth a search for cycles.
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        while True:
            function = connection.recv()
            for number, held in enumerate(batches):
                try:
                    batches[number], answer = function(held)
                except Exception as error:
                    connection.send((True, error))
                    return
                connection.send((False, answer))
    except (EOFError, OSError):
        return


def batches(things: Sequence[T], size: int) -> list[Sequence[T]]:
    """Cut things into batches of a size; the last may be smaller."""
    return [things[at : at + size] for at in range(0, len(things), size)]


def _can_fork() -> bool:
    return "fork" in multiprocessing.get_all_start_methods()
