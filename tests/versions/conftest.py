"""A project that has published its first versions, copied for every test."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from glasscase.log import ENVIRONMENT

from .stage import FRAMEWORK, Stage, framework

_UNWANTED = ("SOURCE_DATE_EPOCH", "EMAIL", "GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_COUNT")


@pytest.fixture(scope="session", autouse=True)
def _alone(tmp_path_factory: pytest.TempPathFactory, compiled_templates: None) -> Iterator[None]:
    """Keep the machine's own Git configuration and secrets out."""
    with pytest.MonkeyPatch.context() as patch:
        home = tmp_path_factory.mktemp("home")
        patch.setenv("HOME", str(home))
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        patch.setenv("GIT_CONFIG_NOSYSTEM", "1")
        for name in (*_UNWANTED, ENVIRONMENT):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture(scope="session")
def first_publication(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """Two records, each published in its first version."""
    stage = Stage.make(tmp_path_factory.mktemp("stage"))
    stage.publish()
    return stage


@pytest.fixture(scope="session")
def second_publication(first_publication: Stage, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """As the first, and an hour later one of the records in its second version."""
    stage = first_publication.copy(tmp_path_factory.mktemp("second"))
    stage.publish({FRAMEWORK: framework("1.1", "We test every large model.")})
    return stage


@pytest.fixture
def updated(second_publication: Stage, tmp_path: Path, own_log: None) -> Stage:
    return second_publication.copy(tmp_path)


@pytest.fixture
def stage(first_publication: Stage, tmp_path: Path, own_log: None) -> Stage:
    return first_publication.copy(tmp_path)
