"""What tests of several parts need."""

from __future__ import annotations

import gc
import logging
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from glasscase.processes import available

# What holds does not depend on how busy the machine is. A few examples in every run find what a
# change has broken; HYPOTHESIS_PROFILE=thorough looks for what nobody has thought of.
settings.register_profile("usual", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))

# The repositories of tests are gone after them: no Git command need wait for the disk.
os.environ["GIT_TEST_FSYNC"] = "0"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Use one worker more than there are processors: many tests wait for other processes."""
    return available() + 1


def pytest_collection_finish() -> None:
    """Leave the thousands of collected tests out of each garbage collection."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let several workers begin with the files of few tests, which are the ones that take long.

    So no worker is left with a long file when the others have nothing more to do.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        tests = Counter(item.path for item in items)
        items.sort(key=lambda item: (tests[item.path], item.path))


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of a run have in common."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def compiled(shared: Path) -> Path:
    """The folder of compiled templates."""
    folder = shared / "compiled"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def compiled_templates(compiled: Path) -> Iterator[None]:
    """Compile each template of a theme once, not at every build."""
    from tests.templates import compiled_in

    with compiled_in(compiled):
        yield


@pytest.fixture(scope="session")
def ready(compiled: Path) -> Iterator[Path]:
    """A folder for the PATH of shell scripts, with a command `glasscase` that starts at once."""
    from tests.ready import ready_command

    with ready_command(compiled) as folder:
        yield folder


@pytest.fixture
def own_log(compiled_templates: None) -> Iterator[None]:
    """Let each command that runs in this process set MkDocs' log up as a new process would."""
    logger = logging.getLogger("mkdocs")
    handlers, level = logger.handlers[:], logger.level
    logger.handlers.clear()
    yield
    logger.handlers[:], logger.level = handlers, level
