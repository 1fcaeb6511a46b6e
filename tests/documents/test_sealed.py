"""Withheld values for those who are owed them."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.documents.fill import Source, fill
from glasscase.documents.filled import Sealed
from glasscase.documents.form import FormId, forms
from glasscase.documents.marks import shows
from glasscase.documents.sealed import SealedError, unsealed
from glasscase.law.model.duty import Reader
from glasscase.records import ModelCard

from .demonstration import DUTIES, card, item

SECRET = 1.7e12


def record(**fields: Any) -> ModelCard:
    form = card(**fields)
    form.pop("kind")
    return ModelCard.model_validate({"changes": [], **form})


def withheld(value: Any, *audience: str) -> dict[str, Any]:
    return {
        "withheld": "reserved",
        "describe": "The exact count.",
        "audience": list(audience),
        "value": value,
    }


def test_a_value_is_given_to_the_readers_that_its_record_names() -> None:
    own = record(architecture={"parameters": withheld(SECRET, "ai-office")})
    seen = unsealed(own, Reader.AI_OFFICE)
    assert seen.form["architecture"]["parameters"] == SECRET
    assert seen.given == (Sealed("architecture.parameters", "reserved", "The exact count."),)
    assert seen.kept == ()


def test_it_stays_withheld_from_others() -> None:
    own = record(architecture={"parameters": withheld(SECRET, "auditors")})
    seen = unsealed(own, Reader.AI_OFFICE)
    assert str(SECRET) not in str(seen)
    assert seen.form["architecture"]["parameters"]["withheld"] == "reserved"
    assert [one.field for one in seen.kept] == ["architecture.parameters"]


def test_a_public_source_has_no_value_to_give() -> None:
    own = record(architecture={"parameters": withheld(None, "ai-office")})
    assert [one.field for one in unsealed(own, Reader.AI_OFFICE).kept] == [
        "architecture.parameters"
    ]


def test_rows_and_whole_groups_can_be_withheld() -> None:
    rows = [
        {"modality": "text", "size": "large"},
        {"modality": "image", "amount": withheld({"value": 9, "unit": "images"}, "ai-office")},
    ]
    energy = withheld({"training": 1200, "method": "Meters."}, "ai-office")
    seen = unsealed(record(data={"modalities": rows}, energy=energy), Reader.AI_OFFICE)
    assert seen.form["data"]["modalities"][1]["amount"] == {"value": 9, "unit": "images"}
    assert seen.form["energy"] == {"training": 1200, "method": "Meters."}
    assert {one.field for one in seen.given} == {"data.modalities.amount", "energy"}


def test_a_value_that_is_no_value_of_its_field_is_refused_without_being_shown() -> None:
    own = record(architecture={"parameters": withheld("hidden12345", "ai-office")})
    with pytest.raises(SealedError) as caught:
        unsealed(own, Reader.AI_OFFICE)
    assert "architecture.parameters" in caught.value.message
    assert "hidden" not in f"{caught.value.message}{caught.value.hint}{caught.value.__cause__}"


def test_a_document_marks_what_the_public_does_not_see() -> None:
    own = record(architecture={"parameters": withheld(SECRET, "ai-office")})
    seen = unsealed(own, Reader.AI_OFFICE)
    form = forms()[FormId.MODEL_DOCUMENTATION]
    source = Source(seen.form, None, "", DUTIES, audience=Reader.AI_OFFICE, sealed=seen.given)
    document = fill(form, source)
    exact = item(document, "item-13")
    assert (exact.answers[0].value, exact.sealed) == (SECRET, seen.given)
    assert item(document, "item-07").sealed == ()
    assert not document.is_public


def test_only_what_a_form_asks_for_is_told_of() -> None:
    form = forms()[FormId.MODEL_DOCUMENTATION]
    assert shows(form, Sealed("architecture", "reserved", ""))
    assert shows(form, Sealed("compute.hardware.units", "reserved", ""))
    assert not shows(form, Sealed("risks.unmitigated", "reserved", ""))
