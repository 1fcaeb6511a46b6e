"""The table of a regime's duties on the coverage page of a record.

It is drawn once for all records with the same outcomes. Which row of a list answers differs from
record to record: there are holes for the permalinks of rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from glasscase.law.asks import RegimePlan
from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Regime
from glasscase.law.outcome import Outcome
from glasscase.law.states import Held, Place, State
from glasscase.records import Kind

from ..frames import Depth, FramePage, encoded
from ..prose import ROOT
from ..stencils import cut, text
from . import drawn, fields
from .answered import Elsewhere, Permalink
from .cuts import Cut
from .links import duty_link
from .standings import Standing, standing

_WAY = FramePage(Kind.MODEL, Depth.VERSION).root.encode()
"""The way from such a page to the site's root, whatever kind its record is of."""
_OWN = "../#"
"""The way from the page to a row of its record."""
_ROW = "\x05"
"""Stands on both sides of the number of an answer for its permalink. No record holds such."""

Asked = tuple[str, State]
"""A field and what is said to it."""


def rooted(html: str) -> bytes:
    """Return HTML as it stands on the coverage page of a record."""
    return encoded(html).replace(ROOT.encode(), _WAY)


def table(
    plan: RegimePlan,
    outcomes: Iterable[Outcome],
    asked: Iterable[Asked],
    depths: Mapping[str, int],
    titles: drawn.Titles,
    elsewhere: Elsewhere,
) -> Cut:
    """Draw the duties that apply, with what answers each; nothing if none applies.

    `asked` are answers of the record's own that stand in lists, and name the holes for their
    permalinks; `depths` tells where a notice stands for a field.
    """
    regime = plan.regime
    own = Kind(plan.duties[0].duty.subject.value)
    marks = {one: f"{_ROW}{number}{_ROW}" for number, one in enumerate(asked)}

    def marked(place: Place, state: State) -> str:
        mark = marks.get((place.field, state))
        return mark or fields.permalink(own, place.field, depths.get(place.field, fields.WHOLE))

    href = partial(where, own=own, way=_OWN, here=marked, elsewhere=elsewhere)
    rows = []
    for planned, outcome in zip(plan.duties, outcomes, strict=True):
        stands = standing(outcome)
        if stands is Standing.NOT_APPLICABLE:
            continue
        answers = drawn.answers(outcome.held, planned.duty, stands, href, titles)
        rows.append(row(regime, planned.duty, outcome, stands, answers))
    name = f"{regime.short}: duties, where they stand and where they are answered"
    html = cut.covered_table(text(name), "".join(rows)) if rows else ""
    return Cut.at(rooted(html), {mark: one for one, mark in marks.items()})


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
