"""Others write to the public branch too: publishers at the same time, and people by hand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from glasscase.log import CHECKPOINT, Checkpoint

from ..log.serving import SiteServer
from ..publish.repositories import IDENTITY, git, write
from .stage import EMBER, FRAMEWORK, Stage, ember, framework

_LET_IN = "unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES"


def _land_during_the_push(stage: Stage, commit: str | None) -> None:
    """Let a commit arrive on the branch during the next push, before the pushed one does."""
    done = stage.remote.path / "landed"
    stage.remote.hook(
        "pre-receive",
        f"{_LET_IN}\nwhile read old new ref; do test $ref = refs/heads/public || exit 0; done\n"
        f"test -e {done} || git update-ref refs/heads/public {commit}\ntouch {done}",
    )


def test_two_publishers_at_once_lose_nothing(stage: Stage, tmp_path: Path) -> None:
    rival = stage.clone(tmp_path / "rival")
    first = stage.remote.tip()
    rival.publish({EMBER: ember("2")})
    theirs = stage.remote.tip()
    stage.remote.git("update-ref", "refs/heads/public", str(first))
    # The rival's source is merged, and more is merged on top of it before it has published.
    stage.checkout.git("pull", "--quiet", "origin", "main")
    stage.commit({FRAMEWORK: framework("1.1")})
    _land_during_the_push(stage, theirs)
    stage.publish()
    assert stage.remote.git("rev-parse", "public^") == theirs
    assert stage.published == [
        ("ember", "1", 1),
        ("framework", "1.0", 1),
        ("ember", "2", 2),
        ("framework", "1.1", 3),
    ]
    assert stage.verify(tmp_path).status == 0


def test_older_source_that_is_overtaken_ends_well(stage: Stage, tmp_path: Path) -> None:
    stage.commit({EMBER: ember("2")})
    rival = stage.clone(tmp_path / "rival")
    first = stage.remote.tip()
    rival.publish({FRAMEWORK: framework("1.1")})
    theirs = stage.remote.tip()
    stage.remote.git("update-ref", "refs/heads/public", str(first))
    _land_during_the_push(stage, theirs)
    answer = stage.try_to_publish()
    assert answer.status == 0
    assert "Nothing to do" in answer.said
    assert stage.remote.tip() == theirs
    stage.fetch()
    assert ("ember", "2", 2) in stage.published


def _by_hand(stage: Stage, folder: Path) -> None:
    """Edit a page and a version on the public branch, forge its log, and add a file."""
    git(folder.parent, "clone", "--quiet", "--branch=public", str(stage.remote.path), str(folder))
    page, record = folder / "models/ember/1/index.html", folder / "models/ember/1/record.json"
    page.write_text("<p>Forged.</p>")
    record.write_bytes(record.read_bytes().replace(b"little", b"much"))
    (folder / "forged.html").write_text("Forged.")
    forged = Checkpoint("transparency.example", 9, bytes(32))
    (folder / CHECKPOINT).write_bytes(forged.signed())
    (folder / "log/tile/entries/000.p/2").unlink()
    git(folder, "add", "--all")
    git(folder, *IDENTITY, "commit", "--quiet", "--message=by hand")
    git(folder, "push", "--quiet", "origin", "public")


def test_next_publication_takes_edits_by_hand_back(stage: Stage, tmp_path: Path) -> None:
    published = stage.remote.files()
    _by_hand(stage, tmp_path / "by-hand")
    assert stage.verify(tmp_path).status != 0
    stage.commit()
    said = stage.publish()
    assert "1 commit made by hand on public" in said
    assert stage.remote.files() == published
    assert stage.verify(tmp_path).status == 0
    assert stage.published == [("ember", "1", 1), ("framework", "1.0", 1)]


def test_new_version_on_top_of_edits_by_hand(stage: Stage, tmp_path: Path) -> None:
    published = stage.remote.files()
    _by_hand(stage, tmp_path / "by-hand")
    # Though the checkout has fetched it, the forged log is not what was published.
    stage.fetch()
    stage.publish({FRAMEWORK: framework("1.1")})
    after = stage.remote.files()
    assert "forged.html" not in after
    for name in ("models/ember/1/index.html", "models/ember/1/record.json"):
        assert after[name] == published[name]
    assert stage.published[-1] == ("framework", "1.1", 2)
    assert stage.verify(tmp_path).status == 0


@pytest.mark.parametrize("how", ["set back", "deleted"])
def test_branch_that_was_set_back_is_noticed(updated: Stage, how: str) -> None:
    published = updated.remote.tip()
    change = ("-d", "refs/heads/public") if how == "deleted" else ("refs/heads/public", "public^")
    updated.remote.git("update-ref", *change)
    updated.commit({EMBER: ember("2")})
    says = (
        "The branch public of origin was set back or rewritten since it was fetched as"
        " refs/remotes/origin/public: the log would go from 3 entries back to",
        f"git push --force origin {published}:refs/heads/public",
    )
    updated.refused(*says, status=2)
    # A fetch, as people make one, does not make it forgotten.
    if how == "set back":
        updated.checkout.git("fetch", "--quiet", "origin")
        assert updated.archive.commit == updated.remote.tip()
        updated.refused(*says, status=2)
    # What the message says to do brings the branch back.
    restored = f"{published}:refs/heads/public"
    updated.checkout.git("push", "--quiet", "--force", "origin", restored)
    assert updated.remote.tip() == published
    updated.publish()


def test_branch_that_was_deleted_stays_known_though_its_name_was_pruned(updated: Stage) -> None:
    updated.publish({FRAMEWORK: framework("1.2")})
    updated.remote.git("update-ref", "-d", "refs/heads/public")
    updated.checkout.git("fetch", "--quiet", "--prune", "origin")
    assert updated.archive.commit is None
    updated.commit({EMBER: ember("2")})
    updated.refused(
        "The branch public of origin was set back or rewritten since it was published from here:"
        " the log would go from 4 entries back to 0",
        "Only if the log is to begin anew, delete .glasscase/log-",
        status=2,
    )
    answer = updated.try_to_publish("--dry-run")
    assert answer.status == 2, answer.said


def test_fresh_clone_knows_what_it_is_told(updated: Stage, tmp_path: Path) -> None:
    """As on a build service: nothing is known but a checkpoint, or the site as it is served."""
    site = tmp_path / "served"
    write(site, updated.remote.files())
    updated.remote.git("update-ref", "refs/heads/public", "public^")
    fresh = updated.clone(tmp_path / "fresh")
    kept = site / CHECKPOINT
    with SiteServer(site) as served:
        for since, place in ((str(kept), "saved in"), (served.url, "served at")):
            answer = fresh.try_to_publish("--since", since)
            assert answer.status == 2, answer.said
            assert f"was set back or rewritten since it was {place} {since}:" in answer.said
            assert "the log would go from 3 entries back to 2" in answer.said
            assert "leave out `--since`" in answer.said
        updated.remote.git("update-ref", "-d", "refs/heads/public")
        answer = fresh.try_to_publish("--since", served.url, "--dry-run")
        assert "the log would go from 3 entries back to 0" in answer.said
    assert updated.remote.tip() is None


def test_site_that_is_not_served_holds_nothing_up(stage: Stage, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    with SiteServer(empty) as served:
        said = stage.publish({EMBER: ember("2")}, "--since", served.url)
        assert f"Note: No log is served at {served.url} yet" in said
        write(empty, {CHECKPOINT: "<html>Please log in.</html>"})
        said = stage.publish({EMBER: ember("3")}, "--since", served.url)
        assert f"Note: The log was not compared with the one served at {served.url}" in said
    said = stage.publish({EMBER: ember("4")}, "--since", served.url)
    assert f"Note: The log was not compared with the one served at {served.url}" in said
    assert [version for name, version, _ in stage.published if name == "ember"] == list("1234")


def test_checkpoint_that_is_none_is_no_earlier_one(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "checkpoint"
    answer = stage.try_to_publish("--since", str(file))
    assert (answer.status, "cannot be read" in answer.said) == (2, True)
    file.write_text("Nothing.\n")
    answer = stage.try_to_publish("--since", str(file))
    assert (answer.status, "has not three lines" in answer.said) == (2, True)


def test_branch_with_another_history_is_noticed(updated: Stage, tmp_path: Path) -> None:
    """A log of the same length, but published at another time."""
    updated.remote.git("update-ref", "refs/heads/public", "public^")
    rival = updated.clone(tmp_path / "rival")
    rival.publish()
    updated.commit({EMBER: ember("2")})
    updated.refused("the first 3 entries of the log are not those that were published", status=2)


def test_branch_can_begin_anew_where_that_is_wanted(stage: Stage) -> None:
    stage.publish({EMBER: ember("2")})
    stage.remote.git("update-ref", "-d", "refs/heads/public")
    said = " ".join(stage.try_to_publish().said.split())
    told = re.search(r"forget it: `git (update-ref -d \S+)` and delete (\S+)\.$", said)
    assert told is not None
    stage.checkout.git(*told[1].split())
    (stage.checkout.path / told[2]).unlink()
    stage.publish()
    assert stage.published == [("ember", "2", 4), ("framework", "1.0", 4)]
