"""Templates, compiled once for all sites that the tests build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jinja2
import pytest
from mkdocs.theme import Theme

from glasscase.site import fragments


@contextmanager
def compiled_in(folder: Path) -> Iterator[None]:
    """Keep what each template was compiled to in a folder: that is a third of a build.

    Those of a theme are otherwise compiled at every build, ours once in every process. Jinja
    compares the text of a template with the one that it compiled. The theme's icons, of which a
    build copies none, are not looked through either.
    """
    kept, get_env = _Kept(folder), Theme.get_env

    def get_env_that_remembers(theme: Theme) -> jinja2.Environment:
        environment: jinja2.Environment = get_env(theme)
        environment.bytecode_cache = kept
        return environment

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Theme, "get_env", get_env_that_remembers)
        patch.setattr(fragments._environment(), "bytecode_cache", kept)
        patch.setattr(jinja2.FileSystemLoader, "list_templates", _listed_but_hidden)
        yield


class _Kept(jinja2.FileSystemBytecodeCache):
    """A cache on the disk, for several processes, that reads each of its files once."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])
        else:
            super().load_bytecode(bucket)
            self._remember(bucket)

    def dump_bytecode(self, bucket: jinja2.bccache.Bucket) -> None:
        super().dump_bytecode(bucket)
        self._remember(bucket)

    def _remember(self, bucket: jinja2.bccache.Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key] = bucket.bytecode_to_string()


def _listed_but_hidden(loader: jinja2.FileSystemLoader) -> list[str]:
    """List what a loader does, without Material's 14,000 icons: MkDocs leaves them out."""
    found: set[str] = set()
    for top in map(Path, loader.searchpath):
        for folder, below, files in os.walk(top):
            below[:] = [name for name in below if not name.startswith(".")]
            place = Path(folder).relative_to(top)
            found.update((place / name).as_posix() for name in files)
    return sorted(found)
