"""The coverage of one record: regime by regime, what is asked of it and where it answers."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from glasscase.law.covered import Block
from glasscase.law.lateness import Late
from glasscase.law.verdicts import FILE_MARK, ID_MARK
from glasscase.records import Kind, PublicForm

from .. import fragments, words
from ..catalogue import Edition
from ..frames import encoded
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..stencils import cut, page_stencil, text
from ..toc import Entry
from . import answered, drawn, fields
from .answered import Elsewhere
from .cuts import Cut, filled, joined
from .notice import Notice
from .once import by_record
from .regime_section import Sections, Shape
from .standings import Standings, added
from .table import Asked, rooted
from .tally import Tally

_MOST = 200
"""Number of different pages that are remembered: each holds some 100 KB."""
_SECTIONS, _OTHERS = "\x01", "\x02"
"""Stand for what is bytes already, in a page that is being drawn. No record holds such."""
_RECORD, _TITLE, _VERSION, _FIGURES, _LATE = "\x0e", "\x0f", "\x10", "\x12", "\x11"
"""Name the holes for what differs from record to record."""
_HOLES = {hole: hole for hole in (_RECORD, _TITLE, _VERSION, _FIGURES, _LATE)}


class Laid(NamedTuple):
    """A page about a record: its words, its content as it is written, and what is on it."""

    page: Page
    """Without its HTML."""
    content: bytes
    tally: Tally | None = None


class Sheet(NamedTuple):
    """What the pages of all records have in common of which the same comes out."""

    shapes: tuple[Shape, ...]
    """Of the regimes."""
    standings: Mapping[str, Standings]
    figures: bytes
    toc: tuple[Entry, ...]
    notices: tuple[str, ...]
    """Fields in whose place a notice stands."""
    rows: tuple[Asked, ...]
    """Answers that stand in lists; which row it is differs."""
    drawn: dict[tuple[int, ...], Sequence[Cut]]
    """The page in pieces, by where the notices stand; as one once it is asked for again."""


class Drawing:
    """Draws the coverage pages of records."""

    def __init__(self, notice: Notice, titles: drawn.Titles, elsewhere: Elsewhere) -> None:
        self._notice = notice
        self._sections = Sections(titles, elsewhere)
        self._sheet = by_record(self._laid, _MOST)

    def page(
        self, edition: Edition, form: PublicForm, blocks: tuple[Block, ...], late: Sequence[Late]
    ) -> Laid:
        """Lay out the page of a record that answers to duties, and tell what is on it."""
        sheet = self._sheet(blocks)
        depths = tuple([fields.depth(form, path) for path in sheet.notices])
        drawn_ = sheet.drawn.get(depths)
        if drawn_ is None:
            stops = dict(zip(sheet.notices, depths, strict=True))
            drawn_ = sheet.drawn[depths] = self._drawn(edition.kind, blocks, sheet.shapes, stops)
        elif len(drawn_) > 1:
            drawn_ = sheet.drawn[depths] = (joined(drawn_),)
        values: dict[Hashable, bytes] = {
            asked: answered.permalink(form, edition.kind, *asked).encode() for asked in sheet.rows
        }
        for one in blocks[:1]:
            values[ID_MARK], values[FILE_MARK] = one.subject.encode(), one.file.encode()
        values[_RECORD] = rooted(f"{ROOT}{edition.address}")
        values[_TITLE] = encoded(text(edition.title))
        values[_VERSION] = encoded(text(edition.version))
        values[_FIGURES] = sheet.figures
        values[_LATE] = rooted(_late(late)) if late else b""
        content = filled(drawn_, values)
        toc = (LATE, *sheet.toc) if late else sheet.toc
        tally = Tally(edition.kind, edition.id, sheet.standings, tuple(late))
        return Laid(page_of(edition, "", toc), content, tally)

    def _laid(self, blocks: tuple[Block, ...]) -> Sheet:
        """Return what follows from the outcomes of all regimes."""
        shapes = tuple([self._sections.shape(block) for block in blocks])
        regimes = [block.plan.regime for block in blocks]
        standings = {
            regime.id: shape.standings for regime, shape in zip(regimes, shapes, strict=True)
        }
        asking = [one for one in shapes if one.applies is not False]
        toc = [
            _entry(regime.id, regime.short)
            for regime, shape in zip(regimes, shapes, strict=True)
            if shape.applies is not False
        ]
        others = [] if len(asking) == len(blocks) else [OTHERS]
        return Sheet(
            shapes,
            standings,
            rooted(drawn.figures(added(shape.said.counts for shape in shapes))),
            (*toc, *others, ABOUT),
            tuple(dict.fromkeys(path for shape in asking for path in shape.notices)),
            tuple(dict.fromkeys(asked for shape in asking for asked in shape.rows)),
            {},
        )

    def _drawn(
        self,
        kind: Kind,
        blocks: tuple[Block, ...],
        shapes: tuple[Shape, ...],
        stops: Mapping[str, int],
    ) -> Sequence[Cut]:
        """Return the page in pieces: what regimes ask, one by one, and which ask nothing."""
        sections: list[Cut] = []
        others: list[Cut] = []
        for block, shape in zip(blocks, shapes, strict=True):
            section = self._sections.drawn(block, shape, stops)
            (others if shape.applies is False else sections).extend(section)
        start, between, last = _around(kind, self._notice, others=bool(others))
        return (start, *sections, between, *others, last)


@lru_cache(maxsize=8)
def _around(kind: Kind, notice: Notice, *, others: bool) -> tuple[Cut, Cut, Cut]:
    """Return what stands before, between and after the sections and what does not apply."""
    names = ("record", "title", "version", "figures", "late", "sections", "others")
    singular, plural = words.KINDS[kind.value]
    listing = Anchor(f"{ROOT}{kind.folder}/", plural)
    stencil = page_stencil(
        "coverage_record.html", names, listing=listing, kind=singular.lower(), notice=notice
    )
    below = _not_applying(_OTHERS) if others else _OTHERS
    page = stencil(_RECORD, _TITLE, _VERSION, _FIGURES, _LATE, _SECTIONS, below)
    before, _, rest = page.partition(_SECTIONS)
    between, _, after = rest.partition(_OTHERS)
    start, middle, end = (Cut.at(rooted(part), _HOLES) for part in (before, between, after))
    return start, middle, end


@lru_cache(maxsize=256)
def _entry(id_: str, short: str) -> Entry:
    return Entry(2, id_, text(short))


def _late(late: Iterable[Late]) -> str:
    macro = fragments.module("coverage_parts.html").late
    return cut.section("late", "Late", macro([late_view(one) for one in late]))


def _not_applying(rows: str) -> str:
    return cut.section("others", "What does not apply", cut.facts(rows))


LATE = Entry(2, "late", "Late")
OTHERS = Entry(2, "others", "What does not apply")
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
