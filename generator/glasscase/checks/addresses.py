"""The addresses on the site, and where a link on one of its pages leads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from glasscase.checks.outline import RecordOutline
from glasscase.reading.load import Loaded
from glasscase.records import Kind, Provider

_KINDS = (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)
_PAGES = (".md", ".markdown")
SOURCES = (".md", ".markdown", ".yml", ".yaml")
"""Endings of files that are not on the site under their own names."""

# What Glasscase itself writes beside the records' pages; a slash at the end means all below.
_GENERATED = (
    ".well-known/",
    "api/",
    "changes/",
    "coverage/",
    "deadlines.ics",
    "documentation/reference/",
    "documentation/rules/",
    "feed.xml",
    "incidents/",
    "log/",
    "models/",
    "protocols/",
    "provider/",
    "schemas/",
    "search/",
    "sitemap.xml",
    "verify/",
)
_LISTINGS = frozenset({"", *(kind.folder for kind in _KINDS)})


@dataclass(frozen=True, slots=True)
class Addresses:
    """What can be linked to, by address without leading or final slash."""

    records: Mapping[str, RecordOutline]
    broken: frozenset[str]
    """Addresses of records whose files have errors, so that links to them need no finding."""
    by_file: Mapping[str, str]
    """Addresses of records and pages by their files, relative to the content folder."""
    files: frozenset[str] | None
    """Addresses of the pages and other files of the content folder; None if not known."""

    @classmethod
    def of(
        cls,
        outlines: Iterable[RecordOutline],
        broken: Iterable[tuple[Kind, str]],
        content: str,
        files: frozenset[str] | None,
    ) -> Addresses:
        """Work out the addresses of all records and of the content folder's other files."""
        records: dict[str, RecordOutline] = {}
        by_file: dict[str, str] = {}
        for outline in outlines:
            records[outline.address] = outline
            by_file[outline.path.removeprefix(f"{content}/")] = outline.address
        for file in files or ():
            by_file.setdefault(file, page_address(file))
        known = None if files is None else frozenset(page_address(file) for file in files)
        at_broken = frozenset(f"{kind.folder}/{name}" for kind, name in broken)
        return cls(records, at_broken, by_file, known)

    def record_at(self, address: str) -> RecordOutline | None:
        """Return the record whose page, or a page below it, has this address."""
        return self.records.get(_page(address))

    def exists(self, address: str) -> bool:
        """Tell whether something stands at an address, as far as is known."""
        if address in _LISTINGS or self.record_at(address) is not None:
            return True
        if _page(address) in self.broken:
            return True
        if address.split("/")[0] in {kind.folder for kind in _KINDS}:
            # Everything in the folders of records is known, but pictures and the like.
            return self.files is not None and address in self.files
        if any(address == known.rstrip("/") or _below(address, known) for known in _GENERATED):
            return True
        return self.files is None or address in self.files


def address_of(loaded: Loaded[Any]) -> str:
    """Return the address of a record's page, without slashes around it."""
    if isinstance(loaded.record, Provider):
        return "provider"
    return f"{loaded.record.kind.folder}/{loaded.record.id}"


def page_address(file: str) -> str:
    """Return the address that MkDocs gives to a file of the content folder."""
    path = PurePosixPath(file)
    if path.suffix.lower() not in _PAGES:
        return file
    inner = path.parent if path.stem in ("index", "README") else path.with_suffix("")
    return "" if str(inner) == "." else str(inner)


def resolve(base: str, link: str) -> str | None:
    """Return where a relative link on the page at `base` leads; None if out of the site."""
    steps = base.split("/") if base else []
    for step in link.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def relative(base: str, address: str) -> str:
    """Return the link that leads from the page at `base` to the page at `address`."""
    way = posixpath.relpath(f"/{address}", f"/{base}")
    return way if "." in PurePosixPath(address).name else f"{way}/"


def _page(address: str) -> str:
    """Return the address of the record's page that an address is at or below."""
    return "/".join(address.split("/")[:2])


def _below(address: str, known: str) -> bool:
    return known.endswith("/") and address.startswith(known)
