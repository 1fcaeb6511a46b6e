"""A publication from an older source than the last does nothing, or is refused; only that is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from glasscase.archive.archive import Archive
from glasscase.publish import Built, PublishError, State, preflight, publish

from .repositories import Bare, Checkout


@pytest.fixture
def origin(checkout: Checkout, remote: Bare, tmp_path: Path) -> Bare:
    """The private repository that checkouts are cloned from, with three commits."""
    bare = remote.copy(tmp_path / "origin.git")
    checkout.git("remote", "add", "origin", bare.path.as_uri())
    for number in (1, 2):
        checkout.commit({"content/a.yml": str(number)})
    checkout.git("push", "--quiet", "--set-upstream", "origin", "main")
    return bare


def _clone(checkout: Checkout, origin: Bare, name: str, *options: str) -> Checkout:
    """Clone the origin into a checkout whose build differs from every other one's."""
    clone = checkout.clone(checkout.path.parent / name, *options, of=origin)
    clone.build({"index.html": name})
    return clone


@pytest.fixture
def shallow(checkout: Checkout, origin: Bare, remote: Bare) -> Checkout:
    """A clone of the origin's last commit only, which is newer than the published one."""
    checkout.publish(remote.path)
    for _ in range(2):
        checkout.commit()
    checkout.git("push", "--quiet")
    return _clone(checkout, origin, "shallow", "--depth=1")


@pytest.fixture
def old(checkout: Checkout, remote: Bare) -> Checkout:
    """A checkout of the commit before the one that is published."""
    commit = checkout.head
    checkout.commit()
    checkout.publish(remote.path)
    checkout.git("checkout", "--quiet", "--detach", commit)
    return checkout


@pytest.mark.parametrize("files", [{}, {"index.html": "old"}], ids=["same site", "other site"])
def test_commit_that_was_overtaken_has_nothing_to_do(
    old: Checkout, remote: Bare, files: dict[str, str]
) -> None:
    """What is known before the build cannot depend on it."""
    old.build(files)
    old.overtaken(remote, old.git("rev-parse", "main"))


def test_overtaken_commit_builds_nothing(old: Checkout, remote: Bare) -> None:
    def build(_archive: Archive, _time: datetime) -> Built:
        raise AssertionError

    assert publish(build, old.preflight(remote.path)).state is State.OVERTAKEN


def test_edition_of_an_overtaken_commit_is_refused(old: Checkout, remote: Bare) -> None:
    with pytest.raises(PublishError, match="is older than") as caught:
        preflight(old.site, old.path, remote=str(remote.path), edition="2026.1")
    assert "git pull" in caught.value.hint


def test_same_commit_may_be_built_again(checkout: Checkout, remote: Bare) -> None:
    checkout.publish(remote.path)
    checkout.build({"index.html": "built by a newer program"})
    assert checkout.publish(remote.path).state is State.PUBLISHED


@pytest.mark.parametrize("options", [(), ("--depth=1",)], ids=["whole", "shallow"])
def test_clone_that_was_not_updated_has_nothing_to_do(
    checkout: Checkout, origin: Bare, remote: Bare, options: tuple[str, ...]
) -> None:
    stale = _clone(checkout, origin, "stale", *options)
    checkout.commit()
    checkout.git("push", "--quiet")
    checkout.publish(remote.path)
    stale.overtaken(remote, checkout.head)


def test_shallow_clone_asks_the_origin_for_the_history(shallow: Checkout, remote: Bare) -> None:
    before = shallow.state()
    assert shallow.publish(remote.path).state is State.PUBLISHED
    assert shallow.state() == before


def test_unpushed_commit_on_a_shallow_clone_is_newer(shallow: Checkout, remote: Bare) -> None:
    # Its clock is wrong: only the history can tell that this commit is newer.
    shallow.commit({"content/b.yml": "b"}, at=1_000_000_000)
    assert shallow.publish(remote.path).state is State.PUBLISHED


def test_history_that_is_too_short_to_tell_is_refused(
    shallow: Checkout, origin: Bare, remote: Bare
) -> None:
    origin.path.rename(origin.path.with_name("gone.git"))
    assert "fetch-depth: 0" in shallow.refused(remote, "cannot be told").hint


def test_shallow_clone_without_remotes_is_refused(shallow: Checkout, remote: Bare) -> None:
    shallow.git("remote", "remove", "origin")
    shallow.refused(remote, "cannot be told")


def test_rewritten_history_counts_by_its_date(checkout: Checkout, remote: Bare) -> None:
    first = checkout.head
    checkout.commit({"content/secret.yml": "removed from history"})
    checkout.publish(remote.path)
    checkout.git("reset", "--quiet", "--hard", first)
    checkout.build({"index.html": "without it"})
    checkout.commit({"content/other.yml": "x"}, at=1_000_000_000)
    checkout.refused(remote, "is older than")
    checkout.commit({"content/other.yml": "y"})
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_source_that_no_repository_holds_counts_by_its_date(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    other = checkout.copy(tmp_path / "other")
    other.commit(at=1_760_000_000)
    other.publish(remote.path)
    checkout.build({"index.html": "new"})
    checkout.refused(remote, "is older than")
    checkout.commit(at=1_770_000_000)
    assert checkout.publish(remote.path).state is State.PUBLISHED


def test_age_is_known_below_commits_made_by_hand(checkout: Checkout, remote: Bare) -> None:
    old = checkout.head
    checkout.commit()
    checkout.publish(remote.path)
    checkout.edit_by_hand(remote, {"extra.html": "x"})
    newer = checkout.head
    checkout.git("checkout", "--quiet", "--detach", old)
    checkout.overtaken(remote, newer)
