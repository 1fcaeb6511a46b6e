"""The checkers of pages that the tests run; `make test` installs them."""

from __future__ import annotations

import shutil
from pathlib import Path

MODULES = Path(__file__).parents[1] / "tools" / "node_modules"


def module(path: str) -> Path:
    """Return a file of the npm packages, which are pinned in tests/tools/package.json."""
    found = MODULES / path
    assert found.exists(), f"{found} is missing: run `.ci/setup tools`"
    return found


def program(name: str) -> str:
    """Return the path of a program of this machine."""
    found = shutil.which(name)
    assert found, f"the program {name} is missing: run `.ci/setup system`"
    return found
