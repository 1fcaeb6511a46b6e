"""Write the records' pages: every record is laid out once and placed into its frames.

Large sites are written by as many processes as there are processors; what is written does not
depend on how many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from glasscase.processes import MANY, in_order

from . import fragments, search
from .catalogue import Catalogue, Edition
from .frames import Frame, FramePage, Slot
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
        folder = self.site / edition.address
        permanent = self.site / edition.permanent
        folder.mkdir(exist_ok=True)
        permanent.mkdir(exist_ok=True)
        for spec, frame in self.frames.items():
            if spec.kind is edition.kind:
                target = permanent if spec.versioned else folder
                html = placed(page, edition, frame, spec)
                (target / "index.html").write_bytes(html.encode("utf-8", "xmlcharrefreplace"))
        (permanent / "record.json").write_bytes(edition.data)
        return search.entries(edition, page, sections=self.sections)


def placed(page: Page, edition: Edition, frame: Frame, spec: FramePage) -> str:
    """Return the whole page of an edition: its fragment in its frame."""
    values = {
        Slot.TITLE: text(page.title),
        Slot.DESCRIPTION: text(page.description),
        Slot.CONTENT: page.html,
        Slot.HEAD: fragments.render("head.html", edition=edition),
        Slot.ID: edition.id,
        Slot.VERSION: edition.version,
    }
    return frame.place(values, page.toc).replace(ROOT, spec.root)


def write_all(job: Job) -> list[SearchEntry]:
    """Write every edition; return the entries for the search index in the editions' order."""
    editions = job.catalogue.editions
    written = in_order(job.write, editions, job.processes if len(editions) > MANY else 1)
    return [entry for entries in written for entry in entries]
