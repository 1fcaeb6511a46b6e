"""The page of what changed: values of what weakens, notes told once, texts joined into lines."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from glasscase.records import Kind, PublicForm
from glasscase.site.changes import Step, step_page
from glasscase.site.folding import joined as lines_of
from glasscase.site.lineage import Lineage

from .versions import form_of, past

LINE = {"metric": "time until publication", "operator": ">", "value": 72, "unit": "hours"}
COMMITMENT = {"id": "tell", "title": "Tell the public", "text": "We tell.", "threshold": LINE}


def framework(version: str, *notes: dict[str, Any], **fields: Any) -> PublicForm:
    head = {"id": "f", "title": "Framework", "type": "frontier-framework", "status": "current"}
    source = {**head, "version": version, "summary": "What.", "changes": notes, **fields}
    return form_of(Kind.PROTOCOL, source)


def note(version: str, summary: str) -> dict[str, Any]:
    return {"version": version, "date": "2026-01-01", "summary": summary, "reason": "Asked for."}


def shown(*forms: PublicForm, since: bool = False) -> str:
    """Return the HTML of the page of what changed from the first form to the last."""
    own = past(*forms)
    versions = own.archive.of(Kind.PROTOCOL, "f")
    lineage = Lineage.of(versions, None, own.archive.forms(versions))
    step = Step(lineage.releases[0], lineage.releases[-1])
    return str(step_page(step, lineage, since=since).html)


def test_what_weakens_is_told_with_both_values_in_their_units() -> None:
    before = framework("1", commitments=[COMMITMENT])
    line = {**LINE, "value": 4, "unit": "days"}
    after = framework("2", note("2", "Later."), commitments=[{**COMMITMENT, "threshold": line}])
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", shown(before, after))).split())
    assert "Threshold \u203a Value: 72 hours → 4 days. Fewer results cross the line" in text
    assert "removed: 72 hoursadded: 4 days" in text


def test_a_note_that_stands_above_is_not_told_again() -> None:
    html = shown(framework("1"), framework("2", note("2", "Other *words*."), summary="Other."))
    assert html.count("Asked for.") == 1
    assert 'id="in-notes"' not in html


def test_a_note_that_was_rewritten_later_is_told() -> None:
    second = framework("2", note("2", "We promise less."))
    third = framework("3", note("3", "Nothing."), note("2", "We promise more."))
    html = shown(framework("1"), second, third, since=True)
    assert "We promise less." in html
    assert "We promise more." in html
    assert 'id="in-notes"' in html


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("one\ntwo", "one two"),
        ("one \n two\n  three", "one two three"),
        ("one\n\ntwo\n", "one two "),
        ("one  \ntwo", "one\ntwo"),
        ("one\\\ntwo", "one\\\ntwo"),
        ("    code\n    more", "    code\n    more"),
        ("\n", " "),
        ("", ""),
    ],
)
def test_lines_are_joined_unless_markdown_shows_the_break(text: str, joined: str) -> None:
    assert lines_of(text) == joined
