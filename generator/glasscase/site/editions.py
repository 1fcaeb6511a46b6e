"""The page that stands where an edition of the whole site was removed."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from glasscase.log.listed import SiteEdition

from . import fragments, numbers
from .nodes import Anchor
from .prose import ROOT


def edition_source(edition: SiteEdition) -> str:
    """Return the source of an edition's page, for MkDocs."""
    return f"{edition.name}/index.md"


def is_edition(source: str, editions: Iterable[SiteEdition]) -> bool:
    """Tell whether a source is that of the page of one of these editions."""
    return any(edition_source(edition) == source for edition in editions)


def edition_content(
    source: str, editions: Iterable[SiteEdition], title: Callable[[str, str], str]
) -> str | None:
    """Return what stands below the title of an edition's page; None for other sources.

    `title` gives the title of a record by its folder and id.
    """
    edition = next((one for one in editions if edition_source(one) == source), None)
    if edition is None:
        return None
    return fragments.render(
        "edition.html",
        name=edition.name,
        removed=numbers.day(edition.removed),
        erased=[_erased(folder, title) for folder in edition.erased],
    )


def _erased(folder: str, title: Callable[[str, str], str]) -> Anchor:
    kind, id_, version = folder.split("/")
    return Anchor(f"{ROOT}{folder}/", f"{title(kind, id_)}, version {version}")
