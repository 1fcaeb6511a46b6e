"""Which duties the sections of a record serve: they depend on the catalogue only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from glasscase.law.catalogue import Catalogue
from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Force, Regime
from glasscase.law.uses import answering
from glasscase.records import Kind

from .. import draw, fragments, words
from ..nodes import Anchor
from ..pages import Page
from ..prose import ROOT
from ..skeletons import LAYOUTS
from ..stencils import cut, text
from ..toc import Entry
from . import fields
from .regime_section import FOLDER, duty_link

NAME = "by-section"
"""The page that names them all, below `coverage/`."""
_NAMED = 3
"""Duties that a section of a record names; the others are counted."""
_FORCES = tuple(Force)

Serving = Mapping[str, str]
"""HTML by the permalink of a section."""


class Served(NamedTuple):
    """A duty that a section serves."""

    regime: Regime
    duty: Duty


def served(law: Catalogue, kind: Kind) -> Mapping[str, tuple[Served, ...]]:
    """Return the duties that each section of a kind of record serves, what binds most first."""
    found: dict[str, dict[tuple[str, str], Served]] = {}
    for regime in sorted(law.regimes.values(), key=lambda one: _FORCES.index(one.force)):
        for duty in regime.duties:
            for field in answering(duty):
                if field.kind is kind:
                    section = fields.section_of(kind, field.path)
                    found.setdefault(section, {})[regime.id, duty.id] = Served(regime, duty)
    return {section: tuple(own.values()) for section, own in found.items()}


def serving(law: Catalogue) -> Mapping[Kind, Serving]:
    """Return what stands below the heading of each section, by kind of record."""
    return {
        kind: {
            section: cut.serves(_line(kind, section, own))
            for section, own in served(law, kind).items()
        }
        for kind in LAYOUTS
    }


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
