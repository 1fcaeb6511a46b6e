"""`glasscase diff` tells which duties a change answers, or does not answer any more."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html  # type: ignore[import-untyped]

from glasscase.cli import main
from tests.archive.branches import day, publish
from tests.cli.test_coverage import CARD, FILES, FRAMEWORK

TOPIC = """topics:
  - topic: updating
    summary: Every year.
---
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A card and a framework that are published, and then say more, or less."""
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    published = CARD.format(id="wren", status="current") + "compute: {magnitude: 22}\n"
    card = tmp_path / "content/models/wren.yml"
    card.write_text(published.replace("absent: not-yet\n  reason: ", "|\n    "), encoding="utf-8")
    publish(tmp_path, day("2026-02-13"))
    card.write_text(CARD.format(id="wren", status="current").replace('"1.0"', '"1.1"'))
    framework = FRAMEWORK.replace('"1.0"', '"1.1"').replace(
        "framework\n---\n", f"framework\n{TOPIC}"
    )
    (tmp_path / "content/protocols/framework.md").write_text(framework, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["diff", *arguments], catch_exceptions=False)
    assert (result.exit_code, result.stderr) == (0, "")
    return result


def test_a_card_that_says_less_answers_less(project: Path) -> None:
    text = run("wren").stdout
    section = text[text.index("\nCoverage\n") :]
    assert "  House rules, No. 1, Limits of a model: met → partly\n" in section


def test_a_protocol_moves_the_provider_s_duties(project: Path) -> None:
    document = json.loads(run("framework", "--format", "json").stdout)
    [moved] = [one for one in document["coverage"] if one["regime"] == "house-rules"]
    assert moved == {
        "regime": "house-rules",
        "duty": "method",
        "clause": "No. 3",
        "title": "Method of review",
        "subject": {"kind": "provider", "id": ""},
        "before": "missing",
        "after": "met",
        "worse": False,
        "fields": ["topics[topic=updating]"],
    }


def test_markdown_has_a_section_in_which_what_gets_worse_is_bold(project: Path) -> None:
    text = run("wren", "--format", "markdown").stdout
    assert "\n### Coverage\n" in text
    assert "- **House rules, No. 1, Limits of a model: met → partly**\n" in text


def test_html_has_a_section(project: Path) -> None:
    page = html.fromstring(run("wren", "--format", "html").stdout)
    [section] = [part for part in page.iter("section") if part.findtext("h2") == "Coverage"]
    assert "House rules, No. 1, Limits of a model: met → partly" in section.text_content()
    assert section.find(".//strong") is not None


def test_without_a_change_of_coverage_there_is_no_section(project: Path) -> None:
    assert "Coverage" not in run("framework", "1.0", "1.0").stdout
    assert json.loads(run("framework", "1.0", "1.0", "--format", "json").stdout)["coverage"] == []


def test_a_translation_moves_nothing(project: Path) -> None:
    text = FRAMEWORK.replace("type:", "translation_of: {id: framework, version: '1.0'}\ntype:")
    file = project / "content/protocols/framework.fr.md"
    file.write_text(
        text.replace("id: framework\n", "id: framework-fr\nlanguage: fr\n", 1), encoding="utf-8"
    )
    publish(project, day("2026-03-13"))
    file.write_text(
        file.read_text(encoding="utf-8").replace('"1.0"', '"1.1"', 1).replace("---\n\n", TOPIC)
    )
    assert "Coverage" not in run("framework-fr").stdout
