"""A text that comes back after another one is said to be the earlier one again."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from glasscase.records import Kind, PublicForm
from glasscase.site.changes import Step, step_page
from glasscase.site.history import history_page
from glasscase.site.lineage import Lineage

from .versions import form_of, past


def framework(version: str, body: str | None, **fields: Any) -> PublicForm:
    head = {"id": "f", "title": "Framework", "type": "frontier-framework", "status": "current"}
    source = {**head, "version": version, "summary": "What.", "body": body, **fields}
    return form_of(Kind.PROTOCOL, source)


def lineage_of(*forms: PublicForm, erase: dict[str, str] | None = None) -> Lineage:
    own = past(*forms, erase=erase)
    versions = own.archive.of(Kind.PROTOCOL, "f")
    return Lineage.of(versions, None, own.archive.forms(versions))


def text(html: object) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", str(html))).split())


def said(lineage: Lineage) -> list[str]:
    """Return what the pages of changes, step by step, say of a text that came back."""
    pages = [text(step_page(Step(*pair), lineage).html) for pair in lineage.steps()]
    return ["".join(re.findall(r"The text is that of .*? again", page)) for page in pages]


A, B = "We test every model.", "We test some models."


def test_a_text_that_comes_back_is_named_on_its_page_of_changes() -> None:
    lineage = lineage_of(framework("1", A), framework("2", B), framework("3", A))
    assert said(lineage) == ["", "The text is that of version 1 again"]
    html = str(step_page(Step(*list(lineage.steps())[1]), lineage).html)
    assert '1/">version 1</a> again, word for word.' in html


def test_the_history_says_so_too() -> None:
    lineage = lineage_of(framework("1", A), framework("2", B), framework("3", A))
    steps = [Step(*pair) for pair in lineage.steps()]
    page = text(history_page(lineage, steps, feeds=False).html)
    assert page.count("The text is that of version 1 again, word for word.") == 1


def test_of_several_earlier_versions_the_last_is_named() -> None:
    forms = [framework(str(number), body) for number, body in enumerate((A, B, A, B), start=1)]
    assert said(lineage_of(*forms))[-1] == "The text is that of version 2 again"


def test_a_text_that_stayed_did_not_come_back() -> None:
    withdrawn = {"status": "withdrawn", "withdrawal": {"reason": "Wrong.", "date": "2026-08-17"}}
    assert said(lineage_of(framework("1", A), framework("2", A, **withdrawn))) == [""]


def test_records_without_a_text_have_none_that_comes_back() -> None:
    forms = [framework(str(number), None, title=f"T {number % 2}") for number in range(3)]
    assert said(lineage_of(*forms)) == ["", ""]


def test_what_was_erased_is_not_named() -> None:
    forms = framework("1", A), framework("2", B), framework("3", A)
    assert said(lineage_of(*forms, erase={"1": "It named a person."}))[-1] == ""
    assert said(lineage_of(*forms, erase={"2": "It named a person."})) == [""]
