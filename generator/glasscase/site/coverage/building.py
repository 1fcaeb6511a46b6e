"""Coverage in the course of one build: what the plugin has it do, step by step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from glasscase.archive.archive import Archive
from glasscase.law.catalogue import Catalogue as LawCatalogue
from glasscase.law.coverage import Known, Law
from glasscase.records import Kind

from .. import frames, regimes
from ..catalogue import Catalogue
from ..frames import Frame
from ..toc import TocStyle
from .files import BY_SOURCE, FURTHER, OVERVIEW, REGIME, Made, SitePage, made
from .judging import Coverage
from .obliging import obligations
from .overview import records_on_pages
from .serving import Serving
from .survey import Site
from .tally import Tally, sharing


class Building:
    """One build's coverage: the law is compiled, knows the records, judges them, is drawn."""

    def __init__(self, law: LawCatalogue) -> None:
        self.law = Law.of(law)
        self.coverage: Coverage | None = None
        self._frames: dict[SitePage, Frame] = {}

    def know(self, known: Iterable[Known | None], today: date, records: Catalogue) -> None:
        """Let the law know the records, in parts; judge the provider as of today."""
        law = self.law.knowing(part for part in known if part is not None)
        self.coverage = Coverage.of(law.catalogue, law, today, records)

    def linked(self, catalogue: Catalogue) -> Catalogue:
        """Return the catalogue of records with what leads from them to duties."""
        if self.coverage is None:
            return catalogue
        return replace(
            catalogue,
            targets={**catalogue.targets, **regimes.targets(self.law.catalogue)},
            serves=Serving(self.coverage, catalogue),
            obligations=obligations(self.coverage, catalogue),
        )

    def sources(self, catalogue: Catalogue) -> Iterator[tuple[str, str, bool]]:
        """Yield source and Markdown of the pages that MkDocs draws, and if one is a frame only."""
        yield OVERVIEW.source, "---\ntitle: Coverage\nsearch:\n  exclude: true\n---\n", False
        yield REGIME.source, frames.MARKDOWN, True
        if records_on_pages(catalogue) > 1:
            yield FURTHER.source, frames.MARKDOWN, True

    def keep(self, source: str, html: str, style: TocStyle) -> bool:
        """Keep a page that MkDocs has drawn as a frame; tell whether it is one of ours."""
        page = BY_SOURCE.get(source)
        if page is None:
            return False
        self._frames[page] = frames.cut(html, style, source, in_navigation=page is OVERVIEW)
        return True

    def finish(
        self, tallies: Iterable[Tally], catalogue: Catalogue, archive: Archive, site_url: str
    ) -> Iterator[Made]:
        """Yield every file that tells of the whole site."""
        if self.coverage is None or not self._frames:
            return
        ordered = tuple(
            sorted(sharing(tallies), key=lambda one: (one.kind.value != "model", one.id))
        )
        yield from made(
            Site(self.coverage, catalogue, ordered, _published(archive)), self._frames, site_url
        )


def _published(archive: Archive) -> dict[str, dict[str, date]] | None:
    """Return when each version of each protocol was published; None if nothing is known."""
    if not archive.versions:
        return None
    return {
        id_: {version.version: version.published.date() for version in versions}
        for (kind, id_), versions in archive.versions.items()
        if kind is Kind.PROTOCOL
    }
