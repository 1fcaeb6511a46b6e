"""The register of incidents: what its list can be narrowed to, figures, a chart, and files.

Every value to which the list can be narrowed has a page of its own, so that it needs no script,
can be linked to, and stays as fast with ten thousand incidents. On the first page a script
combines them. Incidents that were withdrawn and translations are in the list and not in the
figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

from glasscase.records import Kind

from . import draw, fragments, house, listings, numbers, periods, words
from .catalogue import Catalogue, Edition
from .frames import Depth, Frame, FramePage
from .incidents_chart import chart
from .narrowing import FACETS, FOLDER, INDEX_FILE, Narrowed, index, narrowed
from .nodes import Anchor, Label
from .pages import Page
from .periods import Period
from .placing import Parts
from .prose import ROOT
from .stencils import text
from .toc import Entry

Json = Any

CSV_FILE = "incidents/incidents.csv"
JSON_FILE = "api/v1/incidents.json"
_SCRIPT = "register.js"
_SHOWN = 8
"""Choices of one kind that are shown at once; the others are folded away."""


class Choice(NamedTuple):
    """A link to a narrowed list."""

    value: str
    href: str
    """Empty where the reader is on that page."""
    title: str
    number: int


class Choices(NamedTuple):
    """The choices of one facet."""

    key: str
    title: str
    first: list[Choice]
    others: list[Choice]


class Register(NamedTuple):
    """All incidents, and the lists that they are in."""

    catalogue: Catalogue
    editions: tuple[Edition, ...]
    """Newest first."""
    lists: tuple[Narrowed, ...]
    drawn: listings.Drawn


def register_of(catalogue: Catalogue) -> Register:
    """Return the register of all incidents."""
    editions = sorted(catalogue.of_kind(Kind.INCIDENT), key=listings.newest_first)
    return Register(catalogue, tuple(editions), tuple(narrowed(editions)), {})


def above(register: Register, *, here: Narrowed | None = None) -> str:
    """Draw what stands above a list: the chart, and what the list can be narrowed to."""
    shown = here.editions if here else register.editions
    return fragments.render(
        "register.html",
        part="above",
        chart=chart(counted(shown)),
        choices=_choices(register, here),
        lists="" if here else f"{ROOT}{INDEX_FILE}",
        script=f"{ROOT}{house.asset(_SCRIPT)}",
    )


def below(register: Register) -> str:
    """Draw what stands below the list: figures per period, and where the files are."""
    facts = [edition.facts for edition in counted(register.editions)]
    return fragments.render(
        "register.html",
        part="below",
        years=figures(periods.years(facts)),
        quarters=figures(periods.quarters(facts)),
        csv=f"{ROOT}{CSV_FILE}",
        json=f"{ROOT}{JSON_FILE}",
    )


def around(catalogue: Catalogue, kind: Kind, page: int, listed: str) -> str:
    """Draw a page of a kind's list; the first one of incidents with all that is about them."""
    if kind is not Kind.INCIDENT or page > 1:
        return listed
    register = register_of(catalogue)
    if not register.editions:
        return listed
    head, foot = above(register), below(register)
    return fragments.render("register.html", part="around", head=head, listed=listed, foot=foot)


def counted(editions: Iterable[Edition]) -> list[Edition]:
    """Return the editions that figures count: no withdrawn ones, and one of each translation."""
    return [
        edition
        for edition in editions
        if edition.status != "withdrawn" and "translation_of" not in edition.facts
    ]


def _choices(register: Register, here: Narrowed | None) -> list[Choices]:
    found: dict[str, list[Choice]] = {facet.key: [] for facet in FACETS}
    for one in register.lists:
        current = here is not None and (here.facet.key, here.value) == (one.facet.key, one.value)
        href = "" if current else f"{ROOT}{one.address()}"
        title = shown_value(register.catalogue, one.facet.key, one.value)
        found[one.facet.key].append(Choice(one.value, href, title, len(one.editions)))
    return [
        Choices(facet.key, facet.title, choices[:_SHOWN], choices[_SHOWN:])
        for facet in FACETS
        if (choices := found[facet.key])
    ]


def shown_value(catalogue: Catalogue, facet: str, value: str) -> str:
    """Return a value of a facet as it is read."""
    if facet == "period":
        return periods.named(value)
    if facet == "model":
        return catalogue.targets.get((Kind.MODEL.value, value), ("", value))[1]
    return words.value(value)


# Pages.


def pages(
    catalogue: Catalogue, frames: Mapping[FramePage, Frame], before: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """Yield address and bytes of every page of every narrowed list, and of their index.

    `before` are the names of published files: a list that is empty now keeps its address.
    """
    register = register_of(catalogue)
    spec = FramePage(Kind.INCIDENT, Depth.VERSION)
    frame = frames[spec]
    folder = f"{Kind.INCIDENT.folder}/{FOLDER}/"
    if register.editions:
        yield INDEX_FILE, index(register.editions, register.lists)
    drawn = set()
    for one in register.lists:
        for number in range(1, listings.pages_for(len(one.editions)) + 1):
            page = _page(register, one, number)
            drawn.add(name := f"{one.address(number)}index.html")
            yield name, _placed(page, one.slug(number)).placed(frame, spec)
    for name in sorted(set(before) - drawn):
        if name.startswith(folder) and name.endswith("/index.html"):
            slug = name.removeprefix(folder).removesuffix("/index.html")
            if "/" not in slug:
                yield name, _placed(_empty(catalogue, slug), slug).placed(frame, spec)


def _placed(page: Page, slug: str) -> Parts:
    return Parts.of(page, FOLDER, slug, head=draw.head(hidden=True))


def _page(register: Register, one: Narrowed, number: int) -> Page:
    value = shown_value(register.catalogue, one.facet.key, one.value)
    listed = listings.listed(
        one.editions,
        Kind.INCIDENT,
        number,
        one.address,
        register.drawn,
    )
    return _laid_out(
        f"Incidents: {value}",
        Label("kind", one.facet.title),
        above(register, here=one) if number == 1 else "",
        listed,
    )


def _empty(catalogue: Catalogue, slug: str) -> Page:
    facet, _, value = slug.partition("_")
    shown = shown_value(catalogue, facet, value.partition("_")[0])
    return _laid_out(f"Incidents: {shown}", Label("kind", facet.capitalize()), "", "")


def _laid_out(title: str, label: Label, head: str, listed: str) -> Page:
    html = fragments.render(
        "register.html",
        part="page",
        title=title,
        label=label,
        back=Anchor(f"{ROOT}{Kind.INCIDENT.folder}/", words.KINDS[Kind.INCIDENT.value][1]),
        head=head,
        listed=listed,
    )
    return Page(html, [Entry(2, "list", "List")], title, f"{title}.")


# Figures.


def figures(found: Sequence[Period]) -> str:
    """Draw a table of periods, the newest first; "" without any."""
    if not found:
        return ""
    used = [one for one in periods.SEVERITIES if any(p.by_severity.get(one) for p in found)]
    names = ("Period", "Incidents", *map(words.value, used), "Median time to containment")
    rows = []
    for period in reversed(found):
        cells = [
            draw.anchor(_href(period), period.title) if period.incidents else text(period.title)
        ]
        cells.append(str(period.incidents))
        cells += [str(period.by_severity.get(one, 0)) for one in used]
        cells.append(text(_median(period)))
        rows.append(("", cells))
    return draw.table(names, rows)


def _href(period: Period) -> str:
    return f"{ROOT}{Kind.INCIDENT.folder}/{FOLDER}/period_{period.id}/"


def _median(period: Period) -> str:
    if period.contained is None:
        return "Not stated" if period.incidents else "–"
    of = "" if period.contained_of == period.incidents else f" (of {period.contained_of})"
    return f"{length(period.contained)}{of}"


def length(time: timedelta) -> str:
    """Return a length of time as it is read: `3 days 4 h`."""
    start = "2000-01-01T00:00:00+00:00"
    return numbers.span(start, (numbers.instant(start) + time).isoformat())
