"""Frames of a real build, and histories of records, for the pages of versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from glasscase.archive.archive import Archive, Erasure, New
from glasscase.records import MODELS, Kind, PublicForm, Record, canonical, public_form
from glasscase.site import archive_pages, frames
from glasscase.site.catalogue import Catalogue
from glasscase.site.frames import STEP_FRAMES, Frame, FramePage
from glasscase.site.lineage import Lineage
from glasscase.site.pages import Addresses

from .projects import Site, run

FIRST = datetime(2026, 5, 3, 9, 30, tzinfo=UTC)
"""When the first version of each history was published; the others follow by one day each."""

SITE = "https://disclosures.example.com/"

POLICY = {
    "id": "policy",
    "status": "current",
    "title": "Policy",
    "type": "acceptable-use-policy",
    "summary": "What is allowed.",
}
"""The fields of a policy, without a version."""


class Options(Config):  # type: ignore[no-untyped-call]
    """None."""


class Catcher(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """Has all frames drawn, those of the pages of changes too, though nothing was published."""

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        self.glasscase = cast("Any", config.plugins["glasscase"])
        for spec in STEP_FRAMES:
            if files.get_file_from_path(spec.source) is None:
                file = File.generated(config, spec.source, content=frames.MARKDOWN)
                file.inclusion = InclusionLevel.NOT_IN_NAV
                files.append(file)
        return files

    @property
    def frames(self) -> dict[FramePage, Frame]:
        return cast("dict[FramePage, Frame]", self.glasscase._frames)

    @property
    def catalogue(self) -> Catalogue:
        return cast("Catalogue", self.glasscase._catalogue)


def framed(config: MkDocsConfig, site: Any) -> tuple[Site, Catcher]:
    """Build a site and keep its frames."""
    catcher = Catcher()
    config.plugins["catcher"] = catcher
    return Site(site, run(config)), catcher


def form_of(kind: Kind, source: Mapping[str, Any]) -> PublicForm:
    """Return the public form of a record in its source form."""
    return public_form(cast("Record", MODELS[kind].model_validate(source)))


@dataclass(frozen=True)
class Past:
    """A record's history on a public branch."""

    archive: Archive
    forms: tuple[PublicForm, ...]

    def lineage(self, catalogue: Catalogue, *, whole: bool = True) -> Lineage:
        """Return the lineage of the record, as a build makes it."""
        last = self.forms[-1]
        kind = Kind(last["kind"])
        versions = self.archive.of(kind, last["id"])
        living = catalogue.by_key.get((kind.value, last["id"]))
        forms = self.archive.forms(versions) if whole else None
        return Lineage.of(versions, living, forms)

    def pages(
        self, frames: Mapping[FramePage, Frame], catalogue: Catalogue, site: str = SITE
    ) -> dict[str, bytes]:
        """Return all pages of the record by address."""
        lineage = self.lineage(catalogue)
        addresses = Addresses(site, "")
        return dict(archive_pages.touched_pages(lineage, frames, catalogue, addresses))


def past(
    *forms: PublicForm,
    erase: Mapping[str, str] | None = None,
    apart: timedelta = timedelta(days=1),
) -> Past:
    """Publish public forms one after the other, a day apart; then erase versions."""
    archive = Archive()
    time = FIRST
    for form in forms:
        new = New(Kind(form["kind"]), form["id"], form["version"], canonical(form))
        archive = archive.extended([new], [], time)
        time += apart
    for version, reason in (erase or {}).items():
        first = forms[0]
        erasure = Erasure(Kind(first["kind"]), first["id"], version, reason)
        archive = archive.extended([], [erasure], time)
        time += timedelta(days=1)
    return Past(archive, forms)
