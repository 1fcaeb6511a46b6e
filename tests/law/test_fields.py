"""The fields that duties name: their paths, and what a record says at each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.law.fields import Fields, Step, all_paths, rows, steps, unused
from glasscase.law.paths import exists
from glasscase.law.states import GIVEN, MISSING, Answered, State
from glasscase.records import Kind

WITHHELD = {"withheld": "trade-secret", "describe": "The exact count."}
TIERS = Step("topics", "topic", "risk-tiers")
NOT_YET = {"absent": "not-yet", "reason": "It is measured in March."}


def at(form: dict[str, Any], path: str) -> Answered:
    return Fields([path]).answers(form)[0]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("compute", (Step("compute"),)),
        ("compute.operations", (Step("compute"), Step("operations"))),
        ("topics[topic=risk-tiers].summary", (TIERS, Step("summary"))),
        ("", None),
        ("compute.", None),
        (".compute", None),
        ("topics[topic]", None),
        ("topics[topic=a]summary", None),
        ("Compute", None),
    ],
)
def test_the_steps_of_a_path(path: str, expected: tuple[Step, ...] | None) -> None:
    assert steps(path) == expected


@pytest.mark.parametrize(
    ("form", "state", "basis", "reason"),
    [
        ({"compute": {"operations": 3.1e26}}, State.MET, "", ""),
        ({"compute": {"operations": 0}}, State.MET, "", ""),
        ({"compute": {"operations": False}}, State.MET, "", ""),
        ({"compute": {"magnitude": 26}}, State.MISSING, "", ""),
        ({}, State.MISSING, "", ""),
        ({"compute": {"operations": WITHHELD}}, State.WITHHELD, "trade-secret", "The exact count."),
        ({"compute": {"operations": NOT_YET}}, State.ABSENT, "not-yet", "It is measured in March."),
        ({"compute": WITHHELD}, State.WITHHELD, "trade-secret", "The exact count."),
        ({"compute": NOT_YET}, State.ABSENT, "not-yet", "It is measured in March."),
    ],
)
def test_a_field_is_given_withheld_absent_or_missing_and_its_parent_covers_it(
    form: dict[str, Any], state: State, basis: str, reason: str
) -> None:
    answered = at(form, "compute.operations")
    assert (answered.state, answered.basis, answered.reason) == (state, basis, reason)


def test_one_row_that_answers_is_enough() -> None:
    form = {"assessors": [{"name": WITHHELD}, {"id": "b"}, {"name": "An institute"}]}
    assert at(form, "assessors.name") is GIVEN


def test_of_rows_the_one_that_says_most_counts() -> None:
    assert at({"assessors": [{"name": NOT_YET}, {"name": WITHHELD}]}, "assessors.name").state is (
        State.WITHHELD
    )
    assert at({"assessors": [{"name": WITHHELD}, {"name": NOT_YET}]}, "assessors.name").state is (
        State.WITHHELD
    )


def test_a_pick_takes_rows_by_a_value_and_looks_into_lists_of_values() -> None:
    form = {"topics": [{"topic": "standards", "summary": "We follow them."}], "harms": ["death"]}
    assert at(form, "topics[topic=standards]") is GIVEN
    assert at(form, "topics[topic=standards].summary") is GIVEN
    assert at(form, "topics[topic=standards].section") is MISSING
    assert at(form, "topics[topic=mitigations]") is MISSING
    notes = {"changes": [{"material": True, "date": "2026-04-27"}]}
    assert at(notes, "changes[material=true].date") is GIVEN


def test_an_empty_list_says_nothing() -> None:
    assert at({"harms": []}, "harms") is MISSING


def test_the_same_notice_is_one_and_the_same_answer() -> None:
    one, other = at({"a": dict(WITHHELD)}, "a"), at({"b": {"c": dict(WITHHELD)}}, "b.c")
    assert one is other


PATHS = ["a", "a.b", "a.b.c", "a.d", "e.f", "e[f=x]", "e[f=x].b"]
VALUES = st.recursive(
    st.one_of(
        st.integers(), st.text("xy", max_size=1), st.just(dict(WITHHELD)), st.just(dict(NOT_YET))
    ),
    lambda inner: st.one_of(
        st.dictionaries(st.sampled_from("abcdef"), inner, max_size=3),
        st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)
FORMS = st.dictionaries(st.sampled_from("abcdef"), VALUES, max_size=4)


@given(FORMS)
def test_many_paths_at_once_say_what_each_says_alone(form: dict[str, Any]) -> None:
    assert Fields(PATHS).answers(form) == tuple(at(form, path) for path in PATHS)


@given(FORMS)
def test_a_field_is_given_if_there_are_given_values_at_its_path(form: dict[str, Any]) -> None:
    for path in ("a.b", "e.f", "e[f=x].b"):
        held = [one for one in rows(form, path) if one not in ([], {})]
        assert (at(form, path) is GIVEN) >= bool(held)


def test_fields_exist_as_the_data_model_has_them() -> None:
    assert exists(Kind.MODEL, "compute.operations")
    assert exists(Kind.MODEL, "evaluations.uncertainty.plus_minus")
    assert exists(Kind.PROTOCOL, "topics[topic=standards].summary")
    assert not exists(Kind.PROTOCOL, "topics[subject=standards].summary")
    assert not exists(Kind.MODEL, "compute.operation")
    assert not exists(Kind.MODEL, "compute.operations.value")
    assert not exists(Kind.PROVIDER, "compute.operations")


def test_fields_that_nobody_uses_are_named_once_as_far_up_as_can_be() -> None:
    found = unused(Kind.MODEL, ["compute.operations", "data", "evaluations[id=a].value"])
    assert "energy" in found
    assert "energy.training" not in found
    assert "compute.magnitude" in found
    assert "data.crawled" not in found
    assert {"compute", "evaluations.value", "evaluations.id", "evaluations"}.isdisjoint(found)
    assert unused(Kind.MODEL, all_paths(Kind.MODEL)) == ()
