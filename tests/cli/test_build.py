"""`glasscase build`: exit codes, messages, and an earlier site that a failure leaves alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from glasscase.cli import main

SMALL = Path(__file__).parents[1] / "cases/site/small"
pytestmark = pytest.mark.usefixtures("own_log")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a copy of the small project."""
    folder = Path(shutil.copytree(SMALL, tmp_path / "project"))
    monkeypatch.chdir(folder)
    return folder


def build(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["build", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert "Traceback" not in result.output
    return result


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")


def configure(project: Path, **changes: object) -> None:
    path = project / "mkdocs.yml"
    config = yaml.safe_load(path.read_text("utf-8"))
    path.write_text(yaml.safe_dump({**config, **changes}), "utf-8")


def test_a_clean_project_is_built(project: Path) -> None:
    result = build()
    assert result.exit_code == 0
    assert "The site is in" in result.stdout
    assert (project / "site/models/aurora-3/1.2/record.json").is_file()
    assert "ERROR" not in result.stderr


def test_quiet_says_nothing_of_a_clean_project_that_is_found_from_a_folder_below(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "content/models")
    result = build("--quiet", "--site-dir", str(project / "elsewhere"))
    assert result.exit_code == 0
    assert result.stdout == ""
    assert (project / "elsewhere/index.html").is_file()
    assert not (project / "site").exists()


def test_errors_in_records_build_nothing_and_leave_the_earlier_site(project: Path) -> None:
    earlier = project / "site/index.html"
    earlier.parent.mkdir()
    earlier.write_text("the site of yesterday", "utf-8")
    change(project / "content/models/ember.yml", "status: current", "status: curent")
    change(project / "content/models/aurora-3.yml", "protocols: [framework]", "protocols: [frame]")
    result = build()
    assert result.exit_code == 1
    for place in ("content/models/ember.yml:3:9", "content/models/aurora-3.yml:16:13"):
        assert place in result.stderr
    assert "Nothing was built" in result.stderr
    assert "The site is in" not in result.stdout
    assert earlier.read_text("utf-8") == "the site of yesterday"
    assert [path.name for path in earlier.parent.iterdir()] == ["index.html"]


def test_warnings_are_shown_and_do_not_stop_a_build(project: Path) -> None:
    """Of a link that leads nowhere, and of a misspelt option."""
    change(project / "content/about.md", "(index.md)", "(missing.md)")
    configure(project, plugins=[{"glasscase": {"surce_url": "x"}}])
    result = build("-q")
    assert result.exit_code == 0
    assert "missing.md" in result.stderr
    assert "surce_url" in result.stderr


def test_a_warning_stops_a_strict_build(project: Path) -> None:
    change(project / "content/about.md", "(index.md)", "(missing.md)")
    result = build("--strict")
    assert result.exit_code == 1
    assert "missing.md" in result.stderr


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        (
            {"plugins": ["search"]},
            "mkdocs.yml does not use the plugin `glasscase`",
            "Add `- glasscase` to its list `plugins`.",
        ),
        ({"docs_dir": "missing"}, "mkdocs.yml cannot be used", "missing"),
        ({"theme": {"name": "nothing"}}, "mkdocs.yml cannot be used", "nothing"),
        ({"plugins": ["search", "glascase"]}, "mkdocs.yml cannot be used", "glascase"),
        ({"use_directory_urls": False}, "use_directory_urls: true", ""),
        ({"theme": {"name": "mkdocs"}}, "the theme is 'mkdocs', not 'material'", "name: material"),
    ],
    ids=["no plugin", "no content", "no theme", "unknown plugin", "urls", "theme"],
)
def test_a_configuration_that_cannot_be_used_is_explained(
    project: Path, changes: dict[str, object], message: str, hint: str
) -> None:
    configure(project, **changes)
    result = build()
    assert result.exit_code in (1, 2)
    assert message in result.stderr
    assert hint in result.stderr
    assert not (project / "site").exists()


def test_without_a_project_the_exit_status_is_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = build()
    assert result.exit_code == 2
    assert "there is no mkdocs.yml here or in a folder above" in result.stderr
    assert "--config-file" in result.stderr


def test_a_configuration_that_is_no_yaml_is_explained(project: Path) -> None:
    (project / "mkdocs.yml").write_text("site_name: [", "utf-8")
    result = build()
    assert result.exit_code == 2
    assert "mkdocs.yml cannot be used" in result.stderr


def test_an_unknown_option_ends_with_2(project: Path) -> None:
    assert build("--unknown").exit_code == 2


def test_the_installed_command_tells_its_status(project: Path) -> None:
    """Without a terminal, in a process of its own, as a pipeline calls it."""
    change(project / "content/models/ember.yml", "status: current", "status: curent")
    command = [str(Path(sys.executable).parent / "glasscase"), "build"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "content/models/ember.yml:3:9" in done.stderr
    assert "Did you mean" in done.stderr or "did you mean" in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
