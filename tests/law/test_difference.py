"""How two catalogues differ."""

from __future__ import annotations

from glasscase.law.difference import as_document, as_text, compare
from tests.law.engine import SOURCE, catalogue, duty, regime_data

BEFORE = catalogue(regime_data(), regime_data("gone")).plain
AFTER = catalogue(
    regime_data(
        checked="2027-01-03",
        terms=[],
        duties=[duty(title="Another title", deadline={
            "kind": "within", "trigger": "x", "length": "P15D", "recipient": "An office",
        }), duty("added")],
    ),
    regime_data("new", sources=[SOURCE]),
).plain  # fmt: skip


def test_duties_terms_and_regimes_are_compared_field_by_field() -> None:
    found = [(one.what.value, one.part, one.regime, one.id) for one in compare(BEFORE, AFTER)]
    assert found == [
        ("changed", "regime", "eu-ai-act", ""),
        ("removed", "term", "eu-ai-act", "systemic-risk"),
        ("changed", "duty", "eu-ai-act", "publish"),
        ("added", "duty", "eu-ai-act", "added"),
        ("removed", "regime", "gone", ""),
        ("added", "regime", "new", ""),
    ]


def test_the_fields_of_a_changed_duty_are_named() -> None:
    [duty_] = [one for one in compare(BEFORE, AFTER) if one.id == "publish"]
    assert [field.field for field in duty_.fields] == ["title", "deadline"]
    assert duty_.fields[0][1:] == ("A duty", "Another title")


def test_a_catalogue_does_not_differ_from_itself() -> None:
    assert compare(BEFORE, BEFORE) == ()
    assert "No difference." in as_text(BEFORE, BEFORE, ())


def test_text_and_document_tell_the_same() -> None:
    changes = compare(BEFORE, AFTER)
    text = as_text(BEFORE, AFTER, changes)
    assert "  ~ duty publish (Art. 1: Another title)\n" in text
    assert "      title: A duty → Another title\n" in text
    assert "  + regime new (An act)\n" in text
    document = as_document(BEFORE, AFTER, changes)
    assert (document["from"], document["to"]) == (BEFORE.version, AFTER.version)
    assert [one["id"] for one in document["changes"]][:2] == ["eu-ai-act", "systemic-risk"]
