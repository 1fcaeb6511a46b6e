"""`glasscase document`, run as a person runs it."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.documents.form import FormId

ROOT = Path(__file__).parents[2]
SECRET = "1730000000001"
HIDDEN = "1.730000000001 × 10^12"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The demonstration as a private project: one withheld value stands in its source."""
    folder = tmp_path / "project"
    shutil.copytree(
        ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("documentation")
    )
    (folder / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://lumenforge.example/safety\ndocs_dir: content\n"
        "plugins: [glasscase]\n"
    )
    card = folder / "content/models/aurora-3.yml"
    text = card.read_text("utf-8")
    notice = "  parameters:\n    withheld: reserved\n"
    assert text.count(notice) == 1
    card.write_text(text.replace(notice, f"{notice}    value: {SECRET}\n"), "utf-8")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["document", *arguments], catch_exceptions=False)


def test_a_document_is_printed_as_markdown(project: Path) -> None:
    result = run("aurora-3", "--form", "training-content")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("# Public Summary of Training Content")
    assert "### 2.3. Data crawled and scraped from online sources" in result.stdout


@pytest.mark.parametrize("form", [one.value for one in FormId])
def test_what_the_public_gets_holds_nothing_withheld(project: Path, form: str) -> None:
    id_ = "frontier-safety-framework" if form == "framework-summary" else "aurora-3"
    for output in ("markdown", "html", "json"):
        result = run(id_, "--form", form, "--format", output)
        assert result.exit_code == 0, result.stderr
        assert SECRET not in result.output
        assert HIDDEN not in result.output


def test_as_a_page_it_stands_by_itself(project: Path) -> None:
    result = run("aurora-3", "--form", "ab-2013", "--format", "html", "--out", "ab.html")
    assert (result.exit_code, result.stdout) == (0, "")
    page = (project / "ab.html").read_text("utf-8")
    assert page.startswith("<!doctype html>")
    assert "\x00" not in page
    assert "@font-face" not in page
    assert 'src="' not in page
    assert 'href="https://lumenforge.example/safety/models/aurora-3/1.2/"' in page


def test_as_data_it_is_json(project: Path) -> None:
    result = run("models/aurora-3", "--form", "transparency-report", "--format", "json")
    assert json.loads(result.stdout)["record"]["id"] == "aurora-3"


def test_it_says_when_nothing_asks_for_the_form(project: Path) -> None:
    result = run("triage-lens", "--form", "training-content")
    assert result.exit_code == 0
    assert "nothing in the catalogue asks for this form" in result.stderr


def test_the_ai_office_gets_the_exact_figures_marked_with_their_ground(
    project: Path, tmp_path: Path
) -> None:
    for output, told in (("markdown", HIDDEN), ("html", "1.730000000001"), ("json", SECRET)):
        file = tmp_path / f"form.{output}"
        result = run(
            "aurora-3", "--form", "model-documentation", "--audience", "ai-office",
            "--format", output, "--out", str(file),
        )  # fmt: skip
        assert result.exit_code == 0, result.stderr
        assert "1 answers hold values that the public does not see" in result.stderr
        text = file.read_text("utf-8")
        assert told in text
        assert SECRET not in result.output
        assert "reserved" in text or "owed to named readers" in text
        assert "The exact count goes to the AI Office" in text


def test_another_reader_gets_no_item_that_is_not_the_readers(project: Path, tmp_path: Path) -> None:
    file = tmp_path / "form.md"
    result = run(
        "aurora-3", "--form", "model-documentation", "--audience", "downstream-providers",
        "--out", str(file),
    )  # fmt: skip
    assert result.exit_code == 0
    text = file.read_text("utf-8")
    assert "**14. " in text
    assert "**13. " not in text
    assert HIDDEN not in text


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("content/form.md", "is published"),
        ("content/models/form.yml", "is published"),
        ("site/form.md", "is published"),
        ("overrides/form.md", "is published"),
        ("form.md", "does not ignore"),
    ],
)
def test_it_cannot_get_to_where_it_would_be_published(project: Path, out: str, words: str) -> None:
    (project / "site").mkdir()
    (project / "overrides").mkdir()
    result = run(
        "aurora-3", "--form", "model-documentation", "--audience", "ai-office", "--out", out
    )
    assert result.exit_code == 2
    assert words in result.stderr
    assert not (project / out).exists()


def test_it_is_never_printed(project: Path) -> None:
    result = run("aurora-3", "--form", "model-documentation", "--audience", "ai-office")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "--out" in result.stderr


def test_other_forms_are_for_the_public_only(project: Path, tmp_path: Path) -> None:
    result = run(
        "aurora-3", "--form", "ab-2013", "--audience", "ai-office", "--out", str(tmp_path / "a")
    )
    assert result.exit_code == 2
    assert "--form model-documentation" in result.stderr


@pytest.mark.parametrize(
    ("id_", "form", "words"),
    [
        ("aurora-4", "ab-2013", "no valid file holds a model `aurora-4`"),
        ("aurora-3", "framework-summary", "no valid file holds a protocol"),
        ("security-policy", "framework-summary", "`frontier-framework`"),
    ],
)
def test_what_cannot_be_made_is_said(project: Path, id_: str, form: str, words: str) -> None:
    result = run(id_, "--form", form)
    assert result.exit_code == 2
    assert words in result.stderr
