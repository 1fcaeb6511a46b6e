"""Imported cards become pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glasscase.cli import main
from tests.site.projects import ROOT, Project

CASES = sorted((ROOT / "tests/cases/exchange").glob("*.md"))
CORPUS = ROOT.parent / "shared/corpus/open"
PUBLIC = [
    path
    for path in (
        *sorted(CORPUS.glob("model-cards/hf*.md")),
        *sorted(CORPUS.glob("hostile/hf-bad__*.md")),
    )
    if path.name != "SOURCES.md"
]


def _published(project: Project, cards: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Import cards, publish the drafts as they are, and look for each on its page."""
    monkeypatch.chdir(project.folder)
    before = set((project.folder / "content/models").iterdir())
    result = CliRunner().invoke(main, ["import", *map(str, cards)])
    assert result.exit_code in (0, 1), result.output
    written = sorted(set((project.folder / "content/models").iterdir()) - before)
    assert len(written) == len(cards)
    for path in written:
        text = path.read_text("utf-8")
        assert "status: draft" in text
        path.write_text(text.replace("status: draft", "status: current", 1), "utf-8")
    site = project.build()
    for path in written:
        page = site.page(f"models/{path.stem}")
        assert page.xpath("//article//h1")[0].text_content().strip()
        assert not page.xpath("//article//img | //article//script | //article//iframe")
        assert "Imported" not in site.text(f"models/{path.stem}")


def test_cards_of_the_cases_become_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert CASES
    _published(project, CASES, monkeypatch)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public cards is not here")
def test_public_cards_become_pages(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(PUBLIC) > 15
    _published(project, PUBLIC, monkeypatch)
