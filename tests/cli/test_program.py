"""The program ends at once, but not before all is said and left in order."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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
