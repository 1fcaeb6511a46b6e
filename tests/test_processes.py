"""Work shared out among processes: the same answers as in one, and no process left behind."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest

from glasscase.errors import GlasscaseError
from glasscase.processes import Crew, batches

THINGS = range(400)


def squares(batch: Sequence[int]) -> tuple[list[int], int]:
    held = [thing * thing for thing in batch]
    return held, len(held)


def totals(held: list[int]) -> tuple[int, tuple[int, int]]:
    return sum(held), (sum(held), os.getpid())


def failing(held: list[int]) -> tuple[None, None]:
    if THINGS[-1] ** 2 in held:
        raise GlasscaseError("this cannot be", hint="Stop.")
    return None, None


def dying(held: list[int]) -> tuple[None, None]:
    if 0 in held:
        os.kill(os.getpid(), signal.SIGKILL)
    return None, None


def waiting(held: Sequence[int], *, done: Path) -> tuple[None, bytes]:
    """The first batch waits until the process that has the last one is through."""
    if THINGS[0] in held:
        until = time.monotonic() + 20
        while not done.exists() and time.monotonic() < until:
            time.sleep(0.01)
        return None, b"in time" if done.exists() else b"held up"
    if THINGS[-1] in held:
        done.touch()
    return None, bytes(1 << 20)


def failing_at_the_end(held: Sequence[int]) -> tuple[None, str]:
    if THINGS[0] in held:
        time.sleep(0.2)
        return None, "first"
    raise GlasscaseError("too late")


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_a_crew_keeps_what_each_step_makes(processes: int) -> None:
    with Crew(batches(THINGS, 7), processes) as crew:
        assert sum(crew.step(squares)) == len(THINGS)
        answers = list(crew.step(totals))
    assert [total for total, _ in answers] == [
        sum(n * n for n in THINGS[at : at + 7]) for at in range(0, len(THINGS), 7)
    ]
    pids = {pid for _, pid in answers}
    assert len(pids) == processes
    assert (os.getpid() in pids) is (processes == 1)
    assert not multiprocessing.active_children()


def test_one_batch_needs_no_process() -> None:
    with Crew([range(5)], 2) as crew:
        assert list(crew.step(squares)) == [5]
        assert list(crew.step(totals)) == [(30, os.getpid())]


@pytest.mark.parametrize("processes", [1, 2])
def test_an_error_of_one_process_is_raised(processes: int) -> None:
    with Crew(batches(THINGS, 7), processes) as crew:
        list(crew.step(squares))
        with pytest.raises(GlasscaseError, match="this cannot be") as raised:
            list(crew.step(failing))
    assert raised.value.hint == "Stop."
    assert not multiprocessing.active_children()


def test_no_process_waits_for_the_answers_of_another(tmp_path: Path) -> None:
    with Crew(batches(THINGS, 40), 2) as crew:
        first, *others = crew.step(partial(waiting, done=tmp_path / "done"))
    assert first == b"in time"
    assert {len(answer) for answer in others} == {1 << 20}


def test_an_error_waits_for_its_turn() -> None:
    with Crew(batches(THINGS, 200), 2) as crew:
        answers = crew.step(failing_at_the_end)
        assert next(answers) == "first"
        with pytest.raises(GlasscaseError, match="too late"):
            next(answers)


def test_a_process_that_is_killed_is_told() -> None:
    with Crew(batches(THINGS, 7), 2) as crew:
        list(crew.step(squares))
        with pytest.raises(GlasscaseError, match=r"a helping process ended with -9"):
            list(crew.step(dying))
    assert not multiprocessing.active_children()
