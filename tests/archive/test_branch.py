"""The archive is read from local refs, whatever the repository looks like."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from glasscase.archive.archive import CHANGES, Archive
from glasscase.archive.branch import branch_history, find_commit, local_archive
from glasscase.archive.errors import ArchiveError
from glasscase.records import Kind

from .branches import commit_files, day, git, publish, repository
from .projects import FIRST, SECOND, THIRD, write

RECORD = "protocols/frontier/1.0/record.json"
BUNDLE = "log/tile/entries/000.p/2"


def known(archive: Archive) -> list[str]:
    return [version.version for version in archive.of(Kind.PROTOCOL, "frontier")]


@pytest.fixture
def project(tmp_path: Path, published: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "project"))


@pytest.fixture
def clone(project: Path, tmp_path: Path) -> Path:
    """A clone whose `public` is known as `origin/public` only."""
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "Source")
    git(tmp_path, "clone", "--quiet", f"file://{project}", "clone")
    return tmp_path / "clone"


def test_a_folder_outside_of_any_repository_has_none(tmp_path: Path) -> None:
    assert local_archive(tmp_path) == Archive()


def test_a_repository_without_the_branch_has_none(tmp_path: Path) -> None:
    assert local_archive(repository(tmp_path)) == Archive()


def test_without_git_there_is_none(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert local_archive(project) == Archive()


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    assert local_archive(tmp_path / "nowhere") == Archive()


def test_a_branch_without_a_log_has_no_versions(tmp_path: Path) -> None:
    commit = commit_files(repository(tmp_path), {"index.html": b"<p>Ours</p>"})
    archive = local_archive(tmp_path)
    assert (archive.entries, archive.commit) == ((), commit)


def test_it_holds_what_was_published(project: Path) -> None:
    archive = local_archive(project)
    first, second = archive.of(Kind.PROTOCOL, "frontier")
    assert (first.version, first.published) == ("1.0", day("2026-01-10"))
    assert (second.version, second.published) == ("1.1", day("2026-03-02"))
    days = {"1.0": first.published.date(), "1.1": second.published.date()}
    assert archive.days(first.kind, first.id) == days
    assert archive.days(Kind.MODEL, "unknown") == {}
    assert Archive().days(first.kind, first.id) is None
    assert archive.forms([first])[first]["summary"] == "How we handle risk."
    assert [note["version"] for note in archive.notes] == ["1.0", "1.1"]


def test_it_does_not_depend_on_the_folder_in_the_repository(project: Path) -> None:
    assert local_archive(project / "content/protocols") == local_archive(project)


def test_another_branch_can_be_named(project: Path) -> None:
    git(project, "branch", "--move", "public", "published/site")
    assert known(local_archive(project)) == []
    assert known(local_archive(project, "published/site")) == ["1.0", "1.1"]


# Clones, work trees, remotes


def test_a_clone_knows_the_branch_of_its_remote(clone: Path) -> None:
    assert known(local_archive(clone)) == ["1.0", "1.1"]


def test_one_commit_of_the_branch_is_enough(clone: Path, project: Path, tmp_path: Path) -> None:
    options = ("--quiet", "--depth=1", "--no-single-branch")
    git(tmp_path, "clone", *options, f"file://{project}", "shallow")
    shallow = tmp_path / "shallow"
    assert git(shallow, "rev-list", "--count", "origin/public") == "1"
    assert local_archive(shallow) == local_archive(clone)


def test_a_work_tree_knows_it_too(clone: Path, tmp_path: Path) -> None:
    git(clone, "worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    assert local_archive(tmp_path / "tree") == local_archive(clone)


def test_what_was_fetched_is_newer_than_an_old_local_branch(clone: Path, project: Path) -> None:
    git(clone, "branch", "--quiet", "public", "origin/public")
    write(project, THIRD)
    publish(project, day("2026-05-04"))
    assert known(local_archive(clone)) == ["1.0", "1.1"]
    git(clone, "fetch", "--quiet")
    assert known(local_archive(clone)) == ["1.0", "1.1", "2.0"]


def test_a_local_publication_is_newer_than_what_was_fetched(clone: Path) -> None:
    git(clone, "branch", "--quiet", "public", "origin/public")
    write(clone, THIRD)
    publish(clone, day("2026-05-04"))
    assert known(local_archive(clone)) == ["1.0", "1.1", "2.0"]


def test_where_the_two_have_parted_the_remote_counts(clone: Path) -> None:
    git(clone, "update-ref", "refs/heads/public", "origin/main")
    assert known(local_archive(clone)) == ["1.0", "1.1"]


def test_a_remote_of_any_name_counts_if_it_is_the_only_one(clone: Path) -> None:
    git(clone, "remote", "rename", "origin", "upstream")
    assert known(local_archive(clone)) == ["1.0", "1.1"]


def test_of_several_remotes_origin_counts_or_the_one_that_is_named(clone: Path) -> None:
    empty = git(clone, "rev-parse", "HEAD")
    git(clone, "update-ref", "refs/remotes/fork/public", empty)
    assert known(local_archive(clone)) == ["1.0", "1.1"]
    assert local_archive(clone, remote="fork").commit == empty
    git(clone, "update-ref", "refs/remotes/other/public", empty)
    git(clone, "update-ref", "-d", "refs/remotes/origin/public")
    assert local_archive(clone) == Archive()


def test_variables_of_a_hook_point_it_nowhere_else(
    clone: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other / ".git/objects"))
    assert known(local_archive(clone)) == ["1.0", "1.1"]


def test_what_was_not_fetched_is_not_fetched_now(project: Path, tmp_path: Path) -> None:
    git(project, "config", "uploadpack.allowFilter", "true")
    options = ("--quiet", "--bare", "--filter=blob:none")
    git(tmp_path, "clone", *options, f"file://{project}", "partial")
    partial = tmp_path / "partial"
    before = git(partial, "count-objects", "-v")
    with pytest.raises(ArchiveError) as error:
        local_archive(partial)
    assert "--refetch --no-filter" in error.value.hint
    assert git(partial, "count-objects", "-v") == before


# Rewritten and edited branches


def test_it_does_not_depend_on_the_history_of_the_branch(project: Path) -> None:
    before = local_archive(project)
    tree = git(project, "rev-parse", "public^{tree}")
    squashed = git(project, "commit-tree", tree, "-m", "All in one")
    git(project, "update-ref", "refs/heads/public", squashed)
    after = local_archive(project)
    assert (after.entries, after.checkpoint, after.notes) == (
        before.entries,
        before.checkpoint,
        before.notes,
    )


def test_it_does_not_depend_on_the_history_of_the_source(project: Path) -> None:
    before = local_archive(project)
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "Once")
    git(project, "commit", "--quiet", "--amend", "-m", "Again")
    assert local_archive(project) == before


@pytest.mark.parametrize("content", [None, b"", b"\x00\x05hello", b"\xff\xff"])
def test_a_damaged_log_is_told(project: Path, content: bytes | None) -> None:
    commit_files(project, {BUNDLE: content})
    with pytest.raises(ArchiveError, match="the log on the public branch is damaged"):
        local_archive(project)


def test_a_checkpoint_that_is_none_is_told(project: Path) -> None:
    commit_files(project, {"log/checkpoint": b"no checkpoint\n"})
    with pytest.raises(ArchiveError, match="the log on the public branch is damaged"):
        local_archive(project)


@pytest.mark.parametrize(
    ("content", "what"), [(None, "is not there"), (b"{}", "is not the one in the log")]
)
def test_a_version_that_is_not_as_published_is_told(
    project: Path, content: bytes | None, what: str
) -> None:
    commit_files(project, {RECORD: content})
    archive = local_archive(project)
    first, second = archive.of(Kind.PROTOCOL, "frontier")
    assert archive.forms([second])[second]["version"] == "1.1"
    with pytest.raises(ArchiveError, match=what) as error:
        archive.forms([first, second])
    assert first.sha256 in error.value.hint


@pytest.mark.parametrize("content", [None, b"", b"[]", b'{"changes": 3}', b"\xff"])
def test_a_list_of_changes_that_cannot_be_read_hides_no_version(
    project: Path, content: bytes | None
) -> None:
    commit_files(project, {CHANGES: content})
    archive = local_archive(project)
    assert known(archive) == ["1.0", "1.1"]
    assert archive.notes == ()


def test_a_file_that_was_moved_is_the_same_record(project: Path) -> None:
    (project / "content/protocols/frontier.md").unlink()
    write(project, SECOND, "content/protocols/policies/framework.md")
    assert known(publish(project, day("2026-04-01"))) == ["1.0", "1.1"]


def test_versions_that_were_skipped_are_not_there(tmp_path: Path) -> None:
    write(tmp_path, FIRST)
    publish(tmp_path, day("2026-01-10"))
    write(tmp_path, SECOND)
    write(tmp_path, THIRD)
    assert known(publish(tmp_path, day("2026-05-04"))) == ["1.0", "2.0"]


def test_the_commits_that_changed_a_file_are_found_newest_first(tmp_path: Path) -> None:
    project = repository(tmp_path)
    first = commit_files(project, {"law.json": b"1"})
    commit_files(project, {"index.html": b"A page."})
    third = commit_files(project, {"law.json": b"2"})
    assert branch_history(project, "public", None, "law.json") == [third, first]
    assert branch_history(project, "public", None, "other.json") == []
    assert branch_history(project, "elsewhere", None, "law.json") == []


def test_a_revision_names_a_commit_or_none(tmp_path: Path) -> None:
    """What Git would take for an option, for a range or for a file is none."""
    project = repository(tmp_path / "project")
    first = commit_files(project, {"law.json": b"1"})
    second = commit_files(project, {"law.json": b"2"})
    assert find_commit(project, "public") == second
    assert find_commit(project, "public~1") == find_commit(project, first[:12]) == first
    for name in ("", "--all", "public:law.json", "public..public~1", "nothing"):
        assert find_commit(project, name) is None
    assert find_commit(tmp_path / "nowhere", "public") is None
