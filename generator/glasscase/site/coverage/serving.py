"""Which duties the sections of a record serve: of those that apply to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import cache, partial
from types import MappingProxyType
from typing import NamedTuple

from glasscase.law.catalogue import Catalogue
from glasscase.law.coverage import counts
from glasscase.law.covered import Block
from glasscase.law.model.duty import KINDS, Duty, Subject
from glasscase.law.model.regime import Force, Regime
from glasscase.law.states import State
from glasscase.law.uses import answering
from glasscase.records import Kind, PublicForm

from .. import draw, fragments, words
from ..catalogue import Catalogue as Records
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..skeletons import LAYOUTS
from ..stencils import cut, text
from ..toc import Entry
from . import fields
from .judging import Coverage
from .links import FOLDER, duty_link
from .once import by_record, by_regime

NAME = "by-section"
"""The page that names them all, below `coverage/`."""
_NAMED = 3
"""Duties that a section of a record names; the others are counted."""
_FORCES = tuple(Force)

_NOTHING: Mapping[str, str] = MappingProxyType({})
_MOST = 1_000
"""Number of different sets of duties whose lines are remembered."""

Ids = tuple[str, str]
"""Of a regime and a duty."""


class Served(NamedTuple):
    """A duty that a section serves."""

    regime: Regime
    duty: Duty


def served(law: Catalogue, kind: Kind, type_: str = "") -> Mapping[str, tuple[Served, ...]]:
    """Return the duties that each section of a kind of record serves, what binds most first.

    Of a type of protocol they are those that it can answer.
    """
    found: dict[str, dict[Ids, Served]] = {}
    for regime in sorted(law.regimes.values(), key=lambda one: _FORCES.index(one.force)):
        for duty in regime.duties:
            for field in answering(duty, type_):
                if field.kind is kind:
                    section = fields.section_of(kind, field.path)
                    found.setdefault(section, {})[regime.id, duty.id] = Served(regime, duty)
    return {section: tuple(own.values()) for section, own in found.items()}


class Serving:
    """Tells below the headings of a record which of the duties that apply its sections serve."""

    def __init__(self, coverage: Coverage, records: Records) -> None:
        self._coverage = coverage
        self._served = cache(partial(served, coverage.catalogue))
        self._site = _site_wide(coverage, records)
        """What applies to the provider or to one of the models and incidents."""
        self._lines: dict[object, Mapping[str, str]] = {}
        self._mask = by_regime(_mask)
        self._of = by_record(self._lines_of, _MOST)

    def __call__(self, kind: Kind, form: PublicForm) -> Mapping[str, str]:
        """Return HTML by the permalinks of a record's sections; the same for the same duties."""
        if kind is Kind.PROVIDER or kind is Kind.PROTOCOL:
            type_ = form.get("type", "") if kind is Kind.PROTOCOL else ""
            if kind is Kind.PROTOCOL and not counts(form):
                return _NOTHING
            return self._kept((kind, type_), lambda: self._drawn(kind, self._site, type_))
        if not counts(form):
            return _NOTHING
        found = self._coverage.begin(kind, form)
        return self._of(found) if found else _NOTHING

    def _kept(self, key: object, draw_: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
        known = self._lines.get(key)
        if known is None:
            if len(self._lines) >= _MOST:
                self._lines.clear()
            known = self._lines[key] = draw_()
        return known

    def _lines_of(self, found: tuple[Block, ...]) -> Mapping[str, str]:
        """Return the lines of a record; the same for records to which the same duties apply."""
        kind = KINDS[found[0].plan.duties[0].duty.subject]
        marks = tuple(map(self._mask, found))
        return self._kept((kind, marks), lambda: self._drawn(kind, _applying(found)))

    def _drawn(self, kind: Kind, applying: Set[Ids], type_: str = "") -> Mapping[str, str]:
        lines = {}
        for section, all_ in self._served(kind, type_).items():
            own = tuple(one for one in all_ if (one.regime.id, one.duty.id) in applying)
            if own:
                lines[section] = cut.serves(_line(kind, section, own))
        return lines


def _mask(block: Block) -> int:
    """Return a bit for each duty of a regime that applies."""
    applying = (one.state is not State.NOT_APPLICABLE for one in block.outcomes)
    return sum(1 << number for number, applies in enumerate(applying) if applies)


def _applying(found: Iterable[Block]) -> set[Ids]:
    return {
        (block.plan.regime.id, planned.duty.id)
        for block in found
        for planned, outcome in zip(block.plan.duties, block.outcomes, strict=True)
        if outcome.state is not State.NOT_APPLICABLE
    }


def _site_wide(coverage: Coverage, records: Records) -> Set[Ids]:
    """Return the duties that apply to the provider, to a model or to an incident."""
    found = _applying(coverage.provider)
    law, plan = coverage.law, coverage.law.asked.plans[Subject.MODEL]
    verdicts = {
        law.verdicts.of(plan, Kind.MODEL, form, coverage.as_of).holds
        for form in law.verdicts.different_models
    }
    for holds in verdicts:
        for own, regime in zip(holds, plan.regimes, strict=True):
            found |= {
                (regime.regime.id, one.duty.id)
                for one in regime.duties
                if not any(number >= 0 and own[number] is False for number in (regime.who, one.who))
            }
    # Few duties about incidents ask anything of the provider: mostly the first incident tells.
    asked = {
        (regime.id, duty.id)
        for regime in coverage.catalogue.regimes.values()
        for duty in regime.duties
        if duty.subject is Subject.INCIDENT and any(one.of != "subject" for one in duty.answers)
    }
    for edition in records.of_kind(Kind.INCIDENT):
        if asked <= found:
            break
        form = edition.form()
        if counts(form):
            found |= _applying(coverage.blocks(form))
    return found


def _line(kind: Kind, section: str, own: tuple[Served, ...]) -> str:
    """Draw the first duty of each of the first regimes, and how many more there are."""
    first = {one.regime.id: one for one in reversed(own)}
    chosen = sorted(first.values(), key=own.index)[:_NAMED]
    links = [draw.anchor(*duty_link(*one)) for one in chosen]
    more = len(own) - len(chosen)
    if more:
        href = f"{ROOT}{FOLDER}/{NAME}/#{kind.value}.{section}"
        links.append(draw.anchor(href, f"{more} more"))
    return "; ".join(links)


class _Group(NamedTuple):
    regime: Anchor
    duties: list[tuple[Anchor, str]]


class _Section(NamedTuple):
    id: str
    title: str
    number: int
    groups: list[_Group]


def page(law: Catalogue) -> Page:
    """Lay out the page that names every duty that the sections of records serve."""
    kinds = []
    toc = []
    for kind in LAYOUTS:
        sections = list(_sections(law, kind))
        name = words.KINDS[kind.value][0]
        kinds.append((kind.value, name, sections))
        toc.append(Entry(2, kind.value, name))
        toc += [Entry(3, one.id, text(one.title)) for one in sections]
    html = fragments.render("coverage_sections.html", kinds=kinds, href=f"{ROOT}{FOLDER}/")
    description = "Which duties of laws and codes each section of a record serves."
    return Page(html, toc, "What each section serves", description)


def _sections(law: Catalogue, kind: Kind) -> Iterator[_Section]:
    own = served(law, kind)
    titles = {fields.TOP: "The head of the page"}
    titles |= {one.id.replace("_", "-"): one.title for one in LAYOUTS[kind]}
    for section, title in titles.items():
        groups: dict[str, _Group] = {}
        for one in own.get(section, ()):
            href = f"{ROOT}{FOLDER}/{one.regime.id}/"
            group = groups.setdefault(one.regime.id, _Group(Anchor(href, one.regime.short), []))
            link = Anchor(f"{href}#{one.duty.id}", one.duty.clause)
            group.duties.append((link, one.duty.title))
        if groups:
            count = len(own[section])
            yield _Section(f"{kind.value}.{section}", title, count, list(groups.values()))
