"""Where a record is mentioned: by its fields, and by links in its texts."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from glasscase.records import Kind
from glasscase.site.catalogue import IN_TEXT, catalogue, published
from glasscase.site.pages import Addresses, record_page

from .projects import collection, words

CARD: dict[str, Any] = {
    "id": "aurora-3",
    "version": "1",
    "status": "current",
    "title": "Aurora 3",
    "summary": "A model.",
    "model": {"name": "Aurora 3"},
}
POLICY: dict[str, Any] = {
    "id": "policy",
    "version": "1",
    "status": "current",
    "title": "Policy",
    "summary": "Rules.",
    "type": "safety-policy",
}


def mentions(**policy: Any) -> list[str]:
    """Return by which fields a policy mentions the card."""
    made = catalogue([published(collection((Kind.MODEL, CARD), (Kind.PROTOCOL, POLICY | policy)))])
    found = made.mentions.get(("model", "aurora-3"), ())
    assert {mention.source for mention in found} <= {("protocol", "policy")}
    return [mention.key for mention in found]


@pytest.mark.parametrize(
    "link",
    [
        "[it](../../models/aurora-3/)",
        "[it](../../models/aurora-3)",
        "[it](../../models/aurora-3/#limitations)",
        "[it](/models/aurora-3/1/)",
        "[it](<../../models/aurora-3/> 'The card')",
        "[it][card]\n\n[card]: ../../models/aurora-3/",
        'See <a href="../../models/aurora-3/">it</a>.',
    ],
)
def test_a_link_in_a_text_is_a_mention(link: str) -> None:
    assert mentions(summary=link) == [IN_TEXT]
    assert mentions(body=f"# Rules\n\n{link}") == [IN_TEXT]


@pytest.mark.parametrize(
    "text",
    [
        "Aurora 3 is a model.",
        "`[it](../../models/aurora-3/)`",
        "[it](https://lumenforge.example/models/aurora-3/)",
        "[it](#models/aurora-3/)",
        "[all](../../models/)",
        "[another](../../models/ember/)",
        "[file](../../files/models/aurora-3/)",
    ],
)
def test_nothing_else_in_a_text_is_one(text: str) -> None:
    assert mentions(summary=text) == []


def test_a_field_and_a_text_are_told_apart() -> None:
    scope = {"models": ["aurora-3"], "description": "Also [it](../../models/aurora-3/)."}
    assert mentions(scope=scope) == [IN_TEXT, "scope"]


def test_a_translation_and_what_was_replaced_name_a_record() -> None:
    french = POLICY | {"id": "regles", "language": "fr"}
    french["translation_of"] = {"id": "policy", "version": "1"}
    former = POLICY | {"id": "former", "status": "withdrawn"}
    former["withdrawal"] = {"date": "2026-01-02", "reason": "Old.", "replaced_by": "policy"}
    forms = [(Kind.PROTOCOL, form) for form in (POLICY, french, former)]
    made = catalogue([published(collection(*forms))])
    page = record_page(made.by_key["protocol", "policy"], made, Addresses("", ""))
    said = words(html.fragment_fromstring(page.html, create_parent="div"))
    assert "Protocol Policy (replaced by)" in said
    assert "Protocol Policy (translation of)" in said


def test_a_page_says_that_the_text_of_another_leads_there() -> None:
    policy = POLICY | {
        "summary": "For [it](../../models/aurora-3/).",
        "scope": {"models": ["aurora-3"]},
    }
    made = catalogue([published(collection((Kind.MODEL, CARD), (Kind.PROTOCOL, policy)))])
    page = record_page(made.by_key["model", "aurora-3"], made, Addresses("", ""))
    assert "Protocol Policy (scope, in the text)" in words(
        html.fragment_fromstring(page.html, create_parent="div")
    )


def test_a_record_does_not_mention_itself() -> None:
    card = CARD | {"limitations": "See [above](../../models/aurora-3/)."}
    made = catalogue([published(collection((Kind.MODEL, card)))])
    page = record_page(made.by_key["model", "aurora-3"], made, Addresses("", ""))
    assert "No other record names it or links to it." in words(
        html.fragment_fromstring(page.html, create_parent="div")
    )
