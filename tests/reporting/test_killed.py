"""A run that is killed at any moment loses nothing, and nothing is sent twice."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from .servers import HttpsInbox, MailInbox
from .stage import Stage, make_stage

SEND = ("--send", "--confirm")
_STEPS = 40
"""More durable writes than any run makes."""


def _run_until(stage: Stage, step: int, options: tuple[str, ...]) -> None:
    """Run, and die without a word at the so-many-th write that is to be durable."""
    left = [step]
    real = os.fsync

    def fsync(descriptor: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(descriptor)

    os.fsync = fsync  # type: ignore[assignment]
    stage.run(*options)
    os._exit(0)


def killed(stage: Stage, step: int, *options: str) -> bool:
    """Run the command in a process of its own; tell whether it was killed."""
    process = multiprocessing.get_context("fork").Process(
        target=_run_until, args=(stage, step, options)
    )
    process.start()
    process.join(60)
    assert process.exitcode in (0, -signal.SIGKILL)
    return process.exitcode != 0


def test_writing_a_report(tmp_path: Path, drawn: Path) -> None:
    """Killed at the write of each file, the next run leaves the very same files.

    A file and its folder are made durable one after the other, and nothing is seen of the second:
    so every other step will do.
    """
    files = drawn / "project/private/reports"
    wanted = {file.name: file.read_bytes() for file in files.rglob("report.*")}
    for step in range(0, _STEPS, 2):
        stage = make_stage(tmp_path / str(step))
        if not killed(stage, step):
            assert step > len(wanted)
            return
        assert stage.run().exit_code == 0
        found = {
            file.name: file.read_bytes()
            for file in stage.folder().iterdir()
            if not file.name.endswith(".part")
        }
        assert found.keys() == wanted.keys()
        for name in ("report.json", "report.md"):
            assert found[name] == wanted[name]
    pytest.fail("it never ran to its end")


def test_sending_by_https(stage: Stage, web: HttpsInbox) -> None:
    """Killed at each write, the next run delivers it, and the recipient knows it by its key."""
    for step in range(_STEPS):
        web.posted.clear()
        _begin_again(stage)
        done = not killed(stage, step, *SEND)
        result = stage.run(*SEND)
        assert result.exit_code == 0, result.output
        assert len(web.keys) == 1
        assert len(stage.rows()) == 1
        receipt = json.loads((stage.folder() / "receipt.json").read_bytes())
        assert receipt["delivered"]["reference"] == "CASE-1"
        if done:
            assert step >= 8, "attempt, sending, outcome, receipt and row are two each"
            return
    pytest.fail("it never ran to its end")


def test_sending_by_mail(stage: Stage, mail: MailInbox) -> None:
    """Killed at each write, no message is sent twice unless a person says so."""
    uncertain = 0
    for step in range(_STEPS):
        mail.messages.clear()
        _begin_again(stage)
        done = not killed(stage, step, *SEND)
        taken = len(mail.messages)
        result = stage.run(*SEND)
        if result.exit_code == 1:
            uncertain += 1
            assert len(mail.messages) == taken, "nothing was sent blindly"
            way = ("--confirm-delivered", "Q1") if taken else (*SEND, "--resend")
            result = stage.run(*way)
        assert result.exit_code == 0, result.output
        assert len(mail.messages) == 1
        assert len(stage.rows()) == 1
        assert (stage.folder() / "receipt.json").is_file()
        if done:
            assert 1 <= uncertain <= 4, "only around the moment at which it is handed over"
            return
    pytest.fail("it never ran to its end")


def test_killed_while_the_server_is_silent(stage: Stage, mail: MailInbox) -> None:
    mail.replies = ["hold"]
    process = multiprocessing.get_context("fork").Process(target=stage.run, args=SEND)
    process.start()
    while not mail.messages:
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    result = stage.run(*SEND)
    assert result.exit_code == 1
    assert "The run ended while the report was handed over." in result.stdout
    assert len(mail.messages) == 1


def test_two_runs_at_once_send_one_report(stage: Stage, web: HttpsInbox) -> None:
    context = multiprocessing.get_context("fork")
    runs = [context.Process(target=stage.run, args=SEND) for _ in range(3)]
    for run in runs:
        run.start()
    for run in runs:
        run.join(60)
    assert len(web.posted) == 1
    assert len(stage.rows()) == 1


def _begin_again(stage: Stage) -> None:
    """Take away what an earlier round has left of the delivery."""
    for file in stage.folder().iterdir():
        if not file.name.startswith("report."):
            file.unlink()
    stage.part.unlink(missing_ok=True)
