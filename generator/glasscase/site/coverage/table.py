"""The table of a regime's duties on the coverage page of a record.

A line of it is drawn once for all records with the same outcome. Which row of a list answers
differs from record to record: there are holes for the permalinks of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import NamedTuple

from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Regime
from glasscase.law.outcome import Outcome
from glasscase.law.states import Held, Place, State
from glasscase.records import Kind

from ..frames import Depth, FramePage, encoded
from ..prose import ROOT
from ..stencils import cut, text
from . import drawn, fields
from .answered import NOTICES, Elsewhere, Permalink, is_in_rows
from .cuts import Cut, joined
from .links import duty_link
from .once import Once
from .standings import Standing, standing

_WAY = FramePage(Kind.MODEL, Depth.VERSION).root.encode()
"""The way from such a page to the site's root, whatever kind its record is of."""
_OWN = "../#"
"""The way from the page to a row of its record."""
_ROW = "\x05"
"""Stands on both sides of the number of an answer for its permalink. No record holds such."""

_MOST = 10_000
"""Number of different outcomes whose lines are remembered."""

Asked = tuple[str, State]
"""A field and what is said to it."""


def rooted(html: str) -> bytes:
    """Return HTML as it stands on the coverage page of a record."""
    return encoded(html).replace(ROOT.encode(), _WAY)


class Line(NamedTuple):
    """A duty and what came out for it, whichever record it is of."""

    duty: Duty
    outcome: Outcome
    standing: Standing
    notices: tuple[str, ...]
    """Fields of the record's own in whose place a notice stands."""
    rows: tuple[Asked, ...]
    """Answers of the record's own that stand in lists; which row it is differs."""
    drawn: dict[tuple[int, ...], Cut]
    """What was drawn, by where the notices stand."""


class Tables:
    """Draws the tables of regimes. `elsewhere` tells where others answer."""

    def __init__(self, titles: drawn.Titles, elsewhere: Elsewhere) -> None:
        self._titles = titles
        self._elsewhere = elsewhere
        self.line = Once(_outcome, _line, _MOST)
        """What follows from a duty and its outcome."""

    def drawn(self, regime: Regime, lines: Iterable[Line], stops: Mapping[str, int]) -> Cut:
        """Draw the duties that apply, with what answers each; nothing if none applies.

        The holes for permalinks go by the answers. `stops` tells where the notices of the record
        stand: see `fields.depth`.
        """
        rows = []
        for line in lines:
            if line.standing is not Standing.NOT_APPLICABLE:
                depths = tuple([stops[path] for path in line.notices])
                known = line.drawn.get(depths)
                if known is None:
                    own = dict(zip(line.notices, depths, strict=True))
                    known = line.drawn[depths] = self._row(regime, line, own)
                rows.append(known)
        if not rows:
            return Cut.at(b"", {})
        before, after = _around(regime.short)
        return joined((before, *rows, after))

    def _row(self, regime: Regime, line: Line, depths: Mapping[str, int]) -> Cut:
        own = Kind(line.duty.subject.value)
        marks = {one: f"{_ROW}{number}{_ROW}" for number, one in enumerate(line.rows)}

        def marked(place: Place, state: State) -> str:
            mark = marks.get((place.field, state))
            return mark or fields.permalink(own, place.field, depths.get(place.field, fields.WHOLE))

        href = partial(where, own=own, way=_OWN, here=marked, elsewhere=self._elsewhere)
        held = line.outcome.held
        answers = drawn.answers(held, line.duty, line.standing, href, self._titles)
        html = row(regime, line.duty, line.outcome, line.standing, answers)
        return Cut.at(rooted(html), {mark: one for one, mark in marks.items()})


@lru_cache(maxsize=256)
def _around(short: str) -> tuple[Cut, Cut]:
    """Return what stands before and after the rows of a regime's table, by its short name."""
    name = f"{short}: duties, where they stand and where they are answered"
    before, _, after = cut.covered_table(text(name), _ROW).partition(_ROW)
    return Cut.at(rooted(before), {}), Cut.at(rooted(after), {})


def _outcome(of: tuple[Duty, Outcome]) -> int:
    return id(of[1])


def _line(of: tuple[Duty, Outcome]) -> Line:
    duty, outcome = of
    notices: dict[str, None] = {}
    rows: dict[Asked, None] = {}
    for held in outcome.held:
        if held.place.kind.value == duty.subject.value:
            if held.state in NOTICES:
                notices[held.place.field] = None
            if is_in_rows(held):
                rows[held.place.field, held.state] = None
    return Line(duty, outcome, standing(outcome), tuple(notices), tuple(rows), {})


def row(regime: Regime, duty: Duty, outcome: Outcome, stands: Standing, answers: str) -> str:
    """Draw a duty, where it stands, and what answers it."""
    link = duty_link(regime, duty)
    standing_and_note = drawn.label(stands) + drawn.note(duty, outcome, stands)
    return cut.covered_row(
        f"{regime.id}.{duty.id}",
        link.href,
        text(duty.clause),
        text(duty.title),
        standing_and_note,
        answers,
    )


def where(held: Held, *, own: Kind, way: str, here: Permalink, elsewhere: Elsewhere) -> str:
    """Return where the row stands that holds an answer. `way` leads to the record's own page.

    `here` tells where on that page, `elsewhere` where on the pages of others.
    """
    kind, id_, path = held.place
    if kind is own and not id_:
        page, permalink = way, here
    elif kind is Kind.PROVIDER or id_:
        page, permalink = f"{fields.address(kind, id_)}#", elsewhere.permalink
    else:
        return ""
    if held.state is State.MISSING:
        place = fields.unanswered(kind, path)
        return f"{page}{place}" if place else ""
    return page + permalink(held.place, held.state)
