"""Numbers in sentences, dates that are not exact, territories, and paths of fields."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from glasscase.law.numbers import power, rounded
from glasscase.law.paths import How, Value, keys_at, look, spot, walked
from glasscase.law.spans import span
from glasscase.law.territories import EEA, EU, contains, overlap
from glasscase.records import Kind


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1e25, "10^25"),
        (3.1e26, "3.1 × 10^26"),
        (1.23456789e25, "1.23456789 × 10^25"),
        (1e23, "10^23"),
        (2e10, "2 × 10^10"),
        (1.5, "1.5 × 10^0"),
    ],
)
def test_powers_are_written_as_they_were_stated(value: float, text: str) -> None:
    assert power(value) == text


def test_results_of_a_division_have_three_digits() -> None:
    assert rounded(Decimal("1e25") / 3) == "3.33 × 10^24"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025", "2025-01-01", "2025-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-04-30", "2026-04-30", "2026-04-30"),
        ("2026-04-30T23:30:00-05:00", "2026-04-30", "2026-04-30"),
    ],
)
def test_a_date_is_the_days_that_it_may_be(text: str, first: str, last: str) -> None:
    assert span(text) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("text", ["", "soon", "2026-13", "2026-02-30", "0000"])
def test_what_is_no_date_is_none(text: str) -> None:
    assert span(text) is None


def test_the_union_and_the_area_have_their_members() -> None:
    assert len(EU) == 27
    assert {"IS", "LI", "NO"} == EEA - EU


@pytest.mark.parametrize(
    ("whole", "part", "expected"),
    [
        ("WORLD", "EU", True),
        ("EU", "FR", True),
        ("EEA", "EU", True),
        ("EU", "EEA", False),
        ("EU", "NO", False),
        ("EEA", "NO", True),
        ("EU", "FR-IDF", True),
        ("US", "US-CA", True),
        ("US-CA", "US", False),
        ("US", "USA", False),
        ("EU", "GB", False),
    ],
)
def test_what_contains_what(whole: str, part: str, expected: bool) -> None:
    assert contains(whole, part) is expected
    assert overlap(whole, part) is (expected or contains(part, whole))


FORM = {
    "topics": [{"topic": "standards", "summary": "Yes."}, {"topic": "review"}],
    "use": {"withheld": "trade-secret", "describe": "x"},
    "harms": ["death"],
}


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("harms", Value(How.GIVEN, ["death"])),
        ("topics.summary", Value(How.GIVEN, ["Yes."])),
        ("topics[topic=standards].summary", Value(How.GIVEN, ["Yes."])),
        ("topics[topic=review].summary", Value(How.MISSING)),
        ("topics[topic=nothing]", Value(How.MISSING)),
        ("topics[topic=review]", Value(How.GIVEN, [{"topic": "review"}])),
        ("data.crawled.used", Value(How.MISSING)),
    ],
)
def test_a_path_finds_what_stands_there(path: str, value: Value) -> None:
    assert look(FORM, walked(path)) == value


def test_a_withheld_parent_covers_what_is_in_it() -> None:
    assert look(FORM, walked("use.intended")).how is How.WITHHELD


def test_the_data_model_knows_its_paths() -> None:
    assert spot(Kind.MODEL, "compute.operations") is not None
    assert spot(Kind.MODEL, "compute.operation") is None
    assert spot(Kind.PROTOCOL, "topics[topic=standards]") is not None
    assert spot(Kind.PROTOCOL, "topics[title=standards]") is None
    assert "operations" in keys_at(Kind.MODEL, "compute")
    found = spot(Kind.MODEL, "classification.level")
    assert found is not None
    assert "high-risk" in found.choices
