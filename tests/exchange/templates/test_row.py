"""New rows of the provider's file: what is there keeps every byte."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.exchange.templates import TEMPLATES, insert, row_lines
from glasscase.exchange.templates.entries import BLANK
from glasscase.reading.yaml import parse_yaml

SERVICE, RESPONSIBILITY = TEMPLATES["service"], TEMPLATES["responsibility"]
ROW = "\n".join(row_lines(RESPONSIBILITY, "new"))


def indented(lines: str, width: int) -> str:
    return "".join(f"{' ' * width}{line}\n" for line in lines.splitlines())


@pytest.mark.parametrize(
    ("before", "after", "width"),
    [
        ("a: 1\nresponsibilities:\n  - id: one\n    aspect: A\n", "", 2),
        ("responsibilities:\n- id: one\n", "", 0),
        ("responsibilities:\n- id: one\n", "links: []\n", 0),
        (
            "responsibilities:\n    - id: one\n      # of the row\n",
            "\n# of the links\nlinks: []\n",
            4,
        ),
        ("responsibilities:\n  - id: one\n", "  # commented out\n  # - id: two\n\nlinks: []\n", 2),
        ("responsibilities:\n  - id: one\n    aspect: |\n      # no comment\n", "links: []\n", 2),
        ("responsibilities:\n  - {id: one, aspect: A}\n", "# the end\n", 2),
        ("responsibilities:\n  - id: one\n    aspect: >-\n      a\n\n      b\n", "\n\n", 2),
    ],
)
def test_a_row_stands_behind_the_last_one(before: str, after: str, width: int) -> None:
    place = insert(before + after, RESPONSIBILITY, "new")
    assert place is not None
    assert place.text == before + indented(ROW, width) + after
    lines = place.text.splitlines()
    assert "\n".join(lines[place.first - 1 : place.last]) == indented(ROW, width).rstrip("\n")


def test_a_missing_list_is_put_at_the_end() -> None:
    place = insert("legal_name: A\n# the end", RESPONSIBILITY, "new")
    assert place is not None
    assert place.text == f"legal_name: A\n# the end\nresponsibilities:\n{indented(ROW, 2)}"


def test_line_ends_stay_as_they_are() -> None:
    place = insert("responsibilities:\r\n  - id: one\r\nlinks: []\r\n", RESPONSIBILITY, "new")
    assert place is not None
    assert place.text.count("\r\n") == place.text.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "responsibilities: [{id: one}]\n",
        "responsibilities: []\n",
        "responsibilities:\n",
        "responsibilities: none\n",
        "{legal_name: A}\n",
        "responsibilities: [{id: one},\n  {id: two}]\n",
        "responsibilities:\n  -\n    id: one\n",
        "responsibilities:\n  - id: one\n    aspect: |+\n      kept\n\n\nlinks: []\n",
        "legal_name: A\n...\n",
        "legal_name: [\n",
        "legal_name: A\nlegal_name: B\n",
        "- id: one\n",
        "",
    ],
)
def test_an_unsafe_file_is_left_alone(text: str) -> None:
    assert insert(text, RESPONSIBILITY, "new") is None


_TEXT = st.text(st.sampled_from("ab:# -'\"\n|>[]{}"), max_size=40)


@given(st.lists(_TEXT, max_size=3), _TEXT, st.sampled_from((0, 2, 4)))
def test_nothing_else_is_said_after_than_before(texts: list[str], tail: str, width: int) -> None:
    rows = "".join(
        f"{' ' * width}- id: r{n}\n{' ' * width}  aspect: {t}\n" for n, t in enumerate(texts)
    )
    text = f"responsibilities:\n{rows}{tail}"
    place = insert(text, RESPONSIBILITY, "new")
    if place is None:
        return
    added = "".join(place.text.splitlines(keepends=True)[place.first - 1 : place.last])
    assert place.text.replace(added, "", 1).rstrip("\n") == text.rstrip("\n")
    before, after = (parse_yaml(t, path="p").value for t in (text, place.text))
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["responsibilities"][:-1] == before["responsibilities"]


def test_a_row_asks_for_what_nobody_may_guess() -> None:
    place = insert("", SERVICE, "new")
    assert place is None
    lines = row_lines(SERVICE, "aurora", "Aurora: API")
    assert [line.strip(" -") for line in lines if not line.strip(" ").startswith("#")] == [
        "id: aurora",
        'name: "Aurora: API"',
        f"type: {BLANK}",
        f"role: {BLANK}",
        f"description: {BLANK}",
    ]
