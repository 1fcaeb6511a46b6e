"""Whom the catalogue's regimes reach, from a provider and its cards to the verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from glasscase.law.catalogue import Catalogue, package_catalogue
from glasscase.law.coverage import Law, State, cover
from glasscase.law.facts import Facts
from glasscase.law.scope import Applies, scope
from tests.law.engine import DAY, OPEN, provider

ACT, GUIDELINES, SUMMARY, HIGH_RISK = (
    "eu-ai-act",
    "eu-gpai-guidelines",
    "eu-training-summary",
    "eu-ai-act-73",
)
FRONTIER = ("us-ca-sb53", "us-ny-raise", "us-il-185")
OF_MODELS = (ACT, GUIDELINES, SUMMARY, *FRONTIER)
PLACES = ["EU", "US-CA", "US-NY", "US-IL"]
CODE = {"name": "General-Purpose AI Code of Practice (10 July 2025)"}


@cache
def catalogue() -> Catalogue:
    return package_catalogue()


def card(operations: float = 2e26, **fields: Any) -> dict[str, Any]:
    """Return a model that generates text from text, offered everywhere."""
    text = [{"modality": "text"}]
    return {
        "kind": "model",
        "id": "m",
        "status": "current",
        "compute": {"operations": operations},
        "modalities": {"inputs": text, "outputs": text},
        "model": {"name": "M", "dependencies": {"absent": "not-applicable", "reason": "None."}},
        "release": {"first": "2026-03-01", "eu_market": "2026-03-01", "jurisdictions": PLACES},
        **fields,
    }


def offering(*services: Mapping[str, Any], roles: tuple[str, ...] = ()) -> dict[str, Any]:
    return provider(
        roles=list(roles),
        jurisdictions=PLACES,
        services=[dict(one) for one in services],
        large_developer={"large": True, "revenue": 6e8, "year": 2025, "basis": "Accounts."},
    )


def asked(
    of: Mapping[str, Any], record: Mapping[str, Any] | None = None, **models: Any
) -> dict[str, Applies]:
    """Return what applies to a record, or to a provider with its models, by regime."""
    facts = Facts(dict(of), dict(record) if record is not None else None, DAY, models)
    return {one.regime.id: one for one in scope(catalogue(), facts)}


METAL = {"id": "metal", "name": "Metal", "type": "iaas", "role": "host"}


@pytest.mark.parametrize("id_", [*OF_MODELS, HIGH_RISK])
def test_bare_machines_owe_nothing_about_models(id_: str) -> None:
    """Art. 3(3), (4) and (63); Cal. Bus. & Prof. Code 22757.11(h): not a developer.

    That there is no model card does not leave it open.
    """
    found = asked(offering(METAL, roles=("host",)))[id_]
    assert found.verdict.holds is False
    why = "the provider makes no model or system: it is host by its service metal (IaaS)"
    assert why in found.verdict.because
    assert {one.verdict.holds for one in found.duties} <= {False}


@pytest.mark.parametrize("role", ["host", "deployer", "distributor", "importer"])
@pytest.mark.parametrize("id_", OF_MODELS)
def test_a_large_model_that_somebody_else_made_brings_no_duties(id_: str, role: str) -> None:
    """Art. 53(1) is for providers, 22757.12 for those who trained a model: roles decide."""
    of = offering(roles=(role,))
    for found in (asked(of, card())[id_], asked(of, None, m=card())[id_]):
        assert found.verdict.holds is False
        assert any(
            "the provider makes no model or system" in text for text in found.verdict.because
        )


@pytest.mark.parametrize("id_", OF_MODELS)
def test_a_provider_that_says_nothing_of_its_roles_is_not_let_off(id_: str) -> None:
    """No clause: it cannot be told, and the field to state is named."""
    found = asked(offering(), card())[id_]
    assert found.verdict.holds is None
    assert "cannot tell: state `roles` in provider.yml" in found.verdict.because


@pytest.mark.parametrize(
    "of",
    [
        offering(roles=("general-purpose-model-provider",)),
        offering(METAL, {"id": "api", "name": "A", "type": "ai-api", "role": "provider"}),
        offering(roles=("host", "ai-system-provider")),
    ],
)
@pytest.mark.parametrize("id_", OF_MODELS)
def test_who_makes_models_owes_what_is_owed_for_them(id_: str, of: dict[str, Any]) -> None:
    """Art. 3(3), recital 97: a model placed on the market by itself or within a system."""
    assert asked(of, card())[id_].verdict.holds is True


@pytest.mark.parametrize(("role", "holds"), [("ai-system-provider", True), ("deployer", False)])
def test_reports_about_a_high_risk_system_are_owed_by_its_provider(role: str, holds: bool) -> None:
    """Art. 73(1): providers of high-risk systems; a deployer tells the provider (Art. 26(5))."""
    system = card(3e19, classification={"level": "high-risk", "basis": "x"})
    incident = {"kind": "incident", "id": "i", "models": ["m"], "harms": ["death"]}
    found = asked(offering(roles=(role,)), incident, m=system)[HIGH_RISK]
    assert found.verdict.holds is holds


def test_a_product_that_is_offered_elsewhere_brings_no_role_in_the_union() -> None:
    """Art. 2(1)(a) and 50: bare machines in the Union, a product with AI in California only."""
    metal = {**METAL, "jurisdictions": ["EU"]}
    app = {"id": "app", "name": "App", "type": "saas-with-ai", "role": "provider"}
    model = card(release={"jurisdictions": ["US-CA"]})
    for places, holds in ((["US-CA"], False), (["US-CA", "EU"], True)):
        of = offering(metal, {**app, "jurisdictions": places})
        found = asked(of, None, m=model)["eu-ai-act-50"]
        assert found.verdict.holds is holds


# The open-source exemption.

CLOSED = {**OPEN, "weights": "not-available"}
OVERSEAS = {**provider(established="US", jurisdictions=["EU"]), "codes": [CODE]}
REPRESENTATIVE = {
    (ACT, "art-54-1"),
    (ACT, "art-54-3"),
    (SUMMARY, "s1.1-representative"),
    *(
        ("eu-code-transparency", name)
        for name in ("t1.1", "t1.2", "t1.2-authorities", "t1.2-downstream", "t1.3")
    ),
}


@pytest.mark.parametrize(
    ("operations", "distribution", "owed"),
    [(2e24, OPEN, False), (2e24, CLOSED, True), (2e25, OPEN, True)],
)
def test_an_exempt_model_needs_neither_representative_nor_form(
    operations: float, distribution: dict[str, Any], owed: bool
) -> None:
    """Art. 53(2) and 54; Code, transparency, scope: not for such models without systemic risk."""
    model = card(operations, distribution=distribution)
    verdicts = {
        (id_, one.duty.id): one.verdict.holds
        for found in (asked(OVERSEAS, model), asked(OVERSEAS, None, m=model))
        for id_, regime in found.items()
        for one in regime.duties
    }
    assert {name: verdicts[name] for name in REPRESENTATIVE} == dict.fromkeys(REPRESENTATIVE, owed)
    for name in ("art-53-1-c", "art-53-1-d"):
        assert verdicts[ACT, name] is True


def test_one_model_that_is_not_exempt_is_enough_for_a_representative() -> None:
    """Art. 54(1): before placing a model on the market."""
    models = {
        "open": {**card(2e24, distribution=OPEN), "id": "open"},
        "closed": {**card(2e24, distribution=CLOSED), "id": "closed"},
    }
    [duty] = [
        one for one in asked(OVERSEAS, None, **models)[ACT].duties if one.duty.id == "art-54-1"
    ]
    assert duty.verdict.holds is True
    assert "closed: the weights are not public (not available)" in duty.verdict.because


def test_coverage_misses_no_contact_and_no_representative_of_an_exempt_model() -> None:
    """Code, transparency, measure 1.2; template, 1.1: not asked, so not missing."""
    model = card(2e24, distribution=OPEN)
    law = Law.of(catalogue(), ["eu-code-transparency", SUMMARY, ACT])
    law = law.knowing([law.know(OVERSEAS, (), [model])])
    states = {
        (one.regime.id, one.duty.id): one.state
        for record in (None, model)
        for one in cover(law, Facts(OVERSEAS, record, DAY, {"m": model}))
    }
    assert {states[name] for name in REPRESENTATIVE} == {State.NOT_APPLICABLE}


# Specialised models.


@pytest.mark.parametrize("operations", [2e24, 2e25])
def test_a_specialised_model_is_told_by_its_class_not_by_its_modalities(operations: float) -> None:
    """Guidelines, points 17 and 18; Art. 51(1)(b): a designation overrides the own class."""
    of = offering(roles=("general-purpose-model-provider",))
    sides = {"inputs": [{"modality": "audio"}], "outputs": [{"modality": "text"}]}
    found = asked(of, card(operations, modalities=sides))[ACT]
    assert found.verdict.holds is None
    assert "state `classification.level` in models/m.yml" in found.verdict.because[0]
    minimal = {"level": "minimal", "basis": "It plays chess."}
    assert asked(of, card(operations, classification=minimal))[ACT].verdict.holds is False
    named = {**minimal, "designated": True}
    assert asked(of, card(operations, classification=named))[ACT].verdict.holds is True


def test_a_withheld_figure_can_be_given_coarsely() -> None:
    """Model Documentation Form, items 39 and 40: the order of magnitude may be public."""
    of = offering(roles=("general-purpose-model-provider",))
    hidden = {"withheld": "trade-secret", "describe": "Not said."}
    found = asked(of, card(compute={"operations": hidden}))
    for id_ in (ACT, *FRONTIER):
        assert found[id_].verdict.holds is None
        assert found[id_].verdict.because[0] == (
            "cannot tell: state `compute.magnitude` in models/m.yml;"
            " `compute.operations` is withheld there"
        )
    coarse = card(compute={"operations": hidden, "magnitude": 24})
    assert asked(of, coarse)[ACT].verdict.holds is True
    assert asked(of, coarse)[FRONTIER[0]].verdict.holds is False


def test_coverage_asks_nothing_about_a_model_that_is_offered_elsewhere() -> None:
    """Art. 2(1)(a): one and the same model must be in the Union and of the kind that is meant.

    Coverage says so as scope does, for a provider with services in the Union and a model that is
    offered in California only.
    """
    api = {"id": "api", "name": "A", "type": "ai-api", "role": "provider"}
    of = {
        **offering({**METAL, "jurisdictions": ["EU"]}, {**api, "jurisdictions": ["US-CA"]}),
        "established": "US",
        "codes": [CODE],
    }
    model = card(release={"first": "2026-03-01", "jurisdictions": ["US-CA"]})
    law = Law.of(catalogue())
    law = law.knowing([law.know(of, (), [model])])
    facts = Facts(of, None, DAY, {"m": model})
    owed = {
        (found.regime.id, one.duty.id): one.verdict.holds
        for found in scope(catalogue(), facts)
        for one in found.duties
    }
    for one in cover(law, facts):
        if owed[one.regime.id, one.duty.id] is False:
            assert one.state is State.NOT_APPLICABLE, (one.regime.id, one.duty.id)
    assert owed[ACT, "art-54-1"] is False
    assert owed["eu-code-transparency", "t1.2"] is False
    assert owed["us-ca-sb53", "framework"] is True
