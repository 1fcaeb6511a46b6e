"""Whatever a card looks like: it is imported, the record is valid, and no word is gone."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.exchange import HuggingFace
from glasscase.exchange.writer import write_yaml
from glasscase.reading.yaml import parse_yaml
from glasscase.records import ModelCard

from .loss import lost

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "open"
CARDS = [
    *CORPUS.glob("model-cards/hf__*.md"),
    *CORPUS.glob("model-cards/hfhub__*.md"),
    *CORPUS.glob("model-cards/coqui__*.md"),
    *CORPUS.glob("model-cards/openai-*.md"),
    *CORPUS.glob("model-cards/monai__*.md"),
    *CORPUS.glob("hostile/hf-bad__*.md"),
    *CORPUS.glob("hostile/owasp__*.md"),
]

words = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=30
)
lines = st.one_of(
    words,
    st.sampled_from(
        [
            "# Fern",
            "## Model description",
            "## Intended uses & limitations",
            "### How to use 🚀",
            "#### Limitations and bias:",
            "Training data\n---",
            "<h2 align='center'>Evaluation results</h2>",
            "## The author's own",
            "## Model date",
            "## Citation [optional]",
            "## Model Sources",
            "##",
            "May 2021",
            "A sentence of seven words stands here. And another.",
            "[More Information Needed]",
            "- **License:** MIT",
            "- **Repository:** <https://example.org/fern>",
            "- **Paper:** {{ paper }}",
            "See [the file](LICENSE) and [the site](https://example.org) or [there](#there).",
            "![A picture](https://example.org/a.png) and ![](b.png)",
            "[![badge](https://example.org/i.svg)](https://example.org/x)",
            "<!-- A remark -->",
            "<a href='https://example.org'>\n<img src='x.png'>\n</a>",
            "<img src=https://example.org/x.png alt=one> words",
            "A note[^1] and a [label][one].",
            "[^1]: The note.",
            "[one]: https://example.org/one",
            "```python\nx = 1  # ## Uses\n```",
            "    indented code",
            "| Dataset | Accuracy (%) |\n|---|---|\n| Leaves | 93.5 |",
            "| | a |\n|---|---|\n| 1 | 2 |",
            "> ## Quoted heading",
            "- item\n\n  ## In a list",
            "---",
            "\\",
            "***",
        ]
    ),
)
bodies = st.lists(lines, max_size=12).map("\n\n".join) | st.lists(lines, max_size=12).map("\n".join)
metadata = st.lists(
    st.one_of(
        words,
        st.sampled_from(
            [
                "language: en",
                "language:\n- en\n- english\n- code",
                "license: apache-2.0",
                "license: other\nlicense_name: fern-licence\nlicense_link: LICENSE",
                "tags:\n- fern\n- arxiv:2101.00001",
                "datasets: [leaves, org/moss]",
                "base_model: org/moss",
                "base_model_relation: quantized",
                "pipeline_tag: text-generation",
                "library_name: transformers",
                "co2_eq_emissions: 1200",
                "model-index:\n- name: fern\n  results:\n  - task: {type: t}\n"
                "    dataset: {type: d, name: D}\n    metrics: [{type: f1, value: 0.9}]",
                "unknown: {a: 1}",
                "thumbnail:",
                "- stray",
                "\tindented: by tab",
                "colon: in: text",
                "# a comment",
                "language: fr",
            ]
        ),
    ),
    max_size=6,
).map("\n".join)
cards = st.one_of(
    bodies,
    st.builds(
        "{}{}\n{}\n{}\n{}".format,
        st.sampled_from(["", "\n", "Words above.\n"]),
        st.sampled_from(["---", "---", "---", "--"]),
        metadata,
        st.sampled_from(["---", "---", "---", "...", ""]),
        bodies,
    ),
)


@settings(deadline=None)
@given(cards)
def test_no_word_of_a_card_is_lost(card: str) -> None:
    result = HuggingFace().read(card.encode(), path="card.md")
    if card.strip():
        assert result.record is not None
        assert lost(card, result) == []


@settings(deadline=None)
@given(cards | st.text(st.characters(codec="utf-8")))
def test_every_card_becomes_a_valid_record(card: str) -> None:
    result = HuggingFace().read(card.encode(), path="cards/card.md")
    if result.record is None:
        assert [finding.rule for finding in result.findings] == ["file-empty"]
        return
    ModelCard.model_validate(result.record)
    assert result.record["status"] == "draft"
    parsed = parse_yaml(write_yaml(result.record), path="card.yml")
    assert parsed.value == result.record


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_raise(data: bytes) -> None:
    result = HuggingFace().read(data, path="card.md")
    assert result.record is not None or result.findings


@pytest.mark.skipif(not CARDS, reason="the corpus of public cards is not here")
@pytest.mark.parametrize("path", CARDS, ids=lambda path: path.name[:50])
def test_no_word_of_a_public_card_is_lost(path: Path) -> None:
    data = path.read_bytes()
    result = HuggingFace().read(data, path=path.name)
    assert result.record is not None
    ModelCard.model_validate(result.record)
    assert lost(data.decode(), result) == []
