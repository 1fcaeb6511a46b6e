"""The list of changes of a site, compared with its log and with the data of its versions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glasscase.archive.difference import weakenings
from glasscase.log.report import render_text
from glasscase.log.source import FolderSource
from glasscase.log.told import CHANGES
from glasscase.log.verdict import State, Verdict
from glasscase.log.verify import Expectations, verify
from tests.archive.branches import day, git, publish
from tests.archive.projects import text, write

_COMMITMENT = "commitments:\n  - id: board\n    title: Review board\n    text: It reviews.\n"
_NOTE = ("1.1", "2026-03-02", "The wording is clearer.")
Notes = list[dict[str, Any]]


class Published:
    """A site as a real publication leaves it: a protocol that drops a commitment in 1.1."""

    def __init__(self, folder: Path) -> None:
        project, self.folder = folder / "project", folder / "site"
        write(project, text("1.0", more=_COMMITMENT))
        publish(project, day("2026-01-10"))
        write(project, text("1.1", notes=[_NOTE]))
        publish(project, day("2026-03-02"))
        git(project, "worktree", "add", "--quiet", str(self.folder), "public")

    def verdict(self) -> Verdict:
        return verify(FolderSource(self.folder), Expectations(weakenings=weakenings))

    def found(self) -> list[tuple[str, str]]:
        return [(finding.rule, finding.path) for finding in self.verdict().findings]

    def rewrite(self, change: Callable[[Notes], Any]) -> None:
        """Alter the objects of the list."""
        file = self.folder / CHANGES
        document = json.loads(file.read_bytes())
        change(document["changes"])
        file.write_text(json.dumps(document))


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return Published(tmp_path)


def test_a_list_as_it_was_published_is_verified(published: Published) -> None:
    notes = json.loads((published.folder / CHANGES).read_bytes())["changes"]
    assert [len(note["weakened"]) for note in notes] == [0, 1]
    assert published.verdict().findings == ()


def test_weakenings_that_were_taken_out_are_found(published: Published) -> None:
    published.rewrite(lambda notes: notes[1].update(weakened=[]))
    verdict = published.verdict()
    assert [finding.message for finding in verdict.findings] == [
        "of protocol frontier 1.1, entry 1 of the log, it does not name as much that was weakened "
        "as it counts"
    ]
    assert verdict.state is State.FAILED


def test_weakenings_that_another_program_finds_are_a_note(published: Published) -> None:
    """An older Glasscase may have known fewer rules: that alone proves nothing."""

    def empty(notes: Notes) -> None:
        notes[1]["weakened"] = []
        notes[1]["counts"]["weakened"] = 0

    published.rewrite(empty)
    verdict = published.verdict()
    assert [(finding.rule, finding.message) for finding in verdict.findings] == [
        (
            "changes-differ",
            "of protocol frontier 1.1, entry 1 of the log, it names 0 as weakened; "
            "this program finds 1",
        )
    ]
    assert verdict.state is State.VERIFIED


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("summary", "The board is stronger."),
        ("reason", ""),
        ("title", "Another"),
        ("status", "withdrawn"),
        ("previous", None),
        ("material", True),
        ("published", "2025-03-02T12:00:00Z"),
        ("sha256", "0" * 64),
    ],
)
def test_what_the_list_says_otherwise_is_found(
    published: Published, key: str, value: object
) -> None:
    published.rewrite(lambda notes: notes[1].update({key: value}))
    [finding] = published.verdict().findings
    assert (finding.rule, finding.path) == ("changes-altered", CHANGES)
    assert finding.message.startswith(f"it gives another {key} of protocol frontier 1.1, ")


def test_an_entry_that_the_list_leaves_out_is_found(published: Published) -> None:
    published.rewrite(lambda notes: notes.pop())
    assert published.found() == [("changes-altered", CHANGES)]


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"first": 0, "older": "../../log", "changes": []}', b"\xff"]
)
def test_a_list_that_cannot_be_read_is_found(published: Published, data: bytes) -> None:
    (published.folder / CHANGES).write_bytes(data)
    assert published.found() == [("changes-unreadable", CHANGES)]


def test_a_list_in_several_files_is_followed(published: Published) -> None:
    older = published.folder / "api/v1/changes/0.json"
    older.parent.mkdir()
    first, second = json.loads((published.folder / CHANGES).read_bytes())["changes"]
    older.write_text(json.dumps({"first": 0, "older": None, "changes": [first]}))
    newest = {"first": 1, "older": "api/v1/changes/0.json", "changes": [second]}
    (published.folder / CHANGES).write_text(json.dumps(newest))
    assert published.found() == []
    older.unlink()
    assert published.found() == [("changes-unreadable", CHANGES)]


def test_a_list_that_leads_round_in_a_circle_ends(published: Published) -> None:
    older = published.folder / "api/v1/changes/0.json"
    older.parent.mkdir()
    document = json.loads((published.folder / CHANGES).read_bytes())
    document["older"] = "api/v1/changes/0.json"
    for file in (older, published.folder / CHANGES):
        file.write_text(json.dumps(document))
    assert published.found() == [("changes-unreadable", CHANGES)]


def test_a_site_without_a_list_is_verified_and_the_report_says_so(published: Published) -> None:
    (published.folder / CHANGES).unlink()
    assert published.found() == []
    verdict = published.verdict()
    assert CHANGES in verdict.lacking
    assert f"Not looked at: {CHANGES}: the site has no such list." in render_text(verdict)


def test_what_follows_an_erased_version_is_held_against_the_one_before_that(
    tmp_path: Path,
) -> None:
    published = Published(tmp_path)
    project = tmp_path / "project"
    erase = 'erase:\n  - version: "1.1"\n    reason: It named a person.\n'
    git(published.folder, "checkout", "--quiet", "--detach")
    for version, more, at in (("1.2", "", "2026-04-01"), ("1.3", erase, "2026-05-01")):
        write(project, text(version, notes=[_NOTE], more=more))
        publish(project, day(at))
    git(published.folder, "checkout", "--quiet", "public")
    assert published.found() == []
    published.rewrite(lambda notes: notes[2].update(previous="1.1"))
    [finding] = published.verdict().findings
    assert (
        finding.message == "it gives another previous of protocol frontier 1.2, entry 2 of the log"
    )


def test_what_the_list_tells_of_an_erased_version_must_be_gone(tmp_path: Path) -> None:
    published = Published(tmp_path)
    project = tmp_path / "project"
    erase = 'erase:\n  - version: "1.0"\n    reason: It named a person.\n'
    write(project, text("1.1", notes=[_NOTE], more=erase))
    git(published.folder, "checkout", "--quiet", "--detach")
    publish(project, day("2026-04-01"))
    git(published.folder, "checkout", "--quiet", "public")
    assert published.found() == []
    published.rewrite(lambda notes: notes[0].update(title="Frontier framework"))
    [finding] = published.verdict().findings
    assert finding.message == "it gives another title of protocol frontier 1.0, entry 0 of the log"
