"""Rows are found again by id, by natural key, by likeness; not by their place."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive.matching import match
from glasscase.archive.shape import ANYTHING, Content, Shape, of_model
from glasscase.records.evaluation import Evaluation
from glasscase.records.protocol import Approval
from glasscase.records.values import Link

TEXTS = Shape(Content.TEXT)
NAMES = Shape(Content.NAME)
EVALUATIONS = of_model(Evaluation)
LINKS = of_model(Link)


def pairs(before: list[Any], after: list[Any], item: Shape) -> tuple[tuple[int, int], ...]:
    return match(before, after, item).pairs


def test_by_id_wherever_the_row_stands() -> None:
    one, two = {"id": "a", "value": 1}, {"id": "b", "value": 2}
    found = match([one, two], [{**two, "value": 3}, one], EVALUATIONS)
    assert found.pairs == ((0, 1), (1, 0))
    assert found.order == (1, 0)
    assert found.reordered


def test_a_new_id_with_everything_else_the_same_is_the_same_row() -> None:
    row = {"benchmark": "VCT", "metric": "pass@1", "value": 1}
    assert pairs([{"id": "a", **row}], [{"id": "b", **row}], EVALUATIONS) == ((0, 0),)
    other = {**row, "value": 2}
    assert pairs([{"id": "a", **row}], [{"id": "b", **other}], EVALUATIONS) == ()


def test_an_id_alone_is_not_everything_else() -> None:
    assert pairs([{"id": "a", "value": 1}], [{"id": "b", "value": 1}], EVALUATIONS) == ()


def test_by_the_natural_key_and_then_by_the_next_one() -> None:
    before = {"title": "A page", "url": "https://a.example"}
    renamed, moved = {**before, "title": "The page"}, {**before, "url": "https://b.example"}
    assert pairs([before], [renamed], LINKS) == ((0, 0),)
    assert pairs([before], [moved], LINKS) == ((0, 0),)
    assert pairs([before], [{"title": "Another", "url": "https://b.example"}], LINKS) == ()


def test_rows_of_one_key_are_paired_in_their_order_the_same_ones_first() -> None:
    council = {"role": "Council"}
    before = [{**council, "date": "2026-01-01"}, {**council, "date": "2026-02-01"}]
    after = [{**council, "date": "2026-02-01"}, {**council, "date": "2026-03-01"}]
    assert pairs(before, after, of_model(Approval)) == ((0, 1), (1, 0))


def test_lines_that_share_half_of_their_words_are_one_line() -> None:
    before = ["Health data of patients", "Passwords"]
    after = ["Secrets of customers", "Health data of any patients"]
    found = match(before, after, TEXTS)
    assert found.pairs == ((0, 1),)
    assert (found.removed, found.added) == ((1,), (0,))


def test_names_are_the_same_or_not() -> None:
    assert pairs(["aurora-2-mini"], ["aurora-2-max"], NAMES) == ()


def test_equal_rows_are_counted() -> None:
    found = match(["a", "a", "b"], ["a", "b", "b"], NAMES)
    # The rows at both ends stay what they are.
    assert (found.pairs, found.removed, found.added) == (((0, 0), (2, 2)), (1,), (1,))


def test_true_is_not_one_and_seven_is_seven() -> None:
    assert pairs([True, 7], [1, 7.0], ANYTHING) == ((1, 1),)


rows = st.lists(
    st.one_of(
        st.sampled_from(["a", "b c d", "b c e", "x y"]),
        st.fixed_dictionaries(
            {"id": st.sampled_from("abc"), "value": st.integers(0, 2)},
            optional={"title": st.sampled_from("xy"), "url": st.sampled_from("xy")},
        ),
    ),
    max_size=6,
)


@pytest.mark.parametrize("item", [EVALUATIONS, LINKS, TEXTS, ANYTHING], ids=["id", "key", "t", "?"])
@given(before=rows, after=rows)
def test_every_row_is_paired_once_or_alone(
    item: Shape, before: list[Any], after: list[Any]
) -> None:
    found = match(before, after, item)
    assert sorted([*(i for i, _ in found.pairs), *found.removed]) == list(range(len(before)))
    assert sorted([*(j for _, j in found.pairs), *found.added]) == list(range(len(after)))


@pytest.mark.parametrize("item", [EVALUATIONS, LINKS, TEXTS, ANYTHING], ids=["id", "key", "t", "?"])
@given(before=rows, after=rows)
def test_the_way_back_pairs_the_same(item: Shape, before: list[Any], after: list[Any]) -> None:
    forth, back = match(before, after, item), match(after, before, item)
    assert {(j, i) for i, j in forth.pairs} == set(back.pairs)
    assert (forth.removed, forth.added) == (back.added, back.removed)
