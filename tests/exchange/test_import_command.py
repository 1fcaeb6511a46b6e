"""`glasscase import`, run as a provider runs it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.checks.run import check
from glasscase.cli import main
from glasscase.findings import Severity
from glasscase.reading.limits import DEFAULT_LIMITS
from glasscase.reading.load import load

CASES = Path(__file__).parents[1] / "cases" / "exchange"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "open"

GOOD = "---\nlicense: mit\n---\n# Fern\n\nFern names the plants of the garden.\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Demonstration\ndocs_dir: content\n")
    (tmp_path / "content" / "models").mkdir(parents=True)
    (tmp_path / "fern.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["import", *arguments])


def test_a_card_is_written_to_the_models_and_reported(project: Path) -> None:
    result = _run("fern.md")
    assert result.exit_code == 0
    written = project / "content" / "models" / "fern.yml"
    assert written.read_text().startswith("# Imported from fern.md. This is a draft")
    assert "line 2: license → distribution.licence" in result.output
    assert "Still missing, 19 of 20 fields that a reader expects: release date" in result.output
    assert "Written to content/models/fern.yml." in result.output
    assert [path.name for path in written.parent.iterdir()] == ["fern.yml"]
    record = load(project).models[0].record
    assert (record.id, record.title, record.status) == ("fern", "Fern", "draft")


def test_a_new_file_is_as_open_as_others(project: Path) -> None:
    mask = os.umask(0o027)
    try:
        assert _run("fern.md").exit_code == 0
    finally:
        os.umask(mask)
    assert (project / "content/models/fern.yml").stat().st_mode & 0o777 == 0o640


def test_a_file_is_never_written_over_unasked(project: Path) -> None:
    written = project / "content" / "models" / "fern.yml"
    written.write_text("id: fern\n")
    result = _run("fern.md")
    assert result.exit_code == 2
    assert "content/models/fern.yml exists already and was left as it is" in result.stderr
    assert written.read_text() == "id: fern\n"
    assert _run("fern.md", "--force").exit_code == 0
    assert "title: Fern" in written.read_text()


def test_the_id_and_the_folder_can_be_chosen(project: Path) -> None:
    assert _run("fern.md", "--id", "fern-1.5", "--to", "elsewhere/new").exit_code == 0
    assert "id: fern-1.5\n" in (project / "elsewhere" / "new" / "fern-1.5.yml").read_text()


def test_a_dry_run_prints_the_record_and_writes_nothing(project: Path) -> None:
    result = _run("fern.md", "--dry-run")
    assert result.exit_code == 0
    assert "Would write content/models/fern.yml:" in result.output
    assert "\ntitle: Fern\n" in result.output
    assert list((project / "content" / "models").iterdir()) == []


def test_one_bad_file_does_not_stop_the_others(project: Path) -> None:
    (project / "empty.md").write_text("\n")
    (project / "latin.md").write_bytes(b"caf\xe9")
    (project / "large.md").write_bytes(b"a" * (DEFAULT_LIMITS.size + 1))
    (project / "card.json").write_text("{}")
    files = ["gone.md", "card.json", "empty.md", "latin.md", "large.md", "content", "fern.md"]
    result = _run(*files)
    assert result.exit_code == 2
    assert "gone.md cannot be opened: no such file or directory" in result.stderr
    assert "content cannot be opened: is a directory" in result.stderr
    assert "no importer reads files such as card.json" in result.stderr
    assert "error[file-empty]" in result.output
    assert "latin.md:1:4: error[file-encoding]" in result.output
    assert "error[file-too-large]" in result.output
    assert "Traceback" not in result.output
    assert (project / "content" / "models" / "fern.yml").exists()


def test_damage_is_shown_with_its_line_and_the_card_is_written(project: Path) -> None:
    result = _run(str(CASES / "damaged.md"))
    assert result.exit_code == 1
    assert "damaged.md:6:16: error[yaml-syntax]" in result.output
    assert "- [main source](https://example.org/main)" in result.output
    assert (project / "content" / "models" / "damaged.yml").exists()


def test_two_cards_with_one_id_do_not_meet_in_one_file(project: Path) -> None:
    (project / "a").mkdir()
    (project / "a" / "fern.md").write_text(GOOD)
    result = _run("fern.md", "a/fern.md", "--force")
    assert result.exit_code == 2
    assert "a/fern.md has the same id as a file before it" in result.stderr


def test_json_can_be_read_as_a_card_if_one_insists(project: Path) -> None:
    (project / "card.json").write_text("# Fern\n")
    assert _run("card.json", "--format", "huggingface").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["fern.md", "fern.md", "--id", "a"], "names one record"),
        (["fern.md", "--id", "Not an id"], "an id is made of"),
        (["fern.md", "--id", "a" * 81], "an id is made of"),
        ([], "Missing argument"),
    ],
)
def test_wrong_options_are_refused(project: Path, arguments: list[str], message: str) -> None:
    result = _run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_a_project_the_folder_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fern.md").write_text(GOOD)
    monkeypatch.chdir(tmp_path)
    result = _run("fern.md")
    assert result.exit_code == 2
    assert "there is no mkdocs.yml here" in result.stderr
    assert _run("fern.md", "--to", "models").exit_code == 0


def test_what_was_imported_checks_without_errors(project: Path) -> None:
    names = sorted(str(path) for path in CASES.glob("*.md"))
    assert _run(*names).exit_code == 1
    _assert_clean(project, len(names))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of public cards is not here")
def test_public_cards_check_without_errors_when_they_are_published(project: Path) -> None:
    cards = [*CORPUS.glob("model-cards/*.md"), *CORPUS.glob("hostile/hf-bad__*.md")]
    cards = [card for card in cards if card.name != "SOURCES.md"]
    assert _run(*map(str, cards)).exit_code == 1
    for path in (project / "content" / "models").iterdir():
        path.write_text(path.read_text("utf-8").replace("status: draft", "status: current", 1))
    _assert_clean(project, len(cards))


def _assert_clean(project: Path, count: int) -> None:
    collection = load(project)
    assert len(collection.models) == count
    findings = check(collection, today=date(2026, 11, 21)).findings
    own = [finding for finding in findings if finding.path.startswith("content/models/")]
    assert [finding for finding in own if finding.severity is Severity.ERROR] == []
