"""What is left to do once MkDocs has drawn its pages: all that it does not know of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from . import register, search, sitemap
from .archived import Archived
from .catalogue import Catalogue
from .coverage.building import Building
from .emit import Writing, Written
from .frames import Frame, FramePage
from .kept import Kept, write_in


@dataclass(frozen=True, slots=True)
class Finishing:
    """The rest of one build."""

    site: Path
    site_url: str
    """"" if it is unknown."""
    catalogue: Catalogue
    archived: Archived
    frames: Mapping[FramePage, Frame]
    coverage: Building | None

    def finish(
        self, writing: Writing | None, kept: Kept | None, processes: int
    ) -> frozenset[str] | None:
        """Write the records' pages and data, and put the records into the search index.

        Returns the files that are taken from the public branch as they are; None if nothing is
        `kept` of an earlier build.
        """
        entries = search.listings()
        drawn: set[str] = set()
        if writing is not None:
            written = writing.finish(self.frames)
            entries += written.entries
            drawn.update(written.names, self._coverage(written, entries))
            sitemap.add(self.site, self.site_url, drawn)
        for address, content in self._files():
            write_in(self.site, address, content)
            drawn.add(address)
        carried = None
        if kept is not None:
            taken = self.archived.carry(kept, drawn, processes)
            kept.finish(drawn, taken)
            carried = frozenset(taken)
        # Git cannot keep a packed file as a difference: each publication would add all of it.
        (self.site / "sitemap.xml.gz").unlink(missing_ok=True)
        search.extend(self.site / "search" / "search_index.json", entries)
        return carried

    def _files(self) -> Iterator[tuple[str, bytes]]:
        yield from self.archived.site_files()
        yield from register.pages(self.catalogue, self.frames, self.archived.archive.names)

    def _coverage(self, written: Written, entries: list[search.SearchEntry]) -> Iterator[str]:
        """Write the pages of the whole site's coverage; yield the names of the files."""
        if self.coverage is None:
            return
        archive = self.archived.archive
        for one in self.coverage.finish(written.tallies, self.catalogue, archive, self.site_url):
            write_in(self.site, one.name, one.data)
            entries += [one.entry] if one.entry is not None else []
            yield one.name
