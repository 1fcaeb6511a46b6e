"""Which regimes and duties apply to a provider, a model or an incident, since when, and why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from glasscase.law.answer import Verdict, every, some
from glasscase.law.catalogue import Catalogue
from glasscase.law.conditions import evaluate, judge, needs_model
from glasscase.law.facts import Case, Facts
from glasscase.law.model.condition import All, Condition
from glasscase.law.model.duty import Duty, Strength
from glasscase.law.model.regime import Force, Regime, TermDefinition
from glasscase.law.terms import unfit
from glasscase.records import Kind

NOTHING = "it asks nothing of"


class Dates(NamedTuple):
    """From when a duty is in force; two days where it cannot be told which."""

    earliest: date
    latest: date
    because: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """True if it cannot be told which of the two days it is."""
        return self.earliest != self.latest

    def in_force(self, day: date) -> bool | None:
        """Tell whether it is in force on a day; None if that cannot be told."""
        if day >= self.latest:
            return True
        return None if day >= self.earliest else False


class Owed(NamedTuple):
    """Whether a duty is owed by or for a subject, and since when."""

    duty: Duty
    verdict: Verdict
    dates: Dates


class Meaning(NamedTuple):
    """Whether a legal term holds."""

    term: TermDefinition
    verdict: Verdict


class Applies(NamedTuple):
    """Whether a regime applies to a subject: at least one of its duties is owed."""

    regime: Regime
    verdict: Verdict
    dates: Dates
    """Of the duty that is in force first; what is only encouraged counts where nothing is owed."""
    terms: tuple[Meaning, ...]
    duties: tuple[Owed, ...]
    """The duties that are asked of such a subject."""


def scope(catalogue: Catalogue, facts: Facts) -> tuple[Applies, ...]:
    """Return for each regime whether it applies, in the order of ids."""
    return tuple(applies(catalogue, regime, facts) for regime in catalogue.regimes.values())


def applies(catalogue: Catalogue, regime: Regime, facts: Facts) -> Applies:
    """Tell whether a regime applies to what is asked about."""
    asked = _asked(facts)
    who = evaluate(regime.who, facts, catalogue, regime)
    # What is asked of the models of a provider is asked of the provider.
    kinds = {asked, Kind.MODEL} if asked is Kind.PROVIDER else {asked}
    found = [
        owed(catalogue, regime, duty, facts, who)
        for duty in regime.duties
        if Kind(duty.subject) in kinds
    ]
    verdict, dates = _together(regime, who, found, facts)
    duties = tuple(one for one in found if Kind(one.duty.subject) is asked)
    terms = tuple(
        Meaning(term, evaluate(term.when, facts, catalogue, regime))
        for term in regime.terms
        if not unfit(term.when, _asked(facts), regime.id, catalogue.regimes)
    )
    return Applies(regime, verdict, dates, terms, duties)


def owed(
    catalogue: Catalogue, regime: Regime, duty: Duty, facts: Facts, who: Verdict | None = None
) -> Owed:
    """Tell whether a duty is owed: the regime's condition and its own hold of the same model.

    `who` is the verdict on the regime's condition, if it is known already.
    """
    if facts.kind is Kind.MODEL:
        if who is None:
            who = evaluate(regime.who, facts, catalogue, regime)
        own = evaluate(duty.who, facts, catalogue, regime)
        return Owed(duty, every((who, own)), _dates(catalogue, regime, duty, facts.alone))
    whole = joined(regime, duty)
    verdict = evaluate(whole, facts, catalogue, regime)
    conditions = [whole, *(later.when for later in duty.transition)]
    cases: tuple[Case, ...] = (facts.alone,)
    if any(
        part is not None and needs_model(part, catalogue, regime.id, facts.kind)
        for part in conditions
    ):
        # The dates are those of the models that decide.
        found = [
            case
            for case in facts.cases
            if whole is None or judge(whole, case, catalogue, regime.id).holds is verdict.holds
        ]
        cases = tuple(found) or cases
    return Owed(duty, verdict, min(_dates(catalogue, regime, duty, case) for case in cases))


def joined(regime: Regime, duty: Duty) -> Condition | None:
    """Return the regime's condition and the duty's as one, so that one model must meet both."""
    if regime.who is None or duty.who is None:
        return duty.who or regime.who
    return All.model_construct(all=(regime.who, duty.who))


def _dates(catalogue: Catalogue, regime: Regime, duty: Duty, case: Case) -> Dates:
    """Return since when a duty is in force in one case: the first transition that holds counts."""
    start = duty.in_force or regime.in_force
    latest = start
    unknown: list[str] = []
    for later in duty.transition:
        verdict = judge(later.when, case, catalogue, regime.id)
        if verdict.holds:
            because = (f"due only from {later.from_} ({later.clause})", *verdict.because)
            return Dates(later.from_, later.from_, because)
        if verdict.holds is None:
            latest = max(latest, later.from_)
            unknown += verdict.because
    return Dates(start, latest, tuple(dict.fromkeys(unknown)))


def _together(
    regime: Regime, who: Verdict, duties: list[Owed], facts: Facts
) -> tuple[Verdict, Dates]:
    """Return whether any duty of a regime is owed, and the dates of the first one in force."""
    if not duties:
        start = Dates(regime.in_force, regime.in_force)
        if _asked(facts) is not Kind.PROVIDER:
            return Verdict(False, (f"{NOTHING} a single {_asked(facts).value}",)), start
        because = (*who.because, "its duties arise from incidents")
        return Verdict(who.holds, because if who.holds else who.because), start
    any_duty = some(one.verdict for one in duties)
    verdict = every((who, any_duty)) if regime.who is not None else any_duty
    deciding = [one for one in duties if one.verdict.holds is verdict.holds] or duties
    # What may or should be done dates a regime only where nothing has to be.
    binding = [one for one in deciding if one.duty.strength is Strength.MUST]
    dates = min((one.dates for one in binding or deciding), key=lambda one: one[:2])
    return _said(regime, verdict), dates


def _said(regime: Regime, verdict: Verdict) -> Verdict:
    """Give a verdict without a condition its sentence."""
    if verdict.because:
        return verdict
    voluntary = regime.force is Force.VOLUNTARY
    text = "voluntary: whoever chooses to follow it" if voluntary else "it sets no condition"
    return Verdict(verdict.holds, (text,))


def _asked(facts: Facts) -> Kind:
    """Return the kind of subject; a protocol is the provider's."""
    return Kind.PROVIDER if facts.kind is Kind.PROTOCOL else facts.kind
