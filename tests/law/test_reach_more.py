"""Old models, models of other makers, and who builds them into systems, in the real catalogue."""

from __future__ import annotations

from datetime import date

import pytest

from glasscase.law.coverage import Covered, Law, State, cover
from glasscase.law.facts import Facts
from glasscase.law.model.confidence import Confidence
from glasscase.records import PublicForm
from tests.law.test_reach import ACT, CODE, FRONTIER, asked, card, catalogue, offering

LATER = date(2027, 8, 2)
SAFETY, TRANSPARENCY, ARTICLE_50 = "eu-code-safety", "eu-code-transparency", "eu-ai-act-50"
TRAINING_DATA = "us-ca-ab2013"
OF = {
    **offering(roles=("general-purpose-model-provider",)),
    "established": "US",
    "codes": [CODE],
}


OLD = card(release={"first": "2025-07-01", "eu_market": "2025-07-01", "jurisdictions": ["EU"]})


@pytest.mark.parametrize("id_", [ACT, TRANSPARENCY, SAFETY])
def test_a_regime_of_an_old_model_begins_when_its_first_obligation_does(id_: str) -> None:
    """Art. 111(3); Art. 52(2) and the publication of measure 1.2 go with what is owed then."""
    assert asked(OF, OLD)[id_].dates.earliest == LATER


def test_a_model_that_is_only_sold_on_is_no_matter_of_its_seller() -> None:
    """Civ. Code 3110: developer; Art. 50(2), 3(3): provider of the system."""
    shop = {"id": "s", "name": "S", "type": "ai-api", "role": "distributor", "models": ["m"]}
    roles = ("general-purpose-model-provider", "ai-system-provider", "distributor")
    sold, made = asked(offering(shop, roles=roles), card()), asked(offering(roles=roles), card())
    for id_ in (TRAINING_DATA, ARTICLE_50):
        assert sold[id_].verdict.holds is False
        assert made[id_].verdict.holds is True


def test_a_downstream_provider_is_provider_of_a_system() -> None:
    """Art. 53(1)(b), 50(1), (2) and (5); Civ. Code 3110."""
    found = asked(offering(roles=("downstream-provider",)), None, m=card())
    verdicts = {one.duty.id: one.verdict.holds for one in found[ARTICLE_50].duties}
    assert (verdicts["art-50-1"], verdicts["art-50-5"]) == (True, True)
    found = asked(offering(roles=("downstream-provider",)), card())
    assert found[ARTICLE_50].verdict.holds is True
    assert found[TRAINING_DATA].verdict.holds is True


@pytest.mark.parametrize("id_", FRONTIER)
def test_that_a_modifier_is_a_frontier_developer_is_marked_as_our_reading(id_: str) -> None:
    """22757.11(h), 1420(8)-(10), 430 ILCS 185/5: how it reaches modifiers is not said."""
    [term] = [one for one in catalogue().regimes[id_].terms if one.id == "frontier-developer"]
    assert term.confidence is Confidence.UNVERIFIED
    assert term.note is not None
    assert "our reading" in term.note


def test_the_disclosure_statement_names_the_assessments() -> None:
    """N.Y. Gen. Bus. Law 1428: pro-rata assessments."""
    [duty] = [
        one for one in catalogue().regimes["us-ny-raise"].duties if one.id == "disclosure-statement"
    ]
    assert "pro-rata assessments" in duty.what


NEW = card(release={"first": "2026-07-01", "eu_market": "2026-07-01", "jurisdictions": ["EU"]})
INCIDENT = {
    "kind": "incident",
    "id": "fall",
    "status": "current",
    "severity": "serious-incident",
    "harms": ["serious-harm-to-health"],
    "times": {"occurred": "2026-09-01", "discovered": "2026-09-02"},
}


@pytest.mark.parametrize(
    ("named", "later"),
    [(["old"], True), (["new"], False), (["old", "new"], False)],
)
def test_an_incident_has_the_later_date_only_if_all_its_models_are_old(
    named: list[str], later: bool
) -> None:
    """Art. 111(3): models placed before 2025-08-02 comply by 2027-08-02."""
    models = [{**OLD, "id": "old"}, {**NEW, "id": "new"}]
    states = covered(models, {**INCIDENT, "models": named})
    for id_ in ("art-55-1-c", "m9.2-1"):
        assert (states[id_].state is State.NOT_YET) is later, id_
        assert (states[id_].in_force == LATER) is later


@pytest.mark.parametrize(
    ("models", "later"), [([OLD], True), ([NEW], False), ([OLD, {**NEW, "id": "new"}], False)]
)
def test_the_provider_has_the_later_date_only_if_all_its_models_are_old(
    models: list[PublicForm], later: bool
) -> None:
    """Art. 54(1) and 111(3)."""
    states = covered(models)
    assert (states["art-54-1"].in_force == LATER) is later
    assert (states["art-54-1"].state is State.NOT_YET) is later


def covered(models: list[PublicForm], incident: PublicForm | None = None) -> dict[str, Covered]:
    """Return what is asked of an incident, or of the provider, by the ids of duties."""
    law = Law.of(catalogue(), [ACT, SAFETY])
    current = [{**one, "status": "current"} for one in models]
    law = law.knowing([law.know(OF, [], current)])
    facts = Facts(OF, incident, date(2026, 11, 22), law.known.models)
    return {one.duty.id: one for one in cover(law, facts)}
