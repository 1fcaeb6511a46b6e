"""Files of the public branch are fetched in one go."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from glasscase.archive.archive import Archive
from glasscase.publish.files import published_archive, read_contents
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.remote import choose_remote
from glasscase.publish.source import read_source
from glasscase.publish.tip import fetch_tip
from glasscase.publish.tree import read_commit
from glasscase.publish.workspace import temporary_workspace

from .repositories import Bare, Checkout

SITE = {f"models/m{n}/1.0/record.json": f'{{"id":"m{n}"}}' for n in range(40)}


def test_many_files_are_fetched_at_once(checkout: Checkout, remote: Bare) -> None:
    checkout.build(SITE)
    checkout.publish(remote.path)
    remote.git("config", "uploadpack.allowAnySHA1InWant", "true")
    with _fetched(checkout, remote) as (git, archive):
        packs = git.ask("count-objects", "-v").text
        found = archive.read([*SITE, "models/none/record.json"])
        assert found == {path: text.encode() for path, text in SITE.items()}
        assert _packs(git.ask("count-objects", "-v").text) <= _packs(packs) + 1
        assert read_contents(git, ()) == {}


def test_what_the_checkout_has_fetched_is_not_fetched_again(
    checkout: Checkout, remote: Bare
) -> None:
    checkout.build(SITE)
    checkout.publish(remote.path)
    checkout.git("fetch", "--quiet", str(remote.path), "public")
    with _fetched(checkout, remote) as (git, archive):
        before = git.ask("count-objects", "-v").text
        assert archive.read([*SITE]) == {path: text.encode() for path, text in SITE.items()}
        assert git.ask("count-objects", "-v").text == before


@contextmanager
def _fetched(checkout: Checkout, remote: Bare) -> Iterator[tuple[Plumbing, Archive]]:
    """Yield a workspace's repository, and what it knows of the public branch."""
    source = read_source(checkout.path, os.environ)
    # Over a path Git would look into the remote's own files; hosts are reached by a protocol.
    target = choose_remote(source, f"file://{remote.path}")
    with temporary_workspace(source, target, "public") as workspace:
        tip = fetch_tip(workspace, trees=True)
        assert tip is not None
        tree = read_commit(workspace.git, tip.commit)
        yield workspace.git, published_archive(workspace, tip.commit, tree, source.git)


def _packs(counted: str) -> int:
    """Return how many packs and loose objects a repository has: each fetch makes one of either."""
    values = dict(line.split(": ") for line in counted.splitlines())
    return int(values["packs"]) + int(values["count"])
