"""The pages and files that come with the records: what MkDocs is given, and what is put in.

MkDocs draws listings, the provider's page and the like as pages of its own. Their sources hold
little more than a title; what they show is put in when MkDocs has rendered them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents

from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.records import Kind

from . import (
    archive_pages,
    data,
    deadlines,
    house,
    listings,
    pages,
    reference,
    register,
    services_page,
    toc,
    words,
)
from .archived import Archived
from .catalogue import Catalogue, Edition
from .editions import edition_content, is_edition

PROVIDER_PAGE = "provider/index.md"
_PROVIDER_PAGES = {
    PROVIDER_PAGE: pages.provider_page,
    services_page.SOURCE: services_page.services_page,
}
_KINDS = {kind.folder: kind for kind in listings.RECORD_KINDS}
LISTING_SOURCES = {f"{folder}/index.md": kind for folder, kind in _KINDS.items()}
"""The kinds of records by the sources of their listings."""
_LISTING_PAGE = re.compile(rf"({'|'.join(_KINDS)})/(?:page/(\d+)/)?index\.md")


class Source(NamedTuple):
    """A page in Markdown, or a file, for MkDocs."""

    uri: str
    content: str | bytes
    apart: bool = False
    """Whether it belongs to no other page."""

    @property
    def listed(self) -> bool:
        """Whether it may stand in a navigation that MkDocs makes by itself."""
        match = _LISTING_PAGE.fullmatch(self.uri)
        further = bool(match and match[2]) or archive_pages.is_older_news(self.uri)
        return not reference.is_rule(self.uri) and not further and not self.apart


@dataclass(frozen=True)
class Generated:
    """What comes with the records of one build."""

    catalogue: Catalogue
    archived: Archived
    law: LawCatalogue = field(repr=False)
    documentation: bool
    """Whether the tool's own documentation is a part of the site."""

    @cached_property
    def _newest(self) -> Mapping[Kind, tuple[Edition, ...]]:
        """The editions of each kind, in the order of its listing."""
        return {kind: listings.newest(self.catalogue, kind) for kind in listings.RECORD_KINDS}

    def sources(self, files: Files, config: MkDocsConfig) -> Iterator[Source]:
        """Yield what MkDocs is given. `files` are those of the project."""
        for uri, content in self._pages(files):
            yield Source(uri, content, is_edition(uri, self.archived.removed_editions))
        for uri, content in self._files(config.site_url or ""):
            yield Source(uri, content)
        for uri, content in house.emitted(config).items():
            yield Source(uri, content)

    def _pages(self, files: Files) -> Iterator[tuple[str, str | bytes]]:
        for kind in listings.RECORD_KINDS:
            title = words.KINDS[kind.value][1]
            yield f"{kind.folder}/index.md", f"# {title}\n"
            for page in range(2, listings.page_count(self.catalogue, kind) + 1):
                uri = f"{listings.address(kind, page)}index.md"
                yield uri, f"# {title}, page {page}\n"
        if self.catalogue.provider:
            yield PROVIDER_PAGE, f"---\ntitle: {Kind.PROVIDER.value.capitalize()}\n---\n"
        if services_page.is_shown(self.catalogue):
            yield services_page.SOURCE, "---\ntitle: Services\n---\n"
        if self.documentation:
            guide = files.get_file_from_path(reference.GUIDE) is not None
            yield from reference.pages(guide=guide)
        yield from self.archived.sources()

    def _title(self, folder: str, id_: str) -> str:
        """Return the title of a record by its folder and id."""
        edition = self.catalogue.by_key.get((_KINDS[folder].value, id_))
        return edition.title if edition is not None else id_

    def _files(self, site_url: str) -> Iterator[tuple[str, str | bytes]]:
        yield from data.files(self.catalogue, self.archived.archive, site_url)
        calendar = deadlines.public_calendar(self.catalogue, self.law, site_url)
        yield deadlines.ADDRESS, calendar

    def content(self, page: Page) -> str | None:
        """Return what a page shows of the records; None if it is none of these.

        Its table of contents and the words for its head are set. A `ROOT` is still in it.
        """
        uri = page.file.src_uri
        if (lay_out := _PROVIDER_PAGES.get(uri)) is not None:
            shown = lay_out(self.catalogue)
            page.toc = TableOfContents(toc.links(shown.toc))
            page.meta["title"], page.meta["description"] = shown.title, shown.description
            return shown.html
        news = self.archived.news
        told = archive_pages.content(uri, news, feeds=bool(self.archived.site_url))
        match = _LISTING_PAGE.fullmatch(uri)
        if match is None and told is None:
            told = edition_content(uri, self.archived.removed_editions, self._title)
        if match is None and told is None:
            return None
        # A listing repeats its records, and the index has each of them already.
        page.meta["search"] = {"exclude": True}
        if match is None:
            return told
        kind, number = _KINDS[match[1]], int(match[2] or 1)
        listed = listings.listing(self._newest[kind], kind, number)
        return register.around(self.catalogue, kind, number, listed)
