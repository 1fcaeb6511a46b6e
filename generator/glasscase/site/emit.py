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

from glasscase.archive.archive import Version
from glasscase.processes import MANY, Crew, batches, no_garbage_collection
from glasscase.records import Kind, PublicForm

from . import search
from .archive_pages import touched_pages
from .catalogue import Catalogue, Edition
from .frames import FRAMES, Frame, FramePage
from .lineage import Lineage
from .pages import Addresses, Page, head, record_page
from .placing import Parts
from .search import SearchEntry


@dataclass(frozen=True, slots=True)
class Past:
    """The published versions of a record."""

    versions: tuple[Version, ...]
    forms: Mapping[Version, PublicForm] | None = None
    """Their public forms if all pages of the record are to be drawn, the living version's left
    out; else None."""


@dataclass(frozen=True, slots=True)
class Job:
    """What the writing of one site needs, beside its frames."""

    catalogue: Catalogue
    addresses: Addresses
    site: Path
    sections: bool
    """Whether the sections of each record are put into the search index."""
    pasts: Mapping[tuple[Kind, str], Past] | None = None
    """What was published of each record; None where no archive is known."""

    def prepare(self, edition: Edition) -> None:
        """Make the folders of an edition, and write what needs no frame."""
        permanent = self.site / edition.permanent
        permanent.mkdir(parents=True, exist_ok=True)
        _write(permanent / "record.json", edition.data)

    def lay_out(self, edition: Edition) -> Page:
        """Return the page of an edition, as it will stand in its frames."""
        return record_page(edition, self.catalogue, self.addresses, self.lineage(edition))

    def lineage(self, edition: Edition) -> Lineage | None:
        """Return an edition among the versions of its record."""
        if self.pasts is None:
            return None
        past = self.pasts.get((edition.kind, edition.id), Past(()))
        return Lineage.of(past.versions, edition, past.forms)

    def write(
        self, edition: Edition, page: Page, frames: Mapping[FramePage, Frame]
    ) -> list[SearchEntry]:
        """Write the pages of an edition and return its entries for the search index."""
        lineage = self.lineage(edition)
        parts = Parts.of(
            page,
            edition.id,
            edition.version,
            head=head(edition, self.addresses, lineage),
            # Search engines are sent to the record's own address, while the record holds.
            own_canonical=lineage is not None
            and not lineage.release(edition.version).state.indexed,
        )
        for spec in FRAMES:
            if spec.kind is edition.kind:
                address = edition.permanent if spec.versioned else edition.address
                _write(self.site / address / "index.html", parts.placed(frames[spec], spec))
        past = self.pasts.get((edition.kind, edition.id)) if self.pasts else None
        if lineage is not None and past is not None and past.forms is not None:
            for name, data in touched_pages(lineage, frames, self.catalogue, self.addresses):
                target = self.site / name
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(target, data)
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


def _write(path: Path, data: bytes) -> None:
    # Thousands of files: the methods of `Path` would cost as much as the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)
