"""YAML as plain values: both parsers agree, positions are right, and nothing raises."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glasscase.reading.events import Backend
from glasscase.reading.limits import Limits
from glasscase.reading.places import Path as Place
from glasscase.reading.yaml import Parsed, parse_yaml

HOSTILE = Path(__file__).parents[2] / ".." / "shared" / "corpus" / "open" / "hostile"

scalars = (
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12)
    | st.sampled_from(["no", "1_000", "017", "12:30", "2026-01-01", "<<", "-", "?", ": ", "#"])
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)
keys = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf")), max_size=8)
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4)
)
FRAGMENTS = (
    *("a", "b: ", "- ", "? ", ": ", "\n", "\n  ", "\t", "[", "]", "{", "}", ",", "'", '"', "|"),
    *(">-\n", "|2", " #", "&a ", "*a", "!", "!!str ", "%", "---", "...", "<<: ", "no", "1.10"),
    *("é", "😀", "\\", "\\ud800", "\\U00110000", "`", "~", "\r\n", "\r", "\x85", "\u2028"),
    *("\0", "\u202e", "x:y", ",?", ":]", "\ufeff", "\xa0", "\ud800"),
)
fragments = st.lists(st.sampled_from(FRAGMENTS), max_size=20).map("".join)


def parts(parsed: Parsed) -> tuple[object, ...]:
    places = parsed.places
    marks, literals = list(places.marks), places.literals
    return repr(parsed.value), marks, literals, parsed.ambiguous, parsed.holes, parsed.findings


def both(text: str) -> tuple[Parsed, Parsed]:
    return parse_yaml(text, path="a", backend="c"), parse_yaml(text, path="a", backend="python")


def snippets() -> Iterator[str]:
    """Give every hostile file, and the YAML that the files of the YAML test suite quote."""
    for file in sorted(HOSTILE.iterdir()):
        yield file.read_bytes().decode("utf-8", "replace")
        yield file.read_bytes().decode("latin-1")
        if file.name.startswith("yaml-test-suite"):
            for case in yaml.safe_load(file.read_text("utf-8")):
                text = re.sub("—*»", "\t", case.get("yaml", ""))
                text = text.replace("␣", " ").replace("←", "\r").replace("⇔", "\ufeff")
                yield text.replace("↵", "").replace("∎\n", "")


def test_libyaml_is_here_to_compare_with() -> None:
    assert yaml.__with_libyaml__


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="the corpus is not here")
def test_parsers_agree_on_hostile_files() -> None:
    texts = list(snippets())
    assert len(texts) > 300
    for text in texts:
        c, python = both(text)
        assert parts(c) == parts(python), text


@given(values, st.booleans(), st.sampled_from([20, 80]), st.booleans())
def test_parsers_agree_on_generated_values(
    value: object, flow: bool, width: int, escape: bool
) -> None:
    text = yaml.safe_dump(
        {"value": value}, default_flow_style=flow, width=width, allow_unicode=not escape
    )
    c, python = both(text)
    assert parts(c) == parts(python)


@given(fragments)
def test_parsers_agree_on_what_is_valid(text: str) -> None:
    """What one accepts, the other reads in the same way; what is refused may differ in words."""
    c, python = both(text)
    if c.findings and python.findings:
        return
    assert parts(c) == parts(python)


@given(st.text() | fragments)
def test_no_text_raises(text: str) -> None:
    for parsed in both(text):
        for path in (*parsed.ambiguous, *parsed.holes, ("no", 1, "such")):
            position, length = parsed.places.span(path)
            assert position.line >= 1
            assert position.column >= 1
            assert length >= 1


def visit(value: object, path: Place = ()) -> Iterator[tuple[Place, object]]:
    yield path, value
    children: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        children = list(value.items())
    elif isinstance(value, list):
        children = list(enumerate(value))
    for step, child in children:
        yield from visit(child, (*path, step))


words = st.from_regex(r"[a-z😀é]{1,6}", fullmatch=True)
tame = st.recursive(
    words.filter(lambda word: word not in {"no", "on", "off", "yes", "y", "n", "true", "null"}),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(words, inner, min_size=1, max_size=4)
    ),
)


@given(tame, st.booleans(), st.sampled_from(["\n", "\r\n"]), st.integers(1, 50))
def test_positions_point_at_the_text(
    value: object, flow: bool, line_end: str, first_line: int
) -> None:
    text = yaml.safe_dump({"top": value}, default_flow_style=flow, allow_unicode=True, width=20)
    parsed = parse_yaml(text.replace("\n", line_end), path="a", first_line=first_line)
    lines = text.split("\n")
    for path, found in visit(parsed.value):
        if isinstance(found, str):
            (line, column), length = parsed.places.span(path)
            start = lines[line - first_line][column - 1 :]
            assert start.strip("'\"? ").startswith(found)
            assert length == len(found)
        if path and isinstance(path[-1], str):
            line, column = parsed.places.position(path, key=True)
            assert lines[line - first_line][column - 1 :].strip("'\"").startswith(path[-1])


@pytest.mark.parametrize("backend", [None, "c", "python"])
def test_plain_scalars(backend: Backend | None) -> None:
    text = "[true, TRUE, null, ~, , 12, -3, .5, 1e26, 1.5e+3, yes, 0x1F, 2026-01-01, 1.10.2]"
    parsed = parse_yaml(f"a: {text}".replace(", ,", ", '',"), path="a", backend=backend)
    assert parsed.value == {
        "a": [
            *(True, True, None, None, "", 12, -3, 0.5, 1e26, 1500.0),
            *("yes", "0x1F", "2026-01-01", "1.10.2"),
        ]
    }
    assert parsed.ambiguous == (("a", 10), ("a", 11), ("a", 12))


def test_the_text_of_a_number_is_kept() -> None:
    places = parse_yaml("a: 1.10\nb: [1.5, +7, 3.0e26]\nc: 1", path="a").places
    assert places.literal(("a",)) == "1.10"
    assert places.literal(("b", 0)) is None
    assert places.literal(("b", 1)) == "+7"
    assert places.literal(("b", 2)) == "3.0e26"
    assert places.literal(("b", 9)) is None
    assert places.span(("b", 2)) == ((2, 14), 6)


def test_refused_entries_leave_the_other_positions_right() -> None:
    text = "a: {x: 1}\na: {y: [1, 2], z: no}\n1: [q]\nb: [*r, 1.10, no]\nc: d\n"
    parsed = parse_yaml(text, path="a")
    assert parsed.value == {"a": {"x": 1}, "b": [None, 1.1, "no"], "c": "d"}
    assert parsed.ambiguous == (("b", 2),)
    assert parsed.holes == (("b", 0),)
    assert parsed.places.position(("c",)) == (5, 4)
    assert parsed.places.position(("b", 2)) == (4, 15)
    assert parsed.places.literal(("b", 1)) == "1.10"


@pytest.mark.parametrize("backend", [None, "c", "python"])
@pytest.mark.parametrize(
    ("unit", "rule"),
    [
        ("[", "yaml-depth"),
        ("{", "yaml-key"),
        ("- ", "yaml-depth"),
        ("? ", "yaml-key"),
        ("{a: ", "yaml-depth"),
        ("- *a\n", "yaml-alias"),
        ("- &a\n", "yaml-alias"),
        ("a: 1\n", "yaml-duplicate-key"),
        ("- a\n", "yaml-size"),
    ],
)
def test_endless_input_ends_early(unit: str, rule: str, backend: Backend | None) -> None:
    text = unit * ((1 << 18) // len(unit))
    parsed = parse_yaml(text, path="a", limits=Limits(nodes=2_000), backend=backend)
    assert rule in {finding.rule for finding in parsed.findings}
    assert len(parsed.findings) <= Limits().problems + 1


def test_many_problems_end_the_reading() -> None:
    parsed = parse_yaml("a: 1\n" * 500, path="a")
    assert len(parsed.findings) == Limits().problems
    assert parsed.value is None
    assert not parsed.whole
