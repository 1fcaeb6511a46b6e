"""What would contradict what is published is refused, and nothing changes."""

from __future__ import annotations

import re
from pathlib import Path

from ..publish.repositories import write
from .stage import EMBER, FRAMEWORK, Stage, ember, framework


def test_changed_text_under_a_published_version(stage: Stage) -> None:
    stage.commit({FRAMEWORK: framework("1.0", "We test some models.")})
    says = ("version 1.0 was published on 2026-03-01 and cannot change", "Write a new `version`")
    stage.found(*says)
    stage.refused(*says)


def test_changed_text_in_a_clone_of_a_single_branch(stage: Stage, tmp_path: Path) -> None:
    """Nothing is known of what was published, so the check says so, and how to fetch it."""
    clone = stage.clone(tmp_path / "clone")
    clone.checkout.git("update-ref", "-d", "refs/remotes/origin/public")
    clone.checkout.git("config", "remote.origin.fetch", "+refs/heads/main:refs/remotes/origin/main")
    write(clone.checkout.path, {FRAMEWORK: framework("1.0", "We test some models.")})
    for command in ("check", "build"):
        answer = clone.run(command)
        assert answer.status == 0, answer.said
        assert "There is no public branch here" in answer.said
    told = re.search(r'elsewhere, fetch it: git fetch (\S+) "(\S+)"', answer.said)
    assert told is not None
    clone.checkout.git("fetch", "--quiet", told[1], told[2])
    clone.found("version 1.0 was published on 2026-03-01 and cannot change")
    assert "There is no public branch" not in clone.run("check").said


def test_deleted_record(stage: Stage) -> None:
    stage.checkout.git("rm", "--quiet", EMBER)
    stage.commit()
    says = ("the model `ember` was published", "Bring its file back", "status: withdrawn")
    stage.found(*says)
    stage.refused(*says)


def test_version_that_goes_back(updated: Stage) -> None:
    updated.commit({FRAMEWORK: framework("1.0")})
    says = ("version 1.0 was published before 1.1", "publish it as a version after 1.1")
    updated.found(*says)
    updated.refused(*says)


def test_version_that_was_never_published_and_is_lower(stage: Stage) -> None:
    stage.commit({FRAMEWORK: framework("0.9")})
    says = ("version 0.9 is lower than 1.0", "Write a version after 1.0")
    stage.found(*says)
    stage.refused(*says)


def test_draft_of_a_published_record(stage: Stage) -> None:
    stage.commit({EMBER: ember("1").replace("current", "draft")})
    says = ("would leave the site as a draft", "Draft a new version on a branch")
    stage.found(*says)
    stage.refused(*says)


def test_published_record_in_the_folder_of_another_kind(stage: Stage) -> None:
    stage.checkout.git("mv", FRAMEWORK, "content/models/framework.md")
    stage.commit()
    stage.found("content/models/framework.md")
    stage.refused("content/models/framework.md")


def test_older_source(updated: Stage) -> None:
    """It is no error where the published source builds on it; nothing is published either."""
    updated.checkout.git("reset", "--quiet", "--hard", "HEAD^")
    before = updated.remote.state()
    answer = updated.try_to_publish()
    assert answer.status == 0
    assert "Nothing to do" in answer.said
    assert "which builds on" in answer.said
    assert updated.remote.state() == before


def test_source_on_an_older_line_of_history(updated: Stage) -> None:
    updated.checkout.git("checkout", "--quiet", "-b", "side", "HEAD^")
    updated.checkout.commit({EMBER: ember("2")}, at=updated.checkout.clock[0] - 30)
    updated.refused("is older than", "which is already published", "git pull", status=2)


def test_draft_is_published_nowhere_until_it_is_current(stage: Stage) -> None:
    draft = ember("1").replace("ember", "cinder").replace("Ember", "Cinder")
    stage.publish({"content/models/cinder.yml": draft.replace("current", "draft")})
    assert "cinder" not in stage.everything().lower()
    stage.publish({"content/models/cinder.yml": draft})
    assert stage.published[-1] == ("cinder", "1", 3)
