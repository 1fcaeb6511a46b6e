"""Editions of the whole site, as `versions.json` on the public branch lists them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from glasscase.archive.archive import Archive
from glasscase.archive.errors import ArchiveError
from glasscase.log import LogError
from glasscase.log.listed import VERSIONS, SiteEdition, parse_editions


def published_editions(archive: Archive) -> tuple[SiteEdition, ...]:
    """Return the editions on the public branch, newest first.

    Raises ArchiveError where their list cannot be read: no edition may be lost.
    """
    try:
        return parse_editions(archive.read([VERSIONS]).get(VERSIONS))
    except LogError as error:
        raise ArchiveError(
            f"{VERSIONS} on the public branch cannot be read.",
            hint="Restore it from the branch's history: it says which editions there are.",
        ) from error


def versions_json(editions: Sequence[SiteEdition]) -> bytes:
    """Return the list of editions, as mike writes it."""
    return (json.dumps(list(map(_listed, editions)), indent=2) + "\n").encode()


def without_erased(
    editions: Iterable[SiteEdition], names: Collection[str], erased: Collection[str], day: str
) -> Iterator[SiteEdition]:
    """Yield the editions, those marked as removed on a day that hold a version in `erased`.

    `names` are all files of the public branch, `erased` folders. An edition goes as a whole: its
    listings, feeds and search would still tell what was erased.
    """
    for edition in editions:
        held = sorted(one for one in erased if f"{edition.name}/{one}/record.json" in names)
        yield SiteEdition(edition.name, day, tuple(held)) if held else edition


def _listed(edition: SiteEdition) -> dict[str, Any]:
    entry: dict[str, Any] = {"version": edition.name, "title": edition.name, "aliases": []}
    if edition.removed:
        entry["title"] = f"{edition.name} (removed)"
        entry["properties"] = {"removed": edition.removed, "erased": list(edition.erased)}
    return entry
