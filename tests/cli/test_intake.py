"""`glasscase intake`, run as the desk and its machines run it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "generator/glasscase/exchange/intake/examples"
NIGHT = {
    "schema": 1,
    "key": "INC-1",
    "title": "Weights were copied",
    "description": "A copy of the weights left the cluster.",
    "discovered": "2026-03-29T03:00:00+02:00",
    "models": ["aurora-3"],
}
ID = "2026-03-29-weights-were-copied"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(ROOT / "tests/cases/site/small", folder)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str, sent: str | None = None) -> Result:
    return CliRunner().invoke(main, ["intake", *arguments], input=sent, catch_exceptions=False)


def make_public(project: Path) -> None:
    config = project / "mkdocs.yml"
    text = config.read_text().replace("- glasscase", "- glasscase: {public_source: true}")
    config.write_text(text)


def test_an_event_at_three_in_the_morning_becomes_a_draft_that_the_check_accepts(
    project: Path,
) -> None:
    result = run("-", sent=json.dumps(NIGHT))
    assert (result.exit_code, result.stderr) == (0, "")
    private, draft = f"private/incidents/{ID}.yml", f"content/incidents/{ID}.yml"
    assert f"Written: {private}\nWritten: {draft}\nNext: look at the draft" in result.stdout
    assert "discovered: 2026-03-29T03:00:00+02:00" in (project / draft).read_text()
    checked = CliRunner().invoke(main, ["check"])
    assert checked.exit_code == 0, checked.stdout

    again = run("-", sent=json.dumps(NIGHT))
    assert again.exit_code == 0
    assert again.stdout == f"{ID}: this event came before. Nothing was changed.\n"

    later = run("-", sent=json.dumps({**NIGHT, "contained": "2026-03-29T04:30:00+02:00"}))
    assert later.exit_code == 0
    assert "times.contained: 2026-03-29T04:30:00+02:00" in later.stdout


def test_a_file_and_the_time_of_receipt(project: Path) -> None:
    event = EXAMPLES / "aiid.json"
    result = run(str(event), "--received", "2026-03-30T08:00:00+02:00")
    assert result.exit_code == 0
    [draft] = (project / "content/incidents").glob("2026-03-27-*.yml")
    assert "discovered: 2026-03-30T08:00:00+02:00" in draft.read_text()


def test_a_local_time_is_placed_in_the_zone_that_is_named(project: Path) -> None:
    event = {**NIGHT, "discovered": "", "timestamp": "2026-03-29 02:30"}
    del event["schema"]
    result = run("-", "--zone", "Europe/Paris", sent=json.dumps(event))
    assert "does not exist, as clocks were put forward" in result.stdout
    assert (
        "discovered: 2026-03-29T01:30:00+01:00"
        in (project / f"content/incidents/{ID}.yml").read_text()
    )


def test_json_is_for_programs(project: Path) -> None:
    planned = json.loads(run("-", "--dry-run", "--format", "json", sent=json.dumps(NIGHT)).stdout)
    assert not (project / f"content/incidents/{ID}.yml").exists()
    done = json.loads(run("-", "--format", "json", sent=json.dumps(NIGHT)).stdout)
    assert planned["branch"] == done["branch"]
    assert planned["written"] == []
    assert (done["outcome"], done["incident"], len(done["written"])) == ("new", ID, 2)
    assert done["text"].startswith("Written:\n- `private/")


@pytest.mark.parametrize(
    ("sent", "rule"),
    [('{"v": [1, 2]}', "event-unknown"), ("{", "event-unread")],
)
def test_what_a_person_must_look_at_ends_with_one(sent: str, rule: str, project: Path) -> None:
    result = run("-", sent=sent)
    assert result.exit_code == 1
    assert f"[{rule}]" in result.stdout
    assert [path for path in (project / "private").rglob("*") if path.is_file()]


def test_nothing_private_is_written_into_a_public_repository(project: Path, tmp_path: Path) -> None:
    make_public(project)
    result = run("-", sent=json.dumps(NIGHT))
    assert result.exit_code == 2
    assert "declared public" in result.stderr
    assert not (project / "private").exists()
    elsewhere = tmp_path / "elsewhere"
    result = run("-", "--private", str(elsewhere), sent=json.dumps(NIGHT))
    assert result.exit_code == 0
    assert (elsewhere / f"incidents/{ID}.yml").is_file()
    assert (project / f"content/incidents/{ID}.yml").is_file()


def test_nothing_private_is_written_into_the_content_folder(project: Path) -> None:
    result = run("-", "--private", "content/notes", sent=json.dumps(NIGHT))
    assert result.exit_code == 2
    assert "content folder" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.json"], "missing.json cannot be read"),
        (["-", "--zone", "Paris"], "is no zone"),
        (["-", "--received", "2026-03-29T03:00:00"], "with its zone"),
        (["-", "--id", "No Id"], "an id is made of"),
    ],
)
def test_likely_mistakes_have_plain_messages(
    arguments: list[str], message: str, project: Path
) -> None:
    result = run(*arguments, sent=json.dumps(NIGHT))
    assert result.exit_code == 2
    assert message in result.stderr
    assert not (project / "private").exists()


def test_it_needs_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("-", sent="{}")
    assert result.exit_code == 2
    assert "mkdocs.yml" in result.stderr
