"""The YAML that is written reads as a person's and means what the record says."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.exchange.errors import ExchangeError
from glasscase.exchange.writer import WIDTH, write_yaml
from glasscase.reading.text import suspicious
from glasscase.reading.yaml import parse_yaml

TRAPS = [
    "no",
    "On",
    "y",
    "null",
    "~",
    "true",
    "017",
    "0x1F",
    "1_000",
    "1e5",
    "12:30",
    "2026-04-30",
    "2026-04",
    "1.10",
    ".5",
    ".nan",
    "-",
    "- a",
    "a: b",
    "a #b",
    "#a",
    "&a",
    "*a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "{a}",
    "[a]",
    "'a'",
    '"a"',
    "a\\b",
    "|",
    ">",
    "?",
    "? a",
    ": a",
    "a:",
    "---",
    "...",
    "<<",
    "=",
    " a",
    "a ",
    "a\tb",
    "\ta",
    "",
]

texts = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.text("ab \n\t:#-'\"\\|>é🙂", max_size=60),
    st.text("word, and more. ", min_size=90, max_size=200),
).filter(lambda text: not suspicious(text))
numbers = st.one_of(
    st.integers(-(2**53), 2**53),
    st.floats(allow_nan=False, allow_infinity=False),
)
values = st.recursive(
    st.one_of(texts, numbers, st.booleans(), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=8,
)
records = st.dictionaries(texts, values, min_size=1, max_size=5)


@settings(deadline=None)
@given(records)
def test_what_is_written_is_read_back_as_the_same_values(record: dict[str, Any]) -> None:
    parsed = parse_yaml(write_yaml(record), path="record.yml")
    assert parsed.findings == ()
    assert repr(parsed.value) == repr(record)
    assert parsed.ambiguous == ()


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from("abc"), st.one_of(texts, numbers, st.booleans())))
def test_a_reader_of_yaml_1_1_sees_the_same_values(record: dict[str, Any]) -> None:
    loaded = yaml.safe_load(write_yaml(record))
    assert repr(loaded) == repr(record)


@pytest.mark.parametrize("text", ["a\x00b", "\x85", "a\u202eb", "\ufeff", "a\rb"])
def test_what_no_yaml_file_may_hold_is_refused(text: str) -> None:
    with pytest.raises(ExchangeError, match=r"without loss: .*U\+|carriage return"):
        write_yaml({"title": text})


def test_what_is_no_plain_value_is_refused() -> None:
    with pytest.raises(ExchangeError, match="a fault of Glasscase"):
        write_yaml({"bound": float("inf")})


def test_the_file_looks_as_if_a_person_had_typed_it() -> None:
    record = {
        "schema": 1,
        "id": "fern-1",
        "version": "1.10",
        "title": "Fern: a small model",
        "summary": "word " * 30 + "end.",
        "languages": ["en", "pt-BR"],
        "traps": ["no", "plain"],
        "compute": {"operations": 3.1e26, "magnitude": 26, "shared": False},
        "use": {"intended": "First line.\n\n    indented\n\nLast line."},
        "sections": [
            {"id": "a", "title": '"Best" of all', "body": "    code first\ntext\n"},
            {"id": "b", "title": "It's", "body": "x"},
        ],
        "empty": [],
        "size": 1e16,
    }
    written = write_yaml(record, ["Imported.", "", "Look it over."])
    assert written == (
        "# Imported.\n"
        "#\n"
        "# Look it over.\n"
        "\n"
        "schema: 1\n"
        "id: fern-1\n"
        'version: "1.10"\n'
        'title: "Fern: a small model"\n'
        "summary: >-\n"
        f"  {'word ' * 18}word\n"
        "  word word word word word word word word word word word end.\n"
        "languages: [en, pt-BR]\n"
        "traps:\n"
        '  - "no"\n'
        "  - plain\n"
        "compute:\n"
        "  operations: 3.1e+26\n"
        "  magnitude: 26\n"
        "  shared: false\n"
        "use:\n"
        "  intended: |-\n"
        "    First line.\n"
        "\n"
        "        indented\n"
        "\n"
        "    Last line.\n"
        "sections:\n"
        "  - id: a\n"
        "    title: '\"Best\" of all'\n"
        "    body: |2\n"
        "          code first\n"
        "      text\n"
        "  - id: b\n"
        "    title: It's\n"
        "    body: x\n"
        "empty: []\n"
        "size: 1.0e+16\n"
    )
    assert all(len(line) <= WIDTH for line in written.splitlines())
