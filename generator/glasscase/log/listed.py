"""The list of editions of a site, `versions.json`.

Its form is that of mike, which Material's version selector reads. An edition that was removed,
because a version was erased that it held, stays in the list with the day and these versions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from glasscase.log.entry import FOLDERS
from glasscase.log.errors import LogError

VERSIONS = "versions.json"
"""Address of the list of editions."""

EDITION_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")
"""What can name an edition: it is a folder of the site."""

_FOLDER = re.compile(rf"(?:{'|'.join(FOLDERS.values())})/[^/]+/[^/]+")
_MOST = 1_000
"""Editions at most."""


class SiteEdition(NamedTuple):
    """An edition, or what is left of it."""

    name: str
    removed: str = ""
    """The day on which it was removed, in UTC; "" if it is there."""
    erased: tuple[str, ...] = ()
    """Folders of the erased versions for which it was removed: `models/ember/1.0`."""


def parse_editions(listed: bytes | None) -> tuple[SiteEdition, ...]:
    """Return the editions that `versions.json` lists, newest first; none without the file.

    Raises LogError where it cannot be read.
    """
    if listed is None:
        return ()
    try:
        rows = json.loads(listed.decode("utf-8"))
        found = tuple(map(_parsed, rows)) if isinstance(rows, list) else None
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found = None
    if found is None or len(found) > _MOST:
        raise LogError("the file is not a list of editions")
    return found


def _parsed(entry: Mapping[str, Any]) -> SiteEdition:
    name, properties = entry["version"], entry.get("properties") or {}
    removed, erased = properties.get("removed", ""), tuple(properties.get("erased", ()))
    if not EDITION_NAME.fullmatch(name) or not isinstance(removed, str):
        raise ValueError(name)
    if not all(_FOLDER.fullmatch(folder) for folder in erased):
        raise ValueError(name)
    return SiteEdition(name, removed, erased)
