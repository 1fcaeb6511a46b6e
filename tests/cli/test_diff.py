"""`glasscase diff`, run as a person runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import html  # type: ignore[import-untyped]

from glasscase.cli import main
from tests.archive.branches import commit_files, day, git, publish
from tests.archive.projects import FILE, NOTE_2, SECOND, THIRD, published_twice, text, write

PROVIDER = Path(__file__).parents[1] / "cases/checks/provider.yml"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A protocol that was published as 1.0 and as 1.1 and is 2.0 now, for tests to copy."""
    folder = tmp_path_factory.mktemp("published")
    write(folder, "site_name: Example\ndocs_dir: content\n", "mkdocs.yml")
    write(folder, PROVIDER.read_text(encoding="utf-8"), "content/provider.yml")
    published_twice(folder)
    write(folder, THIRD)
    return folder


@pytest.fixture
def project(tmp_path: Path, published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(published, tmp_path / "project"))
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["diff", *arguments], catch_exceptions=False)


def versions(*arguments: str) -> tuple[str, str]:
    result = run(*arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    return document["from"], document["to"]


def test_the_file_is_compared_with_the_version_published_last(project: Path) -> None:
    result = run("frontier")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Frontier framework (protocol frontier): 1.1 → 2.0\n")
    assert "Back to the first text." in result.stdout
    assert "[-all risks-]{+risk+}" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), ("1.1", "2.0")),
        (("1.0",), ("1.0", "2.0")),
        (("1.0", "1.1"), ("1.0", "1.1")),
        (("1.1", "1.0"), ("1.1", "1.0")),
        (("1.1", "2.0"), ("1.1", "2.0")),
        (("2.0", "1.0"), ("2.0", "1.0")),
    ],
)
def test_versions_can_be_named(
    project: Path, arguments: tuple[str, ...], expected: tuple[str, str]
) -> None:
    assert versions("frontier", *arguments) == expected


@pytest.mark.parametrize("name", ["protocols/frontier", "protocols/frontier/", "protocol/frontier"])
def test_the_kind_can_be_named(project: Path, name: str) -> None:
    assert versions(name) == ("1.1", "2.0")


def test_an_id_that_two_kinds_share_needs_its_kind(project: Path) -> None:
    card = 'id: frontier\nversion: "7"\nstatus: current\ntitle: Frontier\nsummary: A model.\n'
    write(project, f"{card}model: {{name: Frontier}}\n", "content/models/frontier.yml")
    publish(project, day("2026-05-04"))
    result = run("frontier")
    assert result.exit_code == 2
    assert result.stderr == (
        "error: several records have the id `frontier`\n"
        "  Choose one of `models/frontier`, `protocols/frontier`.\n"
    )
    assert versions("models/frontier") == ("7", "7")


def test_a_file_of_any_name_is_found(project: Path) -> None:
    (project / FILE).unlink()
    write(project, THIRD, "content/protocols/safety/policy.en.md")
    assert versions("frontier") == ("1.1", "2.0")


def test_published_versions_need_no_file(project: Path) -> None:
    (project / FILE).unlink()
    assert versions("frontier", "1.0", "1.1") == ("1.0", "1.1")
    result = run("frontier")
    assert result.exit_code == 2
    assert "no valid file in content/protocols holds `frontier`" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("frontir",), "there is no published record `frontir`\n  Did you mean `frontier`?\n"),
        (("models/frontier",), "there is no published record `models/frontier`\n"),
        (("frontier", "1.2"), "`frontier` has no version 1.2\n  Did you mean `1."),
        (("frontier", "1.0", "ninth"), "Versions of it: `1.0`, `1.1`, `2.0`."),
        (("frontier", "latest"), "`frontier` has no version latest\n"),
    ],
)
def test_names_that_mean_nothing(project: Path, arguments: tuple[str, ...], message: str) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr


def test_a_record_that_was_never_published(project: Path) -> None:
    write(project, THIRD.replace("id: frontier", "id: new"), "content/protocols/new.md")
    result = run("new")
    assert result.exit_code == 2
    assert "`new` has no published version to compare with" in result.stderr


def test_without_a_public_branch_it_says_how_to_get_it(project: Path) -> None:
    git(project, "update-ref", "-d", "refs/heads/public")
    result = run("frontier")
    assert result.exit_code == 2
    assert "nothing is published on the branch public" in result.stderr
    assert "git fetch origin public:" in result.stderr


def test_an_erased_version_is_not_there_any_more(project: Path) -> None:
    erase = 'erase:\n  - version: "1.1"\n    reason: It told what nobody had agreed to.\n'
    write(project, text("2.0", notes=[NOTE_2], more=erase))
    publish(project, day("2026-05-04"))
    result = run("frontier", "1.1")
    assert result.exit_code == 2
    assert "version 1.1 of `frontier` was erased" in result.stderr
    assert "It told what nobody had agreed to." in result.stderr
    assert versions("frontier", "1.0") == ("1.0", "2.0")


def test_a_damaged_branch_is_told(project: Path) -> None:
    commit_files(project, {"protocols/frontier/1.1/record.json": b"{}"})
    result = run("frontier")
    assert result.exit_code == 2
    assert "is not the one in the log" in result.stderr


def test_the_exit_status_tells_of_differences_if_asked_to(project: Path) -> None:
    assert run("frontier", "--exit-code").exit_code == 1
    write(project, SECOND)
    result = run("frontier", "--exit-code")
    assert result.exit_code == 0
    assert "Nothing but the version and its notes differs." in result.stdout


# Forms


def test_markdown(project: Path) -> None:
    result = run("frontier", "1.0", "1.1", "--format", "markdown")
    assert result.stdout.startswith("## Frontier framework (protocol frontier): 1.0 → 1.1\n")
    assert "All risks are handled." in result.stdout


def test_html_is_a_fragment_with_words_beside_its_colours(project: Path) -> None:
    write(project, THIRD.replace("How we handle risk.", "How we <b>handle</b> risk."))
    result = run("frontier", "--format", "html")
    article = html.fragment_fromstring(result.stdout)
    assert article.tag == "article"
    assert article.xpath("string(h1)") == "Frontier framework (protocol frontier): 1.1 → 2.0"
    inserted = [" ".join(each.text_content().split()) for each in article.iter("ins")]
    removed = [" ".join(each.text_content().split()) for each in article.iter("del")]
    assert any(words.startswith("added: ") and "<b>" in words for words in inserted)
    assert any(words.startswith("removed: ") and "all" in words for words in removed)
    assert not article.xpath("//b | //script | //style")


def test_html_names_what_is_weaker_before_all_else(project: Path) -> None:
    board = "commitments:\n  - {id: board, title: Review board, text: A board reviews.}\n"
    write(project, text("1.2", notes=[("1.2", "2026-04-01", "A board."), NOTE_2], more=board))
    publish(project, day("2026-04-01"))
    write(project, THIRD)
    article = html.fragment_fromstring(run("frontier", "--format", "html").stdout)
    [told] = article.xpath("./ul[@class='gc-directed']/li")
    assert " ".join(told.text_content().split()) == (
        "Weakened Commitments \u203a Review board: The commitment is no longer made."
    )
    assert told.getparent().getnext().text.startswith("1 weakened, ")
    assert article.index(told.getparent()) < article.index(article.find("section"))


def test_json_holds_all_of_it(project: Path) -> None:
    document = json.loads(run("frontier", "--format", "json").stdout)
    assert (document["schema"], document["kind"], document["id"]) == (1, "protocol", "frontier")
    assert [note["version"] for note in document["notes"]] == ["2.0"]
    assert "summary" in [change["path"][0] for change in document["changes"]]


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [({}, False), ({"FORCE_COLOR": "1"}, True), ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False)],
)
def test_colours(
    project: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], coloured: bool
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in run("frontier").stdout) is coloured
