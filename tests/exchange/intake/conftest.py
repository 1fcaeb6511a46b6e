"""A project into which events are taken, and a way to take them."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from glasscase.exchange.intake import Outcome, Place, take

ROOT = Path(__file__).parents[3]
EXAMPLES = ROOT / "generator/glasscase/exchange/intake/examples"
RECEIVED = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "tests/cases/site/small", folder)
    return folder


@pytest.fixture
def send(project: Path) -> Callable[..., Outcome]:
    """Take an example, or bytes, into the project."""

    def send(event: str | bytes, name: str = "", **choices: Any) -> Outcome:
        data = event if isinstance(event, bytes) else (EXAMPLES / f"{event}.json").read_bytes()
        place = {"received": RECEIVED, **choices}
        return take(data, name, Place(project, "content", project / "private", **place))

    return send


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
