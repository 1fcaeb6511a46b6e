"""The listings in the navigation: each is shown as open while a page below it is drawn."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs.structure.pages import Page

from . import frames
from .coverage import files as coverage
from .generated import LISTING_SOURCES


class Above:
    """The pages of the navigation that have the pages of records, or of coverage, below them."""

    def __init__(self, pages: Iterable[Page] = ()) -> None:
        sources = {*LISTING_SOURCES, coverage.OVERVIEW.source}
        self._pages = [page for page in pages if page.file.src_uri in sources]

    def show(self, page: Page, *, active: bool) -> None:
        """Mark what stands above a page as open, or as closed again."""
        uri = page.file.src_uri
        frame = frames.BY_SOURCE.get(uri)
        for listing in self._pages:
            kind = LISTING_SOURCES.get(listing.file.src_uri)
            if (frame is not None and kind is frame.kind) or (
                kind is None and uri in coverage.BY_SOURCE
            ):
                listing.active = active
