"""The three rules of the Commission's guidelines, at their boundaries."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.law.catalogue import catalogue_of
from glasscase.law.conditions import evaluate
from glasscase.law.facts import Facts
from glasscase.law.model.regime import Regime
from tests.law.engine import DAY, DERIVED, OPEN, SYSTEMIC, ask, model, provider, regime_data

GENERAL = {"rule": "general-purpose-output"}
GPAI = {"all": [{"compute": "total", "is": "above", "operations": 1e23}, GENERAL]}
THIRD = {"rule": "modifier-third"}
EXEMPT = {"rule": "open-source-exemption"}
WITHHELD = {"withheld": "trade-secret", "describe": "A trade secret."}


def modalities(inputs: str, outputs: str, **fields: Any) -> dict[str, Any]:
    sides = {
        side: [{"modality": one} for one in names.split()]
        for side, names in (("inputs", inputs), ("outputs", outputs))
        if names
    }
    return model(modalities=sides, **fields)


@pytest.mark.parametrize(
    ("inputs", "outputs", "holds"),
    [
        ("text", "text", True),
        ("text image", "text", True),
        ("text", "code", True),
        ("code", "code", True),
        ("text", "image", True),
        ("text", "video", True),
        ("audio", "audio", True),
        ("audio", "text", None),
        ("text", "audio", None),
        ("image", "text", None),
        ("tabular", "text", None),
        ("image", "image", False),
        ("audio", "image", False),
        ("image", "tabular", False),
        ("tabular", "tabular", False),
        ("", "tabular", False),
        ("", "text", None),
        ("text", "", None),
    ],
)
def test_language_or_pictures_from_text(inputs: str, outputs: str, holds: bool | None) -> None:
    """Guidelines, points 17-18: text includes code; tables are no language."""
    assert ask(GENERAL, modalities(inputs, outputs)).holds is holds


def test_whether_a_model_is_specialised_is_not_guessed() -> None:
    """Guidelines, points 17-18: language is text or audio, but specialised models are outside."""
    assert ask(GENERAL, modalities("audio", "text")).because == (
        "cannot tell: it generates text from audio only, as a specialised model may;"
        " state `classification.level` in models/aurora.yml",
    )
    hidden = modalities("audio", "text", classification=WITHHELD)
    assert ask(GENERAL, hidden).because == (
        "cannot tell: it generates text from audio only, as a specialised model may;"
        " state `classification.level` in models/aurora.yml; it is withheld there",
    )


@pytest.mark.parametrize(
    ("inputs", "outputs", "level", "holds"),
    [
        ("audio", "text", "general-purpose", True),
        ("audio", "text", "transparency-duties", False),
        ("text", "audio", "high-risk", False),
        ("text", "audio", "minimal", False),
        ("text", "text", "minimal", False),
        ("text", "image", "minimal", False),
        ("text", "text", "general-purpose", True),
        ("text", "text", "transparency-duties", True),
        ("text", "text", "high-risk", True),
        ("", "text", "minimal", False),
    ],
)
def test_the_class_that_the_provider_states_decides_both_ways(
    inputs: str, outputs: str, level: str, holds: bool
) -> None:
    """Guidelines, points 17-18: indicative; a model for chess alone is specialised.

    Art. 6 and 50 class systems: neither says that a model is not general-purpose.
    """
    record = modalities(inputs, outputs, classification={"level": level, "basis": "Chess."})
    assert ask(GENERAL, record).holds is holds


@pytest.mark.parametrize(
    ("operations", "outputs", "holds"),
    [(1e23, "text", False), (1.1e23, "text", True), (1.1e23, "tabular", False)],
)
def test_10_23_needs_the_modality_too(operations: float, outputs: str, holds: bool) -> None:
    """Guidelines, point 17: more than 10^23 and the modality."""
    record = modalities("text", outputs, compute={"operations": operations})
    assert ask(GPAI, record).holds is holds


def modified(own: object, **original: Any) -> dict[str, Any]:
    row = {"name": "Norrland", "relation": "fine-tuned", "provider": "Tundralinje AB", **original}
    compute = {"modification_operations": own} if own is not None else {}
    return model(model={"name": "x", "dependencies": [row]}, compute=compute)


@pytest.mark.parametrize(
    ("own", "original", "holds"),
    [
        (1e23, 3e23, False),
        (3e24, 9e24, False),
        (2.1e24, 6.3e24, False),
        (2.11e24, 6.3e24, True),
        (1.0001e23, 3e23, True),
    ],
)
def test_the_modifier_must_pass_a_third(own: float, original: float, holds: bool) -> None:
    """Guidelines, point 60: more than a third; exactly a third is not enough."""
    assert ask(THIRD, modified(own, operations=original)).holds is holds


def test_a_third_is_told_with_the_numbers() -> None:
    """Guidelines, point 60."""
    assert ask(THIRD, modified(2.5e22, operations=6.3e24)).because == (
        "2.5 × 10^22 operations of modification are not more than a third of the 6.3 × 10^24 of"
        " Norrland (2.1 × 10^24)",
    )


@pytest.mark.parametrize(
    ("own", "risk", "holds"),
    [
        (3.33e24, True, False),
        (3.34e24, True, True),
        (3.33e22, False, False),
        (3.34e22, False, True),
        (1e22, None, False),
        (5e24, None, True),
        (1e23, None, None),
    ],
)
def test_where_the_originals_compute_is_unknown_its_risk_decides(
    own: float, risk: bool | None, holds: bool | None
) -> None:
    """Guidelines, point 61: a third of 10^25 with systemic risk (3.33 × 10^24), else of 10^23."""
    original = {} if risk is None else {"systemic_risk": risk}
    verdict = ask(THIRD, modified(own, **original))
    assert verdict.holds is holds
    if holds is None:
        assert "`model.dependencies.systemic_risk`" in verdict.because[0]
    not_available = {"absent": "not-available", "reason": "Its maker did not say."}
    assert ask(THIRD, modified(own, operations=not_available, **original)).holds is holds


@pytest.mark.parametrize(
    ("record", "holds"),
    [
        (modified(None, operations=3e23), None),
        (modified(WITHHELD, operations=3e23), None),
        (modified(1e23, operations=WITHHELD), None),
        (modified({"absent": "not-applicable", "reason": "x"}), False),
        (modified(None, operations=9e24, provider="Lumenforge AI"), False),
        (modified(None, operations=9e24, relation="distilled"), False),
        (modified(None, operations=9e24, relation="component"), False),
        (model(), None),
    ],
)
def test_only_a_model_of_someone_else_is_modified(
    record: dict[str, Any], holds: bool | None
) -> None:
    """Guidelines, points 22 and 59: later development by the same provider is the same model."""
    assert ask(THIRD, record).holds is holds


def test_what_counts_as_derived_is_said_by_the_catalogue_alone() -> None:
    """Guidelines, point 59, as the term `derived` puts it: an override reaches the rule."""
    wider = {
        **DERIVED,
        "when": {"field": "model.dependencies.relation", "has": ["distilled"]},
    }
    regime = Regime.model_validate(regime_data(who=THIRD, terms=[SYSTEMIC, wider]))
    law = catalogue_of([regime])
    for relation, holds in (("distilled", None), ("fine-tuned", False)):
        record = modified(None, operations=9e24, relation=relation)
        assert evaluate(regime.who, Facts(provider(), record, DAY), law, regime).holds is holds


def test_a_modification_of_a_model_that_is_not_named_is_one_of_unknown_compute() -> None:
    """Guidelines, point 61."""
    assert ask(THIRD, model(compute={"modification_operations": 9e24})).holds is True
    assert ask(THIRD, model(compute={"modification_operations": 1e24})).holds is None


def test_originals_that_disagree_cannot_be_told() -> None:
    """Guidelines, point 60, says nothing of merged models."""
    record = modified(1e24, operations=1e24)
    record["model"]["dependencies"].append(
        {"name": "Other", "relation": "merged", "provider": "Other AB", "operations": 9e24}
    )
    assert ask(THIRD, record).holds is None


def open_model(operations: float = 6e23, **distribution: Any) -> dict[str, Any]:
    fields = {key: value for key, value in {**OPEN, **distribution}.items() if value is not None}
    return model(
        distribution=fields,
        compute={"operations": operations},
        classification={"level": "general-purpose", "designated": False},
    )


def test_a_complete_open_release_is_exempt() -> None:
    """Art. 53(2): licence, weights, architecture and usage information."""
    verdict = ask(EXEMPT, open_model())
    assert verdict.holds is True
    assert "the weights are public" in verdict.because


@pytest.mark.parametrize(
    ("distribution", "holds", "sentence"),
    [
        (
            {"usage_public": None},
            None,
            "cannot tell: state `distribution.usage_public` in models/aurora.yml",
        ),
        ({"usage_public": False}, False, "information on the usage is not public"),
        ({"architecture_public": False}, False, "information on the architecture is not public"),
        ({"weights": "gated"}, False, "the weights are not public (gated)"),
        ({"licence": {"open_source": False}}, False, "the licence is not free and open"),
        ({"monetised": True}, False, "the model is monetised"),
        ({"monetised": None, "weights": "gated"}, False, "the weights are not public (gated)"),
        (
            {"monetised": WITHHELD},
            None,
            "cannot tell: state `distribution.monetised` in models/aurora.yml;"
            " it is withheld there",
        ),
    ],
)
def test_each_part_of_the_exemption_counts(
    distribution: dict[str, Any], holds: bool | None, sentence: str
) -> None:
    """Art. 53(2); guidelines, section 4: no monetisation."""
    assert ask(EXEMPT, open_model(**distribution)) == (holds, (sentence,))


def test_systemic_risk_ends_the_exemption() -> None:
    """Art. 53(2), last sentence."""
    verdict = ask(EXEMPT, open_model(2e25))
    assert verdict == (
        False,
        ("it has systemic risk", "2 × 10^25 operations are more than 10^25"),
    )
