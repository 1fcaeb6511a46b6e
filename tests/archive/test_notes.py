"""The list of changes: one note per entry of the log, made once, and made again where lost."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from glasscase.archive.archive import CHANGES
from glasscase.archive.branch import local_archive
from glasscase.archive.errors import ArchiveError
from glasscase.archive.notes import changes_files, complete
from glasscase.records import Kind

from .branches import commit_files, day, git, publish
from .projects import NOTE_2, THIRD, text, write

BOARD = """\
commitments:
  - id: board
    title: Review board
    text: A board reviews each release.
"""
ERASE = """\
erase:
  - version: "1.1"
    reason: It told what nobody had agreed to.
"""
CHANGES_COUNTED = ("added", "removed", "changed", "minor", "weakened", "strengthened")
NOTHING = dict.fromkeys((*CHANGES_COUNTED, "words_added", "words_removed", "notes_rewritten"), 0)


@pytest.fixture
def project(tmp_path: Path, published: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path, dirs_exist_ok=True))


def listed(project: Path) -> list[dict[str, Any]]:
    document = json.loads(git(project, "show", f"public:{CHANGES}"))
    assert document["schema"] == 1
    notes: list[dict[str, Any]] = document["changes"]
    return notes


def test_a_first_version_is_compared_with_nothing(project: Path) -> None:
    version = local_archive(project).of(Kind.PROTOCOL, "frontier")[0]
    assert listed(project)[0] == {
        "index": 0,
        "kind": "protocol",
        "id": "frontier",
        "version": "1.0",
        "published": "2026-01-10T12:00:00Z",
        "sha256": version.sha256,
        "type": "version",
        "title": "Frontier framework",
        "status": "current",
        "previous": None,
        "material": False,
        "summary": "",
        "reason": "",
        "counts": NOTHING,
        "weakened": [],
        "strengthened": [],
    }


def test_a_later_version_tells_what_its_author_says_and_what_is_derived(project: Path) -> None:
    more = "effective_from: 2026-06-01\n" + BOARD
    notes = [("1.2", "2026-04-01", "A board is promised."), NOTE_2]
    content = text("1.2", "How we handle all risks.", notes, more)
    content = content.replace(
        "    date: 2026-04-01\n",
        "    date: 2026-04-01\n    material: true\n    announced: 2026-03-20\n",
    )
    write(project, content)
    publish(project, day("2026-04-01"))
    told = listed(project)[2]
    assert told["previous"] == "1.1"
    assert (told["material"], told["summary"]) == (True, "A board is promised.")
    assert told["reason"] == "It was asked for."
    assert (told["effective_from"], told["announced"]) == ("2026-06-01", "2026-03-20")
    assert told["counts"] == {**NOTHING, "added": 2, "strengthened": 2}
    assert told["strengthened"][1:] == ["Commitments \u203a Review board: The commitment is new."]
    assert told["weakened"] == []


def test_a_weakening_is_told(project: Path) -> None:
    notes = [("1.2", "2026-04-01", "A board is promised."), NOTE_2]
    write(project, text("1.2", "How we handle all risks.", notes, BOARD))
    publish(project, day("2026-04-01"))
    write(project, THIRD)
    publish(project, day("2026-05-04"))
    told = listed(project)[3]
    assert told["weakened"] == [
        "Commitments \u203a Review board: The commitment is no longer made."
    ]
    others = {"words_added": 1, "words_removed": 2, "notes_rewritten": 1}
    assert told["counts"] == {**NOTHING, "changed": 1, "removed": 1, "weakened": 1, **others}


def test_the_size_of_a_change_of_prose_is_told_in_words(project: Path) -> None:
    notes = [("1.2", "2026-04-01", "Much is new."), NOTE_2]
    write(project, text("1.2", "How we handle all of the risks that we know.", notes))
    publish(project, day("2026-04-01"))
    counts = listed(project)[2]["counts"]
    assert (counts["changed"], counts["words_added"], counts["words_removed"]) == (1, 6, 1)


def test_notes_are_kept_as_they_are(project: Path) -> None:
    notes = listed(project)
    notes[0]["summary"] = "Said by an earlier Glasscase in its own way."
    document = {"schema": 1, "changes": notes}
    commit_files(project, {CHANGES: json.dumps(document).encode()})
    write(project, THIRD)
    publish(project, day("2026-05-04"))
    assert listed(project)[0] == notes[0]
    assert len(listed(project)) == 3


@pytest.mark.parametrize(
    "edit",
    [
        lambda notes: [],
        lambda notes: notes[:1],
        lambda notes: notes[::-1],
        lambda notes: [None, "text"],
        lambda notes: [notes[0], {**notes[1], "sha256": "0" * 64}],
        lambda notes: [notes[0], {**notes[1], "previous": None}],
        lambda notes: [notes[0], {**notes[1], "published": "2025-01-01T00:00:00Z"}],
        lambda notes: [notes[0], {k: v for k, v in notes[1].items() if k != "weakened"}],
        lambda notes: [notes[0], {**notes[1], "counts": "many"}],
        lambda notes: [*notes, notes[0]],
    ],
)
def test_notes_that_do_not_fit_the_log_are_derived_again(project: Path, edit: Any) -> None:
    before = git(project, "show", f"public:{CHANGES}")
    document = {"schema": 1, "changes": edit(listed(project))}
    commit_files(project, {CHANGES: json.dumps(document).encode()})
    assert changes_files(local_archive(project))[CHANGES].decode().strip() == before


def test_a_note_cannot_be_derived_of_a_version_that_is_gone(project: Path) -> None:
    commit_files(project, {CHANGES: None, "protocols/frontier/1.0/record.json": None})
    with pytest.raises(ArchiveError, match="is not there"):
        complete(local_archive(project))


def test_an_erasure_takes_all_that_was_told_of_its_version(project: Path) -> None:
    write(project, text("2.0", "How we handle risk.", more=ERASE + BOARD))
    archive = publish(project, day("2026-05-04"))
    first, erased, _, erasure = listed(project)
    assert first["title"] == "Frontier framework"
    assert erased["version"] == "1.1"
    assert (erased["title"], erased["summary"], erased["counts"]) == ("", "", None)
    assert erasure == {
        "index": 3,
        "kind": "protocol",
        "id": "frontier",
        "version": "1.1",
        "published": "2026-05-04T12:00:00Z",
        "sha256": erased["sha256"],
        "type": "erasure",
        "reason": "It told what nobody had agreed to.",
    }
    version = archive.find(Kind.PROTOCOL, "frontier", "1.1")
    assert version is not None
    assert version.erased == "It told what nobody had agreed to."
    assert "All risks" not in git(project, "show", f"public:{CHANGES}")


def test_what_follows_an_erased_version_is_compared_with_the_one_before_that(
    project: Path,
) -> None:
    """No erasure makes a change since an older version disappear."""
    write(project, text("2.0", more=BOARD))
    publish(project, day("2026-05-04"))
    first, _, later = listed(project)
    assert later["previous"] == "1.1"
    write(project, text("2.1", more=ERASE))
    publish(project, day("2026-06-01"))
    _, _, again, last, _ = listed(project)
    assert (again["previous"], last["previous"]) == ("1.0", "2.0")
    assert again["counts"]["added"] > 0
    [gained], [lost] = again["strengthened"], last["weakened"]
    assert gained.endswith("Review board: The commitment is new.")
    assert lost.endswith("Review board: The commitment is no longer made.")
    assert first["counts"] == NOTHING


def test_what_follows_an_erased_first_version_is_compared_with_nothing(project: Path) -> None:
    write(project, text("2.0", more=ERASE.replace("1.1", "1.0")))
    publish(project, day("2026-05-04"))
    _, later, *_ = listed(project)
    assert (later["version"], later["previous"], later["counts"]) == ("1.1", "1.0", None)
    assert (later["weakened"], later["strengthened"]) == ([], [])


def test_notes_after_an_erasure_are_derived_as_they_were_kept(project: Path) -> None:
    write(project, THIRD)
    publish(project, day("2026-05-04"))
    write(project, text("2.1", more=ERASE))
    publish(project, day("2026-06-01"))
    kept = git(project, "show", f"public:{CHANGES}")
    commit_files(project, {CHANGES: None})
    assert changes_files(local_archive(project))[CHANGES].decode().strip() == kept


def test_an_erasure_is_published_once(project: Path) -> None:
    write(project, text("2.0", more=ERASE))
    once = publish(project, day("2026-05-04"))
    again = publish(project, day("2026-06-01"))
    assert again.entries == once.entries


def test_without_versions_there_are_no_notes(tmp_path: Path) -> None:
    [(address, data)] = changes_files(local_archive(tmp_path)).items()
    assert address == CHANGES
    assert json.loads(data) == {"schema": 1, "first": 0, "older": None, "changes": []}
