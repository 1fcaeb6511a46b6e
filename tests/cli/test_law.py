"""`glasscase law`, run as a person runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.law.catalogue import REGIMES, package_catalogue


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


def test_the_schema_is_printed() -> None:
    document = json.loads(run("schema").stdout)
    assert document["$schema"].startswith("https://json-schema.org/")
