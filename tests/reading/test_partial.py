"""What is left of a file with errors is checked; where it stood is not forgotten."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glasscase.reading.document import Document, read_document
from glasscase.reading.partial import partial
from glasscase.records import Kind

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


@pytest.mark.parametrize("key", ["id", "version", "status", "title", "summary"])
@pytest.mark.parametrize("value", [None, 1.0, {"wrong": [1]}])
def test_what_every_record_has_is_stood_in_for(key: str, value: object) -> None:
    found = partial(document(**{key: value}, protocols=["p"]))
    assert found is not None
    record: Any = found[0]
    assert record.protocols == ("p",)
    assert key not in found[1].data


def test_nothing_is_left_of_a_card_without_a_model() -> None:
    assert partial(document(model={"wrong": [1]})) is None


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
