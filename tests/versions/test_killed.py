"""A publication that is killed has not happened; the next one makes up for it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest

from ..publish.repositories import wrap_git
from .stage import FRAMEWORK, Stage, framework

_PAUSE = """\
import os, pathlib, time

def on_post_build(config):
    if "STARTED" in os.environ:
        pathlib.Path(os.environ["STARTED"]).touch()
        time.sleep(60)
"""


def _publish(stage: Stage, environment: dict[str, str]) -> None:
    os.environ.update(environment)
    stage.try_to_publish()


@pytest.mark.parametrize("during", ["build", "push"])
def test_killed_publication_changes_nothing(stage: Stage, tmp_path: Path, during: str) -> None:
    started = tmp_path / "started"
    environment = {"STARTED": str(started)}
    if during == "push":
        pause = f'case "$*" in *dry-run*);; push*) touch {started}; exec sleep 60;; esac'
        environment = {"PATH": wrap_git(tmp_path / "bin", before=pause)}
    config = stage.checkout.path / "mkdocs.yml"
    stage.commit(
        {
            "pause.py": _PAUSE,
            "mkdocs.yml": config.read_text() + "hooks: [pause.py]\n",
            ".gitignore": "/site/\n/.cache/\n__pycache__/\n",
            FRAMEWORK: framework("1.1"),
        }
    )
    before, local = stage.remote.state(), stage.checkout.state()
    process = multiprocessing.get_context("fork").Process(
        target=_publish, args=(stage, environment)
    )
    process.start()
    try:
        deadline = time.monotonic() + 60
        while not started.exists():
            assert process.is_alive(), "the publication ended before it could be killed"
            assert time.monotonic() < deadline, "it never came to that"
            time.sleep(0.01)
    finally:
        os.kill(process.pid or 0, signal.SIGKILL)
        process.join()
    assert (stage.remote.state(), stage.checkout.state()) == (before, local)
    stage.publish()
    assert stage.published[-1][:2] == ("framework", "1.1")
    assert stage.verify(tmp_path).status == 0
