"""The helper that fills models: what it makes is valid and complete."""

from __future__ import annotations

import pytest

from glasscase.records import MODELS, Kind

from .filled import Choice, Filler


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("choice", Choice)
def test_what_is_made_is_valid(kind: Kind, choice: Choice) -> None:
    MODELS[kind].model_validate(Filler(choose=lambda _: choice).fill(MODELS[kind]))


@pytest.mark.parametrize("kind", MODELS)
def test_every_text_has_a_word_of_its_own(kind: Kind) -> None:
    filler = Filler()
    filler.fill(MODELS[kind])
    canaries = [leaf.canary for leaf in filler.leaves if leaf.canary]
    assert len(canaries) == len(set(canaries))
    assert len(canaries) > 30
