"""`glasscase law`, run as a person runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.law.catalogue import REGIMES, package_catalogue
from glasscase.law.plain import ADDRESS, to_json
from tests.archive.branches import commit_files, git, repository
from tests.law.engine import catalogue, regime_data


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["law", *arguments], catch_exceptions=False)


def test_the_list_has_every_regime_with_its_day_of_checking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("list")
    assert result.exit_code == 0
    first, *lines = result.stdout.splitlines()
    assert first == f"Catalogue {package_catalogue().version}"
    assert [line.split()[0] for line in lines] == list(package_catalogue().regimes)
    assert all("checked 2026-11-21" in line for line in lines)
    document = json.loads(run("list", "--format", "json").stdout)
    assert document["catalogue"] == package_catalogue().version
    assert [one["id"] for one in document["regimes"]] == list(package_catalogue().regimes)


@pytest.fixture
def later(tmp_path: Path) -> Path:
    """A catalogue in which California's law has another title."""
    folder = tmp_path / "later"
    shutil.copytree(REGIMES, folder)
    file = folder / "us-ca-sb53.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("short: California SB 53", "short: SB 53"), encoding="utf-8")
    (folder / "gdpr-33.yml").unlink()
    return folder


def test_two_folders_are_compared(later: Path) -> None:
    result = run("diff", str(REGIMES), str(later))
    assert result.exit_code == 0
    assert "  - regime gdpr-33 " in result.stdout
    assert "      short: California SB 53 → SB 53\n" in result.stdout
    assert run("diff", str(REGIMES), str(later), "--exit-code").exit_code == 1
    assert run("diff", str(later), str(later), "--exit-code").exit_code == 0


def test_two_files_are_compared(later: Path) -> None:
    name = "us-ca-sb53.yml"
    result = run("diff", str(REGIMES / name), str(later / name), "--format", "json")
    [change] = json.loads(result.stdout)["changes"]
    assert change["fields"] == [{"field": "short", "before": "California SB 53", "after": "SB 53"}]


@pytest.mark.parametrize("file", sorted(REGIMES.glob("*.yml")), ids=lambda file: file.stem)
def test_the_file_of_any_regime_can_be_compared(file: Path) -> None:
    """Also where it names terms of other regimes."""
    result = run("diff", str(file), str(file))
    assert result.exit_code == 0, result.stderr


def test_an_addition_is_compared_with_the_regime_that_it_extends(tmp_path: Path) -> None:
    addition = tmp_path / "us-ca-sb53.yml"
    addition.write_text("extends: us-ca-sb53\n", encoding="utf-8")
    regime = str(REGIMES / "us-ca-sb53.yml")
    assert run("diff", regime, str(addition), "--exit-code").exit_code == 0
    assert run("diff", str(REGIMES), str(tmp_path), "--exit-code").exit_code == 0


def test_an_empty_folder_is_no_catalogue(tmp_path: Path) -> None:
    result = run("diff", str(tmp_path), str(REGIMES))
    assert result.exit_code == 2
    assert "there is no catalogue in" in result.stderr


NOW = package_catalogue().version


OLD = catalogue(regime_data("us-ca-sb53", short="SB 53", terms=[])).plain


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose public branch held another catalogue before that of the package."""
    folder = repository(tmp_path / "project")
    (folder / "mkdocs.yml").write_text("site_name: Example\n", encoding="utf-8")
    (folder / "docs").mkdir()
    commit_files(folder, {ADDRESS: to_json(OLD, "")})
    commit_files(folder, {ADDRESS: to_json(package_catalogue().plain, "")})
    commit_files(folder, {"index.html": b"Another page."})
    monkeypatch.chdir(folder)
    return folder


def versions(*arguments: str) -> tuple[str, str]:
    result = run("diff", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    document = json.loads(result.stdout)
    return document["from"], document["to"]


@pytest.mark.usefixtures("project")
def test_a_version_that_a_site_showed_once_is_found_in_the_history_of_the_public_branch() -> None:
    assert versions(OLD.version, NOW) == (OLD.version, NOW)
    assert "      short: SB 53 → California SB 53\n" in run("diff", OLD.version).stdout


def test_a_commit_of_the_public_branch_stands_for_what_was_published_with_it(project: Path) -> None:
    old = git(project, "rev-parse", "public~2")
    assert versions(old, "public") == (OLD.version, NOW)
    git(project, "update-ref", "refs/remotes/origin/public", old)
    assert versions("origin/public") == (OLD.version, NOW)


def test_the_catalogue_of_a_site_is_read_from_its_folder_or_from_the_file(project: Path) -> None:
    file = project / "site" / ADDRESS
    file.parent.mkdir(parents=True)
    file.write_bytes(to_json(OLD, ""))
    assert versions("site", str(file)) == (OLD.version, OLD.version)
    assert versions(str(file)) == (OLD.version, NOW)


def test_without_a_second_one_the_catalogue_in_use_is_compared(project: Path) -> None:
    """With the additions of the project's own folder `law/`."""
    (project / "law").mkdir()
    addition = "extends: us-ca-sb53\nduties:\n  - {id: ours, clause: '1', title: Ours, what: More.,"
    addition += " subject: model, readers: [public], source: ca53, confidence: verified}\n"
    (project / "law/us-ca-sb53.yml").write_text(addition, encoding="utf-8")
    assert "  + duty ours (1: Ours)\n" in run("diff", NOW).stdout
    assert versions(NOW, "law")[1] == versions(OLD.version)[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("2020-01-01+00000000", "is neither in use nor on the branch public"),
        ("no-such-branch", "there is no catalogue `no-such-branch`"),
        ("--upload-pack=x", "No such option"),
        ("HEAD:x", "there is no catalogue `HEAD:x`"),
        ("empty", "no catalogue was published with the commit"),
    ],
)
def test_what_cannot_be_found_is_told(project: Path, name: str, message: str) -> None:
    commit_files(project, {"index.html": b"No catalogue."}, "refs/heads/empty")
    result = run("diff", name)
    assert result.exit_code == 2
    assert message in result.stderr


def test_outside_of_any_repository_only_files_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "there is no catalogue `origin/public`" in run("diff", "origin/public").stderr
    assert versions(NOW) == (NOW, NOW)


def test_the_schema_is_printed() -> None:
    document = json.loads(run("schema").stdout)
    assert document["$schema"].startswith("https://json-schema.org/")
