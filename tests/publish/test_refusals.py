"""What is refused, with a message that says what to do; and then nothing has changed."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from glasscase.publish import PublishError, State
from glasscase.publish.errors import redact

from .repositories import IDENTITY, Bare, Checkout, git, write


def test_folder_without_repository(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    with pytest.raises(PublishError, match="not a checkout of a Git repository") as caught:
        checkout.preflight(source=tmp_path / "plain")
    assert "git init" in caught.value.hint


def test_repository_of_another_user(checkout: Checkout, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(PublishError, match="belongs to another user") as caught:
        checkout.preflight()
    assert "safe.directory" in caught.value.hint


def test_bare_repository(checkout: Checkout, remote: Bare) -> None:
    with pytest.raises(PublishError, match="not a checkout of a Git repository"):
        checkout.preflight(source=remote.path)


def test_repository_without_commits(checkout: Checkout, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    git(tmp_path / "new", "init", "--quiet")
    with pytest.raises(PublishError, match="no commit yet"):
        checkout.preflight(source=tmp_path / "new")


@pytest.mark.parametrize(
    "path", ["content/provider.yml", "content/new.yml", "mkdocs.yml", "overrides/été.html"]
)
def test_uncommitted_changes(checkout: Checkout, remote: Bare, path: str) -> None:
    write(checkout.path, {path: "changed"})
    assert "Commit them" in checkout.refused(remote, f"not committed: {path}").hint


def test_staged_and_deleted_files_are_uncommitted_too(checkout: Checkout, remote: Bare) -> None:
    write(checkout.path, {"staged.yml": "x"})
    checkout.git("add", "staged.yml")
    checkout.refused(remote, "staged.yml")
    checkout.commit()
    (checkout.path / "staged.yml").unlink()
    checkout.refused(remote, "staged.yml")


def test_many_uncommitted_changes_are_counted(checkout: Checkout, remote: Bare) -> None:
    write(checkout.path, {f"content/{n}.yml": "x" for n in range(9)})
    checkout.refused(remote, "and 4 more")


def test_site_folder_may_be_untracked(checkout: Checkout, remote: Bare) -> None:
    checkout.git("rm", "--quiet", ".gitignore")
    checkout.commit()
    assert checkout.git("status", "--porcelain") == "?? site/"
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_missing_and_empty_site(checkout: Checkout, remote: Bare) -> None:
    (checkout.site / "index.html").rename(checkout.site / ".nojekyll")
    checkout.refused(remote, "is empty", built=True)
    (checkout.site / ".nojekyll").unlink()
    checkout.refused(remote, "is empty", built=True)
    checkout.site.rmdir()
    assert "glasscase build" in checkout.refused(remote, "no built site", built=True).hint


def test_links_and_special_files(checkout: Checkout, remote: Bare) -> None:
    link = checkout.site / "a/link.html"
    link.parent.mkdir()
    link.symlink_to("/etc/hostname")
    checkout.refused(remote, "a symbolic link: a/link.html", built=True)
    link.unlink()
    link.symlink_to(checkout.site, target_is_directory=True)
    checkout.refused(remote, "a symbolic link: a/link.html", built=True)
    link.unlink()
    os.mkfifo(link)
    checkout.refused(remote, "a special file: a/link.html", built=True)


@pytest.mark.parametrize("name", [".git/config", "sub/.GIT/config"])
def test_repository_inside_the_site(checkout: Checkout, remote: Bare, name: str) -> None:
    checkout.build({name: "x"})
    checkout.refused(remote, "holds a Git repository", built=True)


@pytest.mark.parametrize("name", [b"line\nbreak", b"back\\slash", b"latin-\xe9", b"bell\x07"])
def test_names_that_some_systems_cannot_hold(checkout: Checkout, remote: Bare, name: bytes) -> None:
    (checkout.site / os.fsdecode(name)).write_bytes(b"x")
    checkout.refused(remote, "name that cannot be published", built=True)


@pytest.mark.parametrize(
    "branch", ["", "-f", "HEAD", "a..b", "a b", "x.lock", "/a", "a:b", "@{-1}", "a\nb"]
)
def test_names_that_no_branch_can_have(checkout: Checkout, remote: Bare, branch: str) -> None:
    checkout.refused(remote, "not a name that a branch can have", branch=branch)


def test_checked_out_branch(checkout: Checkout, remote: Bare) -> None:
    checkout.refused(None, "main is checked out", branch="main")
    checkout.refused(str(checkout.path), "main is checked out", branch="main")
    checkout.git("remote", "add", "origin", str(remote.path))
    checkout.refused(None, "main is checked out", branch="main")
    checkout.refused(remote, "main is checked out", branch="main")


def test_branch_checked_out_in_another_worktree(checkout: Checkout, tmp_path: Path) -> None:
    checkout.git("worktree", "add", "--quiet", "-b", "public", str(tmp_path / "tree"))
    checkout.refused(None, "public is checked out")


def test_branch_that_holds_something_else(checkout: Checkout, remote: Bare) -> None:
    checkout.git("push", "--quiet", str(remote.path), "main:main")
    error = checkout.refused(remote, "not published by Glasscase", branch="main")
    assert "--branch" in error.hint


def test_branch_with_an_empty_first_commit_is_taken(checkout: Checkout, remote: Bare) -> None:
    empty = checkout.git("mktree")
    commit = checkout.git(*IDENTITY, "commit-tree", empty, "-m", "start")
    checkout.git("push", "--quiet", str(remote.path), f"{commit}:refs/heads/public")
    assert checkout.publish(remote.path).parent == commit


@pytest.mark.parametrize(
    "address",
    ["ext::sh -c touch% ran", "fd::7", "helper::x", "ext://x", "--upload-pack=touch ran", "a\nb"],
)
def test_addresses_that_could_run_a_command(
    checkout: Checkout, address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    checkout.refused(address, "could run a command|not the address|no remote or repository")
    checkout.git("config", "remote.origin.url", address)
    checkout.refused(None, "could run a command|not the address|no remote or repository")
    assert not (tmp_path / "ran").exists()


def test_address_rewritten_to_a_command(checkout: Checkout, tmp_path: Path) -> None:
    checkout.git("config", f"url.ext::touch {tmp_path}/ran #.insteadOf", "https://host.invalid/")
    checkout.refused("https://host.invalid/x", "could not be read")
    assert not (tmp_path / "ran").exists()


def test_unknown_protocol(checkout: Checkout) -> None:
    checkout.refused("ftp://host.invalid/x", "not supported")


def test_unknown_remote_lists_the_known(checkout: Checkout, remote: Bare) -> None:
    checkout.git("remote", "add", "origin", str(remote.path))
    assert "origin" in checkout.refused("orgin", "no remote or repository 'orgin'").hint


def test_several_remotes_need_a_choice(checkout: Checkout, remote: Bare) -> None:
    for name in ("one", "two"):
        checkout.git("remote", "add", name, str(remote.path))
    assert "--remote" in checkout.refused(None, "several remotes: one, two").hint


def test_remote_that_pushes_to_two_addresses(checkout: Checkout, remote: Bare) -> None:
    checkout.git("remote", "add", "origin", str(remote.path))
    checkout.git("remote", "set-url", "--add", "origin", f"{remote.path}2")
    checkout.refused(None, "pushes to 2 addresses")


def test_unreachable_remote_shows_no_password(checkout: Checkout) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{closed.getsockname()[1]}"
        error = checkout.refused(f"http://editor:sesame@{host}/x.git", "could not be read")
    assert host in str(error)
    assert "sesame" not in str(error)


def test_rejection_by_the_remote_gives_its_reason(checkout: Checkout, remote: Bare) -> None:
    first = checkout.publish(remote.path)
    checkout.revise({"index.html": "new"})
    remote.hook("pre-receive", "echo 'Only on Mondays.' >&2; exit 1")
    error = checkout.refused(remote, "refused the publication", built=True)
    assert "Only on Mondays." in error.hint
    assert "pre-receive hook declined" in error.hint
    remote.hook("pre-receive", "exit 0")
    assert checkout.publish(remote.path).parent == first.commit


def test_missing_git(checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PublishError, match="could not be started") as caught:
        checkout.preflight()
    assert "Install Git" in caught.value.hint


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("https://token@host/a", "https://***@host/a"),
        (
            "see https://a:b@host/a and ssh://git@host/a",
            "see https://***@host/a and ssh://git@host/a",
        ),
        ("ssh://a:b@host/a", "ssh://***@host/a"),
        ("ssh://git@host:22/a@b", "ssh://git@host:22/a@b"),
        ("git@host:a", "git@host:a"),
        ("remote: \x1b[31mred\x07", "remote: [31mred"),
    ],
)
def test_logins_and_control_characters_are_not_shown(text: str, shown: str) -> None:
    assert redact(text) == shown
