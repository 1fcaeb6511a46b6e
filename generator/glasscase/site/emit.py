"""Write the records' pages: every record is laid out once and placed into its frames.

Large sites are written by as many processes as there are processors; what is written does not
depend on how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, TypeAlias

from glasscase.archive.archive import Version
from glasscase.garbage import no_garbage_collection
from glasscase.processes import MANY, Crew, batches
from glasscase.records import Kind, PublicForm

from . import search
from .archive_pages import touched_pages
from .catalogue import Catalogue, Edition
from .coverage.judging import Coverage
from .coverage.links import FOLDER
from .coverage.tally import Tally
from .documents import Documents, links
from .frames import FRAMES, Depth, Frame, FramePage
from .kept import make_folder, write, write_in
from .lineage import Lineage
from .pages import Addresses, Page, head, record_page
from .placing import Parts
from .reported import Reported
from .search import SearchEntry


@dataclass(frozen=True, slots=True)
class Past:
    """The published versions of a record."""

    versions: tuple[Version, ...]
    forms: Mapping[Version, PublicForm] | None = None
    """Their public forms if all pages of the record are to be drawn, the living version's left
    out; else None."""
    effective: Mapping[str, date] = field(default_factory=dict)
    """The days from which versions say that they apply."""


class Written(NamedTuple):
    """What was written: entries for the search index, and the names of files."""

    entries: list[SearchEntry]
    names: list[str]
    tallies: list[Tally]
    """How the duties stand that are asked of the records."""


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
    documents: Documents | None = None
    """Makes the documents that duties ask for; None where there are to be none."""
    reported: Reported | None = None
    """Tells which deadlines the reports of incidents met; None where nobody counts them."""

    coverage: Coverage | None = None
    """Holds the records against duties; None where nobody asks."""

    def prepare(self, edition: Edition) -> None:
        """Make the folders of an edition, and write what needs no frame."""
        for address in (edition.address, edition.permanent):
            make_folder(f"{self.site}/{address}")
        write(f"{self.site}/{edition.permanent}record.json", edition.data)

    def lay_out(self, edition: Edition, form: PublicForm) -> Page:
        """Return the page of an edition with its public form, as it will stand in its frames."""
        lineage = self.lineage(edition)
        if self.reported is not None and edition.kind is Kind.INCIDENT:
            below = {"notifications": self.reported.drawn(form)}
            return record_page(edition, self.catalogue, self.addresses, lineage, form, below=below)
        if self.documents is None or edition.kind is Kind.INCIDENT:
            return record_page(edition, self.catalogue, self.addresses, lineage, form)
        owed = self.documents.owed(edition, form)
        shown = links(edition, owed)
        page = record_page(edition, self.catalogue, self.addresses, lineage, form, shown)
        return page._replace(documents=tuple(one.id.value for one in owed))

    def lineage(self, edition: Edition) -> Lineage | None:
        """Return an edition among the versions of its record."""
        if self.pasts is None:
            return None
        past = self.pasts.get((edition.kind, edition.id), Past(()))
        return Lineage.of(past.versions, edition, past.forms, past.effective)

    def write(
        self, edition: Edition, page: Page | None, frames: Mapping[FramePage, Frame]
    ) -> Written:
        """Write the pages of an edition; `page` is the one that was laid out before, if any."""
        form: PublicForm = {}
        if page is None or self.coverage is not None or page.documents:
            form = edition.form()
        if page is None:
            page = self.lay_out(edition, form)
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
        names = [f"{edition.permanent}record.json"]
        for spec in FRAMES:
            if spec.kind is edition.kind:
                address = edition.permanent if spec.versioned else edition.address
                names.append(f"{address}index.html")
                write(f"{self.site}/{names[-1]}", parts.placed(frames[spec], spec))
        past = self.pasts.get((edition.kind, edition.id)) if self.pasts else None
        if lineage is not None and past is not None and past.forms is not None:
            for name, data in touched_pages(lineage, frames, self.catalogue, self.addresses):
                names.append(name)
                write_in(self.site, name, data)
        if self.documents is not None and page.documents:
            made = self.documents.pages(
                edition, page.documents, self.catalogue, self.addresses, lineage, frames, form
            )
            for name, data in made:
                names.append(name)
                write_in(self.site, name, data)
        tallies: list[Tally] = []
        if self.coverage is not None:
            laid = self.coverage.page(edition, form, lineage)
            tallies = [laid.tally] if laid.tally is not None else []
            names.append(f"{edition.address}{FOLDER}/index.html")
            spec = FramePage(edition.kind, Depth.VERSION)
            beside = Parts.of(laid.page, edition.id, FOLDER, head="", content=laid.content)
            write_in(self.site, names[-1], beside.placed(frames[spec], spec))
        return Written(search.entries(edition, page, sections=self.sections), names, tallies)


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

    def finish(self, frames: Mapping[FramePage, Frame]) -> Written:
        """Place all pages; return what was written, in the editions' order."""
        with self._crew:
            for _ in self._begun:
                pass
            return _joined(self._crew.step(partial(_finish, frames=frames)))

    def stop(self) -> None:
        """End without the pages: the frames could not be drawn."""
        self._crew.dismiss()


_BATCH = 25
_AHEAD = 1_000
"""Pages that are laid out before there is a frame: all are held in memory till then."""

_Draft: TypeAlias = tuple[Job, Sequence[Edition], list[Page] | None]


def _begin(draft: _Draft, *, ahead: int) -> tuple[_Draft, None]:
    job, editions, _ = draft
    with no_garbage_collection():
        for edition in editions:
            job.prepare(edition)
        pages = [job.lay_out(edition, edition.form()) for edition in editions[:ahead]]
    return (job, editions, pages), None


def _finish(draft: _Draft, *, frames: Mapping[FramePage, Frame]) -> tuple[None, Written]:
    job, editions, pages = draft
    with no_garbage_collection():
        return None, _joined(
            job.write(edition, page, frames) for edition, page in zip_longest(editions, pages or ())
        )


def _joined(parts: Iterable[Written]) -> Written:
    whole = Written([], [], [])
    for part in parts:
        whole.entries.extend(part.entries)
        whole.names.extend(part.names)
        whole.tallies.extend(part.tallies)
    return whole
