"""The HTML of a record's page: what stands around its sections, filled into one stencil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from . import draw, fragments
from .nodes import Anchor, Label, Row
from .standing import Banner, Standing
from .stencils import Stencil, cut, page_stencil, text

_SLOTS = (
    "listing",
    "type",
    "language",
    "title",
    "badges",
    "above",
    "summary",
    "glance",
    "asked",
    "sections",
    "documents",
    "backlinks",
    "version",
    "proof",
    "address",
    "permanent",
    "shown",
    "data",
    "digest",
    "source",
    "citation",
)
"""Of the template, in the order of `record_html`."""


class Translation(NamedTuple):
    """The original of a translated record."""

    original: Anchor
    version: str


class Backlink(NamedTuple):
    """Another page that mentions this one, and how."""

    label: Label
    anchor: Anchor
    why: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """Everything that a record's page shows."""

    type: str
    title: str
    version: str
    listing: Anchor
    badges: list[Label]
    translation: Translation | None
    banners: list[Banner]
    summary: Markup
    glance: list[Row]
    sections: Markup
    foreign: str
    """The record's language if it is not that of the site's own words, else ""."""
    backlinks: list[Backlink] | None
    """None on the page of an earlier version, which is not drawn again when others mention it."""
    coverage: Anchor | None
    """The page of its coverage; not on the page of an earlier version."""
    documents: Sequence[Anchor]
    """What duties ask for and is made from the record; not on the page of an earlier version."""
    standing: Standing | None
    """None where no archive is known."""
    permanent: str
    permanent_shown: str
    data: str
    digest: str
    source: str


def record_html(view: RecordView) -> str:
    """Draw a record's page."""
    stands = view.standing
    coming = stands is not None and not stands.published
    return _page()(
        draw.anchor(*view.listing),
        text(view.type),
        f" {cut.language(text(view.foreign))}" if view.foreign else "",
        text(view.title),
        "".join([f"{draw.draw(badge)} " for badge in view.badges]),
        _above(view),
        view.summary,
        "".join([cut.fact_plain(text(row.label), draw.draw(row.node)) for row in view.glance]),
        cut.asked(draw.anchor(*view.coverage)) if view.coverage else "",
        view.sections,
        _documents(view.documents),
        _backlinks(view.backlinks) if view.backlinks is not None else "",
        text(view.version),
        fragments.module("versions.html").proof(stands) if stands else "",
        "Address once published" if coming else "Permanent address",
        text(view.permanent),
        text(view.permanent_shown),
        text(view.data),
        text(view.digest),
        cut.source(text(view.source)) if view.source else "",
        fragments.module("versions.html").cite(stands.citation)
        if stands and stands.citation
        else "",
    )


@cache
def _page() -> Stencil:
    return page_stencil("record.html", _SLOTS)


def _above(view: RecordView) -> str:
    """Draw what stands above the lead where versions are known, and on few other pages."""
    drawn = []
    if view.standing:
        drawn.append(fragments.module("versions.html").menu(view.version, view.standing))
    if view.translation:
        drawn.append(fragments.module("banners.html").translation(view.translation))
    drawn += [fragments.module("banners.html").banner(one) for one in view.banners]
    return "".join(drawn)


def _documents(links: Sequence[Anchor]) -> str:
    if not links:
        return ""
    items = "".join([cut.sequence_item(draw.anchor(*link)) for link in links])
    return cut.section("documents", "Documents", cut.documents(items))


def _backlinks(links: Sequence[Backlink]) -> str:
    items = [
        cut.backlink(
            draw.label(*link.label),
            draw.anchor(*link.anchor),
            f" {cut.muted(f'({text(link.why)})')}" if link.why else "",
        )
        for link in links
    ]
    body = cut.backlinks("".join(items)) if items else cut.unmentioned()
    return cut.section("referred", "Where it is mentioned", body)
