"""What says the same in all documents is one object, and what is made of it is made once."""

from __future__ import annotations

from glasscase.documents.common import Common
from glasscase.documents.fill import Source, fill
from glasscase.documents.filled import Filled, Sealed, State
from glasscase.documents.form import FormId, forms

from .demonstration import DUTIES, card, item, known, made

NOTICE = {"withheld": "trade-secret", "describe": "The list of sources."}


def test_where_a_record_says_nothing_its_item_is_that_of_other_records() -> None:
    first = item(made(FormId.AB_2013, card(id="one")), "item-1")
    second = item(made(FormId.AB_2013, card(id="two")), "item-1")
    assert first is second
    assert first.common


def test_where_a_record_says_anything_its_item_is_its_own() -> None:
    for owners in ("Authors.", NOTICE):
        found = item(made(FormId.AB_2013, card(data={"owners": owners})), "item-1")
        assert not found.common
        assert found.answers[0].value == owners


def test_what_the_provider_alone_answers_is_shared_by_its_records() -> None:
    provider = known().provider
    first = item(made(FormId.AB_2013, card(id="one"), provider), "developer")
    second = item(made(FormId.AB_2013, card(id="two"), provider), "developer")
    assert first is second
    other = {**provider, "legal_name": "Someone else"}
    third = item(made(FormId.AB_2013, card(id="one"), other), "developer")
    assert third.answers[0].value == "Someone else"
    assert first.answers[0].value == provider["legal_name"]


def test_an_item_that_hangs_on_another_is_shared_by_records_that_answer_that_one_alike() -> None:
    def services(**user_data: bool) -> Filled:
        return item(made(FormId.TRAINING_CONTENT, card(data={"user_data": user_data})), "services")

    no = {"interactions": False, "other_services": False}
    assert services(**no) is services(**no)
    assert services(**no).state is State.NOT_ASKED
    assert services(interactions=True).state is State.MISSING


def test_an_item_with_a_value_that_the_public_does_not_see_is_not_shared() -> None:
    sealed = Sealed("data.owners", "trade-secret", "The list of sources.")
    form = forms()[FormId.AB_2013]
    open_ = fill(form, Source(card(), None, "0" * 64, DUTIES))
    closed = fill(form, Source(card(), None, "0" * 64, DUTIES, sealed=(sealed,)))
    assert item(open_, "item-1").common
    assert not item(closed, "item-1").common
    assert item(closed, "item-1").sealed == (sealed,)
    assert item(closed, "item-2") is item(open_, "item-2")


def test_what_is_made_of_an_item_is_made_once() -> None:
    asked: list[str] = []

    def make(one: Filled) -> str:
        asked.append(one.id)
        return one.label

    common = Common(make)
    found = item(made(FormId.AB_2013, card()), "item-1")
    assert common.of(found) == common.of(found) == found.label
    assert asked == ["item-1"]
