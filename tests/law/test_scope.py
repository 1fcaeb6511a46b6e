"""Which regimes apply, since when, and what is said of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from glasscase.law.catalogue import Catalogue
from glasscase.law.facts import Facts
from glasscase.law.render import as_document, as_text
from glasscase.law.scope import applies, owed, scope
from tests.law.engine import DAY, catalogue, compute, duty, model, provider, regime_data

LEGACY = {
    "when": {"field": "release.eu_market", "before": "2025-08-02"},
    "from": "2027-08-02",
    "clause": "Art. 111(3)",
}
FRONTIER = {"compute": "total", "is": "above", "operations": 1e26}


@pytest.mark.parametrize(
    ("market", "earliest", "latest", "in_force"),
    [
        ("2025-08-01", "2027-08-02", "2027-08-02", False),
        ("2025-08-02", "2025-08-02", "2025-08-02", True),
        (None, "2025-08-02", "2027-08-02", None),
        ("2025", "2025-08-02", "2027-08-02", None),
    ],
)
def test_the_market_date_decides_when_a_duty_begins(
    market: str | None, earliest: str, latest: str, in_force: bool | None
) -> None:
    """Art. 111(3) of Reg. (EU) 2024/1689: until 2027-08-02 for models placed before 2025-08-02."""
    law = catalogue(regime_data(duties=[duty(transition=[LEGACY])]))
    regime = law.regimes["eu-ai-act"]
    record = model(release={"eu_market": market} if market else {})
    found = owed(law, regime, regime.duties[0], Facts(provider(), record, DAY))
    assert found.dates[:2] == (date.fromisoformat(earliest), date.fromisoformat(latest))
    assert found.dates.in_force(DAY) is in_force
    assert found.dates.in_force(date(2027, 8, 2)) is True
    if in_force is None:
        assert "`release.eu_market`" in found.dates.because[0]


def test_a_duty_may_begin_later_than_its_regime() -> None:
    """430 ILCS 185/10(a): the framework from 2028-01-01, the Act from 2027-01-01."""
    law = catalogue(regime_data(in_force="2027-01-01", duties=[duty(in_force="2028-01-01")]))
    [found] = scope(law, Facts(provider(), model(), DAY))
    assert found.dates.earliest == date(2028, 1, 1)


def test_a_regime_applies_if_one_of_its_duties_is_owed() -> None:
    law = catalogue(
        regime_data(who={"deployed": "EU"}, duties=[duty("small"), duty("large", who=FRONTIER)])
    )
    record = {**compute(1e24), "release": {"jurisdictions": ["FR"]}}
    [found] = scope(law, Facts(provider(), record, DAY))
    assert found.verdict.holds is True
    assert [one.verdict.holds for one in found.duties] == [True, False]
    elsewhere = {**compute(1e24), "release": {"jurisdictions": ["JP"]}}
    [found] = scope(law, Facts(provider(), elsewhere, DAY))
    assert found.verdict == (False, ("the model is available in JP, not in EU",))


@pytest.mark.parametrize("strength", ["may", "should"])
def test_what_is_only_encouraged_does_not_date_a_regime(strength: str) -> None:
    """Art. 111(3) of Reg. (EU) 2024/1689 is about obligations; alone, such a duty does."""
    free = duty("free", strength=strength)
    record = model(release={"eu_market": "2025-07-01"})
    for duties, day in (([free, duty(transition=[LEGACY])], "2027-08-02"), ([free], "2025-08-02")):
        [found] = scope(catalogue(regime_data(duties=duties)), Facts(provider(), record, DAY))
        assert found.dates.earliest == date.fromisoformat(day)


def test_regime_and_duty_must_hold_of_the_same_model() -> None:
    law = catalogue(
        regime_data(who={"deployed": "US-CA"}, duties=[duty(who=FRONTIER, subject="provider")])
    )
    models: dict[str, Any] = {
        "a": {**compute(2e26), "id": "a", "release": {"jurisdictions": ["EU"]}},
        "b": {**compute(1e24), "id": "b", "release": {"jurisdictions": ["US-CA"]}},
    }
    [found] = scope(law, Facts(provider(), None, DAY, models))
    assert found.verdict.holds is False
    models["a"]["release"] = {"jurisdictions": ["US"]}
    [found] = scope(law, Facts(provider(), None, DAY, models))
    assert found.verdict.holds is True


def test_a_regime_that_asks_nothing_of_a_subject_does_not_apply_to_it() -> None:
    law = catalogue()
    incident = {"kind": "incident", "id": "i"}
    [found] = scope(law, Facts(provider(), incident, DAY))
    assert found.verdict == (False, ("it asks nothing of a single incident",))


def test_a_voluntary_framework_says_so() -> None:
    law = catalogue(regime_data(force="voluntary"))
    found = applies(law, law.regimes["eu-ai-act"], Facts(provider(), model(), DAY))
    assert found.verdict == (True, ("voluntary: whoever chooses to follow it",))
    text = as_text(law, Facts(provider(), model(), DAY), (found,), {})
    assert "VOLUNTARY" in text


def test_the_text_fits_a_terminal_and_names_the_cards_that_differ() -> None:
    law = catalogue(regime_data(duties=[duty(who=FRONTIER)]))
    models = {"large": {**compute(2e26), "id": "large"}, "small": {**compute(1e24), "id": "small"}}
    question = Facts(provider(), None, DAY, models)
    cards = {id_: scope(law, Facts(provider(), one, DAY)) for id_, one in models.items()}
    text = as_text(law, question, scope(law, question), cards)
    assert max(map(len, text.splitlines())) <= 80
    assert text == (
        "Lumenforge AI: what applies on 2026-11-22\n"
        f"Catalogue {law.version}. Readiness, not legal advice.\n"
        "\n"
        "An act (eu-ai-act)                                      APPLIES since 2025-08-02\n"
        "  - large: 2 × 10^26 operations are more than 10^26\n"
        "  Model cards:\n"
        "    large: applies since 2025-08-02\n"
        "    small: does not apply\n"
        "      - 10^24 operations are not more than 10^26\n"
    )


def lines_of(law: Catalogue, record: dict[str, Any]) -> list[str]:
    question = Facts(provider(), record, DAY)
    return as_text(law, question, scope(law, question), {}).splitlines()


def test_the_duties_of_a_record_are_named_by_state_with_what_excludes_them() -> None:
    law = catalogue(
        regime_data(
            terms=[],
            duties=[
                duty("a", clause="Art. 1", title="Card"),
                duty("b", clause="Art. 2", title="Report", who=FRONTIER),
                duty("c", clause="Art. 3", title="Plan", in_force="2027-01-01"),
                duty("d", clause="Art. 4", title="Notice", who={"field": "bias", "stated": True}),
                duty("e", clause="Art. 5", title="Log", who={"field": "use.actual", "equals": "x"}),
            ],
        )
    )
    found = lines_of(law, compute(1e24))
    assert found[
        found.index("  Duties: 1 owed, 1 owed from 2027-01-01, 1 cannot be told, 2 not owed") :
    ] == [
        "  Duties: 1 owed, 1 owed from 2027-01-01, 1 cannot be told, 2 not owed",
        "    Owed:",
        "      - Art. 1, Card",
        "    Owed from 2027-01-01:",
        "      - Art. 3, Plan",
        "    Cannot be told: state `use.actual` in models/aurora.yml",
        "      - Art. 5, Log",
        "    Not owed: 10^24 operations are not more than 10^26",
        "      - Art. 2, Report",
        "    Not owed: `bias` is not stated",
        "      - Art. 4, Notice",
    ]


def test_a_regime_that_does_not_apply_gives_its_reason_once() -> None:
    law = catalogue(
        regime_data(terms=[], duties=[duty("a", who=FRONTIER), duty("b", who=FRONTIER)])
    )
    assert lines_of(law, compute(1e24))[3:] == [
        "An act (eu-ai-act)                                                DOES NOT APPLY",
        "  - 10^24 operations are not more than 10^26",
        "  Duties: 2 not owed",
    ]


def test_where_the_market_date_is_not_stated_both_days_are_told_and_it_is_asked_for() -> None:
    """Art. 111(3) of Reg. (EU) 2024/1689: neither the earlier nor the later day is guessed."""
    law = catalogue(regime_data(terms=[], duties=[duty(transition=[LEGACY])]))
    assert lines_of(law, model())[3:] == [
        "An act (eu-ai-act)                         APPLIES from 2025-08-02 or 2027-08-02",
        "  - it sets no condition",
        "  - cannot tell: state `release.eu_market` in models/aurora.yml",
        "  Duties: 1 owed from 2025-08-02 or 2027-08-02",
        "    Owed from 2025-08-02 or 2027-08-02: cannot tell: state `release.eu_market`",
        "      in models/aurora.yml",
        "      - Art. 1, A duty",
    ]


def test_the_document_holds_what_the_text_says() -> None:
    law = catalogue(regime_data(duties=[duty(who=FRONTIER, transition=[LEGACY])]))
    question = Facts(provider(), compute(2e26), DAY)
    document = as_document(law, question, scope(law, question), {})
    assert document["subject"] == {"kind": "model", "id": "aurora"}
    [regime] = document["regimes"]
    assert regime["applies"] is True
    [one] = regime["duties"]
    assert (one["applies"], one["from"], one["latest"]) == (True, None, "2027-08-02")
    assert one["because"] == ["2 × 10^26 operations are more than 10^26"]
