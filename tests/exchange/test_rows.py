"""A row is added, and every other byte stays."""

from __future__ import annotations

import pytest
import yaml

from glasscase.exchange.rows import append_row

ROW = {"id": "new", "text": "One\ntwo: # three\n"}


@pytest.mark.parametrize(
    "text",
    [
        "a: 1\n",
        "a: 1",
        "# only a comment first\nrows:\n  - id: one\n",
        "rows:\n- id: one\n  text: |\n    # no comment\n\n    more\n# a comment\nlast: 1\n",
        "rows:\n    - id: one  # here\n\n    # about what follows\nlast: {x: [1]}\n",
        "rows:\r\n  - id: one\r\nlast: 1\r\n",
    ],
)
def test_a_row_is_added_at_the_end(text: str) -> None:
    longer = append_row(text, "rows", ROW)
    assert longer is not None
    before = yaml.safe_load(text)
    assert yaml.safe_load(longer) == {**before, "rows": [*before.get("rows", []), ROW]}
    rest = iter(longer)
    assert all(character in rest for character in text)


@pytest.mark.parametrize("text", ["rows: []\n", "rows: [{id: one}]\n", "rows: 1\n", "a: [\n", ""])
def test_where_it_cannot_be_done_safely_nothing_is_done(text: str) -> None:
    assert append_row(text, "rows", ROW) is None
