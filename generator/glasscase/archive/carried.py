"""Which files of the public branch stay as they are when a site is published on top of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

VERSION_DATA = re.compile(
    r"(?P<folder>(?P<record>(?P<kind>protocol|model|incident)s/(?P<id>[^/]+))"
    r"/(?P<version>[^/]+))/record\.json"
)
"""Addresses of the data of a version."""

HOST_FILES = ("CNAME",)
"""Files that a host writes to the branch itself: GitHub Pages keeps a site's own domain here."""

_ASSETS, _TILES, _OLDER = "assets/", "log/tile/", "changes/page/"


@dataclass(frozen=True, slots=True)
class Carried:
    """The files that stay though a build does not hold them.

    The pages and data of a record's versions; the assets that these pages use, whose names hold
    their digests; pages of older changes; tiles of the log; and what the host wrote.
    """

    records: frozenset[str]
    """Folders of records that have a version."""
    erased: frozenset[str]
    """Folders of erased versions, and of pages that quote them: what is left is drawn again."""
    superseded: frozenset[str]
    """Partial tiles whose full tile is published (C2SP tlog-tiles, "Partial Tiles")."""

    @classmethod
    def of(cls, names: Collection[str], erased: Iterable[str] = ()) -> Carried:
        """Work out what stays of the files `names`; `erased` as below, without final slash."""
        records = (match["record"] for name in names if (match := VERSION_DATA.fullmatch(name)))
        partial = [name for name in names if name.startswith(_TILES) and ".p/" in name]
        superseded = (name for name in partial if name.rpartition(".p/")[0] in names)
        return cls(frozenset(records), frozenset(erased), frozenset(superseded))

    def covers(self, name: str) -> bool:
        """Tell whether a file stays."""
        if name in HOST_FILES or name.startswith((_ASSETS, _TILES, _OLDER)):
            return name not in self.superseded
        parts = name.split("/")
        folders = {"/".join(parts[:3]), "/".join(parts[:4])}
        return "/".join(parts[:2]) in self.records and self.erased.isdisjoint(folders)
