"""What to write, and where."""

from __future__ import annotations

import pytest

from glasscase.law.advice import advice, listed, stated, to_decide
from glasscase.law.states import Held, Place, State
from glasscase.records import Kind

FILES = {(Kind.MODEL, "a"): "content/models/a.yml", (Kind.PROTOCOL, "f"): "content/protocols/f.md"}


def held(kind: Kind, id_: str, field: str, *instead: str, types: tuple[str, ...] = ()) -> Held:
    return Held(Place(kind, id_, field), State.MISSING, "", "", "Something", instead, types)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("data.crawled.period", "`data.crawled.period`"),
        ("topics[topic=standards]", "`topics` with `topic: standards`"),
        ("topics[topic=standards].summary", "`topics.summary` with `topic: standards`"),
    ],
)
def test_a_path_is_told_as_it_is_to_be_written(field: str, expected: str) -> None:
    assert stated(field) == expected


def test_fields_stand_below_the_file_that_is_to_hold_them() -> None:
    found = advice(
        [
            held(Kind.MODEL, "a", "bias"),
            held(Kind.PROTOCOL, "f", "topics[topic=updating]"),
            held(Kind.MODEL, "a", "compute.operations", "compute.magnitude"),
            held(Kind.MODEL, "a", "bias"),
        ],
        lambda place: FILES[place.kind, place.id],
    )
    assert found == {
        "content/models/a.yml": ["`bias`", "`compute.operations` or `compute.magnitude`"],
        "content/protocols/f.md": ["`topics` with `topic: updating`"],
    }


def test_of_a_list_the_rows_that_lack_a_field_are_named() -> None:
    one = held(Kind.MODEL, "a", "data.modalities.size")._replace(
        state=State.PARTLY, reason="not stated for “image”"
    )
    assert advice([one], lambda place: FILES[place.kind, place.id]) == {
        "content/models/a.yml": ["`data.modalities.size` (not stated for “image”)"]
    }


def test_where_there_is_no_protocol_a_new_one_is_asked_for() -> None:
    one = held(Kind.PROTOCOL, "", "review.last", types=("frontier-framework", "safety-policy"))
    assert list(advice([one], lambda place: "")) == [
        "a new file in protocols/ of the type frontier-framework or safety-policy"
    ]
    assert list(advice([held(Kind.PROTOCOL, "", "body")], lambda place: "")) == [
        "a new file in protocols/"
    ]


def test_what_leaves_a_duty_open_is_told_as_what_to_do() -> None:
    because = (
        "cannot tell: state `compute.operations` in models/a.yml",
        "the same is so for 2 more model cards",
    )
    assert to_decide(because) == (
        "State `compute.operations` in models/a.yml. The same is so for 2 more model cards."
    )


def test_lists_read_as_sentences_do() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
