"""html-validate and the Nu checker over every page of the site."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from .tools import module, program

BROKEN = (
    '<!doctype html><html lang="en"><head><title>Broken</title></head>'
    '<body><p id="a">One</p><p id="a">Two</p></body></html>'
)


def html_validate(folder: Path, work: Path) -> list[str]:
    """Return what html-validate finds in a folder, with its standard rules."""
    config = work / "rules.json"
    config.write_text(json.dumps({"root": True, "extends": ["html-validate:standard"]}))
    # A file, not a pipe: the program ends before a pipe has taken a long report.
    report = work / "html-validate.json"
    command = [program("node"), str(module("html-validate/bin/html-validate.mjs"))]
    options = ["--config", str(config), "--formatter", "json", "--ext", "html", "."]
    with report.open("wb") as output:
        done = subprocess.run(
            [*command, *options], cwd=folder, stdout=output, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode in (0, 1), done.stderr.decode()
    return [
        f"{Path(file['filePath']).relative_to(folder.resolve())}:{message['line']}: "
        f"{message['message']} [{message['ruleId']}]"
        for file in json.loads(report.read_bytes())
        for message in file["messages"]
    ]


def nu(folder: Path, work: Path) -> list[str]:
    """Return the errors that the Nu checker finds in a folder."""
    jar = module("vnu-jar/build/dist/vnu.jar")
    options = ["--format", "json", "--errors-only", "--skip-non-html", str(folder)]
    # The checker unpacks itself into the folder for temporary files.
    done = subprocess.run(
        [program("java"), f"-Djava.io.tmpdir={work}", "-Xss2m", "-jar", str(jar), *options],
        capture_output=True,
        env={name: value for name, value in os.environ.items() if "JAVA" not in name},
        check=False,
    )
    return [_nu_line(message) for message in json.loads(done.stderr)["messages"]]


def _nu_line(message: dict[str, Any]) -> str:
    return f"{message.get('url', '')}:{message.get('lastLine', 0)}: {message['message']}"


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A site with a fault that both checkers know."""
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "index.html").write_text(BROKEN)
    return folder


def test_html_validate_finds_nothing(folder: Path, tmp_path: Path) -> None:
    assert html_validate(folder, tmp_path) == []


def test_nu_finds_nothing(folder: Path, tmp_path: Path) -> None:
    assert nu(folder, tmp_path) == []


def test_both_do_find_faults(broken: Path, tmp_path: Path) -> None:
    assert any("no-dup-id" in line for line in html_validate(broken, tmp_path))
    assert any("Duplicate ID" in line for line in nu(broken, tmp_path))
