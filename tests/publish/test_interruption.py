"""Stopped at any moment, a publication has happened as a whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from glasscase.publish import State, publish_site

from .repositories import Bare, Checkout, wrap_git

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL]


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def _publish(checkout: Checkout, remote: Bare, path: str, during: str) -> None:
    # A job in the background ignores some signals, and its children would too.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if during == "preflight":
        os.environ["PATH"] = path
    request = checkout.preflight(remote.path)
    os.environ["PATH"] = path
    publish_site(checkout.site, request)


def _publish_and_stop(
    checkout: Checkout,
    remote: Bare,
    started: Path,
    number: signal.Signals,
    path: str = os.environ["PATH"],
    during: str = "publication",
) -> None:
    """Publish in a process of its own, and send it `number` once the file `started` exists.

    `path` holds the programs that it finds during the publication, or the preflight already.
    """
    fork = multiprocessing.get_context("fork")
    process = fork.Process(target=_publish, args=(checkout, remote, path, during))
    process.start()
    try:
        _wait_for(lambda: started.exists() or not process.is_alive())
        assert started.exists(), "the publication ended before it could be stopped"
        os.kill(process.pid or 0, number)
        process.join(30)
        assert process.exitcode not in (0, None)
    finally:
        process.kill()
        process.join()


@pytest.mark.parametrize(
    ("during", "step", "number"),
    [
        ("preflight", "ls-remote", signal.SIGINT),
        ("preflight", "push", signal.SIGTERM),
        ("publication", "ls-remote", signal.SIGINT),
        ("publication", "fetch", signal.SIGTERM),
        ("publication", "fast-import", signal.SIGHUP),
        *(("publication", "push", number) for number in SIGNALS),
    ],
)
def test_stopped_at_a_step_nothing_has_changed(
    checkout: Checkout,
    remote: Bare,
    tmp_path: Path,
    scratch: Path,
    during: str,
    number: signal.Signals,
    step: str,
) -> None:
    checkout.publish(remote.path)
    checkout.revise({"index.html": "new"})
    started = tmp_path / "started"
    pause = f'if [ "$1" = {step} ]; then touch {started}; exec sleep 60; fi'
    path = wrap_git(tmp_path / "bin", before=pause)
    before, local = remote.state(), checkout.state()
    _publish_and_stop(checkout, remote, started, number, path, during)
    assert (remote.state(), checkout.state()) == (before, local)
    if number is not signal.SIGKILL:
        assert list(scratch.iterdir()) == []
    assert checkout.publish(remote.path).state is State.PUBLISHED
    assert remote.files()["index.html"] == b"new"


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_stopped_while_the_remote_checks_the_push(
    checkout: Checkout, remote: Bare, tmp_path: Path, number: signal.Signals
) -> None:
    """From here on the remote decides alone, and it takes a push as a whole or not at all."""
    first = checkout.publish(remote.path)
    checkout.revise({"index.html": "new"})
    started, ended = tmp_path / "started", tmp_path / "ended"
    remote.hook("pre-receive", f"touch {started}; sleep 0.5; touch {ended}")
    local = checkout.state()
    _publish_and_stop(checkout, remote, started, number)
    _wait_for(ended.exists)
    assert checkout.state() == local
    (remote.path / "hooks/pre-receive").unlink()
    assert checkout.publish(remote.path).state in (State.PUBLISHED, State.UNCHANGED)
    assert remote.files()["index.html"] == b"new"
    assert remote.git("rev-list", "public").split()[1:] == [first.commit]


def test_stopped_after_the_remote_took_it_the_next_run_has_nothing_to_do(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    started = tmp_path / "started"
    remote.hook("post-receive", f"touch {started}; exec sleep 2")
    _publish_and_stop(checkout, remote, started, signal.SIGKILL)
    assert remote.files()["index.html"] == b"<h1>Home</h1>\n"
    (remote.path / "hooks/post-receive").unlink()
    assert checkout.publish(remote.path).state is State.UNCHANGED


def test_what_a_killed_publication_left_is_removed_a_day_later(
    checkout: Checkout, remote: Bare, scratch: Path
) -> None:
    old, new, foreign = (
        scratch / name for name in ("glasscase-publish-old", "glasscase-publish-new", "other-old")
    )
    for folder in (old, new, foreign):
        (folder / "repository.git").mkdir(parents=True)
    link = scratch / "glasscase-publish-link"
    link.symlink_to(foreign)
    for folder in (old, foreign):
        os.utime(folder, (0, 0))
    os.utime(link, (0, 0), follow_symlinks=False)
    checkout.publish(remote.path)
    assert set(scratch.iterdir()) == {new, foreign, link}
    assert (foreign / "repository.git").is_dir()
