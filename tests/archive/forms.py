"""Small public forms to compare, and any public form at all."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import Any

from glasscase.archive import Change, Difference, compare
from glasscase.records import (
    MODELS,
    Incident,
    Kind,
    ModelCard,
    Protocol,
    PublicForm,
    public_form,
)

from ..records.filled import Choice, Filler

EVALUATION = {
    "id": "vct-2",
    "benchmark": "VCT-2",
    "metric": "pass@1",
    "value": 43.1,
    "unit": "%",
    "evaluator": {"kind": "internal"},
}
COMMITMENT = {"id": "bio-halt", "title": "Halt on biological uplift", "text": "We halt."}
LINE = {"metric": "pass@1", "benchmark": "VCT-2", "operator": ">=", "value": 50.0, "unit": "%"}
WITHHELD = {"withheld": "trade-secret", "describe": "It is a trade secret."}
ABSENT = {"absent": "not-yet", "reason": "It is being measured."}
_HEAD = {"version": "1", "status": "current", "summary": "What it says."}


def protocol(**fields: Any) -> PublicForm:
    """Return a protocol with these fields."""
    head = {"id": "frontier", "title": "Frontier framework", "type": "frontier-framework"}
    return public_form(Protocol.model_validate({**_HEAD, **head, **fields}))


def card(**fields: Any) -> PublicForm:
    """Return a model card with these fields."""
    head = {"id": "aurora-2", "title": "Aurora 2", "model": {"name": "Aurora 2"}}
    return public_form(ModelCard.model_validate({**_HEAD, **head, **fields}))


def incident(**fields: Any) -> PublicForm:
    """Return an incident summary with these fields."""
    head = {
        "id": "2026-001",
        "title": "An incident",
        "state": "resolved",
        "severity": "incident",
        "harms": ["misuse"],
        "times": {"discovered": "2026-01-01T10:00:00Z"},
    }
    return public_form(Incident.model_validate({**_HEAD, **head, **fields}))


def commitment(**fields: Any) -> PublicForm:
    """Return a protocol with one commitment that has these fields."""
    return protocol(commitments=[{**COMMITMENT, **fields}])


def only(difference: Difference) -> Change:
    """Return the one change there is."""
    [change] = difference.changes
    return change


def changed(before: PublicForm, after: PublicForm) -> Change:
    """Return the one change between two forms."""
    return only(compare(before, after))


def any_form(kind: Kind, seed: int) -> PublicForm:
    """Return some public form of a kind; all of a kind have one id."""
    chance = random.Random(seed)
    weights = [chance.random() for _ in Choice]
    filler = Filler(
        choose=lambda _: chance.choices(list(Choice), weights)[0],
        many=lambda _: chance.randint(1, 3),
        given={("id",): "any"},
    )
    return public_form(MODELS[kind].model_validate(filler.fill(MODELS[kind])))  # type: ignore[arg-type]


def full_form(kind: Kind) -> PublicForm:
    """Return a public form of a kind with every field given, and one row in each list."""
    filler = Filler(given={("id",): "any"})
    return public_form(MODELS[kind].model_validate(filler.fill(MODELS[kind])))  # type: ignore[arg-type]


def disturbed(form: PublicForm, seed: int) -> PublicForm:
    """Return a copy with fields and rows left out, doubled, moved and rewritten."""
    chance = random.Random(seed)
    kept: PublicForm = {key: form[key] for key in ("kind", "id") if key in form}
    return {**{key: _disturbed(value, chance) for key, value in form.items()}, **kept}


def _disturbed(value: Any, chance: random.Random) -> Any:
    if isinstance(value, dict):
        return {
            key: _disturbed(item, chance) for key, item in value.items() if chance.random() > 0.05
        }
    if isinstance(value, list):
        rows = [_disturbed(row, chance) for row in value if chance.random() > 0.1]
        if chance.random() < 0.2:
            chance.shuffle(rows)
        if rows and chance.random() < 0.1:
            rows.append(deepcopy(chance.choice(rows)))
        return rows
    if chance.random() > 0.1:
        return value
    if isinstance(value, str):
        words = value.split(" ")
        words.insert(chance.randint(0, len(words)), "new")
        return " ".join(words)
    if isinstance(value, bool):
        return not value
    return value + 1 if isinstance(value, int | float) else value
