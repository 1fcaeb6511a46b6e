"""`find` meets every marked text of a record, and nothing else."""

from __future__ import annotations

import pytest

from glasscase.records import MODELS, Identity, Kind, Markdown, Model, Reference, WebAddress, find
from glasscase.records.base import LanguageTag, LocalReference, Territory
from glasscase.records.model_card import Classification
from glasscase.records.walk import models_in

from .filled import Choice, Field, Filler, at

MARKERS = (Identity, LanguageTag, LocalReference, Markdown, Reference, Territory, WebAddress)


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("marker", MARKERS)
def test_it_finds_every_marked_text_with_its_path(kind: Kind, marker: type[object]) -> None:
    filler = Filler(many=lambda field: 2)
    form = filler.fill(MODELS[kind])
    record: Model = MODELS[kind].model_validate(form)
    found = list(find(record, marker))
    assert [(path, value) for path, _, value in found] == [
        (leaf.path, leaf.value) for leaf in filler.leaves if leaf.marked(marker)
    ]
    for path, own, value in found:
        assert isinstance(own, marker)
        assert at(form, path) == value


def test_it_tells_what_a_reference_names() -> None:
    form = Filler().fill(MODELS[Kind.INCIDENT])
    kinds = {
        path[0]: reference.kind
        for path, reference, _ in find(MODELS[Kind.INCIDENT].model_validate(form), Reference)
    }
    assert kinds == {
        "models": Kind.MODEL,
        "services": Kind.SERVICE,
        "protocols": Kind.PROTOCOL,
        "commitments": Kind.COMMITMENT,
        "related": Kind.INCIDENT,
    }


@pytest.mark.parametrize("choice", [Choice.WITHHELD, Choice.ABSENT])
def test_notices_hold_nothing_to_be_found(choice: Choice) -> None:
    def choose(field: Field) -> Choice:
        return choice

    form = Filler(choose=choose).fill(MODELS[Kind.MODEL])
    record = MODELS[Kind.MODEL].model_validate(form)
    texts = [value for marker in MARKERS for _, _, value in find(record, marker)]
    assert texts
    assert not any("hidden" in text for text in texts)
    assert all(at(form, path) for path, _, _ in find(record, Markdown))


def test_models_in_leaves_the_notices_out() -> None:
    annotation = MODELS[Kind.MODEL].model_fields["classification"].annotation
    assert list(models_in(annotation)) == [Classification]
