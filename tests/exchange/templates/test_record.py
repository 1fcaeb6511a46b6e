"""Templates of records: every field is there, once, and what is used as it stands is valid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from glasscase.exchange.templates import TEMPLATES, Template, record_text, row_lines
from glasscase.exchange.templates.entries import BLANK, entries
from glasscase.findings import Finding, Severity
from glasscase.reading.document import read_document
from glasscase.reading.load import validate
from glasscase.records import MODELS, Kind
from glasscase.records.protocol import ProtocolType, RiskArea, Topic

RECORDS = [template for template in TEMPLATES.values() if template.kind is not None]
ROWS = [template for template in TEMPLATES.values() if template.kind is None]
NEVER = {"schema", "withdrawal", "erase", "waivers", "changes", "body"}
"""Fields that a new record does not offer; the body stands below the front matter."""


def name(template: Template) -> str:
    return template.name


def used(text: str) -> str:
    """Return a template with the first `#` of every optional line removed."""
    head, gap, fields = text.partition("\n\n")
    return head + gap + re.sub(r"^( *)#(?! [^ ])", r"\1", fields, flags=re.MULTILINE)


def line_of(lines: list[str], finding: Finding) -> str:
    assert finding.position is not None
    return lines[finding.position.line - 1]


def data_of(template: Template, text: str) -> Any:
    assert template.kind is not None
    read = read_document(text.encode(), path=f"x{template.suffix}", kind=template.kind)
    assert [f for f in read.findings if f.severity is Severity.ERROR] == []
    assert read.document is not None
    return read.document.data


def offered(model: type[BaseModel], data: Any, path: str = "") -> Iterator[str]:
    """Yield the path of each field of a model that the data lacks."""
    for entry in entries(model):
        if not path and entry.key in NEVER:
            continue
        if entry.key not in data:
            yield f"{path}{entry.key}"
        elif entry.model is not None:
            value = data[entry.key]
            yield from offered(entry.model, value[0] if entry.several else value, f"{entry.key}.")


@pytest.mark.parametrize("template", RECORDS, ids=name)
def test_a_template_offers_every_field_of_its_model(template: Template) -> None:
    data = data_of(template, used(record_text(template, "wren", "Wren")))
    assert set(offered(template.model, data)) == set(template.skipped - {"body"})


@pytest.mark.parametrize("template", RECORDS, ids=name)
def test_only_blanks_and_choices_are_wrong_when_everything_is_used(template: Template) -> None:
    text = used(record_text(template, "wren", "Wren"))
    assert template.kind is not None
    document = read_document(text.encode(), path=f"x{template.suffix}", kind=template.kind).document
    assert document is not None
    _, found = validate(document)
    lines = text.splitlines()
    wrong = [finding for finding in found if finding.rule != "field-more"]
    assert {finding.rule for finding in wrong} <= {"field-value", "field-type"}
    assert [f.message for f in wrong if BLANK not in line_of(lines, f)] == []


@pytest.mark.parametrize("template", [t for t in RECORDS if t.name != "incident"], ids=name)
def test_a_new_record_is_a_valid_draft(template: Template) -> None:
    assert template.kind is not None
    text = record_text(template, "wren", "Wren: a model")
    document = read_document(text.encode(), path=f"x{template.suffix}", kind=template.kind).document
    assert document is not None
    record, found = validate(document)
    assert found == []
    assert isinstance(record, MODELS[template.kind])
    values = record.model_dump(mode="json")
    assert (values["id"], values["status"], values["title"]) == ("wren", "draft", "Wren: a model")


def test_an_incident_asks_for_what_nobody_may_guess() -> None:
    template = TEMPLATES["incident"]
    text = record_text(template, "2026-001-outage")
    document = read_document(text.encode(), path="x.yml", kind=Kind.INCIDENT).document
    assert document is not None
    _, found = validate(document)
    lines = text.splitlines()
    assert [line_of(lines, finding) for finding in found] == [
        f"state: {BLANK}",
        f"severity: {BLANK}",
        f"harms: [{BLANK}]",
        f"  discovered: {BLANK}",
    ]


@pytest.mark.parametrize("template", [*RECORDS, *ROWS], ids=name)
def test_what_to_write_is_said_in_the_words_of_the_model(template: Template) -> None:
    lines = (
        row_lines(template, "wren")
        if template.kind is None
        else record_text(template, "wren").splitlines()
    )
    said = " ".join(line.strip(" #") for line in lines)
    for description in descriptions(template):
        assert " ".join(description.split()) in " ".join(said.split())


def descriptions(template: Template) -> Iterator[str]:
    for key, info in template.model.model_fields.items():
        if (info.alias or key) not in NEVER | template.skipped:
            yield info.description or ""


def test_a_value_that_may_be_kept_back_is_offered_in_three_forms() -> None:
    text = record_text(TEMPLATES["model"], "wren")
    assert f'#limitations: {BLANK}  # or {{withheld: {BLANK}, describe: "{BLANK}"}} or' in text
    both = "{withheld: trade-secret, describe: D}", '{absent: not-yet, reason: "R"}'
    for notice in both:
        changed = re.sub(r"#limitations: .*", f"limitations: {notice}", text)
        document = read_document(changed.encode(), path="x.yml", kind=Kind.MODEL).document
        assert document is not None
        assert validate(document)[1] == []
    assert "#     # The ground for withholding. One of: trade-secret," in text


def test_a_usage_charter_begins_with_its_rules_and_all_areas_of_risk() -> None:
    data = data_of(TEMPLATES["usage-charter"], record_text(TEMPLATES["usage-charter"], "ours"))
    assert list(data["charter"]) == [
        "may_enter",
        "must_not_enter",
        "checking",
        "decides",
        "prompts",
    ]
    assert list(data["charter"]["prompts"][0]) == ["title", "prompt", "check"]
    assert [row["area"] for row in data["risk_grid"]] == list(RiskArea)
    assert {tuple(row) for row in data["risk_grid"]} == {
        ("id", "area", "question", "answer", "remedy")
    }


def test_a_framework_begins_with_every_topic() -> None:
    template = TEMPLATES["frontier-framework"]
    data = data_of(template, record_text(template, "ours"))
    assert [row["topic"] for row in data["topics"]] == list(Topic)
    assert data["commitments"] == [{"id": "first", "text": BLANK}]


def test_every_type_of_protocol_can_be_begun() -> None:
    assert set(ProtocolType) <= set(TEMPLATES)


def test_a_title_of_any_words_is_kept() -> None:
    for title in ("A: b # c", "'quoted' \"twice\"", "yes", "1.0", "[x]", "é" * 300):
        data = data_of(TEMPLATES["model"], record_text(TEMPLATES["model"], "wren", title))
        assert (data["title"], data["model"]["name"]) == (title, title)
