"""The public branch of a site with a past, checked out, served once, and read in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from ..reader import Visit, Window, visiting
from ..serving import served
from .publications import SITE, publish_all


@pytest.fixture(scope="session")
def folders(
    tmp_path_factory: pytest.TempPathFactory, compiled_templates: None
) -> tuple[Path, Path]:
    """The files of the public branch, and of a build with a version that is not published yet."""
    return publish_all(tmp_path_factory.mktemp("versions"))


@pytest.fixture(scope="session")
def folder(folders: tuple[Path, Path]) -> Path:
    return folders[0]


@pytest.fixture(scope="session")
def published() -> str:
    return SITE


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[str]:
    """The address of the served public branch."""
    with served(folder, "/") as address:
        yield address


@pytest.fixture(scope="session")
def coming(folders: tuple[Path, Path]) -> Iterator[str]:
    """The address of the site as it will be with the next publication."""
    with served(folders[1], "/") as address:
        yield address


@pytest.fixture
def previews(browser: Browser, coming: str) -> Window:
    """Open windows on what is not published yet."""
    return partial(visiting, browser, coming)


@pytest.fixture
def preview(previews: Window) -> Iterator[Visit]:
    """A window on what is not published yet, in which nothing may go wrong."""
    with previews() as opened:
        yield opened
        assert opened.faults == []
        assert opened.refused() == []
