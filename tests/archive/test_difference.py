"""What differs between two forms: field by field, row by row, with the words for people."""

from __future__ import annotations

from typing import Any

import pytest

from glasscase.archive import DifferenceError, Mark, Note, What, Words, compare
from glasscase.records import PublicForm

from .forms import (
    COMMITMENT,
    EVALUATION,
    LINE,
    WITHHELD,
    card,
    changed,
    commitment,
    incident,
    protocol,
)

STAGES = [{"id": name, "name": name, "description": f"We {name}."} for name in ("train", "tune")]
LINKS = [{"title": name, "url": f"https://{name}.example/"} for name in ("one", "two", "three")]


def test_equal_forms_do_not_differ() -> None:
    form = protocol(commitments=[COMMITMENT], body="# Text")
    assert compare(form, form).changes == ()


def test_it_says_what_was_compared() -> None:
    difference = compare(protocol(version="1"), protocol(version="2", title="New title"))
    assert (difference.kind.value, difference.id) == ("protocol", "frontier")
    assert (difference.from_version, difference.to_version) == ("1", "2")
    assert difference.title == "New title"


def test_a_plain_value() -> None:
    change = changed(card(release={"stage": "beta"}), card(release={"stage": "general"}))
    assert change.path == change.position == ("release", "stage")
    assert change.label == ("Release", "Stage")
    assert (change.what, change.before, change.after) == (What.CHANGED, "beta", "general")


def test_a_field_that_is_new_or_gone() -> None:
    one, other = protocol(), protocol(contact={"role": "Desk"})
    assert (changed(one, other).what, changed(one, other).after) == (What.ADDED, {"role": "Desk"})
    assert (changed(other, one).what, changed(other, one).before) == (
        What.REMOVED,
        {"role": "Desk"},
    )


def test_a_number_carries_its_unit() -> None:
    def measured(value: float, unit: str = "%") -> PublicForm:
        return card(evaluations=[{**EVALUATION, "value": value, "unit": unit}])

    assert changed(measured(1), measured(2)).unit == "%"
    both = compare(measured(1), measured(2, "points"))
    assert [(change.path[-1], change.former_unit, change.unit) for change in both.changes] == [
        ("value", "%", "points"),
        ("unit", "", ""),
    ]


def test_seven_and_seven_point_nought_are_one_number() -> None:
    one = card(evaluations=[{**EVALUATION, "value": 7.0}])
    other = card(evaluations=[{**EVALUATION, "value": 7.0}])
    other["evaluations"][0]["value"] = 7
    assert compare(one, other).changes == ()


def test_a_value_within_a_row_names_the_row() -> None:
    change = changed(
        commitment(threshold={**LINE, "value": 50}), commitment(threshold={**LINE, "value": 60})
    )
    assert change.path == ("commitments", "bio-halt", "threshold", "value")
    assert change.label == ("Commitments", "Halt on biological uplift", "Threshold", "Value")
    assert change.position == ("commitments", 0, "threshold", "value")
    assert set(change.names) == {"bio-halt", "Halt on biological uplift", "VCT-2"}


def test_words_may_be_passed_in() -> None:
    words = Words(field=lambda model, key: f"{model}/{key}")
    difference = compare(protocol(), protocol(review={"cadence": "P1Y"}), words)
    assert difference.changes[0].label == ("Protocol/review",)


def test_prose_is_compared_word_by_word() -> None:
    change = changed(protocol(body="We test it."), protocol(body="We may test it."))
    assert [(piece.mark, piece.text) for piece in change.pieces] == [
        (Mark.SAME, "We "),
        (Mark.ADDED, "may "),
        (Mark.SAME, "test it."),
    ]


def test_fixed_values_names_and_dates_are_not() -> None:
    for before, after in (
        (incident(state="resolved"), incident(state="closed")),
        (protocol(effective_from="2026-01-01"), protocol(effective_from="2026-02-01")),
        (protocol(version="1.0"), protocol(version="1.1")),
    ):
        assert changed(before, after).pieces == ()


def test_spaces_and_quotation_marks_alone_are_a_minor_change() -> None:
    change = changed(protocol(body='The "one"\nword'), protocol(body="The “one” word"))
    assert change.minor
    assert change.why == "Only spaces, line breaks or the form of quotation marks differ."
    assert (change.before, change.after) == ('The "one"\nword', "The “one” word")


def test_spaces_in_code_are_no_minor_change() -> None:
    change = changed(protocol(body="```\na b\n```"), protocol(body="```\na  b\n```"))
    assert not change.minor


def test_a_withheld_value_is_one_change_with_both_sides() -> None:
    change = changed(card(limitations="Many."), card(limitations=WITHHELD))
    assert change.path == ("limitations",)
    assert (change.before, change.after) == ("Many.", WITHHELD)


def test_within_a_notice_its_own_fields_are_compared() -> None:
    other = {**WITHHELD, "describe": "It is a secret."}
    change = changed(card(limitations=WITHHELD), card(limitations=other))
    assert change.path == ("limitations", "describe")
    assert change.direction is None


# Rows


def test_rows_that_are_new_and_gone_stand_about_where_they_stood() -> None:
    rows = [{**COMMITMENT, "id": name, "title": name.upper()} for name in "abcd"]
    difference = compare(
        protocol(commitments=rows[:3]), protocol(commitments=[rows[0], rows[3], rows[2]])
    )
    assert [(change.what, change.path[-1]) for change in difference.changes] == [
        (What.REMOVED, "b"),
        (What.ADDED, "d"),
    ]
    assert [change.position for change in difference.changes] == [
        ("commitments", 1),
        ("commitments", 1),
    ]


def test_the_last_row_that_goes_is_one_row_and_not_the_whole_list() -> None:
    change = changed(protocol(commitments=[COMMITMENT]), protocol())
    assert change.path == ("commitments", "bio-halt")
    assert change.before == COMMITMENT


def test_rows_that_changed_places_are_a_minor_change_and_nothing_else() -> None:
    change = changed(protocol(links=LINKS), protocol(links=LINKS[::-1]))
    assert (change.what, change.path, change.minor) == (What.REORDERED, ("links",), True)
    assert change.before == ["one", "two", "three"]
    assert change.after == ["three", "two", "one"]
    assert change.order == (2, 1, 0)


def test_an_order_that_says_something_is_no_minor_change() -> None:
    change = changed(card(training={"stages": STAGES}), card(training={"stages": STAGES[::-1]}))
    assert (change.what, change.minor) == (What.REORDERED, False)


def test_a_row_that_moved_and_changed_has_its_own_change() -> None:
    after = [{**LINKS[2], "title": "third"}, *LINKS[:2]]
    difference = compare(protocol(links=LINKS), protocol(links=after))
    assert [(change.what, change.position) for change in difference.changes] == [
        (What.CHANGED, ("links", 2, "title")),
        (What.REORDERED, ("links",)),
    ]


def test_a_new_id_of_the_same_row_is_a_change_of_the_id() -> None:
    change = changed(commitment(), commitment(id="bio-stop"))
    assert (change.path, change.before, change.after) == (
        ("commitments", "bio-stop", "id"),
        "bio-halt",
        "bio-stop",
    )


def test_a_line_of_a_list_that_was_rewritten_is_compared_word_by_word() -> None:
    def factors(*lines: str) -> PublicForm:
        return incident(contributing_factors=list(lines))

    change = changed(factors("The filter was off"), factors("The first filter was off"))
    assert change.what is What.CHANGED
    assert [piece.text for piece in change.pieces if piece.mark is Mark.ADDED] == ["first "]


def test_a_list_that_binds_all_when_left_out_is_compared_as_a_whole() -> None:
    change = changed(commitment(models=["a", "b"]), commitment())
    assert change.path == ("commitments", "bio-halt", "models")
    assert change.before == ["a", "b"]


# Notes


def test_the_notes_that_came_with_the_later_version() -> None:
    def note(version: str, **fields: Any) -> dict[str, Any]:
        own = {"date": f"2026-0{version}-01", "summary": f"What {version} did.", "reason": "Why."}
        return {"version": version, **own, **fields}

    before = protocol(version="1", changes=[note("1")])
    after = protocol(
        version="3",
        changes=[note("3", material=True, announced="2026-02-20"), note("2"), note("1")],
    )
    assert compare(before, after).notes == (
        Note("3", "2026-03-01", "What 3 did.", "Why.", material=True, announced="2026-02-20"),
        Note("2", "2026-02-01", "What 2 did.", "Why."),
    )
    assert compare(after, before).notes == ()


# What cannot be compared, and what no model knows


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (protocol(), protocol(id="other")),
        (protocol(), card()),
        ({}, {}),
        ({"kind": "service"}, {"kind": "service"}),
        ({"kind": ["protocol"]}, {"kind": ["protocol"]}),
    ],
)
def test_what_is_no_pair_of_versions_is_refused(before: PublicForm, after: PublicForm) -> None:
    with pytest.raises(DifferenceError) as caught:
        compare(before, after)
    assert caught.value.hint


def test_a_form_nested_beyond_reason_is_refused() -> None:
    deep: Any = "a"
    for _ in range(5_000):
        deep = [deep]
    with pytest.raises(DifferenceError, match="nested too deeply"):
        compare({**protocol(), "later": {"x": deep}}, {**protocol(), "later": {"x": [deep]}})


def test_fields_that_no_model_knows_are_compared_all_the_same() -> None:
    before = {**protocol(), "later": {"rows": [{"id": "a", "n": 1}], "on": True}}
    after = {**protocol(), "later": {"rows": [{"id": "a", "n": 2}], "on": 1}}
    assert [change.path for change in compare(before, after).changes] == [
        ("later", "on"),
        ("later", "rows", "a", "n"),
    ]


def test_values_of_another_kind_than_the_model_says_are_compared_as_a_whole() -> None:
    change = changed({**protocol(), "scope": ["a"]}, {**protocol(), "scope": {"models": ["a"]}})
    assert (change.path, change.before, change.after) == (("scope",), ["a"], {"models": ["a"]})
