"""`glasscase check` and `glasscase explain`, run as a person runs them."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.checks.registry import rules
from glasscase.cli import main
from tests.cards import BARE

PROVIDER = Path(__file__).parents[1] / "cases/checks/provider.yml"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project without faults, and the working folder in it."""
    folder = tmp_path / "site"
    for name, text in {
        "mkdocs.yml": "site_name: Example\ndocs_dir: content\n",
        "content/provider.yml": PROVIDER.read_text(encoding="utf-8"),
        "content/models/aurora-2.yml": BARE,
        "content/models/orion.yml": BARE.replace("aurora-2", "orion"),
    }.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments], catch_exceptions=False)


def spoil(project: Path, text: str = "protocols: [frontier]\n", card: str = "aurora-2") -> None:
    """Add a fault to a card, by default an error."""
    with (project / f"content/models/{card}.yml").open("a", encoding="utf-8") as file:
        file.write(text)


def test_a_clean_project_exits_0(project: Path) -> None:
    result = run()
    assert (result.exit_code, result.output) == (0, "no problems in 3 files\n")


def test_an_error_exits_1(project: Path) -> None:
    spoil(project)
    result = run()
    assert result.exit_code == 1
    assert result.stdout.startswith("content/models/aurora-2.yml:8:13: error[reference-unknown] ")
    assert result.stdout.endswith("\n1 error in 1 of 3 files\n")
    assert result.stderr == ""


def test_a_warning_fails_only_if_strict(project: Path) -> None:
    spoil(project, "limitations: TBD\n")
    assert run().exit_code == 0
    assert run("--strict").exit_code == 1


def test_a_note_never_fails(project: Path) -> None:
    spoil(project, "links: [{title: Report, url: http://lumenforge.example/report}]\n")
    result = run("--strict")
    assert result.exit_code == 0
    assert "1 note in 1 of 3 files" in result.stdout


def test_a_file_that_cannot_be_read_hides_no_other(project: Path) -> None:
    spoil(project, "model: {\n", "orion")
    spoil(project)
    result = run()
    assert result.exit_code == 1
    assert "content/models/orion.yml:" in result.stdout
    assert "error[reference-unknown]" in result.stdout
    assert "in 2 of 3 files" in result.stdout


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("content/models/aurora-2.yml", True),
        ("content/models", True),
        ("content/models/", True),
        (".", True),
        ("../site/content/models/../models", True),
        ("content/models/orion.yml", False),
        ("content/provider.yml", False),
    ],
)
def test_paths_limit_the_report(project: Path, path: str, shown: bool) -> None:
    spoil(project)
    result = run(path)
    assert ("reference-unknown" in result.stdout) is shown
    assert result.exit_code == int(shown)


def test_what_a_limited_report_needs_is_read(project: Path) -> None:
    model = "  dependencies: [{name: Orion, relation: distilled, model: orion}]\n"
    spoil(project, model)
    assert run("content/models/aurora-2.yml").output == "no problems in 1 file\n"


def test_several_paths(project: Path) -> None:
    spoil(project)
    spoil(project, card="orion")
    result = run("content/models/aurora-2.yml", "content/models/orion.yml")
    assert result.stdout.endswith("\n2 errors in 2 of 2 files\n")


def test_the_project_is_found_from_below(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(project)
    monkeypatch.chdir(project / "content/models")
    assert "content/models/aurora-2.yml:8:13" in run().stdout
    assert "no problems in 1 file" in run("orion.yml").stdout


def test_the_project_is_found_from_above(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(project)
    monkeypatch.chdir(project.parent)
    for arguments in (["--config-file", "site/mkdocs.yml"], ["site/content"], ["site"]):
        result = run(*arguments)
        assert result.exit_code == 1
        assert result.stdout.startswith("site/content/models/aurora-2.yml:8:13: ")


def _no_config(project: Path) -> None:
    (project / "mkdocs.yml").unlink()


def _no_content(project: Path) -> None:
    (project / "content").rename(project / "elsewhere")


def _config(text: str) -> Callable[[Path], None]:
    def write(project: Path) -> None:
        (project / "mkdocs.yml").write_text(text)

    return write


def _nothing(_project: Path) -> None:
    """Leave the project as it is."""


@pytest.mark.parametrize(
    ("prepare", "arguments", "message"),
    [
        (_no_config, [], "there is no mkdocs.yml here or in a folder above"),
        (_no_content, [], "there is no content folder `content`"),
        (_config("docs_dir: ../other"), [], "the content folder `../other` is not inside"),
        (_config("docs_dir: ."), [], "the content folder `.` is not inside"),
        (_config("site_name: ["), [], "mkdocs.yml cannot be read"),
        (_config("INHERIT: gone.yml"), [], "gone.yml cannot be read"),
        (_config(""), [], "mkdocs.yml holds no configuration"),
        (_nothing, ["content/modles"], "there is no file or folder content/modles"),
        (_nothing, ["-f", "mkdocs.yml", os.devnull], "is not in the project"),
        (_nothing, ["-f", "other.yml"], "other.yml cannot be read"),
    ],
)
def test_what_cannot_be_checked_exits_2_with_one_message(
    project: Path, prepare: Callable[[Path], None], arguments: list[str], message: str
) -> None:
    prepare(project)
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""
    first, hint = result.stderr.splitlines()
    assert first.startswith("error: ")
    assert message in first
    assert hint.strip()


def test_an_unknown_format_exits_2(project: Path) -> None:
    result = run("--format", "xml")
    assert result.exit_code == 2
    assert "'text', 'json', 'sarif', 'github', 'gitlab'" in result.stderr


@pytest.mark.parametrize("form", ["json", "sarif", "gitlab"])
def test_machine_formats_keep_stdout_to_themselves(project: Path, form: str) -> None:
    spoil(project)
    result = run("--format", form)
    assert result.exit_code == 1
    assert "reference-unknown" in json.dumps(json.loads(result.stdout))
    assert result.stderr == "1 error in 1 of 3 files\n"


def test_github_annotates(project: Path) -> None:
    spoil(project)
    result = run("--format", "github")
    assert result.stdout.startswith("::error file=content/models/aurora-2.yml,line=8,endLine=8,")
    assert result.stderr == "1 error in 1 of 3 files\n"


def test_colours_can_be_forced_and_forbidden(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(project)
    assert "\x1b[" not in run().stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = CliRunner().invoke(main, ["check"], color=True).stdout
    assert "\x1b[1;31m" in coloured
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in CliRunner().invoke(main, ["check"], color=True).stdout


@pytest.mark.parametrize(
    "config",
    [
        "plugins:\n  - search\n  - glasscase:\n      public_source: true\n",
        "plugins:\n  glasscase:\n    public_source: true\n",
        "INHERIT: base.yml\n",
    ],
)
def test_the_plugin_options_are_read(project: Path, config: str) -> None:
    base = "site_name: x\ndocs_dir: content\nplugins: [{glasscase: {public_source: true}}]\n"
    (project / "base.yml").write_text(base)
    tags = "extra: !!python/name:os.system\ntheme: {name: !ENV [THEME, material]}\n"
    (project / "mkdocs.yml").write_text(f"site_name: x\ndocs_dir: content\n{tags}{config}")
    withheld = "{withheld: trade-secret, describe: A trade secret., value: 1.4321e12}"
    spoil(project, f"architecture: {{parameters: {withheld}}}\n")
    result = run()
    assert "error[withheld-value-public]" in result.stdout
    assert "1.4321" not in result.stdout


def test_findings_lead_to_the_sites_own_rule_pages(project: Path) -> None:
    spoil(project)
    (project / "mkdocs.yml").write_text(
        "site_name: x\ndocs_dir: content\nsite_url: https://x.example/t/\n"
        "plugins: [{glasscase: {documentation: true}}]\n"
    )
    assert "more: https://x.example/t/documentation/rules/reference-unknown/" in run().stdout


def test_explain_prints_a_page() -> None:
    result = CliRunner().invoke(main, ["explain", "threshold-exceeded"])
    assert result.exit_code == 0
    assert result.output.startswith("A result beyond a threshold is stated\n")
    for part in ("error[threshold-exceeded]", "## Why", "## Example", "## How to fix"):
        assert part in result.output


def test_explain_lists_all_rules() -> None:
    result = CliRunner().invoke(main, ["explain"])
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == list(rules())


def test_explain_knows_what_was_meant() -> None:
    result = CliRunner().invoke(main, ["explain", "treshold-exceeded"])
    assert result.exit_code == 2
    assert "Did you mean threshold-exceeded?" in result.stderr
