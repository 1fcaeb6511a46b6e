"""Versions are published once, in order, and stay as they were."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from glasscase.log import CHECKPOINT

from .stage import EMBER, FRAMEWORK, Stage, ember, framework

EMBER_2 = {EMBER: ember("2")}


def test_first_publication_logs_every_version(stage: Stage, tmp_path: Path) -> None:
    assert stage.published == [("ember", "1", 1), ("framework", "1.0", 1)]
    files = stage.remote.files()
    for versions in stage.archive.versions.values():
        for version in versions:
            assert hashlib.sha256(files[version.record]).hexdigest() == version.sha256
    verified = stage.verify(tmp_path)
    assert verified.status == 0
    assert "all 2 published versions are unchanged" in verified.said


def test_later_publications_append_to_the_log(stage: Stage, tmp_path: Path) -> None:
    first = stage.remote.files()
    kept = tmp_path / "kept"
    kept.write_bytes(first[CHECKPOINT])

    stage.commit()
    assert "Nothing to do" in stage.publish()
    assert stage.remote.git("rev-list", "--count", "public") == "1"

    stage.publish({"content/about.md": "# About\n\nProse.\n"})
    assert stage.remote.git("rev-list", "--count", "public") == "2"
    assert stage.remote.files()[CHECKPOINT] == first[CHECKPOINT]

    stage.publish({FRAMEWORK: framework("1.1", "We test every large model.")})
    assert stage.published == [("ember", "1", 1), ("framework", "1.0", 1), ("framework", "1.1", 4)]
    verified = stage.verify(tmp_path, "--since", str(kept))
    assert verified.status == 0
    assert "all 3 published versions are unchanged" in verified.said


@pytest.mark.usefixtures("own_log")
def test_new_version_touches_only_its_own_record(tmp_path: Path) -> None:
    stage = Stage.make(tmp_path, law=True)
    stage.publish()
    stage.publish({FRAMEWORK: framework("1.1", "We test every large model.")})
    before, after = stage.remote.files("public^"), stage.remote.files()
    assert before.keys() <= after.keys()
    changed = {name for name in before.keys() & after.keys() if before[name] != after[name]}
    own = {name for name in changed | (after.keys() - before.keys()) if "/framework/" in name}
    assert own == {
        f"protocols/framework/{name}"
        for name in (
            "1.0/index.html",
            "1.0/since/index.html",
            "coverage/index.html",
            "1.1/changes/index.html",
            "1.1/index.html",
            "1.1/record.json",
            "feed.xml",
            "history/index.html",
            "index.html",
        )
    }
    assert not {name for name in changed if name.startswith("models/ember/")}
    old = after["protocols/framework/1.0/index.html"].decode()
    assert "We test every model." in old
    assert "This version was replaced by 1.1 on 1 March 2026." in old
    assert b"large" in after["protocols/framework/1.1/changes/index.html"]
    assert b"1.1" in after["protocols/framework/feed.xml"]


def test_build_of_a_fresh_clone_is_what_was_published(updated: Stage, tmp_path: Path) -> None:
    updated.publish_now({FRAMEWORK: framework("1.2", "We test every model twice."), **EMBER_2})
    clone = updated.clone(tmp_path / "clone", "--depth=1")
    assert clone.checkout.git("rev-list", "--count", "origin/public") == "1"
    built, published = clone.build(), updated.remote.files()
    assert built.keys() == published.keys() - {".nojekyll"}
    assert [name for name in built if built[name] != published[name]] == []


def test_build_without_the_public_branch_holds_the_current_versions(
    updated: Stage,
) -> None:
    updated.checkout.git("update-ref", "-d", "refs/remotes/origin/public")
    built = updated.build()
    assert "protocols/framework/1.1/index.html" in built
    assert "protocols/framework/1.0/index.html" not in built
    assert CHECKPOINT not in built


def test_unpublished_version_of_a_build_is_told_to_be_coming(stage: Stage) -> None:
    stage.commit({FRAMEWORK: framework("1.1", "We test every large model.")})
    built = stage.build()
    page = built["protocols/framework/1.1/index.html"].decode()
    assert "This version is not published yet." in page
    assert built[CHECKPOINT] == stage.remote.files()[CHECKPOINT]


def test_versions_of_other_records_and_skipped_ones(updated: Stage, tmp_path: Path) -> None:
    updated.publish(EMBER_2)
    updated.publish({EMBER: ember("3")})
    updated.commit({FRAMEWORK: framework("1.2", "Never published.")})
    updated.publish({FRAMEWORK: framework("1.3", "We test every model twice.")})
    assert updated.published == [
        ("ember", "1", 1),
        ("framework", "1.0", 1),
        ("framework", "1.1", 2),
        ("ember", "2", 3),
        ("ember", "3", 4),
        ("framework", "1.3", 5),
    ]
    assert "Never published" not in updated.everything()
    assert b"twice" in updated.remote.files()["protocols/framework/1.3/changes/index.html"]
    assert updated.verify(tmp_path).status == 0


def test_moved_files_and_rewritten_history_change_nothing(stage: Stage, tmp_path: Path) -> None:
    before = stage.remote.files()
    stage.checkout.git("mv", FRAMEWORK, "content/protocols/promises.md")
    stage.commit()
    # One commit in place of all: a squash, and a source that does not build on the last one.
    stage.checkout.git("checkout", "--quiet", "--orphan", "anew")
    stage.checkout.git("branch", "--quiet", "-D", "main")
    stage.checkout.git("branch", "--quiet", "-m", "main")
    stage.commit()
    clone = stage.clone(tmp_path / "clone", "--depth=1")
    clone.publish(EMBER_2)
    assert clone.published[:2] == [("ember", "1", 1), ("framework", "1.0", 1)]
    after = clone.remote.files()
    own = "protocols/framework/"
    assert {name: data for name, data in after.items() if name.startswith(own)} == {
        name: data for name, data in before.items() if name.startswith(own)
    }


@pytest.mark.usefixtures("own_log")
def test_a_version_announced_ahead_leaves_the_one_in_force_readable_as_such(
    stage: Stage,
) -> None:
    ahead = framework("1.1", "We test every large model.", "effective_from: 2026-09-01\n")
    stage.publish({FRAMEWORK: ahead})
    files = stage.remote.files()
    new = files["protocols/framework/index.html"].decode()
    assert "takes effect on 1 September 2026; until then see version 1.0." in new
    assert new.count("Current from 1 September 2026") == 1
    old = files["protocols/framework/1.0/index.html"].decode()
    assert "published on 1 March 2026 and says that it takes effect on 1 September 2026." in old
    assert "Until then this version applies." in old
    for address in ("changes/index.html", "changes/feed.xml", "protocols/framework/feed.xml"):
        assert "Says that it takes effect on 1 September 2026." in files[address].decode()
    # The page of the living version is drawn without the forms of the others, by what the log says.
    stage.publish({"content/about.md": "# About\n\nProse.\n"})
    again = stage.remote.files()
    assert (
        again["protocols/framework/1.0/index.html"] == files["protocols/framework/1.0/index.html"]
    )
    assert "until then see version 1.0." in again["protocols/framework/index.html"].decode()
