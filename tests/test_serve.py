"""The preview, as a person uses it: start, look, change, break, mend."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main

SMALL = Path(__file__).parent / "cases/site/small"
BIN = Path(sys.executable).parent
PATIENCE = 60.0
"""Seconds within which a preview must have followed a change, on the slowest machine."""

COMMANDS = {
    "glasscase": [str(BIN / "glasscase"), "serve", "-a"],
    "mkdocs": [str(BIN / "mkdocs"), "serve", "-a"],
}


@dataclass
class Preview:
    """A running preview of a project."""

    folder: Path
    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def get(self, address: str) -> str:
        """Return a page, or an empty text while there is none."""
        try:
            with urllib.request.urlopen(f"{self.url}{address}", timeout=10) as response:
                text: str = response.read().decode()
                return text
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait(self, what: Callable[[], bool]) -> None:
        """Wait until something is the case."""
        end = time.monotonic() + PATIENCE
        while not what():
            assert self.process.poll() is None, self.log.read_text("utf-8")
            assert time.monotonic() < end, self.log.read_text("utf-8")
            time.sleep(0.1)

    def shows(self, address: str, words: str) -> None:
        """Wait until a page says something."""
        self.wait(lambda: words in self.get(address))

    def change(self, name: str, old: str, new: str) -> None:
        """Change a file as an editor does, in one step."""
        path = self.folder / "content" / name
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        beside = self.folder / "written"
        beside.write_text(text.replace(old, new), "utf-8")
        beside.replace(path)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _heed_interrupts() -> None:
    """Undo what a job in the background inherits: its children would ignore Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def start(command: list[str], folder: Path) -> Preview:
    """Start a preview without waiting for it; it leaves out coverage, so that builds are short."""
    shutil.copytree(SMALL, folder)
    config = folder / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").rstrip() + ":\n      law: false\n", "utf-8")
    address = f"127.0.0.1:{free_port()}"
    log = folder.parent / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command, address],
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            preexec_fn=_heed_interrupts,
        )
    return Preview(folder, f"http://{address}/small/", log, process)


@pytest.fixture(scope="module")
def previews(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Preview]]:
    """Start both previews at the same time."""
    started = {
        name: start(command, tmp_path_factory.mktemp(name) / "project")
        for name, command in COMMANDS.items()
    }
    try:
        yield started
    finally:
        for preview in started.values():
            preview.process.kill()
            preview.process.wait()


@pytest.mark.parametrize("name", COMMANDS)
def test_a_preview_follows_the_sources(previews: dict[str, Preview], name: str) -> None:
    preview = previews[name]
    preview.shows("models/ember/", "A model of which little is said.")

    # A draft is shown, and marked as one.
    draft = preview.get("incidents/2026-002-draft/")
    assert "Draft. This page is only in the preview." in draft
    assert "Unpublished words." in draft
    assert "2026-002-draft" in preview.get("incidents/")

    # A change is shown, on the record's page and in its listing.
    preview.change("models/ember.yml", "little is said", "more is said")
    preview.shows("models/ember/1/", "A model of which more is said.")
    assert "more is said" in preview.get("models/")

    # An error is printed; the preview goes on with what is right.
    preview.change("models/ember.yml", "status: current", "status: curent")
    preview.wait(lambda: "content/models/ember.yml:" in preview.log.read_text("utf-8"))
    log = preview.log.read_text("utf-8")
    assert "content/models/ember.yml:3:9" in log
    assert "current" in log[log.index("content/models/ember.yml:3:9") :]
    assert "Traceback" not in log
    preview.wait(lambda: "more is said" not in preview.get("models/"))
    assert "Aurora 3" in preview.get("models/aurora-3/")

    # It is mended, and all is there again; a new record appears.
    preview.change("models/ember.yml", "status: curent", "status: current")
    text = (preview.folder / "content/models/ember.yml").read_text("utf-8")
    (preview.folder / "content/models/new.yml").write_text(
        text.replace("id: ember", "id: new").replace("title: Ember", "title: The newest"), "utf-8"
    )
    preview.shows("models/ember/", "A model of which more is said.")
    preview.shows("models/new/", "The newest")
    assert preview.log.read_text("utf-8").count("Traceback") == 0


def test_a_preview_ends_when_it_is_told_to(previews: dict[str, Preview]) -> None:
    preview = previews["glasscase"]
    preview.shows("", "Lumenforge")
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(PATIENCE) == 0
    assert "Traceback" not in preview.log.read_text("utf-8")
    assert not (preview.folder / "site").exists()


@pytest.mark.usefixtures("own_log")
def test_an_address_that_is_none_is_refused() -> None:
    done = refused("nowhere")
    assert "'IP:PORT'" in done.stderr


@pytest.mark.usefixtures("own_log")
def test_an_address_that_is_taken_is_refused() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = refused(address)
    assert f"error: {address} cannot be used" in done.stderr
    assert "--address" in done.stderr


def refused(address: str) -> Result:
    """Ask for a preview at an address, in this process, which must end at once with status 2."""
    done = CliRunner().invoke(main, ["serve", "-f", str(SMALL / "mkdocs.yml"), "-a", address])
    assert done.exit_code == 2, done.output
    assert "Traceback" not in done.stderr
    return done
