"""No change is left out: the changes make the later form of the earlier one, whatever they are."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.archive import Direction, Mark, What, compare, reconstruct
from glasscase.records import MODELS, Kind, PublicForm, canonical

from .forms import any_form, disturbed, protocol

KINDS = st.sampled_from(list(MODELS))
SEEDS = st.integers(0, 2**32)
INVERSE = {
    What.ADDED: What.REMOVED,
    What.REMOVED: What.ADDED,
    What.CHANGED: What.CHANGED,
    What.REORDERED: What.REORDERED,
}
TURNED = {
    None: None,
    Direction.WEAKENED: Direction.STRENGTHENED,
    Direction.STRENGTHENED: Direction.WEAKENED,
}


def assert_complete(before: PublicForm, after: PublicForm) -> None:
    changes = compare(before, after).changes
    assert bool(changes) == (canonical(before) != canonical(after))
    assert canonical(reconstruct(before, changes)) == canonical(after)


@given(KINDS, SEEDS, SEEDS)
def test_between_any_two_forms(kind: Kind, one: int, other: int) -> None:
    assert_complete(any_form(kind, one), any_form(kind, other))


@given(KINDS, SEEDS, SEEDS)
def test_between_a_form_and_one_like_it(kind: Kind, seed: int, disturbance: int) -> None:
    form = any_form(kind, seed)
    assert_complete(form, disturbed(form, disturbance))


@given(KINDS, SEEDS)
@settings(max_examples=20)
def test_a_form_does_not_differ_from_itself(kind: Kind, seed: int) -> None:
    assert compare(any_form(kind, seed), any_form(kind, seed)).changes == ()


@given(KINDS, SEEDS, SEEDS)
def test_the_way_back_is_the_inverse(kind: Kind, seed: int, disturbance: int) -> None:
    before = any_form(kind, seed)
    after = disturbed(before, disturbance)

    def told(one: PublicForm, other: PublicForm, *, back: bool) -> list[str]:
        found = []
        for change in compare(one, other).changes:
            sides = (change.after, change.before) if back else (change.before, change.after)
            what = INVERSE[change.what] if back else change.what
            direction = TURNED[change.direction] if back else change.direction
            same = [
                (piece.after, piece.before) if back else (piece.before, piece.after)
                for piece in change.pieces
                if piece.mark is Mark.SAME
            ]
            found.append(repr((what, *sides, direction, change.minor, same)))
        return sorted(found)

    assert told(before, after, back=False) == told(after, before, back=True)


scalars = st.sampled_from(["", "a", "b c d e", "b c d f", "x\n\ny"]) | st.integers(0, 2) | st.none()
scalars |= st.booleans()
keys = st.sampled_from(["id", "name", "models", "scope", "commitments", "x", "withheld", "absent"])
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
fields = st.dictionaries(
    st.sampled_from(["scope", "commitments", "standards", "review", "body", "links", "later"]),
    values,
    max_size=5,
)


@given(fields, fields)
def test_between_forms_that_no_model_would_allow(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    """A public branch that someone edited by hand, or that a later version wrote."""
    assert_complete({**protocol(), **before}, {**protocol(), **after})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"x": []}, {}),
        ({"x": []}, {"x": [1]}),
        ({"x": {}}, {}),
        ({"x": None}, {}),
        ({"x": 1}, {"x": True}),
        ({"x": [1, 2, 3]}, {"x": [3, 1, 4]}),
        ({"x": [[1], [2]]}, {"x": [[2], [1]]}),
        ({"x": [{"id": "a"}, {"id": "a"}]}, {"x": [{"id": "a", "n": 1}]}),
    ],
)
def test_corners(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert_complete({**protocol(), **before}, {**protocol(), **after})
    assert_complete({**protocol(), **after}, {**protocol(), **before})


def test_the_form_before_stays_as_it_is() -> None:
    before = protocol(links=[{"title": "A page", "url": "https://a.example/"}], body="One.")
    kept = canonical(before)
    changes = compare(before, protocol(body="Two.")).changes
    reconstruct(before, changes)
    assert canonical(before) == kept
