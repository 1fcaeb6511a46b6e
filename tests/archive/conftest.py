"""A project that has published twice, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from .projects import published_twice


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project's folder with two published versions, for tests to copy."""
    folder = tmp_path_factory.mktemp("published")
    published_twice(folder)
    return folder
