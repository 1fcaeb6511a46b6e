"""Laws of all models: frozen, closed, and described."""

from __future__ import annotations

import pytest
from pydantic import BaseModel, ValidationError

from glasscase.records import MODELS, Kind, Provider, Record

from .filled import Filler, models_below

ALL = sorted(
    {part for model in MODELS.values() for part in models_below(model)},
    key=lambda part: part.__name__,
)


def test_every_kind_of_file_has_its_model() -> None:
    assert set(MODELS) == {Kind.PROVIDER, Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT}
    for kind, model in MODELS.items():
        assert issubclass(model, Record | Provider)
        assert model.kind is kind


def test_no_two_models_share_a_name() -> None:
    """The words for readers and the reference pages go by the names of the classes."""
    names = [part.__name__ for part in ALL]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("model", ALL)
def test_it_is_frozen_and_refuses_unknown_keys(model: type[BaseModel]) -> None:
    filled = Filler().fill(model)
    made = model.model_validate(filled)
    name = next(iter(model.model_fields))
    with pytest.raises(ValidationError, match="frozen"):
        setattr(made, name, getattr(made, name))
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        model.model_validate({**filled, "unknown_key": 1})


@pytest.mark.parametrize("model", ALL)
def test_an_error_never_repeats_the_input(model: type[BaseModel]) -> None:
    with pytest.raises(ValidationError) as caught:
        model.model_validate({"unknown_key": "hidden00001"})
    assert "hidden00001" not in str(caught.value)


@pytest.mark.parametrize("model", ALL)
def test_it_and_all_its_fields_are_described(model: type[BaseModel]) -> None:
    assert model.__doc__
    for name, info in model.model_fields.items():
        description = info.description or ""
        assert description.endswith((".", ".)")), f"{model.__name__}.{name}: {description!r}"
        assert len(description) >= 4


@pytest.mark.parametrize("model", ALL)
def test_the_examples_of_its_fields_are_valid(model: type[BaseModel]) -> None:
    for name, info in model.model_fields.items():
        for example in info.examples or []:
            filled = Filler().fill(model)
            model.model_validate({**filled, info.alias or name: example})
