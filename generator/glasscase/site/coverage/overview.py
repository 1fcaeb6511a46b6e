"""The page of all regimes and all records: what is asked, what is answered, what is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from markupsafe import Markup

from glasscase.law.lateness import Late
from glasscase.law.model.duty import Duty, Strength, Subject
from glasscase.law.model.regime import Force, Regime
from glasscase.records import Kind

from .. import fragments, words
from ..catalogue import Catalogue
from ..listings import PAGE_SIZE
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..stencils import text
from ..toc import Entry
from . import drawn, fields, serving
from .links import FOLDER, duty_link
from .record_page import late_view
from .scoping import Scope
from .standings import OPEN, ORDER, OWED_NOW, WORDS, Counts, Standing, number
from .survey import SUBJECTS, Site
from .tally import Tally

_GROUPS = {
    Force.LAW: "Laws",
    Force.CODE: "Codes, binding on those who signed",
    Force.GUIDANCE: "Guidance",
    Force.VOLUNTARY: "Voluntary",
}
_NAMED = 5
"""Records that are named where many have not answered the same duty."""
_MOST_LATE = 100
_MOST_PROTOCOLS = 100


class RegimeRow(NamedTuple):
    """A regime and how its duties stand."""

    link: Anchor
    force: str
    scope: Scope
    bar: Markup
    counts: tuple[tuple[str, int], ...]
    """By the head of a column."""


class RecordRow(NamedTuple):
    """A record and how the duties stand that are asked of it."""

    link: Anchor
    kind: str
    bar: Markup
    owed: int
    """Duties that are owed to the public now."""
    met: int
    open: int


class Owed(NamedTuple):
    """A duty that is not met, or only in part, and by whom."""

    duty: Anchor
    title: str
    standing: Markup
    who: list[Anchor]
    more: int


def page_count(site: Site) -> int:
    """Return on how many pages the records are listed."""
    return max(1, -(-len(site.tallies) // PAGE_SIZE))


def records_on_pages(catalogue: Catalogue) -> int:
    """Return on how many pages the records of a site can be listed at most."""
    count = sum(edition.kind is not Kind.PROTOCOL for edition in catalogue.editions)
    return max(1, -(-count // PAGE_SIZE))


def page_address(page: int) -> str:
    """Return the address of a page of records, from the site's root; pages count from 1."""
    return f"{FOLDER}/" if page == 1 else f"{FOLDER}/page/{page}/"


def overview(site: Site, scopes: Mapping[str, Scope]) -> Page:
    """Lay out the page of the whole site; `scopes` are those of the regimes, by id."""
    regimes = list(site.law.regimes.values())
    rows = [_regime_row(site, regime, scopes[regime.id]) for regime in regimes]
    binding = [regime for regime in regimes if regime.force is not Force.VOLUNTARY]
    whole = _summed(site, binding)
    owed = list(_owed(site, binding))
    html = fragments.render(
        "coverage.html",
        provider=site.provider,
        figures=_figures(whole, owed),
        groups=[
            (_GROUPS[force], own)
            for force in Force
            if (own := [row for row, one in zip(rows, regimes, strict=True) if one.force is force])
        ],
        columns=[WORDS[one] for one in ORDER],
        owed=owed,
        late=[_late(one, site) for one in islice(site.late, _MOST_LATE)],
        more_late=max(0, len(site.late) - _MOST_LATE),
        records=_record_rows(site, 1),
        pages=_pages(site, 1),
        protocols=[
            Anchor(f"{ROOT}{edition.address}{FOLDER}/", edition.title)
            for edition in islice(site.catalogue.of_kind(Kind.PROTOCOL), _MOST_PROTOCOLS)
        ],
        unverified=[(row.link, regime.unverified) for row, regime in zip(rows, regimes, strict=True)
                    if regime.unverified],
        sections=Anchor(f"{ROOT}{FOLDER}/{serving.NAME}/", "What each section of a record serves"),
        notice=site.coverage.notice,
    )  # fmt: skip
    toc = [Entry(2, "regimes", "Regime by regime"), Entry(2, "owed", "What is still owed")]
    if site.late:
        toc.append(Entry(2, "late", "Late"))
    toc += [Entry(2, "scope", "Why each applies, or does not")]
    toc += [Entry(2, "records", "Record by record"), Entry(2, "about", "About this page")]
    description = f"What laws and codes ask of {site.provider}, what is published, what is owed."
    return Page(html, toc, "Coverage", description)


def records_page(site: Site, page: int) -> Page:
    """Lay out a further page of the list of records."""
    html = fragments.render(
        "coverage_records.html",
        page=page,
        records=_record_rows(site, page),
        pages=_pages(site, page),
        notice=site.coverage.notice,
    )
    title = f"Coverage, records, page {page}"
    return Page(html, [Entry(2, "about", "About this page")], title, f"{title}.")


def _summed(site: Site, regimes: Iterable[Regime]) -> Counts:
    found = [site.counts(regime) for regime in regimes]
    return tuple(map(sum, zip(*found, strict=True))) if found else (0,) * len(ORDER)


def _figures(whole: Counts, owed: Sequence[Owed]) -> list[tuple[str, str, str]]:
    """Return the figures at the head: a number, its name, and its style."""
    public = number(whole, *OWED_NOW)
    return [
        (f"{public:,}", "owed to the public now by laws, codes and guidance", ""),
        (f"{number(whole, Standing.MET):,}", "of them met", "met"),
        (f"{number(whole, Standing.WITHHELD, Standing.ABSENT):,}", "answered with a reason", ""),
        (f"{number(whole, *OPEN):,}", "open", "missing" if owed else "met"),
        (f"{number(whole, Standing.NOT_YET):,}", "coming into force", ""),
    ]


def _regime_row(site: Site, regime: Regime, scope: Scope) -> RegimeRow:
    counts = site.counts(regime)
    named = tuple((WORDS[one].short, n) for one, n in zip(ORDER, counts, strict=True))
    return RegimeRow(
        Anchor(f"{ROOT}{FOLDER}/{regime.id}/", regime.short),
        drawn.force(regime),
        scope,
        Markup(drawn.bar(counts)),  # noqa: S704
        named,
    )


def _owed(site: Site, regimes: Iterable[Regime]) -> Iterator[Owed]:
    """Yield what is open: first what must be answered, then what only should or may be."""
    found = [
        (duty.strength is not Strength.MUST, one)
        for regime in regimes
        for subject in Subject
        for duty, one in _open(site, regime, subject)
        if duty.strength is not Strength.MAY
    ]
    yield from (one for _, one in sorted(found, key=lambda pair: pair[0]))


def _open(site: Site, regime: Regime, subject: Subject) -> Iterator[tuple[Duty, Owed]]:
    duties = site.duties(regime, subject)
    kind = SUBJECTS[subject]
    groups: dict[object, list[Tally | None]] = {}
    if kind is Kind.PROVIDER:
        groups = {own: [None] for own in site.standings(regime, subject)}
    for tally in site.of_kind(kind):
        groups.setdefault(tally.standings.get(regime.id, ()), []).append(tally)
    for place, duty in enumerate(duties):
        for standing in OPEN:
            who = [
                one
                for standings, own in groups.items()
                if isinstance(standings, tuple) and standings and standings[place] is standing
                for one in own
            ]
            if who:
                links = [_subject(site, one, regime, duty) for one in who[:_NAMED]]
                link = duty_link(regime, duty)
                label = Markup(drawn.label(standing))  # noqa: S704
                yield duty, Owed(link, duty.title, label, links, len(who) - len(links))


def _subject(site: Site, tally: Tally | None, regime: Regime, duty: Duty) -> Anchor:
    if tally is None:
        return Anchor(fields.address(Kind.PROVIDER, ""), site.provider)
    edition = site.edition(tally)
    href = f"{ROOT}{edition.address}{FOLDER}/#{regime.id}.{duty.id}"
    return Anchor(href, edition.title)


def _late(late: Late, site: Site) -> dict[str, object]:
    kind, id_, field = late.place
    edition = site.catalogue.by_key.get((kind.value, id_))
    title = edition.title if edition is not None else site.provider
    href = f"{fields.address(kind, id_)}#{fields.permalink(kind, field)}"
    return {**late_view(late), "record": Anchor(href, title)}


def _record_rows(site: Site, page: int) -> list[RecordRow]:
    shown = site.tallies[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rows = []
    for tally in shown:
        edition = site.edition(tally)
        counts = site.bound(tally)
        rows.append(
            RecordRow(
                Anchor(f"{ROOT}{edition.address}{FOLDER}/", edition.title),
                words.KINDS[tally.kind.value][0],
                Markup(drawn.bar(counts)),  # noqa: S704
                number(counts, *OWED_NOW),
                number(counts, Standing.MET),
                number(counts, *OPEN),
            )
        )
    return rows


def _pages(site: Site, page: int) -> list[Anchor]:
    count = page_count(site)
    if count == 1:
        return []
    return [
        Anchor("" if one == page else f"{ROOT}{page_address(one)}", text(str(one)))
        for one in range(1, count + 1)
    ]
