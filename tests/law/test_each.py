"""What the rows of a list say together, where a duty asks something of each of them."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.law.each import each
from glasscase.law.states import GIVEN, MISSING, Answered, State

SIZES = ("data.modalities.size", "data.modalities.amount")
SECRET = {"withheld": "trade-secret", "describe": "The size."}
ANOTHER = {"withheld": "cybersecurity", "describe": "Another size."}
NONE = {"absent": "not-applicable", "reason": "There is no size."}
NOT_YET = {"absent": "not-yet", "reason": "It is counted in March."}


def say(path: str, among: tuple[str, ...], form: dict[str, Any]) -> Answered:
    return each(path, among).answer(form, {})


def of(*rows: Any, path: str = SIZES[0], among: tuple[str, ...] = SIZES) -> Answered:
    return say(path, among, {"data": {"modalities": list(rows)}})


TEXT = {"modality": "text", "size": "1bn-10tn"}
IMAGE = {"modality": "image"}


def test_every_row_must_have_it() -> None:
    assert of(TEXT, {**IMAGE, "size": "under-1m"}) is GIVEN
    assert of(IMAGE) is MISSING
    assert of() is MISSING


def test_the_rows_that_lack_it_are_named() -> None:
    found = of(TEXT, IMAGE, {"continuous": True})
    assert (found.state, found.basis) == (State.PARTLY, "")
    assert found.reason == "not stated for “image”, row 3"


def test_of_several_fields_each_row_needs_one_and_the_one_that_is_used_answers() -> None:
    counted = {**IMAGE, "amount": {"value": 3, "unit": "images"}}
    assert of(TEXT, counted) is GIVEN
    assert of(TEXT, TEXT, path=SIZES[1]) is MISSING
    assert of(counted, path=SIZES[1]) is GIVEN
    assert of(TEXT, counted, among=SIZES[:1]).state is State.PARTLY


@pytest.mark.parametrize(
    ("rows", "state", "basis"),
    [
        ((TEXT, {"size": NONE}), State.MET, ""),
        (({"size": NONE}, {"size": NONE}), State.ABSENT, "not-applicable"),
        (({"size": SECRET}, {"size": ANOTHER}), State.WITHHELD, "trade-secret"),
        ((TEXT, {"size": SECRET}), State.PARTLY, "trade-secret"),
        (({"size": NOT_YET}, {"size": SECRET}), State.PARTLY, "not-yet"),
        ((TEXT, {"size": SECRET}, IMAGE), State.PARTLY, ""),
    ],
)
def test_what_a_row_withholds_or_does_not_have_is_said(
    rows: tuple[dict[str, Any], ...], state: State, basis: str
) -> None:
    """Not applicable answers, as it does for a field of the record."""
    found = of(*rows)
    assert (found.state, found.basis) == (state, basis)


def test_what_stands_for_the_whole_list_stands_for_each_row() -> None:
    for form in ({"data": SECRET}, {"data": {"modalities": SECRET}}):
        assert say(SIZES[0], SIZES, form).basis == "trade-secret"
    assert say(SIZES[0], SIZES, {}) is MISSING


def test_only_picked_rows_are_asked() -> None:
    path = "changes[material=true].reason"
    rows: list[dict[str, Any]] = [{"material": True, "reason": "New tests."}, {"material": False}]
    assert say(path, (path,), {"changes": rows}) is GIVEN
    rows[1]["material"] = True
    assert say(path, (path,), {"changes": rows}).state is State.PARTLY


def test_fields_outside_of_the_list_answer_for_themselves() -> None:
    topic = "topics[topic=tier-mitigations].summary"
    among = (topic, "tiers.mitigations")
    form = {"tiers": [{"mitigations": "None."}, {}], "topics": [{"topic": "tier-mitigations"}]}
    assert say(among[1], among, form).state is State.PARTLY
    form["topics"][0]["summary"] = "As follows."
    assert say(topic, among, form) is GIVEN
