"""The program ends at once, but not before all is said and left in order."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from glasscase.cli import main

CODE = """
import atexit, sys, tempfile, threading, time
from glasscase.__main__ import run
atexit.register(print, "at the end")
folder = tempfile.TemporaryDirectory(dir=".")
{more}
sys.argv[1:] = {arguments}
run()
"""


def ended(folder: Path, *arguments: str, more: str = "") -> subprocess.CompletedProcess[str]:
    code = CODE.format(arguments=list(arguments), more=more)
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, text=True, capture_output=True, check=False
    )


def test_what_is_registered_for_the_end_is_done(tmp_path: Path) -> None:
    said = ended(tmp_path, "--version")
    assert (said.returncode, said.stderr) == (0, "")
    version, end = said.stdout.splitlines()
    assert version.startswith("glasscase")
    assert end == "at the end"
    assert list(tmp_path.iterdir()) == []


def test_the_exit_code_is_the_command_s(tmp_path: Path) -> None:
    said = ended(tmp_path, "check")
    assert said.returncode == 2
    assert "there is no mkdocs.yml here" in said.stderr


def test_threads_that_still_work_are_waited_for(tmp_path: Path) -> None:
    waiting = "threading.Thread(target=lambda: (time.sleep(0.5), print('done'))).start()"
    said = ended(tmp_path, "--version", more=waiting)
    assert said.returncode == 0
    assert said.stdout.splitlines()[1:] == ["done", "at the end"]


@pytest.mark.parametrize("arguments", [["check"], ["law", "list"], ["explain", "filler"]])
def test_a_full_disk_is_said_and_is_no_finding(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nplugins: [glasscase]\n")
    (tmp_path / "docs").mkdir()
    command = [sys.executable, "-m", "glasscase", *arguments]
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert said.returncode == 2
    assert said.stderr.splitlines()[-1] == "error: No space left on device"


def test_a_file_that_may_not_be_written_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), "site/index.html")

    monkeypatch.setattr("glasscase.cli.explain.command.callback", refused)
    answer = CliRunner().invoke(main, ["explain", "filler"])
    assert answer.exit_code == 2
    assert answer.stderr == "error: site/index.html: Permission denied\n"
