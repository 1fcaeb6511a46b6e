"""Who a regime applies to, since when and why, in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from glasscase.law.facts import Facts
from glasscase.law.model.duty import Subject
from glasscase.law.model.regime import Regime
from glasscase.law.scope import Applies, Dates, applies
from glasscase.records import Kind

from .. import numbers
from ..nodes import Anchor
from ..prose import ROOT
from . import drawn
from .standings import applies as is_applied
from .survey import FEW, Site


class Term(NamedTuple):
    """A legal term, and whether it holds of the provider."""

    name: str
    clause: str
    verdict: str
    because: Markup


class Cards(NamedTuple):
    """Model cards of which the same is so."""

    cards: tuple[Anchor, ...]
    style: str
    verdict: str
    because: tuple[Markup, ...]


class Scope(NamedTuple):
    """Whether a regime applies to a provider."""

    style: str
    verdict: str
    because: tuple[Markup, ...]
    terms: tuple[Term, ...]
    cards: tuple[Cards, ...]
    counted: str
    """How many of many models are in scope; "" where all are named."""


_HOLDS = {True: "yes", False: "no", None: "unknown"}
_VERDICTS = {True: "Applies", False: "Does not apply", None: "Cannot tell"}
_TERMS = {True: "Yes", False: "No", None: "Cannot tell"}


def scope_of(site: Site, regime: Regime) -> Scope:
    """Say whether a regime applies to the provider of a site, and to each of its models."""
    law, day = site.law, site.coverage.as_of
    provider = site.coverage.law.known.provider
    forms = site.representatives(regime)
    models = {form["id"]: form for form in forms}
    found = applies(law, regime, Facts(provider, None, day, models))
    groups: dict[tuple[str, str, tuple[Markup, ...]], list[Anchor]] = {}
    if any(duty.subject is Subject.MODEL for duty in regime.duties):
        for form in forms:
            own = applies(law, regime, Facts(provider, form, day))
            style, verdict = _verdict(own, site)
            key = (style, verdict, _said((*own.verdict.because, *own.dates.because)))
            edition = site.catalogue.by_key[Kind.MODEL.value, form["id"]]
            link = Anchor(f"{ROOT}{edition.address}coverage/#{regime.id}", edition.title)
            groups.setdefault(key, []).append(link)
    cards = tuple(Cards(tuple(links), *key) for key, links in groups.items())
    style, verdict = _verdict(found, site)
    return Scope(
        style,
        verdict,
        _said((*found.verdict.because, *found.dates.because)),
        tuple(
            Term(
                f"{one.term.name[:1].upper()}{one.term.name[1:]}",
                one.term.clause,
                _TERMS[one.verdict.holds],
                Markup(drawn.sentences(one.verdict.because)),  # noqa: S704
            )
            for one in found.terms
        ),
        tuple(sorted(cards, key=lambda one: ("yes", "unknown", "no").index(one.style))),
        _counted(site, regime),
    )


def _verdict(found: Applies, site: Site) -> tuple[str, str]:
    said = _VERDICTS[found.verdict.holds]
    if found.verdict.holds:
        said = f"{said} {_since(found.dates, site)}"
    return _HOLDS[found.verdict.holds], said


def _since(dates: Dates, site: Site) -> str:
    in_force = dates.in_force(site.coverage.as_of)
    if in_force is None:
        return f"from {_day(dates.earliest)} or from {_day(dates.latest)}"
    return f"{'since' if in_force else 'from'} {_day(dates.earliest)}"


def _day(day: date) -> str:
    return numbers.day(day.isoformat())


def _said(because: Iterable[str]) -> tuple[Markup, ...]:
    return tuple(
        Markup(drawn.sentences((one,)))  # noqa: S704
        for one in drawn.grouped(dict.fromkeys(because))
    )


def _counted(site: Site, regime: Regime) -> str:
    standings = site.standings(regime, Subject.MODEL)
    if standings.total() <= FEW:
        return ""
    found: Counter[bool | None] = Counter()
    for own, count in standings.items():
        found[is_applied(own)] += count
    more = f"; of {found[None]:,} it cannot be told" if found[None] else ""
    return f"It asks something of {found[True]:,} of {found.total():,} models{more}."
