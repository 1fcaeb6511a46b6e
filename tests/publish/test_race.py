"""Two publishers at the same time, and answers that get lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from glasscase.publish import PublishError, State, publish_site

from .repositories import Bare, Checkout, wrap_git

LET_IN = "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES"


def _land_before(remote: Bare, *commits: str | None) -> None:
    """Let one of `commits` arrive on the branch during each push, before the pushed one does."""
    queue = remote.path / "queue"
    queue.write_text("".join(f"{commit}\n" for commit in commits))
    remote.hook(
        "pre-receive",
        f"{LET_IN}\nnext=$(head -n 1 {queue})\n"
        f"sed -i 1d {queue}\n"
        'test -z "$next" || git update-ref refs/heads/public $next',
    )


def _prepare(other: Checkout, remote: Bare, files: dict[str, str]) -> str | None:
    """Publish from `other`, then set the branch back as if that had not happened yet."""
    before = remote.tip()
    other.build(files)
    commit = other.publish(remote.path).commit
    if before:
        remote.git("update-ref", "refs/heads/public", before)
    else:
        remote.git("update-ref", "-d", "refs/heads/public")
    return commit


def _loses(checkout: Checkout, remote: Bare, *rivals: str | None, match: str) -> None:
    """Publish while `rivals` arrive, and require a refusal that leaves the last of them alone."""
    _land_before(remote, *rivals)
    with pytest.raises(PublishError, match=match):
        checkout.publish(remote.path)
    assert remote.tip() == rivals[-1]


@pytest.fixture
def other(checkout: Checkout, tmp_path: Path) -> Checkout:
    return checkout.clone(tmp_path / "other")


@pytest.mark.parametrize("first", [True, False])
def test_publication_follows_one_that_lands_first(
    checkout: Checkout, other: Checkout, remote: Bare, first: bool
) -> None:
    if not first:
        checkout.publish(remote.path)
    rival = _prepare(other, remote, {"incidents/x/1/record.json": "{}"})
    checkout.revise({"index.html": "mine"})
    _land_before(remote, rival)
    outcome = checkout.publish(remote.path)
    assert outcome.state is State.PUBLISHED
    assert outcome.parent == rival
    assert remote.git("rev-parse", "public^") == rival
    files = remote.files()
    assert files["index.html"] == b"mine"
    assert files["incidents/x/1/record.json"] == b"{}"


def test_second_rival_ends_it(checkout: Checkout, other: Checkout, remote: Bare) -> None:
    one = _prepare(other, remote, {"a.html": "1"})
    remote.git("update-ref", "refs/heads/public", str(one))
    two = _prepare(other, remote, {"a.html": "2"})
    remote.git("update-ref", "-d", "refs/heads/public")
    _loses(checkout, remote, one, two, match="Others keep publishing")


def test_rival_with_a_newer_source_wins(checkout: Checkout, other: Checkout, remote: Bare) -> None:
    """Both end well: what the older source says is in the newer one."""
    checkout.git("remote", "add", "origin", str(checkout.path.parent / "other/.git"))
    checkout.publish(remote.path)
    other.commit()
    rival = _prepare(other, remote, {"index.html": "newer"})
    checkout.build({"index.html": "older"})
    _land_before(remote, rival)
    outcome = checkout.publish(remote.path)
    assert (outcome.state, outcome.newer) == (State.OVERTAKEN, other.head)
    assert remote.tip() == rival


def test_rival_with_a_later_source_of_another_line_is_no_reason_to_end_well(
    checkout: Checkout, other: Checkout, remote: Bare
) -> None:
    checkout.publish(remote.path)
    checkout.commit({"content/a.yml": "mine"})
    other.commit({"content/a.yml": "theirs"})
    rival = _prepare(other, remote, {"index.html": "theirs"})
    checkout.build({"index.html": "mine"})
    _loses(checkout, remote, rival, match="is older than")


def test_rival_with_the_same_version_is_a_conflict(
    checkout: Checkout, other: Checkout, remote: Bare
) -> None:
    rival = _prepare(other, remote, {"models/a/1/record.json": "theirs"})
    checkout.build({"models/a/1/record.json": "mine"})
    _loses(checkout, remote, rival, match="Version 1 of model a is already published")


def test_rival_with_the_same_site_leaves_nothing_to_do(
    checkout: Checkout, other: Checkout, remote: Bare
) -> None:
    rival = _prepare(other, remote, {})
    checkout.commit()
    _land_before(remote, rival)
    outcome = checkout.publish(remote.path)
    assert outcome.state is State.UNCHANGED
    assert outcome.commit == remote.tip() == rival


def test_answer_that_gets_lost_after_the_push_is_no_failure(
    checkout: Checkout, remote: Bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = checkout.preflight(remote.path)
    lost = f'if [ "$1" = push ]; then touch {tmp_path}/lost; exit 1; fi; exit $status'
    monkeypatch.setenv("PATH", wrap_git(tmp_path / "bin", after=lost))
    outcome = publish_site(checkout.site, request)
    assert (tmp_path / "lost").exists()
    assert outcome.state is State.PUBLISHED
    assert outcome.commit == remote.tip()


def test_site_that_changes_while_it_is_published_is_refused(
    checkout: Checkout, remote: Bare, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checkout.build({f"p{n}.html": "x" * 2000 for n in range(400)})
    # The page changes after it was compared with the branch, before it is written.
    change = f'if [ "$1" = fast-import ]; then printf new > {checkout.site}/p399.html; fi'
    monkeypatch.setenv("PATH", wrap_git(tmp_path / "bin", before=change))
    with pytest.raises(PublishError, match=r"p399\.html changed while it was published"):
        checkout.publish(remote.path)
    assert remote.tip() is None
