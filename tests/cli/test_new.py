"""`glasscase new`, run as an editor runs it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.exchange.templates import TEMPLATES, record_text

PROVIDER = (Path(__file__).parents[1] / "cases/checks/provider.yml").read_text(encoding="utf-8")
DEMONSTRATION = Path(__file__).parents[2] / "content/provider.yml"
PAGE = Path(__file__).parents[2] / "content/documentation/editors/beginning.md"
FILES = {
    "model": "content/models/wren.yml",
    "incident": "content/incidents/wren.yml",
    "usage-charter": "content/protocols/wren.md",
    "copyright-policy": "content/protocols/wren.md",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a provider and nothing else, and the working folder in it."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Example\ndocs_dir: content\n")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/provider.yml").write_text(PROVIDER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), catch_exceptions=False)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("kind", "name"), FILES.items())
def test_a_record_is_begun_at_its_place(project: Path, kind: str, name: str) -> None:
    before = contents(project)
    result = run("new", kind, "wren", "--title", "Wren")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(f"Written to {name}, as a draft.\nNext: fill in each …")
    after = contents(project)
    assert set(after) - set(before) == {name}
    assert {key: after[key] for key in before} == before
    assert b"\nstatus: draft\n" in after[name]


@pytest.mark.parametrize("kind", [t.name for t in TEMPLATES.values() if t.kind is not None])
def test_the_check_says_nothing_of_a_new_record_but_what_to_fill_in(
    project: Path, kind: str
) -> None:
    assert run("new", kind, "wren", "--title", "Wren").exit_code == 0
    checked = run("check")
    rules = {
        line.split("[")[1].split("]")[0]
        for line in checked.stdout.splitlines()
        if "[" in line and line.startswith("content/")
    }
    if kind == "incident":
        assert checked.exit_code == 1
        assert rules == {"field-value", "filler"}
    else:
        assert checked.exit_code == 0
        assert rules == {"filler", "status-draft"}


def test_the_text_that_is_left_blank_is_reported_too(project: Path) -> None:
    assert run("new", "safety-policy", "wren", "--title", "Wren").exit_code == 0
    lines = (project / "content/protocols/wren.md").read_text(encoding="utf-8").splitlines()
    assert lines[-3:] == ["---", "", "…"]
    assert f"content/protocols/wren.md:{len(lines)}:1: warning[filler]" in run("check").stdout


@pytest.mark.parametrize("kind", ["service", "responsibility"])
def test_a_row_leaves_every_other_byte_of_the_demonstration(project: Path, kind: str) -> None:
    before = DEMONSTRATION.read_bytes()
    file = project / "content/provider.yml"
    file.write_bytes(before)
    file.chmod(0o640)
    result = run("new", kind, "new-one", "--title", "A new one")
    assert result.exit_code == 0
    after = file.read_bytes()
    start = next(n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b)
    grown = len(after) - len(before)
    assert any(
        before[:cut] + after[cut : cut + grown] + before[cut:] == after
        for cut in range(max(0, start - 10), start + 1)
    )
    assert file.stat().st_mode & 0o777 == 0o640
    first, last = (
        int(word.strip(".")) for word in result.stdout.split("lines ")[1].split()[::2][:2]
    )
    added = after.decode().splitlines()[first - 1 : last]
    assert any("id: new-one" in line for line in added)


def test_a_row_cannot_be_published_before_it_is_filled_in(project: Path) -> None:
    assert run("new", "service", "new-one").exit_code == 0
    checked = run("check")
    assert checked.exit_code == 1
    assert "error[field-value] `type` cannot be" in checked.stdout


def test_a_file_of_another_shape_is_left_alone_and_the_row_is_shown(project: Path) -> None:
    file = project / "content/provider.yml"
    file.write_text(PROVIDER + "responsibilities: [{id: a, aspect: A, borne_by: shared}]\n")
    before = file.read_bytes()
    result = run("new", "responsibility", "b", "--title", "B")
    assert result.exit_code == 2
    assert "- id: b\n  # What is to be done." in result.stdout
    assert "content/provider.yml was left as it is" in result.stderr
    assert "Paste the lines above behind the last row of `responsibilities:`" in result.stderr
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("usage-chart", "x"), "Did you mean usage-charter?"),
        (("policy", "x"), "The kinds are frontier-framework, "),
        (("model", "Aurora 3"), "Did you mean aurora-3?"),
        (("model", "a--b"), "'a--b' is no id"),
        (("model", "../x"), "'../x' is no id"),
        (("model", "x" * 81), "80 characters at most"),
        (("model", "x\n"), "is no id"),
        (("model", "index"), "the site uses this word in its own addresses"),
        (("model", "aurora-api"), "is taken: content/provider.yml, under services"),
        (("incident", "known"), "is taken: content/models/known.yml"),
        (("model", "inside"), "is taken: content/protocols/other-name.md"),
        (("model", "x", "--title", "a\nb"), "a title is one line"),
        (("model", "x", "--title", "\x07"), "cannot be written as YAML"),
    ],
)
def test_slips_change_nothing_and_say_what_is_wrong(
    project: Path, arguments: tuple[str, ...], said: str
) -> None:
    (project / "content/models").mkdir()
    (project / "content/models/known.yml").write_text("id: known\nbroken: [\n")
    (project / "content/protocols").mkdir()
    (project / "content/protocols/other-name.md").write_text("---\r\nid: 'inside'\r\n---\r\n")
    before = contents(project)
    result = run("new", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert contents(project) == before


def test_a_file_that_is_no_record_is_not_written_over(project: Path) -> None:
    (project / "content/models").mkdir()
    (project / "content/models/wren.yml").symlink_to(project / "nowhere")
    result = run("new", "model", "wren")
    assert result.exit_code == 2
    assert not (project / "nowhere").exists()


def test_outside_a_project_nothing_is_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("new", "model", "wren")
    assert result.exit_code == 2
    assert "there is no mkdocs.yml here" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_row_needs_a_provider(project: Path) -> None:
    (project / "content/provider.yml").unlink()
    result = run("new", "service", "wren")
    assert result.exit_code == 2
    assert "there is no content/provider.yml" in result.stderr


def test_the_documentation_shows_what_is_said(project: Path) -> None:
    page = PAGE.read_text(encoding="utf-8")
    record, row = re.findall(r"^```console\n\$ glasscase (.+)\n((?:.+\n)+?)```", page, re.MULTILINE)
    for command, said in (record, row):
        shown = re.sub(r"lines \d+ to \d+", "lines", said)
        assert re.sub(r"lines \d+ to \d+", "lines", run(*shlex.split(command)).stdout) == shown
    [field] = re.findall(r"^```yaml\n((?:.*\n)+?)```", page, re.MULTILINE)
    text = record_text(TEMPLATES["model"], "wren")
    assert all(part in text for part in field.split("\n\n"))


def test_the_documentation_names_every_kind() -> None:
    table = re.findall(r"^\| (`.+?) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(",".join(table).replace("`", "").replace(" ", "").split(",")) == sorted(TEMPLATES)
