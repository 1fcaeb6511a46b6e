"""The MkDocs plugin `glasscase`: records become pages of the site that MkDocs builds."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Literal

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from glasscase import processes
from glasscase.archive.archive import Archive
from glasscase.checks.configuration import configuration
from glasscase.errors import GlasscaseError
from glasscase.law.catalogue import catalogue_of, project_catalogue
from glasscase.reading.load import Cache

from . import (
    archive_pages,
    documents,
    emit,
    epoch,
    frames,
    house,
    inputs,
    listings,
    pages,
    search,
    sitemap,
    toc,
)
from .archived import Archived, with_new
from .catalogue import Catalogue, catalogue
from .compiled import Compiled
from .coverage import files as coverage
from .coverage.building import Building
from .finishing import Finishing
from .frames import CONTENT_MARK, FRAMES, STEP_FRAMES, Frame, FramePage, Slot
from .generated import Generated
from .handed import Handed
from .inward import RecordLinks
from .kept import Kept
from .ledger import Publishing, require_known_signers
from .listed import list_file
from .mend import mend
from .navigation import Above
from .options import GlasscaseConfig
from .prose import ROOT, relative_root
from .reported import Reported
from .toc import TocStyle

_LAST = -100

Command = Literal["build", "gh-deploy", "serve"]


class GlasscasePlugin(BasePlugin[GlasscaseConfig]):  # type: ignore[no-untyped-call]
    """Reads and checks the records, and places them into frames that the theme has drawn."""

    def __init__(self) -> None:
        self._serving = False
        self._processes = 1
        self._cache = Cache()
        self._compiled = Compiled()
        self._catalogue: Catalogue = catalogue(())
        self._frames: dict[FramePage, Frame] = {}
        self._style: TocStyle | None = None
        self._writing: emit.Writing | None = None
        self._kept: Kept | None = None
        self._law = catalogue_of(())
        self._coverage: Building | None = None
        self._above = Above()
        self._links = RecordLinks()
        self._clock = epoch.Clock(None)
        self.publishing: Publishing | None = None
        """What the site is built for, if it is to be published; set before the build."""
        self._archived = Archived(Archive(), self._catalogue, "")
        self._generated = Generated(self._catalogue, self._archived, self._law, documentation=False)
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
            archive = inputs.archive(found, self.publishing)
            self._law = project_catalogue(found.project).catalogue
            self._coverage = Building(self._law) if self.config.law else None
            judge = self._coverage.law if self._coverage is not None else None
            batches = inputs.records(
                found,
                archive,
                judge,
                cache=self._cache if self._serving else None,
                processes=self._processes,
            )
        except GlasscaseError as error:
            raise PluginError(str(error)) from error
        self._catalogue = catalogue(batches)
        if self._coverage is not None:
            known = [batch.known for batch in batches]
            self._coverage.know(known, self._clock.time.date(), self._catalogue)
            self._catalogue = self._coverage.linked(self._catalogue)
        if self.publishing is not None:
            archive = with_new(archive, batches, self.publishing)
        self._archived = Archived(
            archive,
            self._catalogue,
            config.site_url or "",
            tuple(self.config.log_keys),
            self.publishing,
        )
        self._generated = Generated(
            self._catalogue, self._archived, self._law, documentation=self.config.documentation
        )
        self._frames = {}
        self._links.know(self._catalogue.editions)
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
        pasts = self._archived.pasts()
        papers = self._documents()
        job = emit.Job(
            catalogue=self._catalogue,
            addresses=pages.Addresses(config.site_url or "", self.config.source_url),
            site=Path(config.site_dir),
            sections=len(self._catalogue.editions) <= search.SECTION_LIMIT,
            pasts=pasts,
            documents=papers,
            reported=Reported(self._law, self._catalogue),
            coverage=self._coverage.coverage if self._coverage is not None else None,
        )
        # It goes on beside all that MkDocs does until the frames are drawn.
        self._writing = emit.Writing(job, self._processes)
        handed = Handed(files, config)
        handed.drop_sources()
        for source in self._generated.sources(files, config):
            if files.get_file_from_path(source.uri) is None:
                handed.add(source.uri, source.content, listed=source.listed)
        if self._coverage is not None:
            for uri, content, hidden in self._coverage.sources(self._catalogue):
                handed.add(uri, content, listed=not hidden)
        for frame in FRAMES if pasts is None and papers is None else (*FRAMES, *STEP_FRAMES):
            handed.add(frame.source, frames.MARKDOWN, listed=False)
        return files

    def _documents(self) -> documents.Documents | None:
        """Prepare the documents that duties ask for, if there are to be any."""
        if not self.config.documents:
            return None
        names = self._archived.archive.names
        day = self._clock.time.date()
        compiled = self._coverage.law if self._coverage is not None else None
        return documents.documents(self._catalogue, self._law, day, names, compiled)

    @event_priority(_LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:  # noqa: ARG002
        """Keep the pages of a long listing and the frames out of a navigation made by itself."""
        self._above = Above(nav.pages)
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
        house.dress(
            env, config, live=self._serving, archive=archive, law=self._coverage is not None
        )
        if self._serving:
            env.bytecode_cache = self._compiled
        try:
            self._style = toc.style_of(env)
        except GlasscaseError as error:
            raise PluginError(str(error)) from error
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
        if uri in frames.BY_SOURCE or (self._coverage is not None and uri in coverage.BY_SOURCE):
            page.toc = frames.exemplar_toc()
            return CONTENT_MARK
        if page.is_homepage:
            added: str | None = listings.home(self._catalogue, titled="<h1" in html)
        else:
            added = self._generated.content(page)
        if added is None:
            return html
        added = search.apart(added.replace(ROOT, relative_root(page.url)))
        return added + html if page.is_homepage and "<h1" not in html else html + added

    def on_page_context(
        self,
        context: TemplateContext,
        *,
        page: Page,
        config: MkDocsConfig,  # noqa: ARG002
        nav: Navigation,  # noqa: ARG002
    ) -> TemplateContext:
        """Show the listing that a record belongs to as the open one in the navigation."""
        self._above.show(page, active=True)
        return context

    @event_priority(_LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Mend what the theme has written; keep a frame instead of writing it."""
        self._above.show(page, active=False)
        html = mend(output)
        frame = frames.BY_SOURCE.get(page.file.src_uri)
        if self._coverage is not None and self._style is not None:
            try:
                if self._coverage.keep(page.file.src_uri, html, self._style):
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
        rest = Finishing(
            Path(config.site_dir),
            config.site_url or "",
            self._catalogue,
            self._archived,
            self._frames,
            self._coverage,
        )
        taken = rest.finish(self._writing, self._kept, self._processes)
        self._writing = None
        if taken is not None:
            self.carried = taken
        self._clock.release()
        self._links.release()

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        """Leave the environment as it was, no process behind, and no file out of its place."""
        self._clock.release()
        self._links.release()
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
