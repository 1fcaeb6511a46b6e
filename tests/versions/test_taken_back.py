"""Withdrawn records stay readable; erased versions leave a tombstone and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from glasscase.records import Kind

from .stage import EMBER, FRAMEWORK, Stage, ember, framework

SECRET = "Nightjar"
REASON = "It named a person who did not agree to it."
ERASE = f'erase: [{{version: "1", reason: {REASON}}}]\n'


def test_withdrawn_record_shows_its_reason_and_keeps_its_text(stage: Stage, tmp_path: Path) -> None:
    withdrawal = "withdrawal: {reason: The model is gone., date: 2026-01-01}\n"
    text = framework("1.1", "Gone.", withdrawal).replace("status: current", "status: withdrawn")
    stage.publish({FRAMEWORK: text})
    files = stage.remote.files()
    for address in ("", "1.1/"):
        page = files[f"protocols/framework/{address}index.html"].decode()
        assert "gc-banner--withdrawn" in page
        assert "The model is gone." in page
    old = files["protocols/framework/1.0/index.html"].decode()
    assert "We test every model." in old
    assert "The record has since been withdrawn." in old
    assert "Why it was withdrawn, on 1 January 2026 as the provider says" in old
    assert "The model is gone." in old
    listing = files["protocols/index.html"].decode()
    assert "Frontier framework" in listing
    assert "Withdrawn" in listing
    assert stage.verify(tmp_path).status == 0


@pytest.fixture(scope="module")
def indiscreet(first_publication: Stage, tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A record that has said what it should not have."""
    stage = first_publication.copy(tmp_path_factory.mktemp("indiscreet"))
    cinder = ember("1").replace("ember", "cinder").replace("Ember", "Cinder")
    stage.publish({"content/models/cinder.yml": cinder.replace("little", SECRET)})
    assert SECRET in stage.everything()
    return stage


def _second(version: str, more: str = "") -> dict[str, str]:
    text = ember(version).replace("ember", "cinder").replace("Ember", "Cinder")
    return {"content/models/cinder.yml": text + more}


@pytest.mark.parametrize("at_once", [True, False])
def test_erased_version_leaves_a_tombstone(
    indiscreet: Stage, tmp_path: Path, own_log: None, at_once: bool
) -> None:
    stage = indiscreet.copy(tmp_path)
    if not at_once:
        stage.publish(_second("2"))
        assert SECRET in stage.everything()
    digest = stage.archive.of(Kind.MODEL, "cinder")[0].sha256
    stage.publish(_second("2", ERASE))
    files = stage.remote.files()
    assert "models/cinder/1/record.json" not in files
    assert [name for name, data in files.items() if SECRET.encode() in data] == []
    tombstone = files["models/cinder/1/index.html"].decode()
    assert "This version was erased" in tombstone
    assert digest in tombstone
    assert REASON in tombstone
    notes = json.loads(files["api/v1/changes.json"])["changes"]
    last = notes[-1]
    assert (last["type"], last["id"], last["version"]) == ("erasure", "cinder", "1")
    verified = stage.verify(tmp_path)
    assert verified.status == 0
    assert "erased" in verified.said


def test_erased_version_stays_erased(indiscreet: Stage, tmp_path: Path, own_log: None) -> None:
    stage = indiscreet.copy(tmp_path)
    stage.publish(_second("2", ERASE))
    address = "models/cinder/1/index.html"
    tombstone = stage.remote.files()[address]
    # Another record is published: nothing of this one is drawn again.
    stage.publish({EMBER: ember("2")})
    assert stage.remote.files()[address] == tombstone
    assert stage.build()[address] == tombstone
    # The line in the file may go: what the log says counts.
    stage.publish(_second("3"))
    files = stage.remote.files()
    assert b"This version was erased" in files[address]
    assert [name for name, data in files.items() if SECRET.encode() in data] == []
    assert stage.verify(tmp_path).status == 0

    stage.commit(_second("1"))
    says = ("version 1 was published and then erased; it cannot come back",)
    stage.found(*says)
    stage.refused(*says)


@pytest.mark.parametrize(
    ("version", "says"),
    [("9", "there is no published version 9 to erase"), ("2", "is the current one")],
)
def test_only_an_earlier_version_can_be_erased(stage: Stage, version: str, says: str) -> None:
    text = ember("2") + ERASE.replace('"1"', f'"{version}"')
    stage.commit({EMBER: text})
    stage.found(says)
    stage.refused(says)


def test_a_removed_edition_keeps_its_address_its_day_and_why(
    indiscreet: Stage, tmp_path: Path, own_log: None
) -> None:
    stage = indiscreet.copy(tmp_path)
    stage.publish(None, "--edition", "2026.4")
    stage.publish(_second("2"), "--edition", "2026.5")
    stage.publish(_second("2", ERASE))
    for _ in range(2):
        files = stage.remote.files()
        for name in ("2026.4", "2026.5"):
            assert [path for path in files if path.startswith(name)] == [f"{name}/index.html"]
            page = files[f"{name}/index.html"].decode()
            assert f"Edition {name} of this site was removed on 1 March 2026." in page
            assert '<a href="../models/cinder/1/">Cinder, version 1</a>' in page
        listed = json.loads(files["versions.json"])
        assert [one["title"] for one in listed] == ["2026.5 (removed)", "2026.4 (removed)"]
        assert SECRET.encode() not in b"".join(files.values())
        # Later publications leave it as it is.
        stage.publish({"content/about.md": "# About\n\nProse.\n"})
    stage.publish(None, "--edition", "2026.6")
    assert not any(path.startswith("2026.6/2026.") for path in stage.remote.files())
    assert stage.verify(tmp_path).status == 0
    assert "2026.4/index.html" in stage.build()
