"""What of a record decides who owes what: a few values, cut out of the whole.

Records of which these are the same are judged once. What is cut out is small, so that the facts of
all models of a site can be held together.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from glasscase.law.conditions import Regimes
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
from glasscase.law.model.regime import Regime
from glasscase.law.owner import field_of
from glasscase.law.paths import walked
from glasscase.law.revenue import LARGE, REVENUE, YEAR
from glasscase.law.rules import DERIVED, SYSTEMIC_RISK
from glasscase.records import Kind, PublicForm

Tree: TypeAlias = dict[str, Any]
"""The keys to keep, each with the keys below it; none for the whole value."""

ALWAYS = {
    Kind.MODEL: ("kind", "id"),
    Kind.INCIDENT: ("kind", "id", "models", "services"),
}
"""What is looked at, whatever the conditions."""

_COMPUTE = ("compute.operations", "compute.magnitude", "compute.modification_operations")
_PLACE = ("release.jurisdictions", "release.eu_market")
_ROLES = ("roles", "services.type", "services.role", "services.jurisdictions")
_MAKERS = ("roles", "services.type", "services.role", "services.models")
_SERVICES = ("services.type", "services.models")
_RULES = (
    *_COMPUTE,
    "classification.level",
    "distribution",
    "modalities.inputs.modality",
    "modalities.outputs.modality",
    "model.dependencies",
)


def needed(regimes: Iterable[Regime], known: Regimes, kind: Kind) -> Tree:
    """Return what the conditions of some regimes look at in records of a kind."""
    paths = dict.fromkeys(ALWAYS.get(kind, ()))
    seen: set[tuple[str, str]] = set()
    for regime in regimes:
        for condition in conditions_of(regime):
            for owner, path in looked_at(condition, known, regime.id, seen):
                if owner is kind:
                    paths[path] = None
    tree: Tree = {}
    for path in paths:
        _add(tree, path)
    return tree


def conditions_of(regime: Regime) -> Iterator[Condition]:
    """Yield every condition that a regime names, terms left out: they count where they are used."""
    if regime.who is not None:
        yield regime.who
    for duty in regime.duties:
        if duty.who is not None:
            yield duty.who
        yield from (transition.when for transition in duty.transition)
        yield from (answer.when for answer in duty.answers if answer.when is not None)
        if duty.deadline is not None and duty.deadline.when is not None:
            yield duty.deadline.when


def lines(regimes: Iterable[Regime]) -> frozenset[float]:
    """Return the lines that training compute is held against, in terms and in duties."""
    return frozenset(part.operations for part in _single(regimes) if isinstance(part, Compute))


def depends_on_year(regimes: Iterable[Regime]) -> bool:
    """Tell whether a condition looks at the calendar year before the day of asking."""
    return any(isinstance(part, Revenue) for part in _single(regimes))


def _single(regimes: Iterable[Regime]) -> Iterator[Condition]:
    """Yield the conditions of terms and duties that join and deny no others."""
    for regime in regimes:
        rest = [*conditions_of(regime), *(term.when for term in regime.terms)]
        while rest:
            part = rest.pop()
            inner = parts(part)
            rest += inner
            if not inner:
                yield part


def looked_at(
    condition: Condition, known: Regimes, home: str, seen: set[tuple[str, str]] | None = None
) -> Iterator[tuple[Kind, str]]:
    """Yield the kind and the path of each field that a condition looks at.

    A field of which the condition does not say whose it is, is given for each kind. What the
    terms in `seen` look at is left out; the others are added to it.
    """
    seen = set() if seen is None else seen
    match condition:
        case All():
            for part in condition.all:
                yield from looked_at(part, known, home, seen)
        case Any_():
            for part in condition.any:
                yield from looked_at(part, known, home, seen)
        case Not():
            yield from looked_at(condition.not_, known, home, seen)
        case Term():
            owner, term = known.term(home, condition.term)
            if (owner, condition.term) not in seen:
                seen.add((owner, condition.term))
                yield from looked_at(term.when, known, owner, seen)
        case Compute():
            yield from ((Kind.MODEL, path) for path in (*_COMPUTE, "model.dependencies.relation"))
        case Revenue():
            yield from ((Kind.PROVIDER, path) for path in (REVENUE, YEAR, LARGE))
        case Deployed():
            yield from ((Kind.MODEL, path) for path in _PLACE)
            yield Kind.PROVIDER, "jurisdictions"
        case Established():
            yield Kind.PROVIDER, "established"
        case HasRole():
            yield from ((Kind.PROVIDER, path) for path in _ROLES)
        case Offers():
            yield from ((Kind.PROVIDER, path) for path in _SERVICES)
        case Signed():
            yield Kind.PROVIDER, "codes"
        case Rule(rule="own-model"):
            yield from ((Kind.PROVIDER, path) for path in _MAKERS)
        case Rule():
            yield from ((Kind.MODEL, path) for path in _RULES)
            if condition.rule == "modifier-third":
                yield from looked_at(Term(term=DERIVED), known, home, seen)
            if condition.rule == "open-source-exemption":
                yield from looked_at(Term(term=SYSTEMIC_RISK), known, home, seen)
        case FieldIs():
            for kind in (Kind.PROVIDER, Kind.MODEL, Kind.INCIDENT):
                yield field_of(condition.field, kind)


def _add(tree: Tree, path: str) -> None:
    keys = [step.key for step in walked(path)]
    for place, key in enumerate(keys):
        if key in tree and not tree[key]:
            return  # The whole of it is kept.
        if place == len(keys) - 1:
            tree[key] = {}
            return
        tree = tree.setdefault(key, {})


def cut(form: PublicForm, tree: Tree) -> PublicForm:
    """Return what of a public form is kept; notices without their words."""
    kept = {}
    for key, below in tree.items():
        value = form.get(key)
        if value is not None:
            kept[key] = _cut(value, below)
    return kept


def _cut(value: Any, tree: Tree) -> Any:
    kind = type(value)
    if kind is dict:
        if "withheld" in value:
            return {"withheld": value["withheld"]}
        if "absent" in value:
            return {"absent": value["absent"]}
        if tree:
            return cut(value, tree)
    elif kind is list and tree:
        return [_cut(row, tree) for row in value]
    return value


def key(kept: PublicForm) -> bytes:
    """Return what was cut out as bytes that are the same for the same values."""
    return marshal.dumps(kept, 2)  # Newer forms depend on which values are shared.
