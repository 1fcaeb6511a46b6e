"""What holds an answer, as the pages draw it."""

from __future__ import annotations

import pytest

from glasscase.law.model.duty import Duty
from glasscase.law.states import Held, Place, State
from glasscase.records import Kind
from glasscase.site.coverage import drawn
from glasscase.site.coverage.standings import Standing
from tests.law.engine import duty

SIZE = Place(Kind.MODEL, "aurora", "data.modalities.size")


@pytest.mark.parametrize(
    ("basis", "reason", "expected"),
    [
        ("", "not stated for “image”", "in part: not stated for “image”"),
        ("trade-secret", "The size.", "in part withheld (trade secret): The size."),
        ("not-yet", "In March.", "in part no value (not yet): In March."),
    ],
)
def test_a_field_that_some_rows_lack_says_which_or_why(
    basis: str, reason: str, expected: str
) -> None:
    """Template of the training summary, section 1.3: a size for each modality."""
    held = Held(SIZE, State.PARTLY, basis, reason, "A duty")
    own = Duty.model_validate(duty())
    html = drawn.answers([held], own, Standing.PARTLY, lambda _held: "#data.modalities", {})
    assert 'href="#data.modalities"' in html
    assert f'<span class="gc-held__why">{expected}</span>' in html
