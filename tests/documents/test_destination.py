"""A document that is not for the public is written nowhere that is published."""

from __future__ import annotations

import stat
import subprocess
from pathlib import Path

import pytest

from glasscase.documents.destination import DestinationError, require_private, write_private


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with content, a site that Git ignores, and an ignored folder."""
    folder = tmp_path / "project"
    for name in ("content/models", "site", "private", "reports"):
        (folder / name).mkdir(parents=True)
    (folder / ".gitignore").write_text("/site/\n/private/\n*.secret\n")
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    return folder


def refused(project: Path, file: Path) -> str:
    with pytest.raises(DestinationError) as caught:
        require_private(file, [project / "content", project / "site"])
    return caught.value.message


def allowed(project: Path, file: Path) -> bool:
    real = require_private(file, [project / "content", project / "site"])
    return real == file.resolve()


@pytest.mark.parametrize("name", ["content/a.md", "content/models/a.md", "site/a.md"])
def test_not_into_what_is_published(project: Path, name: str) -> None:
    assert "is published" in refused(project, project / name)


def test_not_into_what_is_published_even_if_git_ignores_it(project: Path) -> None:
    assert "is published" in refused(project, project / "content/a.secret")


def test_not_into_what_git_tracks(project: Path) -> None:
    assert "does not ignore" in refused(project, project / "reports/a.md")
    assert "does not ignore" in refused(project, project / "a.md")


def test_into_what_git_ignores_or_knows_nothing_of(project: Path, tmp_path: Path) -> None:
    assert allowed(project, project / "private/a.md")
    assert allowed(project, project / "reports/a.secret")
    assert allowed(project, tmp_path / "a.md")


def test_a_file_that_is_tracked_although_a_rule_ignores_it_is_refused(project: Path) -> None:
    file = project / "private/a.md"
    file.write_text("old")
    subprocess.run(["git", "-C", str(project), "add", "--force", str(file)], check=True)
    assert "does not ignore" in refused(project, file)


def test_not_into_the_folder_of_git_itself(project: Path) -> None:
    assert "does not ignore" in refused(project, project / ".git/a.md")


def test_links_are_followed(project: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").symlink_to(project / "content")
    assert "is published" in refused(project, tmp_path / "elsewhere/a.md")
    (tmp_path / "b.md").symlink_to(project / "content/b.md")
    assert "is published" in refused(project, tmp_path / "b.md")
    way_round = project / "private/../content/a.md"
    assert "is published" in refused(project, way_round)


def test_the_environment_does_not_lead_git_astray(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "none"))
    assert "does not ignore" in refused(project, project / "reports/a.md")


def test_without_git_a_repository_is_taken_to_track(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert "does not ignore" in refused(project, project / "private/a.md")


def test_a_folder_or_a_place_in_no_folder_is_no_file(project: Path, tmp_path: Path) -> None:
    for file in (tmp_path, tmp_path / "none/a.md"):
        assert "no file" in refused(project, file)


def test_only_its_owner_can_read_what_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("old")
    file.chmod(0o644)
    write_private(file, b"new")
    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(DestinationError, match="cannot be written"):
        write_private(tmp_path / "none/a.md", b"new")
