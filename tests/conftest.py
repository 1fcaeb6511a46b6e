"""What tests of several parts need."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# What holds does not depend on how busy the machine is. A few examples in every run find what a
# change has broken; HYPOTHESIS_PROFILE=thorough looks for what nobody has thought of.
settings.register_profile("usual", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "usual"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let several workers begin with the files of few tests, which are the ones that take long.

    So no worker is left with a long file when the others have nothing more to do.
    """
    if "PYTEST_XDIST_WORKER" in os.environ:
        tests = Counter(item.path for item in items)
        items.sort(key=lambda item: (tests[item.path], item.path))


@pytest.fixture(scope="session")
def compiled_templates() -> Iterator[None]:
    """Compile each template of a theme once, not at every build: that is a third of one.

    Jinja compares the text of a template with the one that it compiled. The theme's icons, of
    which a build copies none, are not looked through either.
    """
    import jinja2
    from mkdocs.theme import Theme

    class Compiled(jinja2.BytecodeCache):
        def __init__(self) -> None:
            self.codes: dict[str, bytes] = {}

        def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            if bucket.key in self.codes:
                bucket.bytecode_from_string(self.codes[bucket.key])

        def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
            self.codes[bucket.key] = bucket.bytecode_to_string()

    def listed_but_hidden(loader: jinja2.FileSystemLoader) -> list[str]:
        """List what a loader does, without Material's 14,000 icons: MkDocs leaves them out."""
        found: set[str] = set()
        for top in map(Path, loader.searchpath):
            for folder, below, files in os.walk(top):
                below[:] = [name for name in below if not name.startswith(".")]
                place = Path(folder).relative_to(top)
                found.update((place / name).as_posix() for name in files)
        return sorted(found)

    compiled, get_env = Compiled(), Theme.get_env

    def get_env_that_remembers(theme: Theme) -> jinja2.Environment:
        environment: jinja2.Environment = get_env(theme)
        environment.bytecode_cache = compiled
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", get_env_that_remembers)
        patch.setattr(jinja2.FileSystemLoader, "list_templates", listed_but_hidden)
        yield


@pytest.fixture
def own_log(compiled_templates: None) -> Iterator[None]:
    """Let each command that runs in this process set MkDocs' log up as a new process would."""
    logger = logging.getLogger("mkdocs")
    handlers, level = logger.handlers[:], logger.level
    logger.handlers.clear()
    yield
    logger.handlers[:], logger.level = handlers, level
