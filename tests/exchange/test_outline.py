"""Headings of every form, and the fields that they name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.exchange.headings import target
from glasscase.exchange.outline import outline, plain


def _levels(text: str) -> list[tuple[int, str, int]]:
    return [
        (part.heading.level, part.heading.text, part.heading.line)
        for part in outline(text)
        if part.heading
    ]


def test_headings_are_found_in_every_form() -> None:
    text = (
        "before\n\n# One *two* `three` #\n\nSetext\n---\nText\n"
        "<h3 id='x'>In&nbsp;<b>HTML</b></h3>\n\n"
        "<div align=center>\n<h1>Wrapped</h1>\n</div>\n\nend\n"
    )
    assert _levels(text) == [
        (1, "One two three", 3),
        (2, "Setext", 5),
        (3, "In HTML", 8),
        (1, "Wrapped", 10),
    ]


def test_what_only_looks_like_a_heading_is_none() -> None:
    text = (
        "```\n# in code\n```\n\n> # quoted\n\n- # in a list\n\n"
        f"Two\nlines\n---\n\n{'long ' * 40}\n---\n\n<!-- # -->\n"
    )
    assert _levels(text) == []


@settings(deadline=None)
@given(st.lists(st.sampled_from(["# A", "B\n---", "<h2>C</h2>", "text", "```", ""])))
def test_the_parts_make_up_the_text(blocks: list[str]) -> None:
    text = "\n".join(blocks)
    joined = "".join((p.heading.source if p.heading else "") + p.text for p in outline(text))
    assert joined.strip() == text.strip()


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Intended uses & limitations", "use.intended"),
        ("🚀 How to use this model with Fern (PyTorch)", "integration.means"),
        ("3.1 Out-of-Scope Use", "use.restricted"),
        ("Misuse, Malicious Use, and Out-of-Scope Use", "use.restricted"),
        ("Downstream Use [optional]", "use.systems"),
        ("Bias, Risks, and Limitations", "limitations"),
        ("Limitations and Bias:", "limitations"),
        ("Bias", "bias"),
        ("TRAINING DATA", "data.characteristics"),
        ("Pre-training data", "data.characteristics"),
        ("Preprocessing [optional]", "data.processing"),
        ("Training hyperparameters", "training.process"),
        ("Environmental Impact", "energy.method"),
        ("Evaluation Results", "section:evaluation"),
        ("BibTeX entry and citation info", "section:citation"),
        ("Model Card Contact", "section:contact"),
        ("The model's architecture", "architecture.design"),
        ("Fern 1", ""),
        ("", ""),
    ],
)
def test_a_known_heading_names_its_field(heading: str, field: str) -> None:
    assert target(heading) == field


def test_a_general_word_means_its_field_only_outside_other_sections() -> None:
    assert target("Dataset") == "data.characteristics"
    assert target("Dataset", "training.process") == "data.characteristics"
    assert target("Dataset", "section:#1") == ""
    assert target("Summary", "section:evaluation") == ""
    assert target("Hardware", "section:technical-specifications") == "integration.hardware"
    assert target("Limitations", "section:#1") == "limitations"


def test_plain_words_lose_their_marks() -> None:
    assert plain("A *b* `c`\n[d](e)") == "A b c d"
