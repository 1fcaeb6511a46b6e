"""The JSON Schemas agree with the models, in both directions."""

from __future__ import annotations

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from glasscase.reading.document import read_document
from glasscase.records import MODELS, Kind, canonical, public_form
from glasscase.records.schema import made, schema, stored

from .filled import Choice, Field, Filler, Form

CONTENT = Path(__file__).parents[2] / "content"
FILES = sorted(
    [CONTENT / "provider.yml"]
    + [file for kind in MODELS if kind.folder for file in (CONTENT / kind.folder).glob("*.*")]
)


def kind_of(file: Path) -> Kind:
    return next((k for k in MODELS if k.folder == file.parent.name), Kind.PROVIDER)


@cache
def validator(kind: Kind) -> Draft202012Validator:
    return Draft202012Validator(schema(kind), format_checker=Draft202012Validator.FORMAT_CHECKER)


def errors(kind: Kind, form: Any) -> list[str]:
    return [f"{list(e.absolute_path)}: {e.message}" for e in validator(kind).iter_errors(form)]


def test_the_package_brings_what_the_models_give() -> None:
    assert stored() == made(), "run `make schemas`"


@pytest.mark.parametrize("kind", MODELS)
def test_it_is_a_schema_of_its_dialect(kind: Kind) -> None:
    own = schema(kind)
    assert own["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(own)
    assert json.loads(json.dumps(own)) == own


@pytest.mark.parametrize("file", [f for f in FILES if f.name != "index.md"], ids=lambda f: f.stem)
def test_the_demonstration_is_valid(file: Path) -> None:
    kind = kind_of(file)
    document = read_document(file.read_bytes(), path=file.name, kind=kind).document
    assert document is not None
    source = {**document.data, **({"body": document.body} if document.body else {})}
    assert errors(kind, source) == []
    record = MODELS[kind].model_validate(source)
    published = json.loads(canonical(public_form(record)))  # type: ignore[arg-type]
    assert errors(kind, published) == []


@settings(max_examples=12)
@given(st.sampled_from(list(MODELS)), st.integers(0, 2**32))
def test_every_record_and_its_public_form_are_valid(kind: Kind, seed: int) -> None:
    chance = random.Random(seed)
    weights = [chance.random() for _ in Choice]
    filler = Filler(choose=lambda _: chance.choices(list(Choice), weights)[0])
    source = filler.fill(MODELS[kind])
    assert errors(kind, source) == []
    record = MODELS[kind].model_validate(source)
    published = json.loads(canonical(public_form(record)))  # type: ignore[arg-type]
    assert errors(kind, published) == []


@pytest.mark.parametrize("kind", MODELS)
def test_what_the_model_refuses_the_schema_refuses(kind: Kind) -> None:
    def choose(field: Field) -> Choice:
        return Choice.GIVEN if field.depth == 0 else Choice.LEFT_OUT

    whole = Filler(choose=choose).fill(MODELS[kind])
    spoilt: list[Form] = [{**whole, "unknown_key": 1}]
    for key, value in whole.items():
        spoilt.append({k: v for k, v in whole.items() if k != key})
        if isinstance(value, str):
            spoilt += [{**whole, key: 7}, {**whole, key: ""}]
        elif isinstance(value, dict):
            spoilt += [{**whole, key: "a word"}, {**whole, key: {**value, "unknown_key": 1}}]
        elif isinstance(value, list):
            spoilt += [{**whole, key: "a word"}, {**whole, key: [*value, ["nested"]]}]
    refused = 0
    for form in spoilt:
        try:
            MODELS[kind].model_validate(form)
        except ValidationError:
            refused += 1
            assert errors(kind, form)
        else:
            assert errors(kind, form) == []
    assert refused > len(whole) / 2
