"""What the list of incidents can be narrowed to, and an index from which lists are combined.

A list that is narrowed by one value is a page. There are too many combinations for pages, so a
small script joins lists by the index.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from glasscase.records import Kind
from glasscase.records.incident import HarmClass, IncidentState

from . import listings, periods
from .catalogue import Edition

FOLDER = "by"
"""Folder of the narrowed lists, below `incidents/`."""

INDEX_FILE = f"{Kind.INCIDENT.folder}/{FOLDER}/lists.json"


class Facet(NamedTuple):
    """One way to narrow the list."""

    key: str
    title: str
    values: Callable[[Edition], Iterable[str]]
    order: tuple[str, ...]
    """Order of a fixed set of values; else they are sorted."""
    newest_first: bool = False


def _all(key: str) -> Callable[[Edition], Iterable[str]]:
    def values(edition: Edition) -> Iterable[str]:
        given = edition.facts.get(key)
        return given if isinstance(given, list) else ()

    return values


FACETS = (
    Facet("severity", "Severity", lambda e: (e.facts["severity"],), periods.SEVERITIES),
    Facet("state", "State", lambda e: (e.facts["state"],), tuple(IncidentState)),
    Facet("period", "Discovered", lambda e: _periods(e), (), newest_first=True),
    Facet("class", "Class of harm", _all("harms"), tuple(HarmClass)),
    Facet("model", "Model", _all("models"), ()),
)


def _periods(edition: Edition) -> Iterable[str]:
    return (periods.year_of(edition.facts), periods.quarter_of(edition.facts))


class Narrowed(NamedTuple):
    """The list, narrowed to one value."""

    facet: Facet
    value: str
    editions: tuple[Edition, ...]

    def address(self, page: int = 1) -> str:
        """Return the address of a page of it, from the site's root."""
        return f"{Kind.INCIDENT.folder}/{FOLDER}/{self.slug(page)}/"

    def slug(self, page: int = 1) -> str:
        """Return the last part of its address. No version has an underscore."""
        return f"{self.facet.key}_{self.value}" + (f"_{page}" if page > 1 else "")


def narrowed(editions: Sequence[Edition]) -> list[Narrowed]:
    """Return all narrowed lists that hold something, in the order of `editions`."""
    found = []
    for facet in FACETS:
        held: dict[str, list[Edition]] = {}
        for edition in editions:
            for value in facet.values(edition):
                held.setdefault(value, []).append(edition)
        for value in _ordered(facet, held):
            found.append(Narrowed(facet, value, tuple(held[value])))
    return found


def _ordered(facet: Facet, values: Collection[str]) -> list[str]:
    if facet.order:
        return sorted(values, key=facet.order.index)
    if facet.newest_first:
        # A year comes before its quarters.
        return sorted(values, key=lambda one: (one[:4], len(one) < 5, one), reverse=True)
    return sorted(values)


def index(editions: Sequence[Edition], lists: Iterable[Narrowed]) -> bytes:
    """Return which incidents are in which list: by their places in the whole, the newest first."""
    places = {edition.id: place for place, edition in enumerate(editions)}
    document = {
        "page_size": listings.PAGE_SIZE,
        "incidents": [edition.id for edition in editions],
        "lists": {one.slug(): [places[edition.id] for edition in one.editions] for one in lists},
    }
    return f"{json.dumps(document, separators=(',', ':'))}\n".encode()
