"""What is left of a file with errors is checked; where it stood is not forgotten."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from glasscase.reading.document import Document, read_document
from glasscase.reading.partial import partial
from glasscase.reading.places import Path
from glasscase.records import MODELS, Kind
from tests.changing import changed

CARD: dict[str, Any] = {
    "id": "m",
    "version": "1.0",
    "status": "current",
    "title": "M",
    "summary": "S",
    "model": {"name": "M"},
}


def document(**more: Any) -> Document:
    text = yaml.safe_dump({**CARD, **more}, sort_keys=False)
    read = read_document(text.encode(), path="content/models/m.yml", kind=Kind.MODEL).document
    assert read is not None
    return read


def evaluation(name: str, value: object) -> dict[str, object]:
    return {
        "id": name,
        "benchmark": "B",
        "metric": "m",
        "value": value,
        "unit": "%",
        "evaluator": {"kind": "internal"},
    }


def test_what_is_wrong_goes_and_the_rest_stays() -> None:
    found = partial(document(languages=["en", 7], protocols=["p"], surprise=1, status="current"))
    assert found is not None
    record: Any = found[0]
    assert record.protocols == ("p",)
    assert record.languages == ("en",)


def test_a_part_that_cannot_be_without_the_value_goes_with_it() -> None:
    found = partial(document(evaluations=[evaluation("a", "high"), evaluation("b", 4)]))
    assert found is not None
    record: Any = found[0]
    assert [one.id for one in record.evaluations] == ["b"]


def test_several_errors_of_one_row_take_only_that_row() -> None:
    found = partial(document(evaluations=[{"id": "a"}, evaluation("b", 4), 7], protocols=["p"]))
    assert found is not None
    record: Any = found[0]
    assert [one.id for one in record.evaluations] == ["b"]
    assert record.protocols == ("p",)


def test_a_row_stays_where_only_what_it_says_is_wanted() -> None:
    rows = [evaluation("a", "high"), {"id": "b", "evaluator": {"kind": "nobody"}}, 7]
    found = partial(document(evaluations=rows), rows=True)
    assert found is not None
    record: Any = found[0]
    left: Any = found[1].data
    assert [one.id for one in record.evaluations] == ["a", "b"]
    assert [set(one) for one in left["evaluations"]] == [
        {"id", "benchmark", "metric", "unit", "evaluator"},
        {"id", "evaluator"},
    ]
    assert left["evaluations"][1]["evaluator"] == {}


@pytest.mark.parametrize("key", ["id", "version", "status", "title", "summary"])
@pytest.mark.parametrize("value", [None, 1.0, {"wrong": [1]}])
def test_what_every_record_has_is_stood_in_for(key: str, value: object) -> None:
    found = partial(document(**{key: value}, protocols=["p"]))
    assert found is not None
    record: Any = found[0]
    assert record.protocols == ("p",)
    assert key not in found[1].data


@pytest.mark.parametrize("model", [None, [1], "M", {"name": 7}, {"wrong": [1]}, {}])
def test_a_card_without_a_model_is_a_card_all_the_same(model: object) -> None:
    found = partial(document(model=model, protocols=["p"]))
    assert found is not None
    record: Any = found[0]
    assert record.protocols == ("p",)
    left: Any = found[1].data
    assert "name" not in left.get("model", {})


PROVIDER = {
    "legal_name": "P",
    "trading_name": "P",
    "summary": "S",
    "address": "A",
    "website": "https://p.example",
    "established": "IE",
    "contacts": {"general": {"role": "Desk", "email": "desk@p.example"}},
    "roles": ["deployer"],
    "jurisdictions": ["EU"],
}
HEAD = {key: value for key, value in CARD.items() if key != "model"}
WHOLE: dict[Kind, dict[str, Any]] = {
    Kind.PROVIDER: PROVIDER,
    Kind.PROTOCOL: {**HEAD, "type": "safety-policy", "effective_from": "2026-01-01"},
    Kind.MODEL: CARD,
    Kind.INCIDENT: {
        **HEAD,
        "state": "closed",
        "severity": "incident",
        "harms": ["no-harm"],
        "times": {"occurred": "2026-01-01T08:00:00Z", "discovered": "2026-01-02T08:00:00Z"},
    },
}


def needed(model: type[BaseModel], path: Path = ()) -> Iterator[Path]:
    """Yield the paths of what a record cannot be without, as its model says."""
    for name, field in model.model_fields.items():
        if field.is_required():
            yield (*path, name)
            if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
                yield from needed(field.annotation, (*path, name))


CASES = [(kind, path) for kind, model in MODELS.items() for path in needed(model)]


@pytest.mark.parametrize(("kind", "path"), CASES, ids=str)
@pytest.mark.parametrize("value", [None, 1.0, {"wrong": [1]}])
def test_no_value_that_a_record_needs_hides_the_others(
    kind: Kind, path: Path, value: object
) -> None:
    data = changed(WHOLE[kind], path, value)
    text = yaml.safe_dump(data, sort_keys=False)
    is_text = kind is Kind.PROTOCOL
    text = f"---\n{text}---\n\n# P\n" if is_text else text
    place = "content/x.md" if is_text else "content/x.yml"
    read = read_document(text.encode(), path=place, kind=kind).document
    assert read is not None
    found = partial(read)
    assert found is not None
    left: Any = found[1].data
    assert {key: left[key] for key in data if key != path[0]} == {
        key: value for key, value in data.items() if key != path[0]
    }
    for step in path[:-1]:
        left = left[step]
    assert left.get(path[-1], {}) == {}


@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_positions_are_those_of_the_file(right: list[bool]) -> None:
    rows = [evaluation(f"e{n}", n if fine else "high") for n, fine in enumerate(right)]
    whole = document(evaluations=rows)
    found = partial(whole)
    assert found is not None
    record: Any = found[0]
    kept = [n for n, fine in enumerate(right) if fine]
    assert [one.id for one in record.evaluations or ()] == [f"e{n}" for n in kept]
    for now, before in enumerate(kept):
        for key in ("id", "value"):
            there = ("evaluations", now, key), ("evaluations", before, key)
            assert found[1].span(there[0]) == whole.span(there[1])
