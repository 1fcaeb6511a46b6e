"""Terms within conditions: where each is defined, and what its definition leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from glasscase.law.model.condition import Condition, FieldIs, Term, parts
from glasscase.law.model.regime import Regime
from glasscase.law.owner import field_of
from glasscase.law.paths import spot
from glasscase.records import Kind


def definition(home: str, name: str, regimes: Mapping[str, Regime]) -> tuple[str, Condition] | None:
    """Return the regime that defines a term, by its id, and the definition; None if none does.

    `name` is a term of the regime `home`, or `regime/name`.
    """
    owner, _, id_ = name.rpartition("/")
    regime = regimes.get(owner or home)
    for term in regime.terms if regime is not None else ():
        if term.id == id_:
            return owner or home, term.when
    return None


def unfit(condition: Condition, kind: Kind, home: str, regimes: Mapping[str, Regime]) -> str:
    """Return a field that a condition asks for and that a kind of record cannot answer."""
    match condition:
        case Term():
            found = definition(home, condition.term, regimes)
            return unfit(found[1], kind, found[0], regimes) if found is not None else ""
        case FieldIs():
            owner, path = field_of(condition.field, kind)
            return "" if spot(owner, path) is not None else condition.field
        case _:
            inner = (unfit(part, kind, home, regimes) for part in parts(condition))
            return next(filter(None, inner), "")


def is_circular(home: str, name: str, regimes: Mapping[str, Regime]) -> bool:
    """Tell whether a term's definition leads back to it."""
    seen: set[tuple[str, str]] = set()
    rest = [(home, name)]
    while rest:
        owner, id_ = rest.pop()
        found = definition(owner, id_, regimes)
        for inner in _terms_in(found[1]) if found else ():
            other, _, inner_id = inner.rpartition("/")
            key = (other or (found[0] if found else owner), inner_id)
            if key == (home, name):
                return True
            if key not in seen:
                seen.add(key)
                rest.append(key)
    return False


def _terms_in(condition: Condition) -> Iterator[str]:
    if isinstance(condition, Term):
        yield condition.term
    for part in parts(condition):
        yield from _terms_in(part)
