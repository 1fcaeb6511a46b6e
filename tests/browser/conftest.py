"""The demonstration's site, built and served once, and a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from glasscase.site.build import build_site, configured

from .reader import Visit, Window, visiting
from .serving import served
from .tools import program

ROOT = Path(__file__).parents[2]
CONFIG = ROOT / "mkdocs.yml"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, so that it can be left out: `-m "not browser"`."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built demonstration site."""
    return build_site(CONFIG, tmp_path_factory.mktemp("browser") / "site")


@pytest.fixture(scope="session")
def published() -> str:
    """The address that the demonstration's pages say they have."""
    return str(configured(CONFIG, None, strict=False).site_url)


@pytest.fixture(scope="session")
def site(folder: Path, published: str) -> Iterator[str]:
    """The address of the served site."""
    with served(folder, urlsplit(published).path) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium, without a window."""
    with sync_playwright() as playwright:
        # In a container there is no other user, and little shared memory.
        started = playwright.chromium.launch(
            executable_path=program("chromium"),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--force-color-profile=srgb"],
        )
        yield started
        started.close()


@pytest.fixture
def window(browser: Browser, site: str) -> Window:
    """Open windows on the site: `with window(width=360, dark=True) as visit: …`."""
    return partial(visiting, browser, site)


@pytest.fixture
def visit(window: Window) -> Iterator[Visit]:
    """A window with the usual settings, in which nothing may go wrong."""
    with window() as opened:
        yield opened
        assert opened.faults == []
        assert opened.refused() == []
