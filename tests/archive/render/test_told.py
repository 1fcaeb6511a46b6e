"""Values as people read them."""

from __future__ import annotations

import pytest

from glasscase.archive.labels import WORDS
from glasscase.archive.render.told import facts, span, told
from glasscase.archive.shape import ANYTHING, Content, Shape, of_model
from glasscase.records.protocol import Commitment
from glasscase.records.values import Quantity

from ..forms import ABSENT, COMMITMENT, LINE, WITHHELD


@pytest.mark.parametrize(
    ("value", "text"),
    [("P1Y", "1 year"), ("P6M", "6 months"), ("P2W", "2 weeks"), ("P90D", "90 days"), ("x", "x")],
)
def test_spans(value: str, text: str) -> None:
    assert span(value) == text


@pytest.mark.parametrize(
    ("value", "content", "text"),
    [
        (True, Content.FLAG, "yes"),
        (None, Content.NUMBER, "nothing stated"),
        ("trade-secret", Content.FIXED, "Trade secret"),
        ("trade-secret", Content.NAME, "trade-secret"),
        (["a", "b"], Content.LIST, "a; b"),
    ],
)
def test_plain_values(value: object, content: Content, text: str) -> None:
    assert told(value, Shape(content), WORDS) == text


def test_a_group_says_each_of_its_values() -> None:
    value = {**COMMITMENT, "threshold": LINE, "models": ["aurora-2", "aurora-3"]}
    assert list(facts(value, of_model(Commitment), WORDS, ())) == [
        (("Id",), "bio-halt"),
        (("Title",), "Halt on biological uplift"),
        (("Text",), "We halt."),
        (("Threshold", "Metric"), "pass@1"),
        (("Threshold", "Benchmark"), "VCT-2"),
        (("Threshold", "Operator"), ">="),
        (("Threshold", "Value"), "50 %"),
        (("Threshold", "Unit"), "%"),
        (("Models bound",), "aurora-2; aurora-3"),
    ]


@pytest.mark.parametrize(
    ("notice", "text"),
    [
        (WITHHELD, "Withheld (Trade secret): It is a trade secret."),
        (ABSENT, "Absent (Not yet): It is being measured."),
    ],
)
def test_a_notice_says_what_it_stands_for(notice: dict[str, str], text: str) -> None:
    shape = Shape(Content.GROUP, model=Quantity, disclosed=True)
    assert list(facts(notice, shape, WORDS, ("Size",))) == [(("Size",), text)]


def test_a_notice_loses_nothing_else_that_it_says() -> None:
    notice = {**WITHHELD, "audience": ["ai-office"], "since": "2026-01-01"}
    shape = Shape(Content.PROSE, disclosed=True)
    assert list(facts(notice, shape, WORDS, ()))[1:] == [
        (("Audience",), "AI Office"),
        (("Since",), "2026-01-01"),
    ]


def test_what_no_model_knows_is_said_all_the_same() -> None:
    assert list(facts({"x": [{"id": "a", "n": 1}]}, ANYTHING, WORDS, ())) == [
        (("X", "a", "Id"), "a"),
        (("X", "a", "N"), "1"),
    ]
