"""One regime on the coverage page of a record: what it asks, and where the record answers.

What follows from a regime's outcomes is drawn once for all records that share them, and its
sentences once for all of which the same is known. What is left for each record is to fill the holes
for its name and for the rows of its lists, and to choose the table by the places of its notices.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple

from glasscase.law.covered import Block
from glasscase.law.model.regime import Regime
from glasscase.law.verdicts import FILE_MARK, ID_MARK, Reasons, Why

from ..prose import ROOT
from ..stencils import Stencil, cut, stencil, text
from . import drawn
from .answered import Elsewhere
from .cuts import Cut
from .links import FOLDER, regime_link
from .once import by_regime
from .standings import Counts, Standing, Standings, applies, counted
from .table import Asked, Line, Tables, rooted

_MOST = 10_000
"""Number of different drawings that are remembered."""
_TABLE = "\x01"
"""Stands for the table in what is drawn around it. No record holds such."""
_MARKS = {mark: mark for mark in (ID_MARK, FILE_MARK)}

_NOTHING = Cut((b"",))

Depths = tuple[int, ...]


class Shape(NamedTuple):
    """What follows from the outcomes of a regime, whichever record they are of."""

    lines: tuple[Line, ...]
    standings: Standings
    notices: tuple[str, ...]
    """Fields of the record's own in whose place a notice stands."""
    rows: tuple[Asked, ...]
    """Answers of the record's own that stand in lists; which row it is differs."""
    said: Said
    applies: bool | None
    tables: dict[Depths, Cut]
    """What was drawn, by where the notices stand."""


class Said(NamedTuple):
    """What stands around the table."""

    counts: Counts
    owed: Why
    """Why the regime asks something."""
    unknown: tuple[Why, ...]
    excluded: tuple[tuple[Why, int], ...]
    """Why duties do not apply, and how many of them for each reason."""


class Around(NamedTuple):
    """What stands around the table of a section, or all of what a regime does not ask.

    There are holes, by their marks, for the id and the file of the record.
    """

    reasons: Reasons
    """Kept, so that its identity is not used again."""
    before: Cut
    after: Cut


class Sections:
    """Draws what regimes ask of records. `elsewhere` tells where others answer."""

    def __init__(self, titles: drawn.Titles, elsewhere: Elsewhere) -> None:
        self._tables = Tables(titles, elsewhere)
        self.shape = by_regime(self._shape)
        """What follows from the outcomes of a block."""
        self._arounds: dict[tuple[int, int, Said], Around] = {}
        self._fills: dict[str, Stencil] = {}

    def drawn(self, block: Block, shape: Shape, stops: Mapping[str, int]) -> tuple[Cut, Cut, Cut]:
        """Return what a regime asks of a record: before the table, the table, and after it.

        Of a regime that asks nothing this is one row of those that do not apply. `stops` tells
        where the notices in the record stand: see `fields.depth`.
        """
        around = self._around(block, shape)
        if shape.applies is False:
            return around.before, _NOTHING, around.after
        depths = tuple([stops[path] for path in shape.notices])
        table = shape.tables.get(depths)
        if table is None:
            table = self._tables.drawn(block.plan.regime, shape.lines, stops)
            shape.tables[depths] = table
        return around.before, table, around.after

    def _shape(self, block: Block) -> Shape:
        duties = block.plan.duties
        line = self._tables.line
        lines = tuple(
            [line((own.duty, one)) for own, one in zip(duties, block.outcomes, strict=True)]
        )
        standings = tuple([one.standing for one in lines])
        return Shape(
            lines,
            standings,
            tuple(dict.fromkeys(path for one in lines for path in one.notices)),
            tuple(dict.fromkeys(asked for one in lines for asked in one.rows)),
            _said(lines, counted(standings)),
            applies(standings),
            {},
        )

    def _around(self, block: Block, shape: Shape) -> Around:
        key = (block.number, id(block.reasons), shape.said)
        known = self._arounds.get(key)
        if known is None:
            html = self._drawn(block, shape)
            before, _, after = (Cut.at(rooted(part), _MARKS) for part in html.partition(_TABLE))
            known = Around(block.reasons, before, after)
            if len(self._arounds) >= _MOST:
                self._arounds.clear()
            self._arounds[key] = known
        return known

    def _drawn(self, block: Block, shape: Shape) -> str:
        """Draw a section with marks for its table and its record."""
        regime = block.plan.regime
        said = shape.said
        if shape.applies is False:
            link = regime_link(regime.id, regime.short)
            why = _told(block, said.excluded[0][0])
            return cut.fact_inner(regime.id, cut.inner_link(link.href, text(link.shown)), why)
        fill = self._fills.get(regime.id)
        if fill is None:
            fill = self._fills[regime.id] = _fill(regime)
        figures = drawn.figures(said.counts)
        return fill(figures, _whys(block, said), _TABLE, _excluded(block, said))


def _fill(regime: Regime) -> Stencil:
    """Return the section of a regime, for its figures, its reasons, its table and the rest."""
    return stencil(
        "covered_section",
        id=regime.id,
        title=text(regime.short),
        href=f"{ROOT}{FOLDER}/{regime.id}/",
        force=text(drawn.force(regime)),
    )


def _whys(block: Block, said: Said) -> str:
    """Say why a regime applies, or why that cannot be told."""
    why = cut.covered_why("Why it applies.", _told(block, said.owed)) if said.owed else ""
    unknown = [cut.covered_why("Cannot tell.", _told(block, one)) for one in said.unknown]
    return why + "".join(unknown)


def _excluded(block: Block, said: Said) -> str:
    """Say which duties do not apply and why: one sentence."""
    reasons = tuple([(_told(block, why), count) for why, count in said.excluded])
    return _exclusion(reasons) if reasons else ""


@lru_cache(maxsize=4096)
def _exclusion(reasons: tuple[tuple[str, int], ...]) -> str:
    told: Counter[str] = Counter()
    for said, count in reasons:
        told[said.rstrip(".")] += count
    total = told.total()
    name = f"{total} dut{'y does' if total == 1 else 'ies do'} not apply."
    if len(told) == 1:
        return cut.covered_why(name, f"{next(iter(told))}.")
    items = "; ".join(
        f"{said[:1].lower()}{said[1:]} ({count})"
        for said, count in sorted(told.items(), key=lambda one: (-one[1], one[0]))
    )
    return cut.covered_why(name, f"{items[:1].upper()}{items[1:]}.")


def _told(block: Block, why: Why) -> str:
    """Say why, with marks for the record's id and file."""
    return drawn.sentences(block.reasons.told(block.number, why)[0])


def _said(lines: Iterable[Line], counts: Counts) -> Said:
    owed: dict[int | str, None] = {}
    unknown: dict[Why, None] = {}
    excluded: Counter[Why] = Counter()
    for line in lines:
        why = line.outcome.why
        if line.standing is Standing.NOT_APPLICABLE:
            excluded[why] += 1
        elif line.standing is Standing.CANNOT_TELL:
            unknown[why] = None
        else:
            owed.update(dict.fromkeys([one for one in why if type(one) is int]))
    reasons = tuple(sorted(excluded.items(), key=lambda one: -one[1]))
    return Said(counts, tuple(owed), tuple(unknown), reasons)
