"""Templates as they were compiled: the theme's in memory, our own in files.

MkDocs makes a new environment for each build, which would compile the theme's templates again:
a third of the rebuild of a small preview. Ours are kept beside them, as Python keeps what modules
were compiled to: each process of a build would compile them anew.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from glasscase import __version__


class Beside(jinja2.FileSystemBytecodeCache):
    """What our templates were compiled to; Jinja compares each with the template's text."""

    def __init__(self, templates: Path) -> None:
        self._folder = templates / "__pycache__"
        made_by = f"{jinja2.__version__}-{__version__}"
        super().__init__(str(self._folder), f"{made_by}-%s.cache")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what lies beside its template, if that can be read."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to, where Python may keep such, and we may write."""
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                self._folder.mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


class Compiled(jinja2.BytecodeCache):
    """What templates were compiled to; Jinja compares each with the template's text."""

    def __init__(self) -> None:
        self._codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what is known of its template."""
        if bucket.key in self._codes:
            bucket.bytecode_from_string(self._codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self._codes[bucket.key] = bucket.bytecode_to_string()
