"""What MkDocs is handed in place of the sources of records."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from .sources import is_source


class Handed:
    """The files of a build, on their way to MkDocs."""

    def __init__(self, files: Files, config: MkDocsConfig) -> None:
        self._files, self._config = files, config

    def drop_sources(self) -> None:
        """Take the sources of records out: they are no pages."""
        for file in list(self._files):
            if is_source(file):
                self._files.remove(file)

    def add(self, uri: str, content: str | bytes, *, listed: bool) -> None:
        """Add a file; MkDocs would leave out what starts with a dot.

        If it is not `listed`, it is kept out of a navigation that MkDocs makes by itself.
        """
        file = File.generated(self._config, uri, content=content)
        file.inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
        self._files.append(file)
