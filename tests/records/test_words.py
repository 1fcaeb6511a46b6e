"""The words for fields and values: each for one that there is, and the same everywhere."""

from __future__ import annotations

import typing
from enum import Enum

import pytest
from pydantic import BaseModel

from glasscase.archive.labels import WORDS
from glasscase.records import MODELS, Absent, Withheld, models_in
from glasscase.records.words import FIELDS, VALUES, field, value
from glasscase.site import words as site_words


def _classes(model: type[BaseModel], known: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """Return a model and all that it can hold."""
    if model not in known:
        known.add(model)
        for info in model.model_fields.values():
            for own in models_in(info.annotation):
                _classes(own, known)
    return known


CLASSES: set[type[BaseModel]] = {Withheld, Absent}
for _model in MODELS.values():
    _classes(_model, CLASSES)
NAMES = {
    (model.__name__, info.alias or name)
    for model in CLASSES
    for name, info in model.model_fields.items()
}


def _enums(annotation: object) -> set[type[Enum]]:
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return {annotation}
    return {found for part in typing.get_args(annotation) for found in _enums(part)}


def _values(model: type[BaseModel]) -> set[str]:
    return {
        str(member.value)
        for info in model.model_fields.values()
        for enum in _enums(info.annotation)
        for member in enum
    }


@pytest.mark.parametrize("key", FIELDS)
def test_every_word_is_for_a_field_that_there_is(key: str) -> None:
    model, _, name = key.rpartition(".")
    assert (model, name) in NAMES if model else name in {name for _, name in NAMES}


def test_every_word_is_for_a_value_that_there_is() -> None:
    assert VALUES.keys() - {text for model in CLASSES for text in _values(model)} == set()


def test_other_words_are_made_of_the_name() -> None:
    assert field("Commitment", "then") == "When the line is crossed"
    assert field("Commitment", "exceptions") == "Exceptions"
    assert field("", "no_such_field_") == "No such field"
    assert value("ai-api") == "AI API"
    assert value("trade-secret") == "Trade secret"


def test_pages_and_lists_of_changes_use_the_same_words() -> None:
    assert (WORDS.field, WORDS.value) == (site_words.field, site_words.value) == (field, value)
