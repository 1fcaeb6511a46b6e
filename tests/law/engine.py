"""Small catalogues and facts for the tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from glasscase.law.answer import Verdict
from glasscase.law.catalogue import Catalogue, catalogue_of
from glasscase.law.conditions import evaluate
from glasscase.law.facts import Facts
from glasscase.law.model.regime import Regime

DAY = date(2026, 11, 22)

OPEN = {
    "licence": {"name": "Apache-2.0", "open_source": True},
    "weights": "public",
    "architecture_public": True,
    "usage_public": True,
    "monetised": False,
}
"""A distribution that is open in the sense of Art. 53(2) of the EU AI Act."""
SOURCE = {"id": "text", "title": "The text", "confidence": "verified"}
SYSTEMIC = {
    "id": "systemic-risk",
    "name": "a model with systemic risk",
    "clause": "Art. 51(2)",
    "when": {
        "any": [
            {"compute": "total", "is": "above", "operations": 1e25},
            {"field": "classification.designated", "equals": True},
        ]
    },
    "confidence": "quoted",
    "source": "text",
}

DERIVED = {
    "id": "derived",
    "name": "a model that is derived from another",
    "clause": "Guidelines, point 59",
    "when": {
        "field": "model.dependencies.relation",
        "has": ["fine-tuned", "merged", "quantised", "continued-training", "adapter"],
    },
    "confidence": "restated",
    "source": "text",
}


def duty(id_: str = "publish", **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "clause": "Art. 1",
        "title": "A duty",
        "what": "Something is to be published.",
        "subject": "model",
        "readers": ["public"],
        "source": "text",
        "confidence": "verified",
        **fields,
    }


def regime_data(id_: str = "eu-ai-act", **fields: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "short": "An act",
        "title": "An act of nobody",
        "force": "law",
        "jurisdiction": "EU",
        "authority": "An office",
        "in_force": "2025-08-02",
        "checked": "2026-11-21",
        "summary": "It asks for something.",
        "sources": [SOURCE],
        "terms": [SYSTEMIC],
        "duties": [duty()],
        **fields,
    }


def catalogue(*regimes: Mapping[str, Any]) -> Catalogue:
    return catalogue_of(Regime.model_validate(one) for one in regimes or (regime_data(),))


def provider(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "provider",
        "legal_name": "Lumenforge AI SAS",
        "trading_name": "Lumenforge AI",
        "established": "FR",
        "roles": ["general-purpose-model-provider"],
        "jurisdictions": ["EU", "US-CA"],
        **fields,
    }


def model(**fields: Any) -> dict[str, Any]:
    return {"kind": "model", "id": "aurora", **fields}


def ask(
    condition: Mapping[str, Any],
    record: Mapping[str, Any] | None = None,
    of: Mapping[str, Any] | None = None,
    models: Mapping[str, Any] | None = None,
) -> Verdict:
    """Judge one condition, asked of a record and the usual provider."""
    regime = Regime.model_validate(regime_data(who=condition, terms=[SYSTEMIC, DERIVED]))
    facts = Facts(
        dict(of) if of is not None else provider(),
        dict(record) if record is not None else None,
        DAY,
        dict(models or {}),
    )
    return evaluate(regime.who, facts, catalogue_of([regime]), regime)


def compute(operations: object = None, **fields: Any) -> dict[str, Any]:
    given = {} if operations is None else {"operations": operations}
    return model(compute={**given, **fields})
