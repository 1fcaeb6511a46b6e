"""The page of a regime: who is in scope, and duty by duty what is asked and what is answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from markupsafe import Markup

from glasscase.law.covered import Block
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.model.duty import Duty, Strength, Subject
from glasscase.law.model.regime import Regime
from glasscase.records import Kind, PublicForm

from .. import fragments, numbers
from ..nodes import Anchor, Moment
from ..pages import Page
from ..prose import ROOT
from ..stencils import text
from ..toc import Entry
from . import answered, drawn, fields
from .links import FOLDER
from .scoping import Scope
from .standings import WORDS, Counts, Standing, Standings, standing
from .survey import FEW, SUBJECTS, Site
from .table import where

CONFIDENCE = {
    Confidence.VERIFIED: "The instrument itself was read.",
    Confidence.QUOTED: "Literal quotations of the instrument were read.",
    Confidence.RESTATED: "Only a restatement by others was read.",
    Confidence.UNVERIFIED: "Not verified: not checked against any text.",
}
_TITLES = {
    Subject.PROVIDER: "Asked of the provider",
    Subject.MODEL: "Asked of each model",
    Subject.INCIDENT: "Asked of each incident",
}
_STRENGTHS = {Strength.MUST: "", Strength.SHOULD: "Recommended", Strength.MAY: "Allowed for"}


class Answer(NamedTuple):
    """What one subject says to a duty."""

    subject: Anchor
    standing: Markup
    html: Markup


class DutyView(NamedTuple):
    """A duty with everything that is said of it."""

    id: str
    clause: str
    title: str
    what: str
    strength: str
    readers: str
    in_force: Moment
    deadline: str
    source: Anchor
    confidence: str
    unverified: bool
    note: str
    answers: list[Answer]
    others: list[Anchor]
    """Subjects to which it does not apply."""
    figures: Markup
    """Counts, where the subjects are many."""


class Cell(NamedTuple):
    """Where a duty stands for one subject, in the matrix."""

    href: str
    style: str
    sign: str
    label: str


class Matrix(NamedTuple):
    """Duties by subjects."""

    columns: list[Anchor]
    rows: list[tuple[Anchor, str, list[Cell]]]


class Part(NamedTuple):
    """The duties of a regime that are asked of one kind of subject."""

    id: str
    title: str
    subjects: str
    matrix: Matrix | None
    duties: list[DutyView]


class _Shown(NamedTuple):
    """What one subject says, and where that stands."""

    subject: Anchor
    kind: Kind
    href: drawn.Href
    block: Block


def address(regime: Regime) -> str:
    """Return the address of the page of a regime, from the site's root."""
    return f"{FOLDER}/{regime.id}/"


def regime_page(site: Site, regime: Regime, scope: Scope) -> Page:
    """Lay out the page of a regime."""
    parts = [
        _part(site, regime, subject, duties)
        for subject in Subject
        if (duties := site.duties(regime, subject))
    ]
    html = fragments.render(
        "coverage_regime.html",
        regime=regime,
        force=drawn.force(regime),
        in_force=_moment(regime.in_force.isoformat()),
        checked=_moment(regime.checked.isoformat()),
        figures=Markup(drawn.figures(site.counts(regime))),  # noqa: S704
        scope=scope,
        parts_=parts,
        sources=[
            (Anchor(str(one.url or ""), one.title), CONFIDENCE[one.confidence])
            for one in regime.sources
        ],
        provider=site.provider,
        notice=site.coverage.notice,
    )
    toc = [Entry(2, "scope", "Who is in scope, and why")]
    for part in parts:
        toc.append(Entry(2, part.id, part.title))
        if len(part.duties) <= _LISTED:
            toc += [Entry(3, one.id, text(one.clause)) for one in part.duties]
    toc += [Entry(2, "unverified", "What is not verified"), Entry(2, "sources", "Sources")]
    toc.append(Entry(2, "about", "About this page"))
    description = f"What {regime.short} asks, who is in scope and why, and where it is answered."
    return Page(html, toc, f"{regime.short}: coverage", description)


_LISTED = 60
"""Duties up to which each stands in the table of contents."""


def _part(site: Site, regime: Regime, subject: Subject, duties: tuple[Duty, ...]) -> Part:
    kind = SUBJECTS[subject]
    standings = site.standings(regime, subject)
    subjects = standings.total()
    shown = list(_shown(site, regime, kind)) if subjects <= FEW else []
    counts = [] if shown else tallied(standings, len(duties))
    titles = site.titles
    views = [
        _duty(regime, duty, number, shown, counts[number] if counts else None, titles)
        for number, duty in enumerate(duties)
    ]
    count = ""
    if kind is not Kind.PROVIDER:
        count = f"{subjects:,} {kind.value}{'' if subjects == 1 else 's'}"
    matrix = _matrix(regime, duties, shown) if kind is not Kind.PROVIDER and shown else None
    return Part(f"asked.{kind.value}", _TITLES[subject], count, matrix, views)


def _shown(site: Site, regime: Regime, kind: Kind) -> Iterator[_Shown]:
    """Yield the subjects of a kind, if they are few enough to be named."""
    if kind is Kind.PROVIDER:
        block = site.own(regime)
        if block is not None:
            page = fields.address(kind, "")
            form = site.catalogue.provider or {}
            link = Anchor(page, site.provider)
            yield _Shown(link, kind, _answers(site, kind, f"{page}#", form), block)
        return
    known = site.blocks(kind)
    for tally in site.of_kind(kind):
        block = known.get(tally.id, {}).get(regime.id)
        if block is not None:
            edition = site.edition(tally)
            page = f"{ROOT}{edition.address}"
            link = Anchor(f"{page}{FOLDER}/#{regime.id}", edition.title)
            yield _Shown(link, kind, _answers(site, kind, f"{page}#", edition.form()), block)


def _answers(site: Site, kind: Kind, way: str, form: PublicForm) -> drawn.Href:
    """Return what tells where the answers of a record stand. `way` leads to its page."""
    here, elsewhere = answered.on(form, kind), site.coverage.elsewhere
    return partial(where, own=kind, way=way, here=here, elsewhere=elsewhere)


def tallied(standings: Mapping[Standings, int], duties: int) -> list[Counts]:
    """Count by duty where it stands; `standings` are those of subjects, with their numbers."""
    by_duty: list[Counter[Standing]] = [Counter() for _ in range(duties)]
    for same, count in standings.items():
        for number, one in enumerate(same):
            by_duty[number][one] += count
    return [tuple(own[one] for one in Standing) for own in by_duty]


def _duty(
    regime: Regime,
    duty: Duty,
    number: int,
    shown: list[_Shown],
    counts: Counts | None,
    titles: drawn.Titles,
) -> DutyView:
    answers, others = [], []
    for one in shown:
        stands = standing(one.block.outcomes[number])
        link = _to(one, regime, duty)
        if stands is Standing.NOT_APPLICABLE and one.kind is not Kind.PROVIDER:
            others.append(link)
        else:
            answers.append(_answer(one, link, duty, number, titles))
    sources = {one.id: one for one in regime.sources}
    source = sources[duty.source]
    return DutyView(
        duty.id,
        duty.clause,
        duty.title,
        duty.what,
        _STRENGTHS[duty.strength],
        drawn.readers(duty),
        _moment((duty.in_force or regime.in_force).isoformat()),
        _deadline(duty.deadline) if duty.deadline else "",
        Anchor(str(source.url or ""), source.title),
        CONFIDENCE[duty.confidence],
        duty.confidence is Confidence.UNVERIFIED,
        duty.note or "",
        answers,
        others,
        Markup(drawn.figures(counts) if counts is not None else ""),  # noqa: S704
    )


def _to(one: _Shown, regime: Regime, duty: Duty) -> Anchor:
    if one.kind is Kind.PROVIDER:
        return one.subject
    page = one.subject.href.partition("#")[0]
    return Anchor(f"{page}#{regime.id}.{duty.id}", one.subject.shown)


def _answer(one: _Shown, link: Anchor, duty: Duty, number: int, titles: drawn.Titles) -> Answer:
    outcome = one.block.outcomes[number]
    stands = standing(outcome)
    html = drawn.answers(outcome.held, duty, stands, one.href, titles)
    if stands in (Standing.CANNOT_TELL, Standing.NOT_APPLICABLE):
        html = drawn.sentences(one.block.covered[number].because) + html
    label = drawn.label(stands) + drawn.note(duty, outcome, stands)
    return Answer(link, Markup(label), Markup(html))  # noqa: S704


def _matrix(regime: Regime, duties: tuple[Duty, ...], shown: list[_Shown]) -> Matrix:
    rows = []
    for number, duty in enumerate(duties):
        cells = []
        for one in shown:
            stands = standing(one.block.outcomes[number])
            known = WORDS[stands]
            page = one.subject.href.partition("#")[0]
            href = f"{page}#{regime.id}.{duty.id}" if stands is not Standing.NOT_APPLICABLE else ""
            cells.append(Cell(href, stands.value, known.sign, known.label))
        if any(cell.style != Standing.NOT_APPLICABLE for cell in cells):
            rows.append((Anchor(f"#{duty.id}", duty.clause), duty.title, cells))
    return Matrix([one.subject for one in shown], rows)


def _deadline(deadline: Deadline) -> str:
    """Say when something is due, in a few words."""
    length = deadline.length and drawn.length(deadline.length, business=deadline.business)
    start = deadline.trigger
    if deadline.kind is DeadlineKind.WITHIN:
        return f"Within {length} of: {start}" if length else f"Due after: {start}"
    if deadline.kind is DeadlineKind.BY:
        return f"{length} before: {start}" if deadline.before and length else f"By: {start}"
    if deadline.kind is DeadlineKind.EVERY:
        return f"Every {length}: {start}" if length else f"Again and again: {start}"
    if deadline.kind is DeadlineKind.KEEP:
        return f"To be kept for {length}: {start}" if length else f"To be kept: {start}"
    return f"Without delay: {start}"


def _moment(iso: str) -> Moment:
    return Moment(iso, numbers.day(iso))
