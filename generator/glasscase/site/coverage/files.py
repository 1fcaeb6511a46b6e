"""The pages of the whole site's coverage, placed into frames, and the data beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from glasscase.law.plain import ADDRESS as LAW

from ..frames import Frame, Slot
from ..pages import Page
from ..placing import Parts
from ..search import SearchEntry, entry
from . import serving
from .data import ADDRESS, catalogue_data, coverage_data
from .links import FOLDER
from .overview import overview, page_address, page_count, records_page
from .regime_page import address, regime_page
from .scoping import scope_of
from .survey import Site


@dataclass(frozen=True, slots=True)
class SitePage:
    """Which pages of coverage a frame serves: those at one depth below `coverage/`."""

    depth: int

    @property
    def source(self) -> str:
        """The name that the frame has as a page of MkDocs; it has the depth of its pages."""
        below = "".join(f"{slot}/" for slot in (Slot.ID, Slot.VERSION)[: self.depth])
        return f"{FOLDER}/{below}index.md"

    @property
    def root(self) -> str:
        """The way from its pages to the site's root."""
        return "../" * (1 + self.depth)


OVERVIEW, REGIME, FURTHER = (SitePage(depth) for depth in range(3))
SITE_PAGES = (OVERVIEW, REGIME, FURTHER)
BY_SOURCE = {page.source: page for page in SITE_PAGES}


class Made(NamedTuple):
    """A file of the site; its entry in the search index if it is a page to be found."""

    name: str
    data: bytes
    entry: SearchEntry | None


def made(site: Site, frames: Mapping[SitePage, Frame], site_url: str) -> Iterator[Made]:
    """Yield every file that tells of the coverage of the whole site."""
    scopes = {id_: scope_of(site, regime) for id_, regime in site.law.regimes.items()}
    yield _page(overview(site, scopes), f"{FOLDER}/", OVERVIEW, frames)
    for number in range(2, page_count(site) + 1):
        place = page_address(number)
        made_page = _page(records_page(site, number), place, FURTHER, frames)
        yield made_page._replace(entry=None)
    for regime in site.law.regimes.values():
        yield _page(regime_page(site, regime, scopes[regime.id]), address(regime), REGIME, frames)
    yield _page(serving.page(site.law), f"{FOLDER}/{serving.NAME}/", REGIME, frames)
    yield Made(ADDRESS, coverage_data(site, site_url), None)
    yield Made(LAW, catalogue_data(site), None)


def _page(page: Page, place: str, spec: SitePage, frames: Mapping[SitePage, Frame]) -> Made:
    id_, _, rest = place.removeprefix(f"{FOLDER}/").partition("/")
    parts = Parts.of(page, id_, rest.rstrip("/"), head="")
    data = parts.placed(frames[spec], spec)
    return Made(f"{place}index.html", data, entry(place, page.title, page.description))
