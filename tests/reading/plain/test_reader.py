"""The plain reader: it reads as the parser does, or not at all."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from glasscase.exchange.writer import write_yaml
from glasscase.reading.document import is_markdown, split_front_matter
from glasscase.reading.limits import Limits
from glasscase.reading.plain import read_plain
from glasscase.reading.yaml import Parsed, parse_yaml
from tests.reading.plain.writing import mistyped, written
from tests.reading.test_yaml import HOSTILE, fragments, snippets, values

ROOT = Path(__file__).parents[3]
CORPUS = ROOT / ".." / "shared" / "corpus"
RECORDS = sorted(
    file
    for file in (ROOT / "content").glob("*/*.*")
    if file.parent.name in {"protocols", "models", "incidents"} and file.name != "index.md"
)
RECORDS.append(ROOT / "content" / "provider.yml")
BENCHMARK = runpy.run_path(str(ROOT / "benchmarks" / "records.py"))


def yaml_of(file: Path) -> str:
    """Return a file's YAML, be it as wrong as it may."""
    text = file.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n")
    if is_markdown(file.name):
        return split_front_matter(text, file.name).front or text[:20_000]
    return text[:100_000]


def parts(parsed: Parsed) -> tuple[object, ...]:
    """Return all that was read; 1, 1.0 and true are three different things."""
    places = parsed.places
    return (
        *(repr(parsed.value), list(places.marks), places.literals, places.lines.packed()),
        *(parsed.ambiguous, parsed.holes, parsed.findings, parsed.text, parsed.whole),
        parsed.hidden,
    )


def check_same(text: str, limits: Limits | None = None) -> None:
    """Compare the plain reader, where it reads the text, with libyaml's events."""
    limits = limits or Limits()
    plain = parse_yaml(text, path="a", limits=limits)
    assert parts(plain) == parts(parse_yaml(text, path="a", limits=limits, backend="c"))


@given(written())
def test_what_editors_write_is_read_as_the_parser_reads_it(text: str) -> None:
    assert read_plain(text) is not None
    check_same(text)


@given(mistyped(written()))
def test_slips_are_read_as_the_parser_reads_them(text: str) -> None:
    check_same(text)


@given(mistyped(st.sampled_from([yaml_of(file) for file in RECORDS])))
def test_slips_in_real_records_are_read_as_the_parser_reads_them(text: str) -> None:
    check_same(text)


@given(fragments)
def test_fragments_are_read_as_the_parser_reads_them(text: str) -> None:
    check_same(text)


@given(values, st.booleans(), st.sampled_from([20, 80]))
def test_generated_values_are_read_as_the_parser_reads_them(
    value: object, flow: bool, width: int
) -> None:
    check_same(
        yaml.safe_dump({"a": value}, default_flow_style=flow, width=width, allow_unicode=True)
    )


@given(written(), st.integers(0, 6), st.integers(0, 30))
def test_limits_are_those_of_the_parser(text: str, depth: int, nodes: int) -> None:
    check_same(text, Limits(depth=depth, nodes=nodes))


def test_files_of_the_cases_are_read_as_the_parser_reads_them() -> None:
    files = [file for file in (ROOT / "tests" / "cases").rglob("*") if file.is_file()]
    texts = [yaml_of(file) for file in files if file.suffix in {".yml", ".yaml", ".md"}]
    assert len(texts) > 100
    for text in texts:
        check_same(text)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_files_of_the_corpus_are_read_as_the_parser_reads_them() -> None:
    files = [file for file in CORPUS.rglob("*") if file.suffix in {".yml", ".yaml", ".md"}]
    for file in files:
        check_same(yaml_of(file))
    if HOSTILE.is_dir():
        for text in snippets():
            check_same(text)


@pytest.mark.parametrize("file", RECORDS, ids=lambda file: file.name)
def test_the_records_of_the_demonstration_are_plain(file: Path) -> None:
    text = yaml_of(file)
    assert read_plain(text) is not None
    check_same(text)


@pytest.mark.parametrize("number", range(5))
def test_records_from_a_program_are_plain(number: int) -> None:
    record = BENCHMARK["record"](number)
    for text in (BENCHMARK["as_yaml"](record), write_yaml(record)):
        plain = read_plain(text)
        assert plain is not None
        assert plain.root == record
        check_same(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "# only\n", "- a\n", "text\n", " a: 1\n", "a: 1\n...\n", "a: 1\n---\nb: 2\n"),
        *("%YAML 1.1\n---\na: 1\n", "a: 1\na: 2\n", "<<: a\n", "? a\n: b\n", "true: a\n", "1: a\n"),
        *("a:\tb\n", "a: b: c\n", "a: &b c\n", "a: *b\n", "a: !b c\n", "a: @b\n", "a: `b`\n"),
        *(
            "a: .inf\n",
            "a: 1e999\n",
            "a: |2\n   b\n",
            "a: |\n\n   \n b\n",
            'a: "\\x41"\n',
            "a: [\n",
        ),
        *("a: [b: c]\n", "a: {b}\n", "a: [b,]\n", "a: >\n  b\n   c\n", "- - a\n", "'a': b\n"),
        *("a: b\n  c: d\n", "a:\n  b: c\n d: e\n", "a: b # c\n  d\n", "a: 'b\nc'\n", "a: 'b' c\n"),
        *(f"{'a' * 200}: b\n", "a: ? b\n", "a: - b\n", "a: ]\n", "a: ,b\n", "a: %b\n", "a b: c\n"),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert read_plain(text) is None
    check_same(text)


@pytest.mark.parametrize(
    "unit",
    [
        *("[", "{", "- ", "a: ", "a:\n", "- a\n", "'", '"', "|", "#", " ", "\n", " \n", "a: 'b\n "),
        *(
            "a: b\n ",
            " a:\n",
            "a: [a, ",
            "a: {a: ",
            ": ",
            "a: |\n  b\n\n",
            "a: b\n\n",
            "\\",
            "a\n ",
        ),
    ],
)
def test_long_input_ends(unit: str) -> None:
    """If reading took time that grows faster than the text, this would seem to hang."""
    for lead in ("", "a: ", "a: [", "a: '", "a:\n  - b: |\n"):
        read_plain(lead + unit * (40_000 // len(unit)) + "\n")


def test_known_words_do_not_pile_up() -> None:
    from glasscase.reading.plain.words import KEYS, WORTH

    for start in range(0, 30_000, 1000):
        text = "".join(f"a{number}: b{number}\n" for number in range(start, start + 1000))
        assert read_plain(text) is not None
        assert len(KEYS) <= 8192
        assert len(WORTH) <= 8192
