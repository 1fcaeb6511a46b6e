"""A site with a past: several publications, one erased version, and one version to come."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from glasscase.log import ENVIRONMENT

from ...publish.repositories import git
from ...versions.stage import Stage

CASES = Path(__file__).parents[2] / "cases/versions"
"""What each publication changes, in folders by their numbers; and what is not published yet."""
SITE = "https://transparency.example/"

PAGES = {
    "current": "protocols/framework/",
    "version": "protocols/framework/2.0/",
    "superseded": "protocols/framework/1.0/",
    "withdrawn": "models/ember/",
    "of a withdrawn record": "models/ember/1/",
    "translated": "protocols/charte/2/changes/",
    "incident": "incidents/2026-001-outage/",
    "tombstone": "models/cinder/1/",
    "changes": "protocols/framework/2.0/changes/",
    "since": "protocols/framework/1.0/since/",
    "changes of a model": "models/ember/2/changes/",
    "history": "protocols/framework/history/",
    "history with an erasure": "models/cinder/history/",
    "news": "changes/",
    "verify": "verify/",
}
"""One page of every kind that comes of versions, by its address from the site's root."""


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """Keep the machine's own Git configuration and secrets out."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for name in ("EMAIL", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT", ENVIRONMENT):
            patch.delenv(name, raising=False)
        yield


def publish_all(folder: Path) -> tuple[Path, Path]:
    """Publish one after the other; return the public branch, and a build with what is to come."""
    with alone(folder):
        stage = Stage.make(folder / "stage", _files("1"), law=True)
        for number in "12345":
            stage.publish(_files(number) if number != "1" else None)
        public = folder / "public"
        git(folder, "clone", "--quiet", "--branch=public", str(stage.remote.path), str(public))
        shutil.rmtree(public / ".git")
        stage.commit(_files("coming"))
        stage.build()
    return public, stage.checkout.site


def _files(publication: str) -> dict[str, str]:
    root = CASES / publication
    found = sorted(path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}
