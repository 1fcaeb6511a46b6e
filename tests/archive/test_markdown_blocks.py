"""Markdown is cut where a reader sees something new begin, and no character is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.archive.markdown_blocks import BREAK, Block, blocks, sentences, tokens, words

FRAGMENTS = (
    *("a", "Word", " ", "  ", "\n", "\n\n", "\r\n", "\t", "- ", "1. ", "# ", "> ", "| a |", "```"),
    *("~~~", "    ", "===", "-----", ".", "! ", "“", "'", "é", "日本", "。", "\u0301", "\u2028"),
    *("https://a.example/b?c=d.", "\\\n", "[^1]: ", "*", "_", "\0", "10.5", "1,000"),
)
markdown = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join) | st.text(max_size=40)


def cut(text: str) -> list[str]:
    return [block.text for block in blocks(text)]


@given(markdown)
def test_nothing_is_lost(text: str) -> None:
    assert "".join(cut(text)) == text
    assert "".join(words(blocks(text)).texts) == text
    assert "".join(tokens(text)) == text
    for block in blocks(text):
        assert "".join(part.text for part in sentences(block)) == block.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One\ntwo\n\nthree\n", ["One\ntwo\n\n", "three\n"]),
        ("# Head\ntext", ["# Head\n", "text"]),
        ("- a\n- b\n  c\n", ["- a\n", "- b\n  c\n"]),
        ("1. a\n2. b", ["1. a\n", "2. b"]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", ["| a | b |\n", "|---|---|\n", "| 1 | 2 |"]),
        ("say\n> one\n> two\nsay", ["say\n", "> one\n> two\n", "say"]),
        ("a\n```\nx\n\ny\n```\nb", ["a\n", "```\n", "x\n", "\n", "y\n", "```\n", "b"]),
        ("~~~\n```\n~~~\nb", ["~~~\n", "```\n", "~~~\n", "b"]),
        ("Title\n=====\n\ntext", ["Title\n=====\n\n", "text"]),
        ("\n\na", ["\n\n", "a"]),
        ("2026 was\n# not", ["2026 was\n", "# not"]),
    ],
)
def test_blocks(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("One two\nthree", "One\ntwo three\n\n"),
        ("| a | b |", "| a   |  b |"),
        ("Title\n=====", "Title\n========="),
        ("The “word”", 'The "word"'),
    ],
)
def test_blocks_that_show_the_same_have_one_key(one: str, other: str) -> None:
    [left], [right] = blocks(one), blocks(other)
    assert left.key == right.key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("One  \ntwo", "One\ntwo"),
        ("One\\\ntwo", "One two"),
        ("- a", "    - a"),
        ("    code  here", "    code here"),
        ("One two.", "One two!"),
    ],
)
def test_blocks_that_show_something_else_have_not(one: str, other: str) -> None:
    [left], [right] = blocks(one), blocks(other)
    assert left.key != right.key


def test_spaces_count_in_code() -> None:
    one, other = blocks("```\na  b\n```"), blocks("```\na b\n```")
    assert [x.key == y.key for x, y in zip(one, other, strict=True)] == [True, False, True]


def test_a_line_break_in_a_paragraph_is_a_space_and_the_end_of_it_is_none() -> None:
    assert words(blocks("One\ntwo.\n\nThree\n")).keys == [
        *("One", " ", "two", ".", BREAK),
        *("Three", BREAK),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("don't stop", ["don't", " ", "stop"]),
        ("10.5 % of 1,000", ["10.5", " ", "%", " ", "of", " ", "1,000"]),
        ("(see https://a.example/b.)", ["(", "see", " ", "https://a.example/b", ".", ")"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("安全です", ["安", "全", "で", "す"]),
        ("SB-53", ["SB", "-", "53"]),
    ],
)
def test_tokens(text: str, found: list[str]) -> None:
    assert tokens(text) == found


def test_sentences() -> None:
    text = (
        "We test each model first. Then we publish the results of it. No. It ends here, see SEC. 5."
    )
    parts = [part.text for part in sentences(Block(text))]
    assert parts == [
        "We test each model first. ",
        "Then we publish the results of it. ",
        "No. It ends here, see SEC. 5.",
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [("## A head ##\n", "A head"), ("A head\n------\n", "A head"), ("A text\n", ""), ("#tag", "")],
)
def test_headings(text: str, heading: str) -> None:
    assert Block(text).heading == heading
