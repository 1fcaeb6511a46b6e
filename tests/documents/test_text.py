"""A document as Markdown."""

from __future__ import annotations

import pytest

from glasscase.documents.form import FormId
from glasscase.documents.plain import markdown, number, shape_at
from glasscase.documents.text import markdown_of
from glasscase.records import Kind

from .demonstration import OWED, card, document, made


@pytest.mark.parametrize(("id_", "form"), sorted(OWED), ids=str)
def test_every_section_and_item_is_there_in_order(id_: str, form: FormId) -> None:
    made = document(form, id_)
    text = markdown_of(made)
    at = 0
    for section in made.sections:
        number = f"{section.number}. " if section.number else ""
        at = text.index(f"\n{'#' * section.level} {number}{section.title}\n", at)
        for item in section.items:
            number = f"{item.number}. " if item.number else ""
            at = text.index(f"\n**{number}{item.label}**\n", at)


def test_the_head_says_whose_it_is_and_of_which_version() -> None:
    text = markdown_of(document(FormId.AB_2013, "aurora-3"))
    head = text[: text.index("\n## ")]
    for word in ("Lumenforge AI SAS", "Aurora 3", "| Version | 1.2 |", "| Date | 2026-11-12 |"):
        assert word in head
    assert document(FormId.AB_2013, "aurora-3").digest in head
    assert "demonstration" in head


def test_each_state_is_told_in_words() -> None:
    withheld = {"withheld": "trade-secret", "describe": "The list."}
    absent = {"absent": "not-applicable", "reason": "There is none."}
    data = {"owners": withheld, "purpose": absent, "personal_information": False}
    text = markdown_of(made(FormId.AB_2013, card(data=data)))
    assert "Withheld (trade secret): The list." in text
    assert "Not applicable: There is none." in text
    assert "**7. Whether the datasets include personal information**\n\nNo\n" in text
    assert "**5. Whether" in text
    assert "Not disclosed." in text
    crawled = made(FormId.TRAINING_CONTENT, card(data={"crawled": {"used": False}}))
    assert "Not applicable. The question above is answered with no." in markdown_of(crawled)


def test_sections_and_commitments_of_a_framework_are_linked() -> None:
    made = document(FormId.FRAMEWORK_SUMMARY, "frontier-safety-framework")
    text = markdown_of(made, "https://lumenforge.example/")
    address = "https://lumenforge.example/protocols/frontier-safety-framework/"
    assert f"](<{address}#commitments." in text
    assert "Section: Standards we build on" in text


@pytest.mark.parametrize(
    ("path", "value", "text"),
    [
        ("data.rights", "public-domain", "Public domain"),
        ("data.owners", "public-domain", "public-domain"),
        ("compute.operations", 2.3e26, "2.3 × 10^26 FLOP"),
        ("energy.training", 1200, "1,200 MWh"),
        ("data.collected", {"start": "2024-05", "ongoing": True}, "since 2024-05, ongoing"),
        ("data.collected", {"end": "2024"}, "until 2024"),
        ("data.data_points_range", {"low": 5, "unit": "rows"}, "5 or more rows"),
        ("data.provenance", ["web-crawling", "user-data"], "Web crawling, User data"),
        ("training.stages", [{"id": "one", "name": "One", "description": "x"}],
         "- One; Description: x"),
    ],
)  # fmt: skip
def test_values_are_written_as_they_are_read(path: str, value: object, text: str) -> None:
    assert markdown(value, shape_at(Kind.MODEL, path)) == text


def test_numbers_keep_all_their_digits() -> None:
    assert [number(one) for one in (0, 7.0, 610000000, 0.125, 1.4e12)] == [
        "0", "7", "610,000,000", "0.125", "1.4 × 10^12"
    ]  # fmt: skip
