"""Editions of the whole site, as `versions.json` on the public branch lists them.

Its form is that of mike, which Material's version selector reads. An edition that was removed,
because a version was erased that it held, stays in the list with the day and these versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from glasscase.archive.errors import ArchiveError

VERSIONS = "versions.json"
"""Address of the list of editions."""

EDITION_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")
"""What can name an edition: it is a folder of the site."""

_FOLDER = re.compile(r"(?:model|protocol|incident)s/[^/]+/[^/]+")


class SiteEdition(NamedTuple):
    """An edition, or what is left of it."""

    name: str
    removed: str = ""
    """The day on which it was removed, in UTC; "" if it is there."""
    erased: tuple[str, ...] = ()
    """Folders of the erased versions for which it was removed: `models/ember/1.0`."""


def parse_editions(listed: bytes | None) -> tuple[SiteEdition, ...]:
    """Return the editions that `versions.json` lists, newest first; none without the file.

    Raises ArchiveError where it cannot be read: no edition may be lost.
    """
    if listed is None:
        return ()
    try:
        found = tuple(map(_parsed, json.loads(listed)))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ArchiveError(
            f"{VERSIONS} on the public branch cannot be read.",
            hint="Restore it from the branch's history: it says which editions there are.",
        ) from error
    return found


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


def _parsed(entry: Mapping[str, Any]) -> SiteEdition:
    name, properties = entry["version"], entry.get("properties") or {}
    removed, erased = properties.get("removed", ""), tuple(properties.get("erased", ()))
    if not EDITION_NAME.fullmatch(name) or not isinstance(removed, str):
        raise ValueError(name)
    if not all(_FOLDER.fullmatch(folder) for folder in erased):
        raise ValueError(name)
    return SiteEdition(name, removed, erased)


def _listed(edition: SiteEdition) -> dict[str, Any]:
    entry: dict[str, Any] = {"version": edition.name, "title": edition.name, "aliases": []}
    if edition.removed:
        entry["title"] = f"{edition.name} (removed)"
        entry["properties"] = {"removed": edition.removed, "erased": list(edition.erased)}
    return entry
