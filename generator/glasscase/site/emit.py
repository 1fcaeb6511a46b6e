"""Write the records' pages: every record is laid out once and placed into its frames.

Large sites are written by as many processes as there are processors; what is written does not
depend on how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from glasscase.processes import MANY, in_order

from . import fragments, search
from .catalogue import Catalogue, Edition
from .frames import Entry, Frame, FramePage, Slot, encoded, first_place
from .pages import Addresses, Page, record_page
from .prose import ROOT
from .search import SearchEntry
from .stencils import text


@dataclass(frozen=True, slots=True)
class Job:
    """What the writing of one site needs."""

    catalogue: Catalogue
    frames: Mapping[FramePage, Frame]
    addresses: Addresses
    site: Path
    sections: bool
    processes: int

    def write(self, edition: Edition) -> list[SearchEntry]:
        """Write all files of an edition and return its entries for the search index."""
        page = record_page(edition, self.catalogue, self.addresses)
        folder, permanent = self.site / edition.address, self.site / edition.permanent
        folder.mkdir(exist_ok=True)
        permanent.mkdir(exist_ok=True)
        parts = Parts.of(page, edition)
        for spec, frame in self.frames.items():
            if spec.kind is edition.kind:
                target = permanent if spec.versioned else folder
                _write(f"{target}/index.html", parts.placed(frame, spec))
        _write(f"{permanent}/record.json", edition.data)
        return search.entries(edition, page, sections=self.sections)


class Parts:
    """What stands in the slots of an edition's pages, encoded once for all of them."""

    def __init__(self, values: Mapping[Slot, str], toc: Sequence[Entry]) -> None:
        self._values = {slot: encoded(value) for slot, value in values.items()}
        self._toc = toc
        self._tocs: dict[str, bytes] = {}

    @classmethod
    def of(cls, page: Page, edition: Edition) -> Parts:
        """Return the parts of an edition whose page is laid out."""
        values = {
            Slot.TITLE: text(page.title),
            Slot.DESCRIPTION: text(page.description),
            Slot.CONTENT: page.html,
            Slot.HEAD: fragments.render("head.html", edition=edition),
            Slot.ID: edition.id,
            Slot.VERSION: edition.version,
            Slot.FIRST: first_place(page.toc),
        }
        return cls(values, page.toc)

    def placed(self, frame: Frame, spec: FramePage) -> bytes:
        """Return a whole page."""
        if frame.separator not in self._tocs:
            self._tocs[frame.separator] = encoded(frame.toc(self._toc))
        root = spec.root.encode()
        values = {
            **self._values,
            Slot.TOC: self._tocs[frame.separator],
            **{slot: self._values[slot].replace(_ROOT, root) for slot in _ROOTED},
        }
        return frame.place(values)


_ROOT = ROOT.encode()
_ROOTED = (Slot.CONTENT, Slot.HEAD)


def _write(path: str, data: bytes) -> None:
    # Thousands of files: `Path` would cost as much as the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)


def write_all(job: Job) -> list[SearchEntry]:
    """Write every edition; return the entries for the search index in the editions' order."""
    editions = job.catalogue.editions
    written = in_order(job.write, editions, job.processes if len(editions) > MANY else 1)
    return [entry for entries in written for entry in entries]
