"""The public form: nothing withheld in it, nothing else lost from it."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.records import MODELS, Kind, canonical, public_form

from .filled import Choice, Field, Filler, Form

KINDS = st.sampled_from(list(MODELS))


def by_chance(seed: int) -> Filler:
    """Return a filler that leaves out, withholds and repeats as a seed says."""
    chance = random.Random(seed)
    weights = [chance.random() for _ in Choice]
    return Filler(
        choose=lambda _: chance.choices(list(Choice), weights)[0],
        many=lambda _: chance.randint(1, 2),
    )


def published(kind: Kind, form: Form) -> Form:
    return public_form(MODELS[kind].model_validate(form))  # type: ignore[arg-type]


@given(KINDS, st.integers(0, 2**32))
def test_no_withheld_value_is_in_it(kind: Kind, seed: int) -> None:
    filler = by_chance(seed)
    form = published(kind, filler.fill(MODELS[kind]))
    assert "hidden" not in json.dumps(form)
    assert b"hidden" not in canonical(form)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("depth", range(6))
def test_no_withheld_value_is_in_it_wherever_one_may_stand(kind: Kind, depth: int) -> None:
    def choose(field: Field) -> Choice:
        return Choice.WITHHELD if field.depth == depth else Choice.GIVEN

    filler = Filler(choose=choose)
    source = filler.fill(MODELS[kind])
    record = MODELS[kind].model_validate(source)
    form = canonical(public_form(record))  # type: ignore[arg-type]
    assert b"hidden" not in form
    assert "hidden" not in repr(record)
    assert "hidden" not in str(record)
    assert "hidden" not in record.model_dump_json()
    assert form.count(b'"withheld":') == len(filler.secrets)
    if depth == 0:
        assert filler.secrets


@given(KINDS, st.integers(0, 2**32))
def test_everything_else_is_in_it(kind: Kind, seed: int) -> None:
    filler = by_chance(seed)
    form = published(kind, filler.fill(MODELS[kind]))
    text = json.dumps(form)
    for leaf in filler.leaves:
        if leaf.canary:
            assert leaf.canary in text


@given(KINDS, st.integers(0, 2**32))
def test_it_is_a_record_again(kind: Kind, seed: int) -> None:
    form = published(kind, by_chance(seed).fill(MODELS[kind]))
    again: dict[str, Any] = json.loads(canonical(form))
    assert again.pop("kind") == kind.value
    assert canonical(published(kind, again)) == canonical(form)


@pytest.mark.parametrize("kind", MODELS)
def test_empty_lists_and_groups_leave_a_valid_record(kind: Kind) -> None:
    """What is required must not be pruned with what is empty."""
    source = Filler(choose=lambda _: Choice.GIVEN, many=lambda _: 0).fill(MODELS[kind])
    form = published(kind, source)
    form.pop("kind")
    MODELS[kind].model_validate(form)


@pytest.mark.parametrize("kind", [Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT])
def test_what_is_to_be_erased_is_no_part_of_it(kind: Kind) -> None:
    source = Filler().fill(MODELS[kind])
    erase = [{"version": "0.9", "reason": "It told what nobody agreed to."}]
    record = MODELS[kind].model_validate({**source, "erase": erase})
    assert published(kind, {**source, "erase": erase}) == published(kind, source)
    assert "nobody agreed" not in record.model_dump_json()
    assert "erase" not in record.model_dump()
    assert "nobody agreed" not in record.model_copy(update={"title": "T"}).model_dump_json()


def test_a_provider_without_contacts_is_still_a_provider() -> None:
    source = Filler().fill(MODELS[Kind.PROVIDER])
    form = published(Kind.PROVIDER, {**source, "contacts": {}})
    assert form["contacts"] == {}


def test_a_value_that_is_false_or_zero_is_kept() -> None:
    source = Filler(choose=lambda _: Choice.LEFT_OUT).fill(MODELS[Kind.MODEL])
    form = published(
        Kind.MODEL,
        {
            **source,
            "copyright": {"signatory": False},
            "evaluations": [
                {
                    "id": "zero",
                    "benchmark": "Harm",
                    "metric": "rate",
                    "value": 0.0,
                    "unit": "%",
                    "mitigations_on": False,
                    "evaluator": {"kind": "internal"},
                }
            ],
        },
    )
    assert form["copyright"] == {"signatory": False}
    assert form["evaluations"][0]["value"] == 0
    assert form["evaluations"][0]["mitigations_on"] is False
