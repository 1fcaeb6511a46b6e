"""What stands in a group, a card and a row: by which name, and what where there is nothing."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from glasscase.records import Kind
from glasscase.site.catalogue import catalogue, published
from glasscase.site.pages import Addresses, record_page

from .projects import collection, words

CARD: dict[str, Any] = {
    "id": "lens",
    "version": "1",
    "status": "current",
    "title": "Lens",
    "summary": "A model.",
    "model": {"name": "Lens"},
}
RESULT: dict[str, Any] = {
    "id": "over-80",
    "benchmark": "Held-out year",
    "metric": "sensitivity",
    "value": 88,
    "unit": "%",
    "evaluator": {"kind": "internal"},
}


def page(**fields: Any) -> Any:
    """Return the page of a model card as a tree."""
    made = catalogue([published(collection((Kind.MODEL, CARD | fields)))])
    edition = made.by_key["model", "lens"]
    return html.fragment_fromstring(
        record_page(edition, made, Addresses("", "")).html, create_parent="div"
    )


def facts(tree: Any, place: str) -> dict[str, str]:
    """Return names and values below a place of a page."""
    return {
        _plain(row.xpath("./dt")[0]): _plain(row.xpath("./dd")[0])
        for row in tree.xpath(f"//*[@id='{place}']//dl/div[dt]")
    }


def _plain(node: Any) -> str:
    return words(node).removesuffix("¶").strip()


@pytest.mark.parametrize(
    ("group", "stated", "shown"),
    [
        ("public_datasets", {"used": False}, {"Used"}),
        (
            "private_datasets",
            {"licensed": False, "obtained": False},
            {"Commercially licensed", "Other private data obtained"},
        ),
        ("crawled", {"used": False}, {"Used"}),
        (
            "user_data",
            {"interactions": False, "other_services": False},
            {"From interactions with models", "From other services"},
        ),
        ("synthetic", {"used": False}, {"Used"}),
        ("other", {"used": False}, {"Used"}),
    ],
)
def test_what_was_not_used_is_not_called_undisclosed(
    group: str, stated: dict[str, bool], shown: set[str]
) -> None:
    said = facts(page(data={group: stated}), f"data.{group}")
    assert set(said) == shown
    assert "Not disclosed" not in said.values()


@pytest.mark.parametrize(
    ("group", "stated", "undisclosed"),
    [
        ("private_datasets", {"licensed": True, "obtained": False}, {"Description"}),
        ("synthetic", {"used": True}, {"Other models", "Purpose"}),
        ("user_data", {"interactions": False, "other_services": True}, {"Services"}),
    ],
)
def test_what_was_used_is(group: str, stated: dict[str, bool], undisclosed: set[str]) -> None:
    said = facts(page(data={group: stated}), f"data.{group}")
    assert {name for name, value in said.items() if value == "Not disclosed"} == undisclosed


def test_a_remark_on_what_was_not_used_is_shown() -> None:
    tree = page(data={"crawled": {"used": False, "comments": "Nor will be."}})
    assert facts(tree, "data.crawled") == {"Used": "No", "Comments": "Nor will be."}


def test_a_result_says_that_its_circumstances_are_not_disclosed() -> None:
    said = facts(page(evaluations=[RESULT]), "evaluations.over-80")
    assert {name for name, value in said.items() if value == "Not disclosed"} == {
        "Uncertainty",
        "Conditions",
        "Elicitation",
        "Date",
        "Source",
    }


def test_the_circumstances_of_a_result_can_be_withheld_or_absent() -> None:
    withheld = {"withheld": "cybersecurity", "describe": "The prompts."}
    absent = {"absent": "not-available", "reason": "No report was written."}
    result = RESULT | {"conditions": withheld, "source": absent, "date": absent}
    said = facts(page(evaluations=[result]), "evaluations.over-80")
    assert said["Conditions"] == "Withheld: cybersecurity. The prompts."
    assert said["Source"] == said["Date"] == "Not available. No report was written."


def test_the_date_of_a_result_stands_beside_who_measured_it() -> None:
    tree = page(evaluations=[RESULT | {"date": "2025-10"}])
    assert "Date" not in facts(tree, "evaluations.over-80")
    assert "October 2025" in words(tree.xpath("//*[@id='evaluations.over-80']")[0])


def test_a_plain_number_has_no_unit() -> None:
    result = RESULT | {"value": 0.957, "unit": "1", "comparisons": [{"name": "Peer", "value": 0.9}]}
    row = words(page(evaluations=[result]).xpath("//*[@id='evaluations.over-80']")[0])
    assert "0.957 1" not in row
    assert "0.957" in row
    assert "Peer: 0.9" in row
    assert "0.9\xa01" not in row
    assert "0.9 1" not in row


def test_parts_of_the_same_record_are_named_not_numbered() -> None:
    measure = {"id": "no-removal", "name": "No image leaves the list", "description": "Never."}
    risk = {
        "id": "missed",
        "domain": "Missed images",
        "result": "below-threshold",
        "summary": "Low.",
        "mitigations": ["no-removal"],
        "evaluations": ["over-80"],
    }
    result = RESULT | {"benchmark_version": "patients over 80"}
    tree = page(risks=[risk], evaluations=[result], safety={"mitigations": [measure]})
    links = tree.xpath("//*[@id='risks.missed']//dd//a")
    assert [(link.get("href"), link.text_content()) for link in links] == [
        ("#safety.mitigations.no-removal", "No image leaves the list"),
        ("#evaluations.over-80", "Held-out year, patients over 80, sensitivity"),
    ]


def titles(tree: Any, place: str) -> list[str]:
    return [_plain(one) for one in tree.xpath(f"//*[@id='{place}']//*[self::h3 or self::h4]")]


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("A university", "A university"),
        ({"withheld": "third-party-confidence", "describe": "A body."}, "Name withheld"),
        ({"absent": "not-yet", "reason": "It has not agreed."}, "Name: not yet"),
    ],
)
def test_a_card_without_a_public_name_says_why_it_has_none(name: Any, title: str) -> None:
    assessor = {"id": "notified-body", "name": name, "kind": "other", "scope": "All."}
    tree = page(assessors=[assessor])
    assert titles(tree, "assessors") == [title]
    assert not tree.xpath("//*[text()='notified-body']")


def test_a_card_is_headed_by_the_words_of_a_fixed_value() -> None:
    tree = page(data={"modalities": [{"modality": "image"}]})
    assert titles(tree, "data.modalities") == ["Image"]
