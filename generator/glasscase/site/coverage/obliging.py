"""What follows for the provider from the type and the role of a service, and from its models."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from glasscase.law.coverage import Known, Law, blocks
from glasscase.law.covered import Block
from glasscase.law.facts import Facts
from glasscase.law.model.duty import Duty, Strength
from glasscase.law.model.regime import Force
from glasscase.records import Kind, PublicForm

from ..catalogue import Catalogue, Follows, Obligations
from ..nodes import Anchor
from ..prose import ROOT
from .judging import Coverage
from .links import FOLDER, duty_link, regime_link
from .standings import Standing, standing

_NOT_OWED = (Standing.NOT_APPLICABLE, Standing.CANNOT_TELL)
_NAMED = 6
"""Duties of a regime that are named; the others are counted."""


def obligations(coverage: Coverage, records: Catalogue) -> Mapping[str, Obligations]:
    """Return the duties that follow from each service, by the service's id.

    They are judged as if the provider had this service alone, no other role, and of its models
    those that the service names. Of the provider's own duties, those are left out that it would
    owe without any service.
    """
    known = coverage.law.known
    services = (known.provider or {}).get("services", ())
    if not services:
        return {}
    without = {
        (block.plan.regime.id, duty.id)
        for block in _provider(coverage, _alone(coverage, [], {}))
        for duty in _owed(block)
    }
    found = {}
    for service in services:
        named = {id_: known.models[id_] for id_ in service.get("models", ()) if id_ in known.models}
        law = _alone(coverage, [service], named)
        own = tuple(
            _follows(block, duties, regime_link(regime.id, regime.short))
            for block in _provider(coverage, law)
            for regime in [block.plan.regime]
            if (duties := [one for one in _owed(block) if (regime.id, one.id) not in without])
        )
        models = tuple(one for id_ in named for one in _of_model(coverage, law, records, id_))
        found[service["id"]] = Obligations(own, models)
    return found


def _alone(coverage: Coverage, services: list[Any], models: dict[str, PublicForm]) -> Law:
    """Return the law as it knows a provider with these services and models, and no other role."""
    known = coverage.law.known
    alone = {**(known.provider or {}), "roles": [], "services": services}
    return coverage.law.knowing([Known(alone, known.protocols, models)])


def _provider(coverage: Coverage, law: Law) -> tuple[Block, ...]:
    """Return what is asked of the provider that a law knows."""
    return blocks(law, Facts(law.known.provider, None, coverage.as_of, law.known.models))


def _owed(block: Block) -> Iterator[Duty]:
    """Yield the duties of a regime that are owed, now or from a later day."""
    for planned, outcome in zip(block.plan.duties, block.outcomes, strict=True):
        if standing(outcome) not in _NOT_OWED:
            yield planned.duty


def _of_model(coverage: Coverage, law: Law, records: Catalogue, id_: str) -> Iterator[Follows]:
    """Yield what each regime that binds asks for a model."""
    edition = records.by_key[Kind.MODEL.value, id_]
    facts = Facts(law.known.provider, edition.form(), coverage.as_of, law.known.models)
    for block in blocks(law, facts):
        regime = block.plan.regime
        duties = [one for one in _owed(block) if one.strength is not Strength.MAY]
        if duties and regime.force is not Force.VOLUNTARY:
            href = f"{ROOT}{edition.address}{FOLDER}/#{regime.id}"
            yield _follows(block, duties, Anchor(href, f"{edition.title}: {regime.short}"))


def _follows(block: Block, duties: Sequence[Duty], whole: Anchor) -> Follows:
    """Name the first clauses of a regime, each once, and count the others."""
    clauses = {duty.clause: duty for duty in reversed(duties)}
    named = sorted(clauses.values(), key=duties.index)
    links = [
        duty_link(block.plan.regime, duty)._replace(shown=f"{duty.clause}: {duty.title}")
        for duty in named[:_NAMED]
    ]
    if len(named) > _NAMED:
        links.append(Anchor(whole.href, f"{len(named) - _NAMED} more"))
    return Follows(whole, tuple(links))
