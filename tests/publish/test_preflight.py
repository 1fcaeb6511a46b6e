"""What is refused before the build, what the build may not disturb, and what nothing disturbs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from glasscase.publish import PublishError, State, publish_site

from .repositories import Bare, Checkout, write


def test_no_site_is_needed_and_nothing_is_touched(
    checkout: Checkout, remote: Bare, scratch: Path
) -> None:
    shutil.rmtree(checkout.site)
    before, local = remote.state(), checkout.state()
    request = checkout.preflight(remote.path)
    assert (remote.state(), checkout.state()) == (before, local)
    assert list(scratch.iterdir()) == []
    checkout.build({"index.html": "built later"})
    assert publish_site(checkout.site, request).commit == remote.tip()
    assert remote.files()["index.html"] == b"built later"


@pytest.mark.parametrize("published", [False, True])
def test_access_to_push_is_asked_for_unless_nothing_will_be_pushed(
    checkout: Checkout, remote: Bare, ssh: Path, published: bool
) -> None:
    if published:
        checkout.publish(remote.path)
        checkout.revise({"index.html": "new"})
    before, address = remote.state(), f"git@read-only:{remote.path}"
    error = checkout.refused(address, "refused the publication")
    assert "key is read only" in error.hint
    assert "receive-pack" in ssh.read_text()
    assert checkout.publish(address, dry_run=True).state is State.WOULD_PUBLISH
    assert remote.state() == before


def test_checkout_that_is_edited_during_the_build_is_refused(
    checkout: Checkout, remote: Bare
) -> None:
    request = checkout.preflight(remote.path)
    write(checkout.path, {"content/provider.yml": "name: Another\n"})
    with pytest.raises(PublishError, match=r"not committed: content/provider\.yml"):
        publish_site(checkout.site, request)
    checkout.commit()
    with pytest.raises(PublishError, match="no longer stands on") as caught:
        publish_site(checkout.site, request)
    assert request.source.commit[:10] in caught.value.message
    assert remote.tip() is None


def test_newer_source_that_is_published_during_the_build_is_not_followed(
    checkout: Checkout, remote: Bare, tmp_path: Path
) -> None:
    checkout.publish(remote.path)
    checkout.revise({"index.html": "mine"})
    request = checkout.preflight(remote.path)
    rival = checkout.clone(tmp_path / "rival")
    rival.revise({"index.html": "theirs"})
    landed = rival.publish(remote.path)
    checkout.git("fetch", "--quiet", str(rival.path), "main")
    assert publish_site(checkout.site, request).state is State.OVERTAKEN
    assert remote.tip() == landed.commit


def test_branch_that_is_taken_during_the_build_is_refused(checkout: Checkout, remote: Bare) -> None:
    request = checkout.preflight(remote.path)
    checkout.git("push", "--quiet", str(remote.path), "main:public")
    with pytest.raises(PublishError, match="not published by Glasscase"):
        publish_site(checkout.site, request)
    assert remote.tip() == checkout.head


def test_only_commits_are_fetched(checkout: Checkout, remote: Bare, tmp_path: Path) -> None:
    """However large the public branch is, the preflight stays small."""
    checkout.publish(remote.path)
    log = tmp_path / "trace"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_TRACE_PACKET", str(log))
        checkout.preflight(remote.path.as_uri())
    assert "filter tree:0" in log.read_text()
