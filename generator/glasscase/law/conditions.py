"""Conditions of the catalogue, judged on facts: true, false, or "cannot tell: state X"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol

from glasscase.law import rules
from glasscase.law.answer import Verdict, cannot_tell, every, inverse, some
from glasscase.law.compare import judge_compute, judge_field
from glasscase.law.facts import Case, Facts
from glasscase.law.model.condition import (
    All,
    Any_,
    Compute,
    Condition,
    Deployed,
    Established,
    FieldIs,
    HasRole,
    Not,
    Offers,
    Revenue,
    Rule,
    Signed,
    Term,
    parts,
)
from glasscase.law.model.regime import Regime, TermDefinition
from glasscase.law.owner import field_of
from glasscase.law.revenue import judge_revenue
from glasscase.law.standing import judge_established, judge_place, judge_signed
from glasscase.law.supply import judge_offers, judge_own, judge_role
from glasscase.records import Kind

_MOST_MODELS = {True: 1, False: 3, None: 3}
"""Of how many models the sentences are given: one is enough where one decides."""
_ABOUT = re.compile(r"[^\s:]+: ")
"""How a sentence about one model begins: with its id."""


class Regimes(Protocol):
    """Where terms are looked up: a catalogue."""

    def term(self, home: str, name: str) -> tuple[str, TermDefinition]:
        """Return the regime that defines a term, by its id, and the term."""


def evaluate(
    condition: Condition | None, facts: Facts, regimes: Regimes, regime: Regime
) -> Verdict:
    """Tell whether a condition of a regime holds; no condition always does.

    What depends on a model and is asked of the provider holds if it holds for one of its models;
    what is asked about an incident, for one of the models that were involved.
    """
    if condition is None:
        return Verdict(True)
    if facts.kind is Kind.MODEL or not needs_model(condition, regimes, regime.id, facts.kind):
        return judge(condition, facts.alone, regimes, regime.id)
    if not facts.cases:
        return judge(condition, facts.alone, regimes, regime.id)
    found = one_of(judge(condition, case, regimes, regime.id) for case in facts.cases)
    if found.holds and not facts.names_models:
        return cannot_tell(
            f"name the models involved in `models` in {facts.alone.where(facts.kind)}"
        )
    return found


def judge(condition: Condition, case: Case, regimes: Regimes, home: str) -> Verdict:
    """Tell whether a condition of the regime `home` holds in one case."""
    match condition:
        case Term():
            return _term(condition, case, regimes, home)
        case All():
            return every(judge(part, case, regimes, home) for part in condition.all)
        case Any_():
            return some(judge(part, case, regimes, home) for part in condition.any)
        case Not():
            return inverse(judge(condition.not_, case, regimes, home))
        case Compute():
            return judge_compute(condition, case)
        case Revenue():
            return judge_revenue(condition, case)
        case FieldIs():
            return judge_field(condition, case)
        case Deployed():
            return judge_place(condition, case)
        case Established():
            return judge_established(condition, case)
        case HasRole():
            return judge_role(condition, case)
        case Offers():
            return judge_offers(condition, case)
        case Signed():
            return judge_signed(condition, case)
        case Rule():
            return _rule(condition, case, regimes, home)


def one_of(verdicts: Iterable[Verdict]) -> Verdict:
    """As `some`, over many models: of those that decide, the first ones are named."""
    by_answer: dict[bool | None, list[Verdict]] = {True: [], None: [], False: []}
    for verdict in verdicts:
        by_answer[verdict.holds].append(verdict)
    holds = next(answer for answer in (True, None, False) if by_answer[answer])
    deciding, most = by_answer[holds], _MOST_MODELS[holds]
    if holds:
        deciding = _telling(deciding)
    sentences = [sentence for one in deciding[:most] for sentence in one.because]
    more = len(deciding) - most
    if more > 0:
        sentences.append(f"the same is so for {more:,} more model card{'s' if more > 1 else ''}")
    return Verdict(holds, tuple(dict.fromkeys(sentences)))


def _telling(verdicts: list[Verdict]) -> list[Verdict]:
    """Return those that say most of their model; what is so of the provider is said once."""
    ranked: list[tuple[int, Verdict]] = []
    last, rank = None, 0
    for verdict in verdicts:
        if verdict is not last:
            last, rank = verdict, sum(map(bool, map(_ABOUT.match, verdict.because)))
        ranked.append((rank, verdict))
    most = max(rank for rank, _ in ranked)
    return [verdict for rank, verdict in ranked if rank == most] if most else verdicts[:1]


def needs_model(condition: Condition, regimes: Regimes, home: str, kind: Kind) -> bool:
    """Tell whether the answer may differ from model to model, asked about a kind of record."""
    match condition:
        case Term():
            owner, term = regimes.term(home, condition.term)
            return needs_model(term.when, regimes, owner, kind)
        case FieldIs():
            return field_of(condition.field, kind)[0] is Kind.MODEL
        case Compute() | Rule():
            return True
        case _:
            return any(needs_model(part, regimes, home, kind) for part in parts(condition))


def _term(condition: Term, case: Case, regimes: Regimes, home: str) -> Verdict:
    owner, term = regimes.term(home, condition.term)
    key = (owner, term.id)
    known = case.terms.get(key)
    if known is None:
        known = judge(term.when, case, regimes, owner)
        case.terms[key] = known
    return known


def _rule(condition: Rule, case: Case, regimes: Regimes, home: str) -> Verdict:
    match condition.rule:
        case "general-purpose-output":
            return rules.general_purpose_output(case)
        case "modifier-third":
            derived = Term(term=rules.DERIVED)
            return rules.modifier_third(case, lambda one: _term(derived, one, regimes, home))
        case "open-source-exemption":
            systemic = Term(term=rules.SYSTEMIC_RISK)
            return rules.open_source_exemption(case, _term(systemic, case, regimes, home))
        case "own-model":
            return judge_own(case)
