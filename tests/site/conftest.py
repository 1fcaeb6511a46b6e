"""Sites that several tests look at, built once."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from glasscase.site import epoch
from glasscase.site.build import configured

from .projects import ROOT, Project, Site, run, small


@pytest.fixture(scope="session", autouse=True)
def _compiled_once(compiled_templates: None) -> None:
    """Let all sites of these tests share the compiled templates."""


@pytest.fixture(scope="session", autouse=True)
def _own_time() -> Iterator[None]:
    """Let no time from outside into the sites."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(epoch.VARIABLE, raising=False)
        yield


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy of the small project."""
    return small(tmp_path / "project")


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The small project's site."""
    return small(tmp_path_factory.mktemp("small")).build()


@pytest.fixture(scope="session")
def demonstration(shared: Path) -> Site:
    """The demonstration's site, without the reference pages; built once for all workers."""
    folder, log = shared / "demonstration", shared / "demonstration.log"
    with (shared / "demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not log.exists():
            config = configured(ROOT / "mkdocs.yml", folder, strict=False)
            config.plugins["glasscase"].config.documentation = False
            log.write_text(run(config), "utf-8")
    return Site(folder, log.read_text("utf-8"))
