"""The MkDocs plugin `glasscase`: records become pages of the site that MkDocs builds."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import TableOfContents
from mkdocs.utils.templates import TemplateContext

from glasscase import processes
from glasscase.archive.archive import Archive
from glasscase.checks.configuration import configuration
from glasscase.checks.survey import survey
from glasscase.errors import GlasscaseError
from glasscase.law.catalogue import project_catalogue
from glasscase.reading.load import Cache
from glasscase.records import Kind

from . import (
    archive_pages,
    data,
    deadlines,
    documents,
    emit,
    epoch,
    frames,
    house,
    listings,
    pages,
    reference,
    register,
    search,
    services_page,
    sitemap,
    toc,
    words,
)
from .archived import Archived, known_archive, with_new
from .catalogue import Catalogue, catalogue, published
from .coverage import files as coverage
from .coverage.building import Building
from .frames import CONTENT_MARK, FRAMES, STEP_FRAMES, Frame, FramePage, Slot
from .kept import Kept, write_in
from .ledger import Publishing, require_known_signers
from .listed import list_file
from .mend import mend
from .options import GlasscaseConfig
from .prose import ROOT
from .report import log, report
from .reported import Reported
from .sources import is_source
from .toc import TocStyle

_LAST = -100

Command = Literal["build", "gh-deploy", "serve"]


class GlasscasePlugin(BasePlugin[GlasscaseConfig]):  # type: ignore[no-untyped-call]
    """Reads and checks the records, and places them into frames that the theme has drawn."""

    def __init__(self) -> None:
        self._serving = False
        self._processes = 1
        self._cache = Cache()
        self._catalogue: Catalogue = catalogue(())
        self._frames: dict[FramePage, Frame] = {}
        self._style: TocStyle | None = None
        self._writing: emit.Writing | None = None
        self._kept: Kept | None = None
        self._law: Building | None = None
        self._listing_pages: list[Page] = []
        self._clock = epoch.Clock(None)
        self.publishing: Publishing | None = None
        """What the site is built for, if it is to be published; set before the build."""
        self._archived = Archived(Archive(), self._catalogue, "")
        self.carried: frozenset[str] = frozenset()
        """Files in the site's folder that are there as the public branch has them."""

    @property
    def erased(self) -> frozenset[str]:
        """Folders that lose what is not drawn again, as versions are erased: see `Archived`."""
        return self._archived.erased

    def on_startup(self, *, command: Command, dirty: bool) -> None:  # noqa: ARG002
        """Remember whether this is a preview.

        Having this hook also keeps the plugin, and the records it has read, between the rebuilds
        of `serve`.
        """
        self._serving = command == "serve"
        logging.getLogger("mkdocs.commands.build").addFilter(_is_no_frame)
        # A preview has other threads, and a process with threads must not be forked.
        self._processes = 1 if self._serving else processes.available()

    def on_shutdown(self) -> None:
        """Forget what the site was built for: MkDocs gives this plugin to the next build too."""
        self.publishing = None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the records, and put the house theme into place."""
        if not config.use_directory_urls:
            raise PluginError("glasscase needs `use_directory_urls: true` in mkdocs.yml.")
        try:
            house.prepare(config)
            found = configuration(Path(config.config_file_path))
            self._clock = epoch.Clock(epoch.source_time(found.project, found.options.content))
            if self.publishing is not None:
                require_known_signers(self.publishing.signers, self.config.log_keys)
            archive = known_archive(found, self.publishing)
            if archive.commit is None and self.publishing is None:
                log.info("There is no public branch here: no earlier versions are on the site.")
            self._law = Building(found.project) if self.config.law else None
            result = survey(
                found,
                today=datetime.now(UTC).date(),
                take=partial(
                    published, drafts=self._serving, law=self._law.law if self._law else None
                ),
                cache=self._cache if self._serving else None,
                processes=self._processes,
                archive=archive,
            )
            if report(result, found) and not self._serving:
                raise PluginError(
                    "Nothing was built: the records have errors. They are shown above."
                )
        except GlasscaseError as error:
            raise PluginError(str(error)) from error
        self._catalogue = catalogue(result.taken)
        if self._law is not None:
            known = [batch.known for batch in result.taken]
            self._law.know(known, self._clock.time.date(), self._catalogue)
            self._catalogue = self._law.linked(self._catalogue)
        if self.publishing is not None:
            archive = with_new(archive, result.taken, self.publishing)
        self._archived = Archived(
            archive,
            self._catalogue,
            config.site_url or "",
            tuple(self.config.log_keys),
            self.publishing,
        )
        self._frames = {}
        return config

    @event_priority(_LAST)
    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Put what may stay of an earlier build where MkDocs does not remove it."""
        site = Path(config.site_dir)
        if self._kept is None or self._kept.site != site or not self._serving:
            project = Path(config.config_file_path).parent
            # The site of a preview is gone after it: there is nothing to remember.
            self._kept = Kept(site, None if self._serving else list_file(project, site))
        self._kept.set_aside()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Take the sources of records out of the site, and put frames and listings in."""
        if self._kept is not None:
            self._kept.put_back()
        for file in list(files):
            if is_source(file):
                files.remove(file)
        for uri, content in self._generated(config, files):
            if files.get_file_from_path(uri) is None:
                file = File.generated(config, uri, content=content)
                # MkDocs leaves out what starts with a dot unless it is told otherwise.
                match = _LISTING_PAGE.fullmatch(uri)
                later = bool(match and match[2]) or archive_pages.is_older_news(uri)
                listed = not reference.is_rule(uri) and not later
                file.inclusion = InclusionLevel.INCLUDED if listed else InclusionLevel.NOT_IN_NAV
                files.append(file)
        for uri, content, hidden in self._law.sources(self._catalogue) if self._law else ():
            file = File.generated(config, uri, content=content)
            if hidden:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        pasts = self._archived.pasts()
        papers = self._documents(config)
        for frame in FRAMES if pasts is None and papers is None else (*FRAMES, *STEP_FRAMES):
            file = File.generated(config, frame.source, content=frames.MARKDOWN)
            file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
        job = emit.Job(
            catalogue=self._catalogue,
            addresses=pages.Addresses(config.site_url or "", self.config.source_url),
            site=Path(config.site_dir),
            sections=len(self._catalogue.editions) <= search.SECTION_LIMIT,
            pasts=pasts,
            documents=papers,
            reported=self._reported(config),
            coverage=self._law.coverage if self._law is not None else None,
        )
        self._writing = emit.Writing(job, self._processes)
        return files

    def _documents(self, config: MkDocsConfig) -> documents.Documents | None:
        """Prepare the documents that duties ask for, if there are to be any."""
        if not self.config.documents:
            return None
        law = project_catalogue(Path(config.config_file_path).parent).catalogue
        names = self._archived.archive.names
        return documents.documents(self._catalogue, law, self._clock.time.date(), names)

    def _reported(self, config: MkDocsConfig) -> Reported:
        """Prepare what counts the deadlines of incidents' reports."""
        law = project_catalogue(Path(config.config_file_path).parent).catalogue
        return Reported(law, self._catalogue)

    def _generated(self, config: MkDocsConfig, files: Files) -> Iterator[tuple[str, str | bytes]]:
        """Yield source and content of the pages and files that come with the records."""
        for kind in listings.RECORD_KINDS:
            title = words.KINDS[kind.value][1]
            yield f"{kind.folder}/index.md", f"# {title}\n"
            for page in range(2, listings.page_count(self._catalogue, kind) + 1):
                uri = f"{listings.address(kind, page)}index.md"
                yield uri, f"# {title}, page {page}\n"
        if self._catalogue.provider:
            yield PROVIDER_PAGE, f"---\ntitle: {Kind.PROVIDER.value.capitalize()}\n---\n"
        if services_page.is_shown(self._catalogue):
            yield services_page.SOURCE, "---\ntitle: Services\n---\n"
        if self.config.documentation:
            guide = files.get_file_from_path(reference.GUIDE) is not None
            yield from reference.pages(guide=guide)
        yield from self._archived.sources()
        yield from data.files(self._catalogue, self._archived.archive, config.site_url or "")
        law = project_catalogue(Path(config.config_file_path).parent).catalogue
        yield (
            deadlines.ADDRESS,
            deadlines.public_calendar(self._catalogue, law, config.site_url or ""),
        )
        yield from house.emitted(config).items()

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the pages of a long listing and the frames out of a navigation made by itself."""
        above = {*_LISTING_SOURCES, coverage.OVERVIEW.source}
        self._listing_pages = [page for page in nav.pages if page.file.src_uri in above]
        return nav

    @event_priority(_LAST)
    def on_env(
        self,
        env: jinja2.Environment,
        *,
        config: MkDocsConfig,
        files: Files,  # noqa: ARG002
    ) -> jinja2.Environment:
        """Give the theme's templates what the house needs."""
        archive = bool(self._archived.archive.entries)
        house.dress(env, config, live=self._serving, archive=archive, law=self._law is not None)
        self._style = _toc_style(env)
        return env

    @event_priority(_LAST)
    def on_page_content(
        self,
        html: str,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        files: Files,  # noqa: ARG002
    ) -> str:
        """Put a frame's slots, a listing, the home page's overview or the provider in."""
        uri = page.file.src_uri
        if uri in _FRAMES_BY_SOURCE or (self._law is not None and uri in coverage.BY_SOURCE):
            page.toc = frames.exemplar_toc()
            return CONTENT_MARK
        added = self._added(page, html)
        if added is None:
            return html
        added = added.replace(ROOT, relative_root(page.url))
        return added + html if page.is_homepage and "<h1" not in html else html + added

    def _added(self, page: Page, html: str) -> str | None:
        uri = page.file.src_uri
        if page.is_homepage:
            return listings.home(self._catalogue, titled="<h1" in html)
        if (lay_out := _PROVIDER_PAGES.get(uri)) is not None:
            shown = lay_out(self._catalogue)
            page.toc = TableOfContents(toc.links(shown.toc))
            page.meta["title"], page.meta["description"] = shown.title, shown.description
            return shown.html
        told = archive_pages.content(uri, self._archived.news, feeds=bool(self._archived.site_url))
        match = _LISTING_PAGE.fullmatch(uri)
        if match is None and told is None:
            return None
        # A listing repeats its records, and the index has each of them already.
        page.meta["search"] = {"exclude": True}
        if match is None:
            return told
        kind, number = _KINDS[match[1]], int(match[2] or 1)
        listed = listings.listing(self._catalogue, kind, number)
        return register.around(self._catalogue, kind, number, listed)

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Show the listing that a record belongs to as the open one in the navigation."""
        self._activate(page, active=True)
        return context

    def _activate(self, page: Page, *, active: bool) -> None:
        uri = page.file.src_uri
        frame = _FRAMES_BY_SOURCE.get(uri)
        for listing in self._listing_pages:
            kind = _LISTING_SOURCES.get(listing.file.src_uri)
            if (frame is not None and kind is frame.kind) or (
                kind is None and uri in coverage.BY_SOURCE
            ):
                listing.active = active

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Mend what the theme has written; keep a frame instead of writing it."""
        self._activate(page, active=False)
        html = mend(output)
        frame = _FRAMES_BY_SOURCE.get(page.file.src_uri)
        if self._law is not None and self._style is not None:
            try:
                if self._law.keep(page.file.src_uri, html, self._style):
                    return ""
            except GlasscaseError as error:
                raise PluginError(str(error)) from error
        if frame is None or self._style is None:
            return self._with_feed(html, page)
        try:
            self._frames[frame] = frames.cut(html, self._style, frame.source)
        except GlasscaseError as error:
            raise PluginError(str(error)) from error
        return ""

    def _with_feed(self, html: str, page: Page) -> str:
        """Say in the head of a listing where its feed is."""
        if not self._archived.archive.entries:
            return html
        link = archive_pages.feed_link(page.file.src_uri, self._archived.site_url)
        link = link.replace(ROOT, relative_root(page.url))
        return html.replace("</head>", f"{link}</head>", 1) if link else html

    @event_priority(_LAST)
    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Mend the theme's own pages, and put the records into the sitemap."""
        if template_name == "sitemap.xml":
            editions = self._catalogue.editions
            day = self._archived.day
            others = self._archived.carried_news
            return sitemap.extend(output_content, config.site_url or "", editions, day, others)
        return mend(output_content) if template_name.endswith(".html") else output_content

    @event_priority(_LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the records' pages, and put the records into the search index."""
        entries = search.listings()
        drawn: set[str] = set()
        if self._writing is not None:
            written = self._writing.finish(self._frames)
            self._writing = None
            entries += written.entries
            drawn.update(written.names)
            drawn.update(self._finish_coverage(config, written, entries))
            sitemap.add(Path(config.site_dir), config.site_url or "", drawn)
        site = Path(config.site_dir)
        for address, content in self._archived.site_files():
            write_in(site, address, content)
            drawn.add(address)
        published_names = self._archived.archive.names
        for address, page in register.pages(self._catalogue, self._frames, published_names):
            write_in(site, address, page)
            drawn.add(address)
        if self._kept is not None:
            taken = self._archived.carry(self._kept, drawn, self._processes)
            self._kept.finish(drawn, taken)
            self.carried = frozenset(taken)
        if (site / "sitemap.xml").is_file():
            packed = sitemap.packed((site / "sitemap.xml").read_bytes())
            (site / "sitemap.xml.gz").write_bytes(packed)
        search.extend(site / "search" / "search_index.json", entries)
        self._clock.release()

    def _finish_coverage(
        self, config: MkDocsConfig, written: emit.Written, entries: list[search.SearchEntry]
    ) -> Iterator[str]:
        """Write the pages of the whole site's coverage; yield the names of the files."""
        if self._law is None:
            return
        address, archive = config.site_url or "", self._archived.archive
        for one in self._law.finish(written.tallies, self._catalogue, archive, address):
            write_in(Path(config.site_dir), one.name, one.data)
            entries += [one.entry] if one.entry is not None else []
            yield one.name

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave the environment as it was, no process behind, and no file out of its place."""
        self._clock.release()
        if self._writing is not None:
            self._writing.stop()
            self._writing = None
        if self._kept is not None:
            self._kept.put_back()


def _is_no_frame(record: logging.LogRecord) -> bool:
    """Tell whether a message is news: that a frame is not written is none, an error in it is."""
    message = record.getMessage()
    is_frame = Slot.ID in message or coverage.OVERVIEW.source in message
    return record.levelno >= logging.WARNING or not is_frame


def relative_root(url: str) -> str:
    """Return the way from a page to the site's root: "" or `../` and so on."""
    return "../" * url.count("/")


def _toc_style(env: jinja2.Environment) -> TocStyle:
    """Learn how the theme's template draws an entry of a table of contents."""
    template = env.get_template("partials/toc-item.html")
    try:
        return toc.learn(lambda link: toc.compact(template.render(toc_item=link)).strip())
    except GlasscaseError as error:
        raise PluginError(str(error)) from error


PROVIDER_PAGE = "provider/index.md"
_PROVIDER_PAGES = {
    PROVIDER_PAGE: pages.provider_page,
    services_page.SOURCE: services_page.services_page,
}
_FRAMES_BY_SOURCE = {frame.source: frame for frame in (*FRAMES, *STEP_FRAMES)}
_KINDS = {kind.folder: kind for kind in listings.RECORD_KINDS}
_LISTING_SOURCES = {f"{folder}/index.md": kind for folder, kind in _KINDS.items()}
_LISTING_PAGE = re.compile(rf"({'|'.join(_KINDS)})/(?:page/(\d+)/)?index\.md")
