"""Metadata is found where it is, and given back where it cannot be read."""

from __future__ import annotations

import pytest

from glasscase.exchange.front_matter import Card, split_card


def _names(card: Card) -> list[str]:
    return [key.name for key in card.keys]


def _rules(card: Card) -> list[str]:
    return [finding.rule for finding in card.findings]


def test_keys_keep_their_lines_with_comments() -> None:
    card = split_card("---\n# above\na: 1  # one\n# of a\nb:\n- x\n---\nText\n", "c.md")
    assert card.comments == "# above"
    assert [(key.name, key.line, key.raw) for key in card.keys] == [
        ("a", 3, "a: 1  # one\n# of a"),
        ("b", 5, "b:\n- x"),
    ]
    assert (card.body, card.body_line) == ("Text\n", 8)
    assert card.findings == ()


@pytest.mark.parametrize(
    "text",
    [
        "# Title\n\nText\n",
        "---\n\nA rule stands above.\n\n---\n",
        "***\nlanguage: en\n***\n",
        "Text\n\n```\n---\nlanguage: en\n---\n```\n",
        "Text\n\n---\n\nMore text\n\n---\n",
        "",
        "---",
    ],
)
def test_text_is_not_taken_for_metadata(text: str) -> None:
    card = split_card(text, "c.md")
    assert (_names(card), card.unread, card.body) == ([], None, text)
    assert card.findings == ()


@pytest.mark.parametrize(
    ("text", "names", "rules", "body_line"),
    [
        ("\n---\nlanguage: en\n---\nT", ["language"], ["front-matter-position"], 5),
        ("--\nlanguage: en\n---\nT", ["language"], ["front-matter-position"], 4),
        ("—\nlanguage: en\n---\nT", ["language"], ["front-matter-position"], 4),
        ("---\nlanguage: en\n\nT", ["language"], ["front-matter-unclosed"], 3),
        ("---\nlanguage: en\n# T", ["language"], ["front-matter-unclosed"], 3),
        ("---\nlanguage: en\n...\nT", ["language"], [], 4),
        ("A\n\n---\nlicense: mit\n---\nT", ["license"], ["front-matter-position"], 1),
        ("---\n---\nT", [], [], 3),
        ("---\na: 1\nb: {{ x }}\n---\nT", ["a"], ["yaml-key"], 5),
        ("---\na: 1\nb: c: d\ne: 2\n---\nT", ["a", "e"], ["yaml-syntax"], 6),
        ("---\na: 1\nb:\n\t- c\n---\nT", ["a"], ["yaml-tab"], 6),
        ("---\na: 1\na: 2\n---\nT", ["a"], ["yaml-duplicate-key"], 5),
        ("---\n- a\n- b\n---\nT", [], ["yaml-top-level"], 5),
    ],
)
def test_damage_is_a_finding_and_the_rest_is_read(
    text: str, names: list[str], rules: list[str], body_line: int
) -> None:
    card = split_card(text, "c.md")
    assert _names(card) == names
    assert _rules(card) == rules
    assert card.body_line == body_line
    assert card.body.split("\n")[-1].endswith("T")


def test_lines_below_late_metadata_keep_their_numbers() -> None:
    card = split_card("Above\n---\nlicense: mit\n---\nBelow", "c.md")
    assert card.body.split("\n").index("Below") == 4
    assert card.body_line == 1


def test_what_could_not_be_read_is_given_back() -> None:
    card = split_card("---\na: 1\nb: c: d\ne: 2\n---\n", "c.md")
    assert card.unread is not None
    assert (card.unread.text, card.unread.line) == ("b: c: d", 3)


def test_keys_between_braces_are_not_torn_apart() -> None:
    card = split_card("---\n{language: en, tags: [a]}\n---\n", "c.md")
    assert {key.raw for key in card.keys} == {"{language: en, tags: [a]}"}
    assert [key.value for key in card.keys] == ["en", ["a"]]
