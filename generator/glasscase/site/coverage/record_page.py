"""The coverage of one record: regime by regime, what is asked of it and where it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from glasscase.law.covered import Block
from glasscase.law.lateness import Late
from glasscase.records import Kind, PublicForm

from .. import fragments, words
from ..catalogue import Edition
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..stencils import Stencil, cut, page_stencil, text
from ..toc import Entry
from . import drawn
from .answered import Elsewhere
from .notice import Notice
from .regime_section import Sections
from .table import Asked, rooted
from .tally import Tally

_SECTIONS, _OTHERS = "\x01", "\x02"
"""Stand for what is bytes already, in a page that is being drawn. No record holds such."""


class Laid(NamedTuple):
    """A page about a record: its words, its content as it is written, and what is on it."""

    page: Page
    """Without its HTML."""
    content: bytes
    tally: Tally | None = None


class Drawing:
    """Draws the coverage pages of records."""

    def __init__(self, notice: Notice, titles: drawn.Titles, elsewhere: Elsewhere) -> None:
        self._notice = notice
        self._sections = Sections(titles, elsewhere)

    def page(
        self, edition: Edition, form: PublicForm, blocks: Sequence[Block], late: Sequence[Late]
    ) -> Laid:
        """Lay out the page of a record that answers to duties, and tell what is on it."""
        sections: list[bytes] = []
        others: list[bytes] = []
        toc = [Entry(2, "late", "Late")] if late else []
        standings = {}
        places: dict[Asked, bytes] = {}
        for block in blocks:
            shape = self._sections.shape(block)
            regime = block.plan.regime
            standings[regime.id] = shape.standings
            pieces = self._sections.pieces(block, form, places)
            if shape.applies is False:
                others += pieces
            else:
                sections += pieces
                toc.append(Entry(2, regime.id, text(regime.short)))
        if others:
            toc.append(Entry(2, "others", "What does not apply"))
        tally = Tally(edition.kind, edition.id, standings, tuple(late))
        around = rooted(
            _page(edition.kind, self._notice)(
                f"{ROOT}{edition.address}",
                text(edition.title),
                text(edition.version),
                drawn.figures(tally.counts),
                _late(late) if late else "",
                _SECTIONS,
                _not_applying(_OTHERS) if others else "",
            )
        )
        head, _, rest = around.partition(_SECTIONS.encode())
        middle, _, end = rest.partition(_OTHERS.encode())
        content = b"".join([head, *sections, middle, *others, end])
        return Laid(page_of(edition, "", [*toc, ABOUT]), content, tally)


@lru_cache(maxsize=8)
def _page(kind: Kind, notice: Notice) -> Stencil:
    """Return the page of a kind of record."""
    names = ("record", "title", "version", "figures", "late", "sections", "others")
    singular, plural = words.KINDS[kind.value]
    listing = Anchor(f"{ROOT}{kind.folder}/", plural)
    return page_stencil(
        "coverage_record.html", names, listing=listing, kind=singular.lower(), notice=notice
    )


def _late(late: Iterable[Late]) -> str:
    macro = fragments.module("coverage_parts.html").late
    return cut.section("late", "Late", macro([late_view(one) for one in late]))


def _not_applying(rows: str) -> str:
    return cut.section("others", "What does not apply", cut.facts(rows))


ABOUT = Entry(2, "about", "About this page")
"""The last entry of every page's table of contents."""


def unasked_page(edition: Edition, form: PublicForm, notice: Notice) -> Laid:
    """Lay out the page of a record of which nothing is asked: withdrawn, or a translation."""
    status = form["status"]
    why = "It is a translation: its original answers." if status == "current" else (
        "It is withdrawn." if status == "withdrawn" else "It is a draft."
    )  # fmt: skip
    html = fragments.render("coverage_unasked.html", **heading(edition), why=why, notice=notice)
    return Laid(page_of(edition, "", [ABOUT]), rooted(html))


def heading(edition: Edition) -> dict[str, object]:
    """Return what stands at the head of every page about one record."""
    return {
        "listing": Anchor(f"{ROOT}{edition.kind.folder}/", words.KINDS[edition.kind.value][1]),
        "record": f"{ROOT}{edition.address}",
        "title": edition.title,
        "version": edition.version,
    }


def late_view(late: Late) -> dict[str, str]:
    """Return what is said of something that is late."""
    return {"sentence": drawn.sentence(drawn.lasting(late)), "clauses": "; ".join(late.clauses)}


def page_of(edition: Edition, html: str, toc: Iterable[Entry]) -> Page:
    """Return the page about a record, with the words for its head."""
    title = f"{edition.title}: coverage"
    description = (
        f"What laws and codes ask of {edition.title}, what is published, and what is missing."
    )
    return Page(html, list(toc), title, description)
