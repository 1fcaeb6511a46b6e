"""Listings: every record of a kind, and the home page's view of all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from markupsafe import Markup

from glasscase.records import Kind

from . import fragments, glance, numbers, prose, words
from .catalogue import Catalogue, Edition
from .nodes import Anchor, Label, Row
from .prose import ROOT

PAGE_SIZE = 200
"""Entries on one page of a listing; a longer one is split, so that no page grows for ever."""

Drawn: TypeAlias = dict[tuple[str, str], Markup]
"""Entries of lists as HTML, by id and level of heading."""

RECORD_KINDS = (Kind.MODEL, Kind.PROTOCOL, Kind.INCIDENT)


class Item(NamedTuple):
    """A record in a listing."""

    href: str
    title: str
    badges: list[Label]
    summary: str
    facts: list[Row]


class Group(NamedTuple):
    """Entries, as HTML, under one heading ("" for none)."""

    id: str
    title: str
    entries: list[Markup]


class Listing(NamedTuple):
    """One page of a listing."""

    counted: str
    groups: list[Group]
    pages: list[Anchor]


def page_count(catalogue: Catalogue, kind: Kind) -> int:
    """Return how many pages the listing of a kind has; one if there is nothing to list."""
    return pages_for(sum(1 for _ in catalogue.of_kind(kind)))


def pages_for(count: int) -> int:
    """Return how many pages so many entries need."""
    return max(1, -(-count // PAGE_SIZE))


def address(kind: Kind, page: int) -> str:
    """Return the address of a page of a listing, from the site's root; pages count from 1."""
    return f"{kind.folder}/" if page == 1 else f"{kind.folder}/page/{page}/"


def newest(catalogue: Catalogue, kind: Kind) -> tuple[Edition, ...]:
    """Return the editions of a kind in the order of its listing."""
    return tuple(sorted(catalogue.of_kind(kind), key=newest_first))


def listing(ordered: Sequence[Edition], kind: Kind, page: int) -> str:
    """Render one page of a kind's listing, of all its editions in their order."""
    return listed(ordered, kind, page, lambda number: address(kind, number))


def listed(
    ordered: Sequence[Edition],
    kind: Kind,
    page: int,
    address_of: Callable[[int], str],
    drawn: Drawn | None = None,
) -> str:
    """Render one page of editions that are in order; `address_of` gives that of a page.

    `drawn` remembers entries for other lists of the same editions.
    """
    drawn = {} if drawn is None else drawn
    pages = pages_for(len(ordered))
    shown = ordered[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    current = [edition for edition in shown if edition.status != "withdrawn"]
    withdrawn = [edition for edition in shown if edition.status == "withdrawn"]
    groups = [Group("", "", _entries(current, "h2", drawn))] if current else []
    if withdrawn:
        groups.append(Group("withdrawn", "Withdrawn", _entries(withdrawn, "h3", drawn)))
    singular = words.KINDS[kind.value][0].lower()
    count = f"{len(ordered)} {singular if len(ordered) == 1 else _plural(singular)}"
    numbered = [
        Anchor("" if number == page else f"{ROOT}{address_of(number)}", str(number))
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
        editions = newest(catalogue, kind)
        tiles.append(
            {
                "href": f"{ROOT}{kind.folder}/",
                "title": words.KINDS[kind.value][1],
                "count": len(editions),
                "graded": kind is Kind.INCIDENT,
                "entries": _items(editions[:4]),
            }
        )
    provider = catalogue.provider
    summary = provider["summary"] if provider else ""
    return fragments.render(
        "home.html",
        tiles=tiles,
        provider=None if titled else provider,
        coverage=f"{ROOT}coverage/" if catalogue.serves else "",
        summary=prose.to_html(summary, "provider/", "summary.", 2).html,
    )


def _entries(editions: Iterable[Edition], level: str, drawn: Drawn) -> list[Markup]:
    found = []
    draw_item = fragments.module("entry.html").item
    for edition in editions:
        if (html := drawn.get((edition.id, level))) is None:
            html = drawn[edition.id, level] = draw_item(_items([edition])[0], level)
        found.append(html)
    return found


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


def newest_first(edition: Edition) -> tuple[float, str]:
    """Return what editions of one kind are sorted by, the newest first."""
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
