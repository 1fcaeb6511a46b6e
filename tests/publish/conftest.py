"""Each test gets a checkout and a bare remote, far from the machine's own Git configuration."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from .repositories import Bare, Checkout


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home and no identity, as on a build service."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(folder / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for name in ("SOURCE_DATE_EPOCH", "EMAIL", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture(autouse=True)
def scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's temporary folder, so that a test can see what is left in it."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> tuple[Checkout, Bare]:
    """What each test gets a copy of: copying files is faster than to let Git make them."""
    folder = tmp_path_factory.mktemp("templates")
    return Checkout.make(folder / "source"), Bare.make(folder / "remote.git")


@pytest.fixture
def checkout(tmp_path: Path, templates: tuple[Checkout, Bare]) -> Checkout:
    return templates[0].copy(tmp_path / "source")


@pytest.fixture
def remote(tmp_path: Path, templates: tuple[Checkout, Bare]) -> Bare:
    return templates[1].copy(tmp_path / "remote.git")


@pytest.fixture
def ssh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in place of ssh that runs the command here; returns the file of its calls.

    Git speaks its whole protocol through it. A host named `read-only` refuses to be pushed to.
    """
    program, calls = tmp_path / "ssh", tmp_path / "ssh-calls"
    program.write_text(
        f'#!/bin/sh\necho "$@" >> {calls}\n'
        'while [ "${1#-}" != "$1" ]; do shift 2; done\n'
        'case "$*" in *read-only*receive-pack*) echo "key is read only" >&2; exit 1;; esac\n'
        'shift\nexec sh -c "$*"\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("GIT_SSH_COMMAND", f"{program} -o BatchMode=yes")
    monkeypatch.setenv("GIT_SSH_VARIANT", "ssh")
    return calls
