"""What the models say of each place: nothing in them is unknown to the comparison."""

from __future__ import annotations

import pytest
from pydantic import BaseModel

from glasscase.archive.rows import NATURAL_KEYS, ORDERED, has_id, keys_of, step_of, title_of
from glasscase.archive.shape import ANYTHING, Content, Shape, fields, of_model, of_notice
from glasscase.records import MODELS, ModelCard, Protocol
from glasscase.records.evaluation import Evaluation
from glasscase.records.protocol import Commitment, RiskTier
from glasscase.records.technical import Compute, Training
from glasscase.records.values import Link, Review

from ..records.filled import models_below

EVERY_MODEL = sorted(
    {model for root in MODELS.values() for model in models_below(root)}, key=lambda m: m.__name__
)


def shape(model: type[BaseModel], key: str) -> Shape:
    return fields(of_model(model))[key]


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model.__name__)
def test_every_field_is_known(model: type[BaseModel]) -> None:
    for key, own in fields(of_model(model)).items():
        assert own.content is not Content.ANYTHING, key
        if own.content is Content.LIST:
            assert own.item is not None, key
            assert own.item.content is not Content.ANYTHING, key


@pytest.mark.parametrize("model", EVERY_MODEL, ids=lambda model: model.__name__)
def test_every_list_of_things_has_something_to_tell_its_rows_by(model: type[BaseModel]) -> None:
    for key, own in fields(of_model(model)).items():
        if own.item is not None and own.item.model is not None:
            assert has_id(own.item) or own.item.model in NATURAL_KEYS, key
            for keys in keys_of(own.item):
                assert keys[0] in fields(own.item)


def test_natural_keys_name_fields() -> None:
    for model, alternatives in NATURAL_KEYS.items():
        for keys in alternatives:
            assert set(keys) <= fields(of_model(model)).keys(), model


def test_lists_whose_order_counts_are_lists() -> None:
    for model, key in ORDERED:
        assert shape(model, key).content is Content.LIST


@pytest.mark.parametrize(
    ("model", "key", "content"),
    [
        (Protocol, "title", Content.TEXT),
        (Protocol, "body", Content.PROSE),
        (Protocol, "status", Content.FIXED),
        (Protocol, "schema", Content.FIXED),
        (Protocol, "version", Content.NAME),
        (Protocol, "effective_from", Content.NAME),
        (Protocol, "review", Content.GROUP),
        (Protocol, "commitments", Content.LIST),
        (Commitment, "models", Content.LIST),
        (Review, "cadence", Content.SPAN),
        (Evaluation, "value", Content.NUMBER),
        (Evaluation, "mitigations_on", Content.FLAG),
        (Link, "url", Content.NAME),
    ],
)
def test_what_stands_at_a_place(model: type[BaseModel], key: str, content: Content) -> None:
    assert shape(model, key).content is content


def test_disclosed_values_and_units_are_known() -> None:
    assert shape(ModelCard, "limitations").disclosed
    assert not shape(ModelCard, "title").disclosed
    assert shape(Compute, "operations").unit == "FLOP"


def test_the_withheld_value_itself_is_no_field_of_its_notice() -> None:
    assert list(fields(of_notice("withheld"))) == ["withheld", "describe", "audience", "since"]
    assert list(fields(of_notice("absent"))) == ["absent", "reason", "expected"]


@pytest.mark.parametrize(
    ("model", "row", "step", "title"),
    [
        (Commitment, {"id": "bio", "title": "Halt"}, "bio", "Halt"),
        (Commitment, {"id": "bio"}, "bio", "bio"),
        (Evaluation, {"id": "v", "benchmark": "VCT", "metric": "pass@1"}, "v", "VCT: pass@1"),
        (RiskTier, {"id": "b", "domain": "Bio", "name": "High"}, "b", "Bio: High"),
        (Link, {"title": "A page", "url": "https://a.example"}, "https://a.example", "A page"),
        (Link, {}, "3", "3"),
    ],
)
def test_rows_are_called_by_what_people_know(
    model: type[BaseModel], row: dict[str, str], step: str, title: str
) -> None:
    item = of_model(model)
    assert (step_of(row, 2, item), title_of(row, 2, item)) == (step, title)


def test_rows_that_are_texts_are_called_by_themselves() -> None:
    item = shape(Training, "stages").item or ANYTHING
    assert step_of("aurora-2", 0, item) == title_of("aurora-2", 0, item) == "aurora-2"
    assert step_of("x" * 200, 4, item) == "5"
