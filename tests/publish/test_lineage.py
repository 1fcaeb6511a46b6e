"""A publication from an older source than the last is refused, and only that."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasscase.publish import PublishError, State

from .repositories import Bare, Checkout


@pytest.fixture
def origin(checkout: Checkout, tmp_path: Path) -> Bare:
    """The private repository that checkouts are cloned from, with three commits."""
    bare = Bare.make(tmp_path / "origin.git")
    checkout.git("remote", "add", "origin", f"file://{bare.path}")
    for number in (1, 2):
        checkout.commit({"content/a.yml": str(number)})
    checkout.git("push", "--quiet", "--set-upstream", "origin", "main")
    return bare


def _clone(checkout: Checkout, origin: Bare, name: str, *options: str) -> Checkout:
    """Clone the origin into a checkout whose build differs from every other one's."""
    folder = checkout.path.parent / name
    checkout.git("clone", "--quiet", *options, f"file://{origin.path}", str(folder))
    clone = Checkout(folder, checkout.clock)
    clone.build({"index.html": name})
    return clone


def _refused(checkout: Checkout, remote: Bare, match: str) -> PublishError:
    before, local = remote.state(), checkout.state()
    with pytest.raises(PublishError, match=match) as caught:
        checkout.publish(remote.path)
    assert (remote.state(), checkout.state()) == (before, local)
    return caught.value


def test_older_commit_is_refused(checkout: Checkout, remote: Bare) -> None:
    old = checkout.head
    new = checkout.commit()
    checkout.publish(remote.path)
    checkout.git("checkout", "--quiet", "--detach", old)
    checkout.build({"index.html": "old"})
    error = _refused(checkout, remote, f"{old[:10]} is older than {new[:10]}")
    assert "git pull" in error.hint


def test_older_commit_with_the_same_site_has_nothing_to_do(
    checkout: Checkout, remote: Bare
) -> None:
    old = checkout.head
    checkout.commit()
    checkout.publish(remote.path)
    checkout.git("checkout", "--quiet", "--detach", old)
    assert checkout.publish(remote.path).state is State.UNCHANGED


def test_same_commit_may_be_built_again(checkout: Checkout, remote: Bare) -> None:
    checkout.publish(remote.path)
    checkout.build({"index.html": "built by a newer program"})
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_checkout_that_was_not_updated_is_refused(
    checkout: Checkout, origin: Bare, remote: Bare
) -> None:
    stale = _clone(checkout, origin, "stale")
    checkout.commit()
    checkout.git("push", "--quiet")
    checkout.publish(remote.path)
    _refused(stale, remote, "is older than")


def test_shallow_clone_asks_the_origin_for_the_history(
    checkout: Checkout, origin: Bare, remote: Bare
) -> None:
    checkout.publish(remote.path)
    for _ in range(3):
        checkout.commit()
    checkout.git("push", "--quiet")
    shallow = _clone(checkout, origin, "shallow", "--depth=1")
    before = shallow.state()
    assert shallow.publish(remote.path).state is State.PUBLISHED
    assert shallow.state() == before


def test_stale_shallow_clone_is_refused(checkout: Checkout, origin: Bare, remote: Bare) -> None:
    stale = _clone(checkout, origin, "stale", "--depth=1")
    checkout.commit()
    checkout.git("push", "--quiet")
    checkout.publish(remote.path)
    _refused(stale, remote, "is older than")


def test_unpushed_commit_on_a_shallow_clone_is_newer(
    checkout: Checkout, origin: Bare, remote: Bare
) -> None:
    checkout.publish(remote.path)
    checkout.commit()
    checkout.git("push", "--quiet")
    shallow = _clone(checkout, origin, "shallow", "--depth=1")
    # Its clock is wrong: only the history can tell that this commit is newer.
    shallow.commit({"content/b.yml": "b"}, at=1_000_000_000)
    assert shallow.publish(remote.path).state is State.PUBLISHED


def test_history_that_is_too_short_to_tell_is_refused(
    checkout: Checkout, origin: Bare, remote: Bare
) -> None:
    checkout.publish(remote.path)
    checkout.commit()
    checkout.git("push", "--quiet")
    shallow = _clone(checkout, origin, "shallow", "--depth=1")
    origin.path.rename(origin.path.with_name("gone.git"))
    error = _refused(shallow, remote, "cannot be told")
    assert "fetch-depth: 0" in error.hint


def test_shallow_clone_without_remotes_is_refused(
    checkout: Checkout, origin: Bare, remote: Bare
) -> None:
    checkout.publish(remote.path)
    checkout.commit()
    checkout.git("push", "--quiet")
    shallow = _clone(checkout, origin, "shallow", "--depth=1")
    shallow.git("remote", "remove", "origin")
    _refused(shallow, remote, "cannot be told")


def test_rewritten_history_counts_by_its_date(checkout: Checkout, remote: Bare) -> None:
    first = checkout.head
    checkout.commit({"content/secret.yml": "removed from history"})
    checkout.publish(remote.path)
    checkout.git("reset", "--quiet", "--hard", first)
    checkout.build({"index.html": "without it"})
    checkout.commit({"content/other.yml": "x"}, at=1_000_000_000)
    _refused(checkout, remote, "is older than")
    checkout.commit({"content/other.yml": "y"})
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_source_that_no_repository_holds_counts_by_its_date(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    other = Checkout.make(tmp_path / "other")
    other.commit(at=1_760_000_000)
    other.publish(remote.path)
    checkout.build({"index.html": "new"})
    _refused(checkout, remote, "is older than")
    checkout.commit(at=1_770_000_000)
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_age_is_known_below_commits_made_by_hand(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    old = checkout.head
    checkout.commit()
    checkout.publish(remote.path)
    checkout.git("clone", "--quiet", "--branch=public", str(remote.path), str(tmp_path / "hand"))
    editor = Checkout(tmp_path / "hand", checkout.clock)
    editor.commit({"extra.html": "x"})
    editor.git("push", "--quiet", "origin", "HEAD:public")
    checkout.git("checkout", "--quiet", "--detach", old)
    _refused(checkout, remote, "is older than")
