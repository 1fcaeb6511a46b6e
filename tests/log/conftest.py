"""A published site for the tests of the log."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .samples import Site, subjects
from .serving import SiteServer


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Six published versions; the log has one partial tile."""
    site = Site(tmp_path / "site")
    site.publish(*subjects(6))
    site.write_index(*subjects(6))
    return site


@pytest.fixture
def server(site: Site) -> Iterator[SiteServer]:
    """The site, served."""
    with SiteServer(site.folder) as server:
        yield server
