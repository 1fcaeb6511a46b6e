"""The coverage of one record: regime by regime, what is asked of it and where it answers.

What follows from a regime's outcomes is drawn once for all records that share them. Only the
sentences with a record's own figures, and where its notices stand, are drawn for each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from glasscase.law.asks import RegimePlan
from glasscase.law.covered import Block
from glasscase.law.lateness import Late
from glasscase.law.model import Duty, Regime
from glasscase.law.outcome import Outcome
from glasscase.law.states import Held, State
from glasscase.law.verdicts import Why, worded
from glasscase.records import Kind, PublicForm

from .. import fragments, words
from ..catalogue import Edition
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..stencils import Stencil, cut, stencil, text
from ..toc import Entry
from . import drawn, fields
from .notice import Notice
from .standings import Standing, Standings, applies, counted, standing
from .tally import Tally

FOLDER = "coverage"
"""Folder of the page below its record."""
_OWN = "../#"
"""The way from the page to a row of its record."""
_MOST = 500
"""Number of different outcomes of a regime whose drawing is remembered."""
_NOTICES = (State.WITHHELD, State.ABSENT)

Depths = tuple[int, ...]


class _Shape(NamedTuple):
    """What follows from the outcomes of a regime, whichever record they are of."""

    outcomes: tuple[Outcome, ...]
    """Kept, so that its identity is not used again."""
    standings: Standings
    figures: str
    notices: tuple[str, ...]
    """Fields of the record's own in whose place a notice stands."""
    owed: Why
    """Why the regime asks something."""
    unknown: tuple[Why, ...]
    excluded: tuple[tuple[Why, int], ...]
    """Why duties do not apply, and how many of them for each reason."""
    whys: tuple[Why, ...]
    """All of these: everything for which there are sentences."""
    tables: dict[Depths, str]
    """What was drawn, by where the notices stand."""


class Drawing:
    """Draws the coverage pages of records."""

    def __init__(self, notice: Notice, titles: drawn.Titles) -> None:
        self._notice = notice
        self._titles = titles
        self._shapes: dict[int, _Shape] = {}
        self._fills: dict[str, Stencil] = {}

    def page(
        self, edition: Edition, form: PublicForm, blocks: Sequence[Block], late: Sequence[Late]
    ) -> tuple[Page, Tally]:
        """Lay out the page of a record that answers to duties, and tell what is on it."""
        shapes = [self.shape(block.plan, block.outcomes) for block in blocks]
        sections, toc = [], []
        others: list[tuple[str, Anchor, str]] = []
        standings = {}
        for block, shape in zip(blocks, shapes, strict=True):
            regime = block.plan.regime
            standings[regime.id] = shape.standings
            if applies(shape.standings) is False:
                reason = shape.excluded[0][0]
                link = regime_link(regime.id, regime.short)
                others.append((regime.id, link, _told(block, reason)))
                continue
            sections.append(self._section(block, shape, form))
            toc.append(Entry(2, regime.id, text(regime.short)))
        tally = Tally(edition.kind, edition.id, standings, tuple(late))
        view = {
            **heading(edition, self._notice),
            "figures": drawn.figures(tally.counts),
            "late": [late_view(one) for one in late],
            "sections": "".join(sections),
            "others": others,
        }
        html = fragments.render("coverage_record.html", view=view, notice=self._notice)
        if others:
            toc.append(Entry(2, "others", "What does not apply"))
        if late:
            toc.insert(0, Entry(2, "late", "Late"))
        toc.append(Entry(2, "about", "About this page"))
        return page_of(edition, html, toc), tally

    def shape(self, plan: RegimePlan, outcomes: tuple[Outcome, ...]) -> _Shape:
        """Return what follows from outcomes; worked out once for the same tuple."""
        known = self._shapes.get(id(outcomes))
        if known is None:
            known = _shape(plan, outcomes)
            if len(self._shapes) >= _MOST * 20:
                self._shapes.clear()
            self._shapes[id(outcomes)] = known
        return known

    def _section(self, block: Block, shape: _Shape, form: PublicForm) -> str:
        depths = tuple([fields.depth(form, path) for path in shape.notices])
        table = shape.tables.get(depths)
        if table is None:
            stops = dict(zip(shape.notices, depths, strict=True))
            table = _table(block.plan, shape, stops, self._titles)
            shape.tables[depths] = table
        told = tuple([_told(block, why) for why in shape.whys])
        why, excluded = _whys(shape, told)
        regime = block.plan.regime
        fill = self._fills.get(regime.id)
        if fill is None:
            fill = self._fills[regime.id] = _fill(regime)
        return fill(shape.figures, why, table, excluded)


def _fill(regime: Regime) -> Stencil:
    """Return the section of a regime, for its figures, its reasons, its table and the rest."""
    return stencil(
        "covered_section",
        id=regime.id,
        title=text(regime.short),
        href=f"{ROOT}{FOLDER}/{regime.id}/",
        force=text(drawn.force(regime)),
    )


def _whys(shape: _Shape, told: Sequence[str]) -> tuple[str, str]:
    """Say why a regime applies, and why duties of it do not; by the sentences of `shape.whys`."""
    said = iter(told)
    why = cut.covered_why("Why it applies.", next(said)) if shape.owed else ""
    why += "".join([cut.covered_why("Cannot tell.", next(said)) for _ in shape.unknown])
    excluded = tuple([(one, count) for one, (_, count) in zip(said, shape.excluded, strict=True)])
    return why, _excluded(excluded) if excluded else ""


@lru_cache(maxsize=4096)
def _excluded(reasons: tuple[tuple[str, int], ...]) -> str:
    """Say which duties do not apply and why: one sentence."""
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
    texts, marked = block.reasons.told(block.number, why)
    if marked:
        texts = tuple(worded(one, block.subject, block.file) for one in texts)
    return drawn.sentences(texts)


def _shape(plan: RegimePlan, outcomes: tuple[Outcome, ...]) -> _Shape:
    standings = tuple(map(standing, outcomes))
    owed: dict[int | str, None] = {}
    unknown: dict[Why, None] = {}
    excluded: Counter[Why] = Counter()
    notices: dict[str, None] = {}
    own = plan.duties[0].duty.subject.value
    for where, outcome in zip(standings, outcomes, strict=True):
        numbers = tuple(one for one in outcome.why if type(one) is int)
        if where is Standing.NOT_APPLICABLE:
            excluded[outcome.why] += 1
        elif where is Standing.CANNOT_TELL:
            unknown[outcome.why] = None
        else:
            owed.update(dict.fromkeys(numbers))
        for held in outcome.held:
            if held.state in _NOTICES and held.place.kind.value == own:
                notices[held.place.field] = None
    reasons = tuple(sorted(excluded.items(), key=lambda one: -one[1]))
    first = (tuple(owed),) if owed else ()
    return _Shape(
        outcomes,
        standings,
        drawn.figures(counted(standings)),
        tuple(notices),
        tuple(owed),
        tuple(unknown),
        reasons,
        (*first, *unknown, *(why for why, _ in reasons)),
        {},
    )


def _table(plan: RegimePlan, shape: _Shape, depths: Mapping[str, int], titles: drawn.Titles) -> str:
    """Draw the duties that apply, with what answers each."""
    regime = plan.regime
    own = Kind(plan.duties[0].duty.subject.value)
    href = partial(where, own=own, way=_OWN, depths=depths)
    rows = []
    for planned, outcome, stands in zip(plan.duties, shape.outcomes, shape.standings, strict=True):
        if stands is Standing.NOT_APPLICABLE:
            continue
        answers = drawn.answers(outcome.held, planned.duty, stands, href, titles)
        rows.append(row(regime, planned.duty, outcome, stands, answers))
    name = f"{regime.short}: duties, where they stand and where they are answered"
    return cut.covered_table(text(name), "".join(rows)) if rows else ""


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


def where(held: Held, *, own: Kind, way: str, depths: Mapping[str, int]) -> str:
    """Return where the row stands that holds an answer. `way` leads to the record's own page."""
    kind, id_, path = held.place
    if kind is own and not id_:
        page = way
    elif kind is Kind.PROVIDER or id_:
        page = f"{fields.address(kind, id_)}#"
    else:
        return ""
    if held.state is State.MISSING:
        place = fields.unanswered(kind, path)
        return f"{page}{place}" if place else ""
    if held.state in _NOTICES:
        if kind is not own:
            return page + fields.section_of(kind, path)
        return page + fields.permalink(kind, path, depths.get(path, fields.WHOLE))
    return page + fields.permalink(kind, path)


def heading(edition: Edition, notice: Notice) -> dict[str, object]:
    """Return what stands at the head of every page about one record."""
    singular, plural = words.KINDS[edition.kind.value]
    return {
        "title": edition.title,
        "listing": Anchor(f"{ROOT}{edition.kind.folder}/", plural),
        "record": Anchor(f"{ROOT}{edition.address}", edition.title),
        "kind": singular.lower(),
        "version": edition.version,
        "demonstration": notice.demonstration,
    }


def unasked_page(edition: Edition, form: PublicForm, notice: Notice) -> Page:
    """Lay out the page of a record of which nothing is asked: withdrawn, or a translation."""
    status = form["status"]
    why = "It is a translation: its original answers." if status == "current" else (
        "It is withdrawn." if status == "withdrawn" else "It is a draft."
    )  # fmt: skip
    view = {**heading(edition, notice), "why": why}
    html = fragments.render("coverage_unasked.html", view=view, notice=notice)
    return page_of(edition, html, [Entry(2, "about", "About this page")])


def late_view(late: Late) -> dict[str, str]:
    """Return what is said of something that is late."""
    return {"sentence": drawn.sentence(drawn.lasting(late)), "clauses": "; ".join(late.clauses)}


def regime_link(id_: str, short: str) -> Anchor:
    """Return the link to the page of a regime."""
    return Anchor(f"{ROOT}{FOLDER}/{id_}/", short)


def duty_link(regime: Regime, duty: Duty) -> Anchor:
    """Return the link to a duty on the page of its regime."""
    return Anchor(f"{ROOT}{FOLDER}/{regime.id}/#{duty.id}", f"{regime.short}, {duty.clause}")


def page_of(edition: Edition, html: str, toc: Iterable[Entry]) -> Page:
    """Return the page about a record, with the words for its head."""
    title = f"{edition.title}: coverage"
    description = (
        f"What laws and codes ask of {edition.title}, what is published, and what is missing."
    )
    return Page(html, list(toc), title, description)
