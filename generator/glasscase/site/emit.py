"""Write the records' pages: every record is laid out once and placed into its frames.

Large sites are written by as many processes as there are processors; what is written does not
depend on how many.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

from glasscase.processes import MANY, Crew, batches, no_garbage_collection

from . import fragments, search
from .catalogue import Catalogue, Edition
from .frames import Frame, FramePage, Slot, encoded, first_place
from .pages import Addresses, Page, record_page
from .prose import ROOT
from .search import SearchEntry
from .stencils import text
from .toc import Entry


@dataclass(frozen=True, slots=True)
class Job:
    """What the writing of one site needs, beside its frames."""

    catalogue: Catalogue
    addresses: Addresses
    site: Path
    sections: bool
    """Whether the sections of each record are put into the search index."""

    def prepare(self, edition: Edition) -> None:
        """Make the folders of an edition, and write what needs no frame."""
        (self.site / edition.permanent).mkdir(parents=True, exist_ok=True)
        _write(f"{self.site}/{edition.permanent}record.json", edition.data)

    def lay_out(self, edition: Edition) -> Page:
        """Return the page of an edition, as it will stand in its frames."""
        return record_page(edition, self.catalogue, self.addresses)

    def write(
        self, edition: Edition, page: Page, frames: Mapping[FramePage, Frame]
    ) -> list[SearchEntry]:
        """Write the pages of an edition and return its entries for the search index."""
        parts = Parts.of(page, edition)
        for spec, frame in frames.items():
            if spec.kind is edition.kind:
                address = edition.permanent if spec.versioned else edition.address
                _write(f"{self.site}/{address}index.html", parts.placed(frame, spec))
        return search.entries(edition, page, sections=self.sections)


class Writing:
    """The pages of all records on their way to the disk.

    Other processes lay pages out from the start, while the theme still draws the frames.
    """

    def __init__(self, job: Job, processes: int) -> None:
        editions = job.catalogue.editions
        drafts = [(job, part, None) for part in batches(editions, _BATCH)]
        self._crew = Crew(drafts, processes if len(editions) > MANY else 1)
        begin = partial(_begin, ahead=_AHEAD // max(len(drafts), 1))
        self._begun = self._crew.step(begin)

    def finish(self, frames: Mapping[FramePage, Frame]) -> list[SearchEntry]:
        """Place all pages; return the entries for the search index in the editions' order."""
        with self._crew:
            for _ in self._begun:
                pass
            written = self._crew.step(partial(_finish, frames=frames))
            return [entry for entries in written for entry in entries]

    def stop(self) -> None:
        """End without the pages: the frames could not be drawn."""
        self._crew.dismiss()


_BATCH = 25
_AHEAD = 2_000
"""Pages that are laid out before there is a frame: all are held in memory till then."""

_Draft: TypeAlias = tuple[Job, Sequence[Edition], list[Page] | None]


def _begin(draft: _Draft, *, ahead: int) -> tuple[_Draft, None]:
    job, editions, _ = draft
    with no_garbage_collection():
        for edition in editions:
            job.prepare(edition)
        pages = [job.lay_out(edition) for edition in editions[:ahead]]
    return (job, editions, pages), None


def _finish(draft: _Draft, *, frames: Mapping[FramePage, Frame]) -> tuple[None, list[SearchEntry]]:
    job, editions, pages = draft
    entries: list[SearchEntry] = []
    with no_garbage_collection():
        for edition, page in zip_longest(editions, pages or ()):
            entries += job.write(edition, page or job.lay_out(edition), frames)
    return None, entries


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
