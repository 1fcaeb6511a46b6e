"""Links lead to the very row of a list that answers, where one row answers alone."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.law.states import Place, State
from glasscase.records import Kind
from glasscase.site.coverage import answered

SECRET = {"withheld": "trade-secret", "describe": "Secret."}


def place(
    path: str, form: dict[str, Any], kind: Kind = Kind.MODEL, state: State = State.MET
) -> str:
    return answered.permalink(form, kind, path, state)


@pytest.mark.parametrize(
    ("path", "form", "expected"),
    [
        # SB 53, 22757.12(a)(1): each topic of a framework is a row of its own.
        (
            "topics[topic=standards].summary",
            {"topics": [{"topic": "thresholds", "summary": "T"}, {"topic": "standards"}]},
            "topics.standards",
        ),
        # EU code, Measure 1.1: of several commitments, the row that is asked for.
        (
            "commitments[topic=governance]",
            {
                "commitments": [
                    {"id": "a", "topic": "governance"},
                    {"id": "b", "topic": "standards"},
                ]
            },
            "commitments.a",
        ),
        (
            "commitments[topic=governance]",
            {
                "commitments": [
                    {"id": "a", "topic": "governance"},
                    {"id": "b", "topic": "governance"},
                ]
            },
            "commitments",
        ),
    ],
)
def test_a_path_that_picks_a_row_leads_to_it(
    path: str, form: dict[str, Any], expected: str
) -> None:
    assert place(path, form, Kind.PROTOCOL) == expected


def test_of_a_list_the_only_row_that_answers_is_linked() -> None:
    one, other = {"id": "one", "value": 3.0}, {"id": "other"}
    assert place("evaluations.value", {"evaluations": [other, one]}) == "evaluations.one"
    assert place("evaluations", {"evaluations": [one]}) == "evaluations.one"


def test_where_several_rows_answer_together_the_list_is_linked() -> None:
    rows = [{"id": "one", "value": 3.0}, {"id": "other", "value": 4.0}]
    assert place("evaluations.value", {"evaluations": rows}) == "evaluations"
    assert place("evaluations", {"evaluations": rows}) == "evaluations"


def test_a_value_says_more_than_a_notice_and_a_notice_more_than_nothing() -> None:
    withheld, given, silent = {"id": "w", "value": SECRET}, {"id": "g", "value": 1.0}, {"id": "s"}
    assert place("evaluations.value", {"evaluations": [withheld, given]}) == "evaluations.g"
    form = {"evaluations": [silent, withheld]}
    assert place("evaluations.value", form, state=State.WITHHELD) == "evaluations.w"


def test_what_is_asked_of_every_row_and_lacks_in_some_is_shown_by_the_list() -> None:
    rows = [{"id": "one", "value": 3.0}, {"id": "other"}]
    assert place("evaluations.value", {"evaluations": rows}, state=State.PARTLY) == "evaluations"


def test_rows_without_a_permalink_and_lists_that_are_withheld_are_linked_as_wholes() -> None:
    outputs = {"modalities": {"outputs": [{"modality": "text"}]}}
    assert place("modalities.outputs.modality", outputs) == "modalities.outputs"
    form = {"evaluations": SECRET}
    assert place("evaluations.value", form, state=State.WITHHELD) == "evaluations"
    form = {"safety": SECRET}
    assert place("safety.mitigations.summary", form, state=State.WITHHELD) == "safety"


def test_other_records_are_read_once_and_unknown_ones_are_linked_by_section() -> None:
    read = []

    def forms(kind: Kind, id_: str) -> dict[str, Any] | None:
        read.append(id_)
        return {"topics": [{"topic": "standards", "summary": "S"}]} if id_ == "framework" else None

    elsewhere = answered.Elsewhere(forms)
    known = Place(Kind.PROTOCOL, "framework", "topics[topic=standards]")
    assert [elsewhere.permalink(known, State.MET) for _ in "12"] == ["topics.standards"] * 2
    unknown = known._replace(id="gone")
    assert elsewhere.permalink(unknown, State.MET) == "topics"
    assert read == ["framework", "gone"]
