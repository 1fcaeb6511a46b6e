"""What follows for the provider from the type and the role of a service."""

from __future__ import annotations

from collections.abc import Mapping

from glasscase.law.coverage import Known, Law, blocks
from glasscase.law.facts import Facts

from ..nodes import Anchor
from .judging import Coverage
from .regime_section import duty_link
from .standings import Standing, standing

_NOT_OWED = (Standing.NOT_APPLICABLE, Standing.CANNOT_TELL)

Obligations = Mapping[str, tuple[Anchor, ...]]
"""Links to duties, by the id of a service."""


def obligations(coverage: Coverage) -> Obligations:
    """Return the duties that the provider owes because of each service, by the service's id.

    They are those that it owes with this service alone, and would not owe without any, if it had
    no other role.
    """
    provider = coverage.law.known.provider or {}
    without = _owed(coverage, {**provider, "roles": [], "services": []})
    found = {}
    for service in provider.get("services", ()):
        own = _owed(coverage, {**provider, "roles": [], "services": [service]})
        found[service["id"]] = tuple(link for key, link in own.items() if key not in without)
    return found


def _owed(coverage: Coverage, provider: dict[str, object]) -> dict[tuple[str, str], Anchor]:
    known = coverage.law.known
    law: Law = coverage.law.knowing([Known(provider, known.protocols, known.models)])
    owed = {}
    for block in blocks(law, Facts(provider, None, coverage.as_of, known.models)):
        regime = block.plan.regime
        for planned, outcome in zip(block.plan.duties, block.outcomes, strict=True):
            if standing(outcome) not in _NOT_OWED:
                link = duty_link(regime, planned.duty)
                title = f"{link.shown}: {planned.duty.title}"
                owed[regime.id, planned.duty.id] = link._replace(shown=title)
    return owed
