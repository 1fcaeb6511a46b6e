"""A built site arrives on the public branch, byte for byte, and nothing else is touched."""

from __future__ import annotations

import hashlib
import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from glasscase import __version__
from glasscase.publish import State

from .repositories import Bare, Checkout, git

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)


def test_first_publication_has_no_parent_and_holds_the_site(
    checkout: Checkout, remote: Bare
) -> None:
    checkout.build({"models/aurora/index.html": "<p>Aurora</p>", ".well-known/a.json": "{}"})
    outcome = checkout.publish(remote.path, now=NOW)
    assert outcome.state is State.PUBLISHED
    assert outcome.parent is None
    assert outcome.commit == remote.tip()
    assert remote.files() == {
        ".nojekyll": b"",
        ".well-known/a.json": b"{}",
        "index.html": b"<h1>Home</h1>\n",
        "models/aurora/index.html": b"<p>Aurora</p>",
    }
    assert remote.git("rev-list", "--count", "public") == "1"


def test_message_names_the_source_and_nothing_that_a_person_wrote(
    checkout: Checkout, remote: Bare
) -> None:
    checkout.publish(remote.path, now=NOW)
    assert remote.git("log", "-1", "--format=%B", "public") == (
        f"Publish {checkout.head[:10]}: 1 page changed\n\n"
        "Files: 2 added, 0 changed, 0 removed, 0 kept from earlier versions.\n\n"
        f"Source-Commit: {checkout.head}\n"
        f"Source-Date: {checkout.git('log', '-1', '--format=%cI')}\n"
        f"Glasscase-Version: {__version__}"
    )
    fields = remote.git("log", "-1", "--format=%an|%ae|%cn|%ce|%aI|%cI", "public")
    who = "Glasscase|glasscase@localhost"
    assert fields == f"{who}|{who}|2026-03-04T05:06:07+00:00|2026-03-04T05:06:07+00:00"


def test_configured_identity_signs(checkout: Checkout, remote: Bare) -> None:
    checkout.git("config", "user.name", "Publishing Desk")
    checkout.git("config", "user.email", "desk@localhost")
    checkout.publish(remote.path)
    assert remote.git("log", "-1", "--format=%an <%ae>", "public") == (
        "Publishing Desk <desk@localhost>"
    )


def test_second_publication_follows_the_first(checkout: Checkout, remote: Bare) -> None:
    checkout.build({"gone.html": "x", "folder/gone.html": "x", "same.html": "x"})
    first = checkout.publish(remote.path)
    (checkout.site / "gone.html").unlink()
    (checkout.site / "folder/gone.html").unlink()
    checkout.revise({"index.html": "new", "gone.html/index.html": "now a folder"})
    second = checkout.publish(remote.path)
    assert second.parent == first.commit
    assert remote.git("rev-parse", "public^") == first.commit
    assert second.changes.added == ("gone.html/index.html",)
    assert second.changes.changed == ("index.html",)
    assert second.changes.removed == ("folder/gone.html", "gone.html")
    assert second.changes.unchanged == 2
    assert sorted(remote.files()) == [
        ".nojekyll",
        "gone.html/index.html",
        "index.html",
        "same.html",
    ]


def test_nothing_to_do_makes_no_commit(checkout: Checkout, remote: Bare) -> None:
    first = checkout.publish(remote.path)
    checkout.commit({"README.md": "no page changes"})
    before = remote.state()
    outcome = checkout.publish(remote.path)
    assert outcome.state is State.UNCHANGED
    assert outcome.commit == first.commit
    assert remote.state() == before


def test_dry_run_says_what_would_be_done_and_touches_nothing(
    checkout: Checkout, remote: Bare, scratch: Path
) -> None:
    checkout.publish(remote.path)
    checkout.revise({"index.html": "new", "b.html": "b"})
    before, local = remote.state(), checkout.state()
    outcome = checkout.publish(remote.path, dry_run=True)
    assert outcome.state is State.WOULD_PUBLISH
    assert outcome.changes.added == ("b.html",)
    assert outcome.changes.changed == ("index.html",)
    assert outcome.commit == remote.tip()
    assert remote.state() == before
    assert checkout.state() == local
    assert list(scratch.iterdir()) == []


def test_checkout_is_left_exactly_as_it_was(
    checkout: Checkout, remote: Bare, scratch: Path
) -> None:
    checkout.git("remote", "add", "origin", str(remote.path))
    # A newer time stamp would make a careless `git status` rewrite the index.
    os.utime(checkout.path / "content/provider.yml")
    before = checkout.state()
    assert checkout.publish().remote == "origin"
    assert checkout.state() == before
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("form", ["file://{path}", "{path}", "../remote.git"])
def test_remote_can_be_an_address_or_a_path(
    checkout: Checkout, remote: Bare, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(checkout.path)
    for text in ("one", "two"):
        checkout.revise({"index.html": text})
        checkout.publish(form.format(path=remote.path))
        assert remote.files()["index.html"] == text.encode()


@pytest.mark.parametrize("form", ["ssh://git@host.invalid{path}", "git@host.invalid:{path}"])
def test_publishes_over_ssh(checkout: Checkout, remote: Bare, form: str, ssh: Path) -> None:
    for text in ("one", "two"):
        checkout.revise({"index.html": text})
        checkout.publish(form.format(path=remote.path))
        assert remote.files()["index.html"] == text.encode()
    assert "git-receive-pack" in ssh.read_text()


def test_ssh_never_asks(
    checkout: Checkout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ssh = tmp_path / "bin/ssh"
    ssh.parent.mkdir()
    ssh.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\nexit 1\n')
    ssh.chmod(0o755)
    monkeypatch.setenv("PATH", str(ssh.parent), prepend=os.pathsep)
    with pytest.raises(Exception, match="could not be read"):
        checkout.publish("ssh://git@host.invalid/x.git")
    assert "BatchMode=yes" in (tmp_path / "calls").read_text()


def test_publishes_from_a_shallow_clone(checkout: Checkout, tmp_path: Path, remote: Bare) -> None:
    checkout.commit({"content/a.yml": "a"})
    checkout.publish(remote.path)
    checkout.commit({"content/a.yml": "b"})
    shallow = checkout.clone(tmp_path / "shallow", "--depth=1")
    shallow.build({"index.html": "new"})
    before = shallow.state()
    assert shallow.publish(remote.path).state is State.PUBLISHED
    assert remote.files()["index.html"] == b"new"
    assert shallow.state() == before
    assert remote.git("fsck", "--strict") == ""


def test_remote_without_filters_works_too(checkout: Checkout, remote: Bare) -> None:
    remote.git("config", "uploadpack.allowFilter", "false")
    checkout.publish(remote.path)
    checkout.revise({"index.html": "new"})
    checkout.publish(remote.path)
    assert remote.files()["index.html"] == b"new"


def test_public_branch_can_be_main_of_another_repository(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    private = Bare.make(tmp_path / "private.git")
    checkout.git("remote", "add", "origin", str(private.path))
    checkout.git("remote", "add", "showcase", str(remote.path))
    outcome = checkout.publish("showcase", branch="main")
    assert outcome.remote == "showcase"
    assert remote.tip("main") == outcome.commit
    assert private.tip("main") is None


def test_push_address_of_a_remote_counts(checkout: Checkout, remote: Bare) -> None:
    checkout.git("remote", "add", "origin", f"file://{remote.path}")
    checkout.git("remote", "set-url", "--push", "origin", "../remote.git")
    assert checkout.publish().commit == remote.tip()


def test_rule_for_push_addresses_counts(checkout: Checkout, remote: Bare, tmp_path: Path) -> None:
    mirror = tmp_path / "mirror.git"
    checkout.publish(remote.path)
    git(tmp_path, "clone", "--quiet", "--bare", str(remote.path), str(mirror))
    checkout.git("remote", "add", "origin", f"file://{mirror}")
    checkout.git("config", f"url.file://{remote.path}.pushInsteadOf", f"file://{mirror}")
    checkout.build({"index.html": "new"})
    assert checkout.publish().commit == remote.tip() != Bare(mirror).tip()


def test_without_any_remote_the_local_branch_moves(checkout: Checkout) -> None:
    first = checkout.publish()
    checkout.build({"index.html": "new"})
    checkout.commit()
    head = checkout.head
    second = checkout.publish()
    assert second.remote == "this repository"
    assert checkout.git("rev-parse", "public") == second.commit
    assert checkout.git("rev-parse", "public^") == first.commit
    assert checkout.head == head
    assert checkout.git("status", "--porcelain") == ""


def test_publishes_from_another_worktree(checkout: Checkout, remote: Bare, tmp_path: Path) -> None:
    checkout.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "tree"))
    outcome = checkout.publish(remote.path, source=tmp_path / "tree")
    assert outcome.commit == remote.tip()


def test_project_can_lie_below_the_top_of_the_checkout(checkout: Checkout, remote: Bare) -> None:
    outcome = checkout.publish(remote.path, source=checkout.path / "content")
    assert outcome.commit == remote.tip()


def test_bytes_are_exact_whatever_the_user_configured(
    checkout: Checkout, remote: Bare, home: Path
) -> None:
    files = {
        "crlf.html": b"a\r\nb\r\n",
        "ident.txt": b"$Id$\n",
        ".gitattributes": b"* text eol=lf ident\n",
        ".gitignore": b"*\n",
        "binary": bytes(range(256)),
        "empty": b"",
    }
    hooks = home / "hooks"
    hooks.mkdir()
    for name in ("pre-push", "reference-transaction", "post-commit"):
        (hooks / name).write_text(f'#!/bin/sh\ntest "$PWD" = {remote.path}\n')
        (hooks / name).chmod(0o755)
    (home / "gitconfig").write_text(
        f"[core]\n autocrlf = true\n hooksPath = {hooks}\n ignoreCase = true\n quotePath = true\n"
        "[commit]\n gpgSign = true\n[push]\n gpgSign = true\n followTags = true\n"
        "[gpg]\n program = false\n[safe]\n bareRepository = explicit\n"
        "[log]\n showSignature = true\n date = relative\n"
        "[fetch]\n prune = true\n[init]\n templateDir = /nowhere\n defaultBranch = strange\n"
        "[user]\n useConfigOnly = true\n[status]\n showUntrackedFiles = no\n[color]\n ui = always\n"
        "[format]\n pretty = fuller\n[core]\n abbrev = 4\n"
    )
    checkout.build({**files, "Case.html": b"A", "case.html": b"a"})
    checkout.publish(remote.path)
    (checkout.site / "binary").unlink()
    checkout.build({"case.html": b"b"})
    checkout.publish(remote.path)
    published = remote.files()
    assert published.pop("binary", None) is None
    assert published["Case.html"] + published["case.html"] == b"Ab"
    assert all(published[name] == files[name] for name in files if name != "binary")


def test_names_can_hold_any_letters(checkout: Checkout, remote: Bare) -> None:
    names = ["modèles/été.html", "模型/🙂 ü.html", 'with "quotes" and spaces.html', "-dash.html"]
    checkout.build(dict.fromkeys(names, "x"))
    checkout.publish(remote.path)
    assert set(names) < set(remote.files())
    for name in names:
        (checkout.site / name).unlink()
    assert set(checkout.publish(remote.path).changes.removed) == set(names)
    assert set(remote.files()) == {".nojekyll", "index.html"}


def test_modes_are_plain(checkout: Checkout, remote: Bare) -> None:
    (checkout.site / "index.html").chmod(0o755)
    checkout.publish(remote.path)
    assert remote.git("ls-tree", "public", "index.html").startswith("100644 ")


def test_same_source_and_time_give_the_same_commit(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    now = datetime.fromtimestamp(1_750_000_000, UTC)
    other = Bare.make(tmp_path / "other.git")
    one = checkout.publish(remote.path, now=now)
    assert one.commit == checkout.publish(other.path, now=now).commit
    assert remote.git("log", "-1", "--format=%ct", "public") == "1750000000"


def test_the_environment_dates_no_publication_back(
    checkout: Checkout, remote: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    before = int(time.time())
    checkout.publish(remote.path)
    assert int(remote.git("log", "-1", "--format=%ct", "public")) >= before


def test_credentials_of_the_checkout_are_used(checkout: Checkout, remote: Bare) -> None:
    """As a build service leaves them: in the checkout's own configuration, or one it includes."""
    address = "https://host.invalid/site.git"
    checkout.git("remote", "add", "origin", address)
    included = checkout.path / ".git/credentials.config"
    git(checkout.path, "config", "-f", str(included), f"url.{remote.path}.insteadOf", address)
    git_dir = checkout.path / ".git"
    checkout.git("config", f"includeIf.gitdir:{git_dir}.path", str(included))
    assert checkout.publish().commit == remote.tip()


def test_settings_from_the_environment_are_kept(
    checkout: Checkout, remote: Bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.{remote.path}.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://host.invalid/site.git")
    outcome = checkout.publish("https://host.invalid/site.git")
    assert outcome.commit == remote.tip()


def test_works_inside_a_git_hook(
    checkout: Checkout, remote: Bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "elsewhere.index"))
    outcome = checkout.publish(remote.path)
    assert os.environ["GIT_DIR"] == str(tmp_path / "elsewhere.git")
    monkeypatch.delenv("GIT_DIR")
    monkeypatch.delenv("GIT_INDEX_FILE")
    assert outcome.commit == remote.tip()


def test_remote_can_use_the_newer_object_format(checkout: Checkout, tmp_path: Path) -> None:
    remote = Bare.make(tmp_path / "new.git", "--object-format=sha256")
    other = Checkout.make(tmp_path / "other", "--object-format=sha256")
    other.publish(remote.path)
    assert len(remote.tip() or "") == 64
    checkout.commit()
    other.revise({"index.html": "new"})
    assert other.publish(remote.path).state is State.PUBLISHED


def test_only_what_changed_of_a_large_site_is_sent(checkout: Checkout, remote: Bare) -> None:
    checkout.build({f"models/m{n % 200}/p{n}.html": f"<p>{n}</p>" * 50 for n in range(2000)})
    checkout.publish(remote.path)
    before = remote.objects()
    checkout.revise({"models/m1/p1.html": "changed"})
    outcome = checkout.publish(remote.path)
    assert outcome.changes.changed == ("models/m1/p1.html",)
    # One commit, three folders and one file are sent, and nothing that is there already.
    assert remote.objects() - before == 5


def test_a_changed_file_is_sent_as_its_difference(checkout: Checkout, remote: Bare) -> None:
    remote.git("config", "receive.unpackLimit", "1")  # What arrives stays as it was sent.
    words = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(4_000)]
    checkout.build({f"page-{n}/index.html": "\n".join(words[n * 40 :]) for n in range(50)})
    checkout.publish(remote.path)
    before = remote.git("rev-parse", "public:page-7/index.html")
    words[3_000] = "changed"
    checkout.revise({"page-7/index.html": "\n".join(words[7 * 40 :])})
    checkout.publish(remote.path)
    name = remote.git("rev-parse", "public:page-7/index.html")
    packs = map(str, (remote.path / "objects/pack").glob("*.idx"))
    listed = [line for pack in packs for line in remote.git("verify-pack", "-v", pack).split("\n")]
    [row] = [line.split() for line in listed if line.startswith(name)]
    assert row[-1] == before, "it is built on the file whose place it takes"
    assert int(row[3]) < 300, "bytes in the pack"
