"""The rules of a usage charter and its risk grid."""

from __future__ import annotations

from typing import Any

from lxml import html  # type: ignore[import-untyped]

from glasscase.site import charter
from glasscase.site.context import Context

from .projects import Site, words

CONTEXT = Context("protocols/charter/", {}, {})


def tree(fragment: str) -> Any:
    return html.fragment_fromstring(fragment, create_parent="div")


def test_what_may_be_entered_stands_beside_what_never_may() -> None:
    drawn = tree(charter.lists({"may_enter": ["A & b", "C"], "must_not_enter": ["D"]}))
    assert {
        part.get("id"): (
            words(part.xpath("./h3")[0]),
            [words(item) for item in part.xpath(".//li")],
        )
        for part in drawn.xpath(".//section")
    } == {
        "charter.may_enter": ("May be entered", ["A & b", "C"]),
        "charter.must_not_enter": ("Must never be entered", ["D"]),
    }


def test_one_list_stands_alone_and_none_leaves_nothing() -> None:
    assert charter.lists({"must_not_enter": ["D"]}).count("<section") == 1
    assert charter.lists({"checking": "C"}) == ""


def test_a_prompt_is_there_to_be_copied_as_it_is() -> None:
    long = "Summarise the attached paper in ten sentences for a reader who knows\nour sector."
    short = "Say:\n- *one*\n- <two>\n\nThen stop."
    value = {"prompts": [{"title": "Long", "prompt": long}, {"title": "Short", "prompt": short}]}
    drawn = tree(charter.rules(value, CONTEXT, "charter"))
    assert drawn.xpath("./div/@id") == ["charter.prompts"]
    assert [code.text_content() for code in drawn.xpath(".//pre/code")] == [
        long.replace("\n", " "),
        short,
    ]
    assert drawn.xpath(".//*[contains(@class, 'copy')]//pre")


def test_a_prompt_says_how_its_result_is_checked() -> None:
    value = {"prompts": [{"title": "T", "prompt": "P", "check": "Read *it*."}], "decides": "D"}
    drawn = tree(charter.rules(value, CONTEXT, "charter"))
    assert drawn.xpath("./div/@id") == ["charter.decides", "charter.prompts"]
    assert words(drawn.xpath(".//section//dd")[0]) == "Read it."


def test_the_risk_grid_stands_by_area() -> None:
    rows = [
        {"id": "a", "area": "ethics", "question": "A?", "answer": "Yes.", "remedy": "Stop."},
        {"id": "b", "area": "data-protection", "question": "B?", "answer": "No."},
        {"id": "c", "area": "ethics", "question": "C?", "answer": "Maybe."},
    ]
    drawn = tree(charter.grid(rows, CONTEXT, "risk_grid").html)
    assert [words(cell) for cell in drawn.xpath(".//thead//th")] == ["Question", "Answer", "Remedy"]
    groups = drawn.xpath(".//tbody")
    assert [words(group.xpath("./tr[1]")[0]) for group in groups] == ["Ethics", "Data protection"]
    assert groups[0].xpath("./tr[1]/th/@scope") == ["rowgroup"]
    assert [group.xpath("./tr/@id") for group in groups] == [
        ["risk_grid.a", "risk_grid.c"],
        ["risk_grid.b"],
    ]
    assert [words(cell) for cell in groups[1].xpath("./tr[2]/*")] == ["B?", "No.", "–"]


def test_the_charter_of_the_demonstration_has_all_of_it(demonstration: Site) -> None:
    page = demonstration.page("protocols/ai-usage-charter")
    assert len(page.xpath("//*[@id='charter.may_enter']//li")) == 5
    assert len(page.xpath("//*[@id='charter.must_not_enter']//li")) == 7
    assert len(page.xpath("//*[@id='charter.prompts']//pre/code")) == 5
    assert len(page.xpath("//table[contains(@class, 'gc-grid')]/tbody")) == 4
