"""A public branch that was rewritten in the name of Glasscase: no version changes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..publish.repositories import IDENTITY, git
from .stage import EMBER, FRAMEWORK, Stage, ember, framework

OLD = "protocols/framework/1.0/record.json"


def _rewrite(stage: Stage, folder: Path, how: str, *commit: str) -> None:
    """Alter or remove the record of an old version, in the last commit or on top of it."""
    git(folder.parent, "clone", "--quiet", "--branch=public", str(stage.remote.path), str(folder))
    record = folder / OLD
    if how == "altered":
        record.write_bytes(record.read_bytes().replace(b"every", b"most"))
    else:
        record.unlink()
    git(folder, *IDENTITY, "commit", "--quiet", "--all", *commit)
    git(folder, "push", "--quiet", "--force", "origin", "public")
    stage.fetch()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ("altered", f"{OLD} of the public branch is not the one in the log"),
        ("removed", f"{OLD} of the public branch is not there"),
    ],
)
def test_old_version_that_is_not_as_it_was_published(
    updated: Stage, tmp_path: Path, how: str, says: str
) -> None:
    assert updated.run("check").status == 0
    _rewrite(updated, tmp_path / "by-hand", how, "--amend", "--no-edit")
    updated.found("archive-damaged", says)
    # No other record can be published on top of it, nor is a site built.
    updated.commit({EMBER: ember("2")})
    updated.refused(says, status=1)
    answer = updated.run("build")
    assert (answer.status, says in " ".join(answer.said.split())) == (1, True)


def test_old_version_comes_back_with_the_message_of_the_publication(
    updated: Stage, tmp_path: Path
) -> None:
    published = updated.remote.tip()
    folder = tmp_path / "by-hand"
    _rewrite(updated, folder, "altered", "--amend", "--no-edit")
    updated.refused("`git commit -C HEAD`", status=1)
    git(folder, "checkout", "--quiet", str(published), "--", OLD)
    git(folder, *IDENTITY, "commit", "--quiet", "-C", "HEAD")
    git(folder, "push", "--quiet", "origin", "public")
    updated.publish({EMBER: ember("2")})
    assert updated.run("check").status == 0
    assert updated.verify(tmp_path).status == 0


def test_old_version_that_cannot_be_brought_back_can_be_erased(
    updated: Stage, tmp_path: Path
) -> None:
    _rewrite(updated, tmp_path / "by-hand", "altered", "--amend", "--no-edit")
    reason = 'erase: [{version: "1.0", reason: Its text was lost.}]\n'
    updated.publish({FRAMEWORK: framework("1.1", "We test every large model.", reason)})
    assert updated.run("check").status == 0
    assert updated.verify(tmp_path).status == 0


def test_versions_of_a_record_without_a_file_are_looked_at_too(
    updated: Stage, tmp_path: Path
) -> None:
    _rewrite(updated, tmp_path / "by-hand", "altered", "--amend", "--no-edit")
    updated.checkout.git("rm", "--quiet", FRAMEWORK)
    updated.commit()
    updated.found("record-vanished", f"{OLD} of the public branch is not the one in the log")


def test_what_was_found_intact_is_remembered_by_its_content(updated: Stage, tmp_path: Path) -> None:
    """What is altered after a check is found by the next one, and so is what comes back."""
    first = updated.remote.tip()
    assert updated.run("check").status == 0
    _rewrite(updated, tmp_path / "by-hand", "altered", "--amend", "--no-edit")
    for _ in range(2):
        updated.found("archive-damaged")
    updated.remote.git("update-ref", "refs/heads/public", str(first))
    updated.fetch()
    assert updated.run("check").status == 0


@pytest.mark.parametrize("how", ["altered", "removed"])
def test_edit_on_top_counts_for_nothing(updated: Stage, tmp_path: Path, how: str) -> None:
    _rewrite(updated, tmp_path / "by-hand", how, "--message=by hand")
    answer = updated.run("check")
    assert answer.status == 0, answer.said
    assert "Note: 1 commit was made by hand on the public branch" in answer.said
    assert b"every" in updated.build()[OLD]
    updated.publish()
    assert "Note:" not in updated.run("check").said
    assert updated.verify(tmp_path).status == 0


def test_damaged_log_on_top_counts_for_nothing(updated: Stage, tmp_path: Path) -> None:
    """What `publish` takes back blocks neither a check nor a build."""
    folder = tmp_path / "by-hand"
    git(tmp_path, "clone", "--quiet", "--branch=public", str(updated.remote.path), str(folder))
    (folder / "log/checkpoint").write_text("Nothing.\n")
    git(folder, *IDENTITY, "commit", "--quiet", "--all", "--message=by hand")
    git(folder, "push", "--quiet", "origin", "public")
    updated.fetch()
    assert updated.run("check").status == 0
    updated.build()
    # With the last commit alone nobody can tell what was published. The message says what to do.
    shallow = updated.clone(tmp_path / "shallow", "--depth=1")
    answer = shallow.run("check")
    assert answer.status == 2
    assert "`glasscase publish` takes it back" in answer.said
    updated.publish()
    shallow = updated.clone(tmp_path / "later", "--depth=1")
    assert shallow.run("check").status == 0
