"""The page on verification: a reader who types what it says gets what it promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ..reader import Visit
from .publications import SITE


@pytest.fixture
def told(visit: Visit) -> list[str]:
    """The lines of the blocks of commands, with the address at which the site is served."""
    page = visit.open("verify/")
    blocks = page.locator("article pre code").all_inner_texts()
    return [
        line.replace(SITE, visit.site) for block in blocks for line in block.strip().split("\n")
    ]


def typed(line: str, folder: Path) -> str:
    """Run a line in a shell, as a reader does, and return its output."""
    assert line.startswith("$ ")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    proxies = {name for name in os.environ if name.lower().endswith("_proxy")}
    kept = {name: value for name, value in os.environ.items() if name not in proxies}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line.removeprefix("$ ")],
        cwd=folder,
        env={**kept, "PATH": programs, "LANG": "C.UTF-8"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_two_programs_are_enough_to_check_a_version(
    visit: Visit, told: list[str], tmp_path: Path
) -> None:
    fetch, digest, promised, entry, *_ = told
    typed(fetch, tmp_path)
    assert typed(digest, tmp_path).strip() == promised
    sha256 = promised.split()[0]
    found = typed(entry, tmp_path)
    assert found.count("\n") == 1
    assert f'"sha256":"{sha256}"' in found
    # The version's own page shows the same number.
    address = visit.page.get_by_role("link", name="the version’s page").get_attribute("href") or ""
    page = visit.open(address.removeprefix(SITE))
    assert sha256 in page.locator(".gc-proof").inner_text()


def test_the_tool_checks_the_served_site_and_the_kept_checkpoint(
    told: list[str], tmp_path: Path
) -> None:
    commands = [line for line in told if line.startswith("$ glasscase verify")]
    assert len(commands) == 3
    for command in commands:
        assert "all 12 published versions are unchanged" in typed(command, tmp_path)
    assert (tmp_path / "checkpoint").read_text().startswith("transparency.example\n")
