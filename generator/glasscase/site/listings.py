"""Listings: every record of a kind, and the home page's view of all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from glasscase.records import Kind

from . import fragments, glance, numbers, prose, words
from .catalogue import Catalogue, Edition
from .nodes import Anchor, Label, Row
from .prose import ROOT

PAGE_SIZE = 200
"""Entries on one page of a listing; a longer one is split, so that no page grows for ever."""

RECORD_KINDS = (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)


class Item(NamedTuple):
    """A record in a listing."""

    href: str
    title: str
    badges: list[Label]
    summary: str
    facts: list[Row]


class Group(NamedTuple):
    """Entries under one heading ("" for none)."""

    id: str
    title: str
    entries: list[Item]


class Listing(NamedTuple):
    """One page of a listing."""

    counted: str
    groups: list[Group]
    pages: list[Anchor]


def page_count(catalogue: Catalogue, kind: Kind) -> int:
    """Return how many pages the listing of a kind has; one if there is nothing to list."""
    return max(1, -(-sum(1 for _ in catalogue.of_kind(kind)) // PAGE_SIZE))


def address(kind: Kind, page: int) -> str:
    """Return the address of a page of a listing, from the site's root; pages count from 1."""
    return f"{kind.folder}/" if page == 1 else f"{kind.folder}/page/{page}/"


def listing(catalogue: Catalogue, kind: Kind, page: int) -> str:
    """Render one page of a kind's listing."""
    ordered = sorted(catalogue.of_kind(kind), key=_newest_first)
    pages = page_count(catalogue, kind)
    shown = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    current = [edition for edition in shown if edition.status != "withdrawn"]
    withdrawn = [edition for edition in shown if edition.status == "withdrawn"]
    groups = [Group("", "", _items(current))] if current else []
    if withdrawn:
        groups.append(Group("withdrawn", "Withdrawn", _items(withdrawn)))
    singular = words.KINDS[kind.value][0].lower()
    count = f"{len(ordered)} {singular if len(ordered) == 1 else _plural(singular)}"
    numbered = [
        Anchor("" if number == page else f"{ROOT}{address(kind, number)}", str(number))
        for number in range(1, pages + 1)
    ]
    view = Listing(count, groups, numbered if pages > 1 else [])
    return fragments.render("listing.html", listing=view)


def home(catalogue: Catalogue, *, titled: bool) -> str:
    """Render what the home page shows of the records: how many there are, and the newest.

    A page that is `titled` by its author gets no second title.
    """
    tiles = []
    for kind in RECORD_KINDS:
        editions = sorted(catalogue.of_kind(kind), key=_newest_first)
        tiles.append(
            {
                "href": f"{ROOT}{kind.folder}/",
                "title": words.KINDS[kind.value][1],
                "count": len(editions),
                "entries": _items(editions[:4]),
            }
        )
    provider = catalogue.provider
    summary = provider["summary"] if provider else ""
    return fragments.render(
        "home.html",
        tiles=tiles,
        provider=None if titled else provider,
        summary=prose.to_html(summary, "provider/", "summary.", 2).html,
    )


def _items(editions: Iterable[Edition]) -> list[Item]:
    return [
        Item(
            f"{ROOT}{edition.address}",
            edition.title,
            glance.badges(edition.kind, _badge_form(edition))
            + ([Label("language", edition.language)] if edition.language != "en" else []),
            edition.summary,
            [
                Row("", "Version", Label("version", edition.version)),
                *glance.listed(edition.kind, edition.facts),
            ],
        )
        for edition in editions
    ]


def _badge_form(edition: Edition) -> dict[str, object]:
    return {**edition.facts, "status": edition.status}


def _newest_first(edition: Edition) -> tuple[float, str]:
    facts = edition.facts
    if edition.kind is Kind.INCIDENT:
        return (-numbers.instant(facts["times"]["discovered"]).timestamp(), edition.id)
    key = facts.get("effective_from")
    if edition.kind is Kind.MODEL:
        key = facts.get("release", {}).get("first")
    return (-_as_number(key), edition.id)


def _as_number(day: object) -> float:
    """Order days, months and years; what is not known comes last."""
    if not isinstance(day, str):
        return 0.0
    parts = [int(part) for part in day.split("-")]
    year, month, date = (*parts, 0, 0)[:3]
    return year * 10_000.0 + month * 100 + date


def _plural(word: str) -> str:
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"
