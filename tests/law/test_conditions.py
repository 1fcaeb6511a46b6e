"""Who is in scope: boundary cases, each with its clause."""

from __future__ import annotations

import math
from typing import Any

import pytest

from glasscase.law.catalogue import catalogue_of, package_catalogue
from glasscase.law.model.condition import FieldIs
from glasscase.law.model.regime import Regime
from glasscase.law.needed import needed
from glasscase.records import Kind
from glasscase.records.identity import DERIVING
from tests.law.engine import ask, compute, duty, model, provider, regime_data

SYSTEMIC = {"compute": "total", "is": "above", "operations": 1e25}
FRONTIER = {"compute": "total", "is": "above", "operations": 1e26}
KOREA = {"compute": "total", "is": "at-least", "operations": 1e26}
WITHHELD = {"withheld": "trade-secret", "describe": "A trade secret."}


def absent(kind: str) -> dict[str, str]:
    return {"absent": kind, "reason": "Because."}


# Training compute


def test_exactly_10_25_is_not_systemic() -> None:
    """Art. 51(2) of Reg. (EU) 2024/1689: strictly greater than 10^25."""
    verdict = ask(SYSTEMIC, compute(1e25))
    assert verdict.holds is False
    assert verdict.because == (
        "10^25 operations are not more than 10^25 (the line must be passed)",
    )


def test_the_next_number_above_10_25_is_systemic() -> None:
    """Art. 51(2) of Reg. (EU) 2024/1689: any excess is enough."""
    assert ask(SYSTEMIC, compute(math.nextafter(1e25, math.inf))).holds is True


def test_below_the_line_the_number_is_told() -> None:
    """Art. 51(2) of Reg. (EU) 2024/1689."""
    verdict = ask(SYSTEMIC, compute(7.4e24))
    assert verdict == (False, ("7.4 × 10^24 operations are not more than 10^25",))


def test_10_26_counts_later_modifications() -> None:
    """Cal. Bus. & Prof. Code 22757.11(i): original run and later modifications, more than 10^26.

    `compute.operations` holds both; the modification alone is no sum of its own.
    """
    whole = compute(1.01e26, modification_operations=2e24)
    assert ask(FRONTIER, whole).holds is True
    assert ask(FRONTIER, compute(1e26, modification_operations=2e24)).holds is False
    assert ask(FRONTIER, compute(3.1e26)).because == ("3.1 × 10^26 operations are more than 10^26",)


def test_a_line_may_be_met_by_reaching_it() -> None:
    """Korea's decree: 10^26 or more."""
    assert ask(KOREA, compute(1e26)) == (True, ("10^26 operations are at least 10^26",))
    assert ask(KOREA, compute(9.9e25)).holds is False


def test_a_line_of_one_operation_asks_whether_there_was_any() -> None:
    """Guidelines, point 59: whether a model was modified at all."""
    any_at_all = {"compute": "modification", "is": "at-least", "operations": 1}
    spent = compute(modification_operations=3.1e19)
    assert ask(any_at_all, spent) == (
        True,
        ("3.1 × 10^19 operations of modification were spent",),
    )
    none = compute(modification_operations=absent("not-applicable"))
    assert ask(any_at_all, none) == (False, ("no model of someone else was modified",))


@pytest.mark.parametrize(
    ("magnitude", "line", "holds"),
    [
        (24, SYSTEMIC, False),
        (25, SYSTEMIC, None),
        (26, SYSTEMIC, True),
        (25, FRONTIER, False),
        (26, FRONTIER, None),
        (26, KOREA, True),
        (25, KOREA, False),
    ],
)
def test_a_magnitude_decides_only_what_lies_outside_of_it(
    magnitude: int, line: dict[str, Any], holds: bool | None
) -> None:
    """Model Documentation Form, item 39: 25 stands for 10^25 up to 10^26."""
    verdict = ask(line, compute(magnitude=magnitude))
    assert verdict.holds is holds
    if holds is None:
        assert "state `compute.operations` in models/aurora.yml" in verdict.because[0]


def test_a_magnitude_stands_in_for_a_withheld_figure() -> None:
    """Model Documentation Form, items 39 and 40: the exact form is for the AI Office."""
    assert ask(SYSTEMIC, compute(WITHHELD, magnitude=26)).holds is True


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (
            model(),
            "cannot tell: state `compute.operations` or `compute.magnitude` in models/aurora.yml",
        ),
        (
            compute(WITHHELD),
            "cannot tell: state `compute.magnitude` in models/aurora.yml;"
            " `compute.operations` is withheld there",
        ),
        (
            model(compute=WITHHELD),
            "cannot tell: state `compute.magnitude` in models/aurora.yml;"
            " `compute.operations` is withheld there",
        ),
        (
            compute(absent("not-yet")),
            "cannot tell: state `compute.magnitude` in models/aurora.yml;"
            " `compute.operations` is not yet there",
        ),
        (
            compute(WITHHELD, magnitude=26),
            "cannot tell: between 10^26 and 10^27 operations may or may not be more than 10^26;"
            " state `compute.operations` in models/aurora.yml; it is withheld there",
        ),
    ],
)
def test_unknown_compute_is_never_guessed(record: dict[str, Any], sentence: str) -> None:
    """Model Documentation Form, items 39 and 40: the coarse form would do where it decides.

    What cannot be told is said with the field to state, whatever stands there now.
    """
    assert ask(FRONTIER, record) == (None, (sentence,))


@pytest.mark.parametrize(
    ("relation", "holds"),
    [
        ("fine-tuned", None),
        ("merged", None),
        ("quantised", None),
        ("continued-training", None),
        ("adapter", None),
        ("distilled", False),
        ("component", False),
    ],
)
def test_a_derived_model_is_never_without_compute(relation: str, holds: bool | None) -> None:
    """Art. 51(2) of Reg. (EU) 2024/1689: cumulative compute, the original's included."""
    row = {"name": "Norrland", "relation": relation, "provider": "Tundralinje AB"}
    none = absent("not-applicable")
    record = {**compute(none), "model": {"dependencies": [row]}}
    verdict = ask(SYSTEMIC, record)
    sentence = "no compute of its own"
    if holds is None:
        sentence = (
            "cannot tell: state `compute.operations` or `compute.magnitude` in models/aurora.yml;"
            " the training of the model that it is derived from counts"
        )
        assert ask(SYSTEMIC, {**record, "compute": none}) == verdict
    assert verdict == (holds, (sentence,))
    coarse = {**record, "compute": {"operations": none, "magnitude": 26}}
    assert ask(SYSTEMIC, coarse).holds is (holds is None)


@pytest.mark.parametrize(
    ("dependencies", "holds"),
    [
        (None, False),
        (absent("not-applicable"), False),
        (absent("not-available"), None),
        (WITHHELD, None),
    ],
)
def test_a_model_without_an_original_may_have_no_compute(
    dependencies: object, holds: bool | None
) -> None:
    """No clause: what hides its originals may have one."""
    record = compute(absent("not-applicable"))
    if dependencies is not None:
        record["model"] = {"dependencies": dependencies}
    assert ask(SYSTEMIC, record).holds is holds


def test_the_relations_in_which_training_is_inherited_are_those_of_the_catalogue() -> None:
    """Guidelines, points 59 and 60, as the term `derived` puts it."""
    law = package_catalogue()
    _, derived = law.term("eu-ai-act", "derived")
    assert isinstance(derived.when, FieldIs)
    assert set(derived.when.has) == DERIVING
    regime = Regime.model_validate(regime_data(who=SYSTEMIC, terms=[], duties=[duty()]))
    kept = needed([regime], catalogue_of([regime]), Kind.MODEL)
    assert kept["model"] == {"dependencies": {"relation": {}}}


def test_a_designated_model_is_systemic_though_its_compute_is_withheld() -> None:
    """Art. 51(1)(b), 52(4): by decision of the Commission, whatever the compute."""
    record = {**compute(WITHHELD), "classification": {"designated": True}}
    assert ask({"term": "systemic-risk"}, record).holds is True
    record["classification"] = {"designated": False}
    assert ask({"term": "systemic-risk"}, record).holds is None


# Fields of the provider, codes, places


@pytest.mark.parametrize(
    ("stated", "holds"),
    [
        ({"large": True, "basis": "x"}, True),
        ({"large": False, "basis": "x"}, False),
        (None, None),
        (WITHHELD, None),
        (absent("not-applicable"), False),
        (absent("not-available"), None),
    ],
)
def test_a_field_of_the_provider(stated: object, holds: bool | None) -> None:
    """No clause: as stated, and absent as not applicable counts as false."""
    of = provider(**({"large_developer": stated} if stated else {}))
    condition = {"field": "provider.large_developer.large", "equals": True}
    verdict = ask(condition, None, of)
    assert verdict.holds is holds
    if stated is None:
        assert verdict.because == ("cannot tell: state `large_developer.large` in provider.yml",)


@pytest.mark.parametrize(
    ("places", "holds"),
    [
        (["EU"], True),
        (["FR"], True),
        (["EEA"], True),
        (["WORLD"], True),
        (["NO"], False),
        (["US-CA", "GB"], False),
    ],
)
def test_one_member_state_is_enough_for_the_union(places: list[str], holds: bool) -> None:
    """Art. 2(1)(a) of Reg. (EU) 2024/1689: placed on the Union market, wherever established."""
    assert ask({"deployed": "EU"}, None, provider(jurisdictions=places)).holds is holds
    assert ask({"deployed": "EU"}, model(release={"jurisdictions": places})).holds is holds


@pytest.mark.parametrize(
    ("places", "holds"), [(["US-CA"], True), (["US"], True), (["US-TX"], False), (["EU"], False)]
)
def test_states_of_the_united_states(places: list[str], holds: bool) -> None:
    """Cal. Civ. Code 3111: made available to Californians."""
    assert ask({"deployed": "US-CA"}, model(release={"jurisdictions": places})).holds is holds


def test_a_model_is_not_everywhere_where_its_provider_is() -> None:
    """No clause: a card that does not say where its model is available leaves it open."""
    verdict = ask({"deployed": "US-CA"}, model())
    assert verdict == (None, ("cannot tell: state `release.jurisdictions` in models/aurora.yml",))
    assert ask({"deployed": "JP"}, model()).holds is False
    assert ask({"deployed": "EU"}, model(release={"eu_market": "2026-09-15"})).holds is True


def test_established_in_a_member_state_is_established_in_the_union() -> None:
    """Art. 54(1): an authorised representative is for providers from third countries."""
    assert ask({"established": "EU"}).holds is True
    assert ask({"established": "EU"}, None, provider(established="US")).holds is False
    assert ask({"established": "US-CA"}, None, provider(established="US")).holds is None
    assert ask({"established": "EEA"}, None, provider(established="EU")).holds is True


@pytest.mark.parametrize(
    ("chapters", "chapter", "holds"),
    [
        (["Transparency"], "Transparency", True),
        (["Transparency"], "Safety and Security", False),
        (["Safety & Security"], "Safety and Security", True),
        ([], "Copyright", True),
        (["Transparency"], None, True),
    ],
)
def test_a_code_is_signed_by_chapter(chapters: list[str], chapter: str | None, holds: bool) -> None:
    """Art. 56: a code binds those who signed it; a signature without chapters is for all."""
    code = {"name": "General-Purpose AI Code of Practice (10 July 2025)", "chapters": chapters}
    condition = {"signed": "General-Purpose AI Code of Practice", "chapter": chapter}
    assert ask(condition, None, provider(codes=[code])).holds is holds
    assert ask(condition).holds is False


# Roles by type of service


def service(type_: str, role: str = "provider", **fields: Any) -> dict[str, Any]:
    return {"id": "one", "type": type_, "role": role, **fields}


@pytest.mark.parametrize(
    ("type_", "role", "roles"),
    [
        ("iaas", "provider", {"host"}),
        ("iaas", "host", {"host"}),
        ("paas", "provider", {"host"}),
        ("paas-with-ai", "host", {"host"}),
        ("paas-with-ai", "provider", {"provider", "ai-system-provider"}),
        ("mlaas", "provider", {"provider", "general-purpose-model-provider"}),
        ("ai-api", "provider", {"provider", "general-purpose-model-provider"}),
        ("ai-api", "distributor", {"distributor"}),
        ("foundation-model", "provider", {"provider", "general-purpose-model-provider"}),
        ("saas-with-ai", "provider", {"provider", "ai-system-provider"}),
        ("saas-with-ai", "deployer", {"deployer"}),
    ],
)
def test_roles_follow_from_type_and_role_of_a_service(
    type_: str, role: str, roles: set[str]
) -> None:
    """Art. 3(3), (4) and (63): who supplies bare machines neither provides nor uses a model."""
    of = provider(roles=[], services=[service(type_, role)])
    every = {
        "host",
        "provider",
        "deployer",
        "distributor",
        "ai-system-provider",
        "general-purpose-model-provider",
    }
    assert {one for one in every if ask({"role": [one]}, None, of).holds} == roles


def test_a_pure_infrastructure_provider_is_told_why() -> None:
    """Art. 3(3) and (4)."""
    of = provider(roles=["host"], services=[service("iaas", "host")])
    verdict = ask({"role": ["general-purpose-model-provider", "deployer"]}, None, of)
    assert verdict == (
        False,
        (
            "neither the provider's roles nor its services make it general-purpose model provider"
            " or deployer: one (IaaS)",
        ),
    )


@pytest.mark.parametrize(
    ("places", "holds"),
    [(["US-CA"], False), (["US-CA", "FR"], True), (["WORLD"], True), ([], True)],
)
def test_a_service_brings_a_role_only_where_it_is_offered(places: list[str], holds: bool) -> None:
    """Art. 2(1)(a): a system that is placed on the market elsewhere brings no role here.

    A service that does not say where it is offered is offered wherever its provider is.
    """
    machines = {"id": "metal", "type": "iaas", "role": "host", "jurisdictions": ["EU"]}
    app = {**service("saas-with-ai", jurisdictions=places), "id": "app"}
    of = provider(roles=["host"], services=[machines, app])
    verdict = ask({"role": ["ai-system-provider"], "offered": "EU"}, None, of)
    assert verdict.holds is holds
    if not holds:
        assert verdict.because == (
            "neither the provider's roles nor its services make it AI system provider:"
            " metal (IaaS), app (SaaS with AI, not in EU)",
        )
    assert ask({"role": ["ai-system-provider"]}, None, of).holds is True
    stated = {**of, "roles": ["ai-system-provider"]}
    assert ask({"role": ["ai-system-provider"], "offered": "EU"}, None, stated).holds is True


OWN = {"rule": "own-model"}


@pytest.mark.parametrize("card", [None, compute(2e26)])
@pytest.mark.parametrize(
    ("role", "holds"),
    [
        ("general-purpose-model-provider", True),
        ("ai-system-provider", True),
        ("downstream-provider", True),
        ("downstream-modifier", True),
        ("frontier-developer", True),
        ("deployer", False),
        ("distributor", False),
        ("importer", False),
        ("authorised-representative", False),
        ("host", False),
    ],
)
def test_who_only_hosts_uses_or_sells_on_makes_no_model(
    role: str, holds: bool, card: dict[str, Any] | None
) -> None:
    """Art. 3(3) to (7) of Reg. (EU) 2024/1689; Cal. Bus. & Prof. Code 22757.11(h)."""
    assert ask(OWN, card, provider(roles=[role])).holds is holds
    assert ask(OWN, card, provider(roles=["host", role])).holds is holds


def test_that_no_model_is_made_is_told_with_the_services() -> None:
    """Art. 3(3): who supplies bare machines develops nothing."""
    of = provider(roles=["host", "deployer"], services=[service("iaas", "host")])
    assert ask(OWN, None, of) == (
        False,
        (
            "the provider makes no model or system: it is host by its service one (IaaS)"
            " and deployer by its roles",
        ),
    )
    of = provider(roles=["host"], services=[service("iaas", "host"), service("foundation-model")])
    assert ask(OWN, None, of) == (
        True,
        ("the provider makes models or systems, by its service one",),
    )


def test_who_says_nothing_of_its_roles_is_not_let_off() -> None:
    """No clause: without roles and services it cannot be told who made a model."""
    of = provider(roles=[])
    for card in (None, compute(2e26)):
        assert ask(OWN, card, of) == (None, ("cannot tell: state `roles` in provider.yml",))


def test_a_model_that_is_only_sold_on_is_not_the_sellers() -> None:
    """Art. 3(7): a distributor makes available what another provides."""
    shop = {**service("ai-api", "distributor", models=["aurora"]), "id": "shop"}
    of = provider(services=[shop])
    assert ask(OWN, model(), of) == (False, ("the provider only sells it on, by its service shop",))
    assert ask(OWN, model(id="other"), of).holds is True
    both = provider(services=[shop, service("ai-api", models=["aurora"])])
    assert ask(OWN, model(), both).holds is True


def test_a_service_counts_for_the_models_that_it_names() -> None:
    """Art. 50(1): asked of the system in which the model is."""
    of = provider(services=[service("saas-with-ai", models=["aurora"]), service("ai-api")])
    condition = {"service": ["saas-with-ai"]}
    assert ask(condition, model(), of).holds is True
    assert ask({"service": ["ai-api"]}, model(), of).holds is False
    other = {**model(), "id": "other"}
    verdict = ask(condition, other, of)
    assert verdict.holds is None
    assert "services.models" in verdict.because[0]


# Fields and dates


LEGACY = {"field": "release.eu_market", "before": "2025-08-02"}


@pytest.mark.parametrize(
    ("market", "holds"),
    [
        ("2025-08-01", True),
        ("2025-08-02", False),
        ("2024", True),
        ("2025-07", True),
        ("2025-08", None),
        ("2025", None),
        ("2026", False),
    ],
)
def test_a_partial_date_that_straddles_the_day_cannot_be_told(
    market: str, holds: bool | None
) -> None:
    """Art. 111(3): models placed on the market before 2025-08-02."""
    verdict = ask(LEGACY, model(release={"eu_market": market}))
    assert verdict.holds is holds
    if holds is None:
        assert "state the day of `release.eu_market` in models/aurora.yml" in verdict.because[0]
    later = {"field": "release.eu_market", "from": "2025-08-02"}
    opposite = ask(later, model(release={"eu_market": market})).holds
    assert opposite is (None if holds is None else not holds)


@pytest.mark.parametrize(
    ("value", "equals_true", "equals_false", "stated"),
    [
        (True, True, False, True),
        (False, False, True, True),
        (None, None, None, False),
        (WITHHELD, None, None, True),
        (absent("not-applicable"), False, True, False),
        (absent("not-available"), None, None, False),
    ],
)
def test_a_field_is_true_false_or_cannot_be_told(
    value: object, equals_true: bool | None, equals_false: bool | None, stated: bool
) -> None:
    """No clause: withheld and left-out values are no answers."""
    record = model(distribution={"monetised": value} if value is not None else {})
    field = "distribution.monetised"
    assert ask({"field": field, "equals": True}, record).holds is equals_true
    assert ask({"field": field, "equals": False}, record).holds is equals_false
    assert ask({"field": field, "stated": True}, record).holds is stated


def test_lists_are_looked_through() -> None:
    """Art. 3(49): one class of harm is enough."""
    incident = {"kind": "incident", "id": "i", "harms": ["misuse", "death"]}
    condition = {"field": "harms", "has": ["death", "serious-harm-to-health"]}
    assert ask(condition, incident) == (True, ("`harms` names death",))
    assert ask(condition, {**incident, "harms": ["misuse"]}).holds is False


# Questions that depend on several models


def test_a_provider_is_asked_for_each_of_its_models() -> None:
    """Cal. Bus. & Prof. Code 22757.11(h): one frontier model makes a frontier developer."""
    models = {
        "small": {**compute(1e24), "id": "small"},
        "large": {**compute(2e26), "id": "large"},
    }
    assert ask(FRONTIER, None, None, models) == (
        True,
        ("large: 2 × 10^26 operations are more than 10^26",),
    )
    del models["large"]
    assert ask(FRONTIER, None, None, models).holds is False
    models["open"] = {**compute(), "id": "open"}
    assert ask(FRONTIER, None, None, models) == (
        None,
        ("cannot tell: state `compute.operations` or `compute.magnitude` in models/open.yml",),
    )


def test_both_conditions_must_hold_of_the_same_model() -> None:
    """Cal. Bus. & Prof. Code 22757.11: a frontier model, and offered there."""
    models = {
        "large": {**compute(2e26), "id": "large", "release": {"jurisdictions": ["EU"]}},
        "small": {**compute(1e24), "id": "small", "release": {"jurisdictions": ["US-CA"]}},
    }
    condition = {"all": [FRONTIER, {"deployed": "US-CA"}]}
    assert ask(condition, None, None, models).holds is False


def test_without_a_model_card_nothing_is_known_of_models() -> None:
    """No clause."""
    assert ask(FRONTIER) == (None, ("cannot tell: there is no model card: write one in models/",))


def test_an_incident_is_about_the_models_that_it_names() -> None:
    """Code of Practice, safety chapter, measure 9.3: models with systemic risk."""
    models = {
        "small": {**compute(1e24), "id": "small"},
        "large": {**compute(2e26), "id": "large"},
    }
    incident = {"kind": "incident", "id": "i", "models": ["small"]}
    assert ask(SYSTEMIC, incident, None, models).holds is False
    assert ask(SYSTEMIC, {**incident, "models": ["large"]}, None, models).holds is True
    by_service = {"kind": "incident", "id": "i", "services": ["one"]}
    of = provider(services=[service("ai-api", models=["large"])])
    assert ask(SYSTEMIC, by_service, of, models).holds is True
    verdict = ask(SYSTEMIC, {"kind": "incident", "id": "i"}, None, models)
    assert verdict == (
        None,
        ("cannot tell: name the models involved in `models` in incidents/i.yml",),
    )
