"""A document as data, and its schema."""

from __future__ import annotations

import json

import jsonschema
import pytest

from glasscase.documents.data import as_json, data_of, document_schema
from glasscase.documents.filled import State
from glasscase.documents.form import FormId

from .demonstration import OWED, card, document, made


@pytest.mark.parametrize(("id_", "form"), sorted(OWED), ids=str)
def test_every_document_fits_the_schema(id_: str, form: FormId) -> None:
    jsonschema.Draft202012Validator.check_schema(document_schema())
    jsonschema.validate(json.loads(data_of(document(form, id_))), document_schema())


@pytest.mark.parametrize(("id_", "form"), sorted(OWED), ids=str)
def test_every_document_is_written_as_its_values(id_: str, form: FormId) -> None:
    values = as_json(document(form, id_))
    assert data_of(document(form, id_)).decode() == f"{_dumped(values)}\n"


def _dumped(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1)


def test_the_summaries_that_illinois_asks_for_can_be_read_by_a_program() -> None:
    """430 ILCS 185/10(c)(3)."""
    found = as_json(document(FormId.TRANSPARENCY_REPORT, "aurora-3"))
    [large] = [one for one in found["sections"] if one["id"] == "large"]
    assert [item["number"] for item in large["items"]] == ["8", "9", "10", "11"]
    [assessments, results, *_] = large["items"]
    [biological, *_] = results["table"]
    assert biological["Risk"][0]["value"] == "Biological"
    assert biological["Result"][0]["value"] == "near-threshold"
    assert assessments["clauses"][2] == {
        "regime": "Illinois 430 ILCS 185",
        "clause": "10(c)(2), summary 1 of 4",
    }


def test_each_state_is_told_from_the_others() -> None:
    withheld = {"withheld": "trade-secret", "describe": "The list."}
    absent = {"absent": "not-yet", "reason": "Being counted."}
    record = card(data={"owners": withheld, "purpose": absent, "rights": "mixed"})
    found = as_json(made(FormId.AB_2013, record))
    items = {item["id"]: item for section in found["sections"] for item in section["items"]}
    assert items["item-1"]["answers"][0]["notice"] == withheld
    assert items["item-2"]["answers"][0]["notice"] == absent
    assert items["item-5"]["answers"][0] == {
        "state": "given",
        "of": "record",
        "field": "data.rights",
        "value": "mixed",
    }
    assert items["item-9"]["state"] == State.MISSING
    assert items["modified"]["state"] == State.NONE
