"""A note that says nothing of a weakening is found out; one that names it is believed."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from glasscase.archive import compare, unmentioned
from glasscase.records import PublicForm

from .forms import COMMITMENT, EVALUATION, LINE, WITHHELD, card, commitment, protocol

REMOVED = (protocol(commitments=[COMMITMENT, {**COMMITMENT, "id": "tell"}]), commitment(id="tell"))
RAISED = (
    commitment(threshold={**LINE, "value": 50}),
    commitment(threshold={**LINE, "value": 60}),
)
REVIEWED = (protocol(review={"cadence": "P6M"}), protocol(review={"cadence": "P1Y"}))
HIDDEN = (
    card(architecture={"parameters": 1e12}),
    card(architecture={"parameters": WITHHELD}),
)
UNSCOPED = (
    protocol(scope={"models": ["aurora-2", "aurora-3"]}),
    protocol(scope={"models": ["aurora-3"]}),
)
DROPPED = (card(evaluations=[EVALUATION]), card())
UNLIMITED = (card(limitations="Many."), card())
WITHDRAWAL = {"date": "2026-03-01", "reason": "It is too old."}
WITHDRAWN = (protocol(), protocol(status="withdrawn", withdrawal=WITHDRAWAL))

Step: TypeAlias = tuple[PublicForm, PublicForm]


def mentions(note: str, step: Step) -> bool:
    """Tell whether a note mentions all weakenings of a step, and not none of them."""
    difference = compare(*step)
    missing = unmentioned(difference, note)
    assert missing in ((), difference.weakened)
    assert difference.weakened
    return missing == ()


@pytest.mark.parametrize(
    ("step", "note"),
    [
        pytest.param(REMOVED, "The commitment bio-halt is gone.", id="id"),
        pytest.param(REMOVED, "`Bio-Halt` is gone.", id="id in other case"),
        pytest.param(REMOVED, "We no longer halt on biological uplift.", id="title"),
        pytest.param(REMOVED, "Halting for biological uplifts ends.", id="title, inflected"),
        pytest.param(REMOVED, "Nothing.\n\n- Uplift (biological): no halt.", id="item of a list"),
        pytest.param(RAISED, "The line of VCT-2 moves.", id="benchmark"),
        pytest.param(RAISED, "A line moves from 50 % to 60 %.", id="both values"),
        pytest.param(REVIEWED, "The cadence changes.", id="field"),
        pytest.param(REVIEWED, "We now review every year.", id="words for the rule"),
        pytest.param(HIDDEN, "The number of parameters is withheld.", id="field, withheld"),
        pytest.param(HIDDEN, "Parameter counts are a secret.", id="field, inflected"),
        pytest.param(UNSCOPED, "Aurora 2 is retired.", id="row that is a name"),
        pytest.param(DROPPED, "VCT-2 was not repeated.", id="benchmark of a row"),
        pytest.param(UNLIMITED, "The limitations will be written anew.", id="field, left out"),
        pytest.param(WITHDRAWN, "The policy is withdrawn.", id="words for a withdrawal"),
        pytest.param(UNLIMITED, "LIMITÁTIONS removed.", id="accents"),
    ],
)
def test_mentioned(step: Step, note: str) -> None:
    assert mentions(note, step)


@pytest.mark.parametrize(
    ("step", "note"),
    [
        pytest.param(REMOVED, "", id="nothing"),
        pytest.param(REMOVED, "Wording was made clearer throughout.", id="nothing of it"),
        pytest.param(REMOVED, "Some commitments were removed.", id="the list only"),
        pytest.param(REMOVED, "Biological texts. A halt of work.", id="words, far apart"),
        pytest.param(RAISED, "The threshold was made clearer.", id="the field of a row only"),
        pytest.param(RAISED, "The line is 60 %.", id="the present value only"),
        pytest.param(RAISED, "Since 2050 there are 160 words.", id="other numbers"),
        pytest.param(REVIEWED, "After legal review.", id="a word of another meaning"),
        pytest.param(HIDDEN, "The architecture is described better.", id="the section only"),
        pytest.param(UNSCOPED, "Aurora 3 is new.", id="another row"),
        pytest.param(DROPPED, "Evaluations were repeated.", id="the list of a row only"),
        pytest.param(UNLIMITED, "The limit is unlimited.", id="another word"),
    ],
)
def test_not_mentioned(step: Step, note: str) -> None:
    assert not mentions(note, step)


def test_each_weakening_is_looked_for() -> None:
    before = protocol(
        commitments=[COMMITMENT, {"id": "tell", "title": "Tell the public", "text": "We tell."}],
        review={"cadence": "P6M"},
    )
    difference = compare(before, protocol(review={"cadence": "P1Y"}))
    missing = unmentioned(difference, "We need not tell the public; the cadence is a year.")
    assert [change.path for change in missing] == [("commitments", "bio-halt")]


def test_what_strengthens_need_not_be_mentioned() -> None:
    before, after = REMOVED
    assert unmentioned(compare(after, before), "") == ()
