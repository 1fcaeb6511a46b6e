"""Published versions stay as they are: what the pages of the rules do not show."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from glasscase.archive.branch import local_archive
from glasscase.checks.configuration import configuration
from glasscase.checks.reporters import Report
from glasscase.checks.run import check
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey
from glasscase.processes import MANY
from glasscase.reading.load import Cache, load
from tests.archive.branches import commit_files, day, git, publish
from tests.archive.projects import FILE, FIRST, NOTE_2, SECOND, THIRD, published_twice, text, write

from .conftest import BASE, TODAY

CARD = """\
id: aurora
version: "{version}"
status: current
title: Aurora
summary: A language model.
model: {{name: Aurora}}
{more}
"""
BOARD = """\
commitments:
  - id: board
    title: Review board
    text: A board reviews each release.
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with one protocol that was published as 1.0 and as 1.1, for tests to copy."""
    folder = tmp_path_factory.mktemp("published")
    for name, content in BASE.items():
        write(folder, content, name)
    published_twice(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path, published: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path, dirs_exist_ok=True))


@pytest.fixture
def found_in(check_folder: Callable[[Path], Report]) -> Callable[[Path], list[str]]:
    """Return the rules that a check of a project finds something of."""
    return lambda project: [finding.rule for finding in check_folder(project).findings]


Rules = Callable[[Path], list[str]]


@pytest.mark.parametrize(
    ("living", "rules"),
    [
        (SECOND, []),
        (SECOND.replace("title:", "# A comment.\ntitle:"), []),
        (SECOND.replace("How we handle all risks.", "|-\n  How we handle all risks."), []),
        (SECOND.replace("How we handle all risks.", '"How we handle all risks."'), []),
        (SECOND.replace("all risks", "all  risks"), ["version-changed"]),
        (
            SECOND.replace("status: current", "status: withdrawn"),
            ["version-changed", "withdrawal-missing"],
        ),
        (SECOND.replace("status: current", "status: draft"), ["record-vanished", "status-draft"]),
        (FIRST, ["version-backwards"]),
        (THIRD, []),
        (text("1.0.9", notes=[("1.0.9", "2026-04-01", "S."), NOTE_2]), ["version-backwards"]),
        (text("1.10", notes=[("1.10", "2026-04-01", "S."), NOTE_2]), []),
        (text("v1.0", notes=[("v1.0", "2026-04-01", "S."), NOTE_2]), ["version-backwards"]),
        (text("1.1.0", notes=[("1.1.0", "2026-04-01", "S."), NOTE_2]), []),
        (text("2026-04", notes=[("2026-04", "2026-04-01", "S."), NOTE_2]), []),
        (text("3.0"), ["change-note-missing", "note-rewritten"]),
        (text("3.0", notes=[NOTE_2]), ["change-note-missing"]),
    ],
)
def test_a_living_record_is_held_against_the_last_version(
    project: Path, found_in: Rules, living: str, rules: list[str]
) -> None:
    write(project, living)
    assert found_in(project) == rules


def test_without_a_public_branch_nothing_is_said(project: Path, found_in: Rules) -> None:
    write(project, SECOND.replace("all risks", "some risks"))
    assert found_in(project) == ["version-changed"]
    git(project, "update-ref", "-d", "refs/heads/public")
    assert found_in(project) == []


def test_the_branch_can_be_named_in_the_configuration(project: Path, found_in: Rules) -> None:
    git(project, "branch", "--move", "public", "published")
    write(project, FIRST)
    assert found_in(project) == []
    write(
        project,
        BASE["mkdocs.yml"] + "plugins:\n  - glasscase:\n      branch: published\n",
        "mkdocs.yml",
    )
    assert found_in(project) == ["version-backwards"]


def test_a_file_may_be_moved(project: Path, found_in: Rules) -> None:
    (project / FILE).unlink()
    write(project, SECOND, "content/protocols/safety/frontier.md")
    assert found_in(project) == []


def test_a_file_that_cannot_be_read_has_not_vanished(project: Path, found_in: Rules) -> None:
    write(project, SECOND.replace("status: current", "status: [current"))
    assert "record-vanished" not in found_in(project)


def test_a_version_may_be_written_over_until_it_is_published(
    project: Path, found_in: Rules
) -> None:
    write(project, THIRD)
    assert found_in(project) == []
    write(project, THIRD.replace("handle risk", "handle no risk"))
    assert found_in(project) == []


def test_the_first_three_changes_are_named_and_the_rest_counted(
    project: Path, check_folder: Callable[[Path], Report]
) -> None:
    living = SECOND.replace("Frontier framework", "Framework").replace("safety-policy", "other")
    write(project, living.replace("all risks", "no risks")[:-4] + BOARD + "---\n")
    [finding] = check_folder(project).findings
    assert finding.message == (
        "version 1.1 was published on 2026-03-02 and cannot change, but this file differs: Title"
        " (changed), Summary (changed), Type (changed) and 1 more"
    )


def test_a_value_that_is_withheld_is_never_quoted(
    project: Path, check_folder: Callable[[Path], Report]
) -> None:
    secret = "limitations: {withheld: trade-secret, describe: D., value: The canary sings.}"
    write(project, CARD.format(version="1.0", more=secret), "content/models/aurora.yml")
    publish(project, day("2026-04-01"))
    other = secret.replace("The canary sings.", "The canary is silent.")
    write(project, CARD.format(version="1.0", more=other), "content/models/aurora.yml")
    assert check_folder(project).findings == ()  # Nobody can see that it changed.
    given = "limitations: The canary sings."
    write(project, CARD.format(version="1.0", more=given), "content/models/aurora.yml")
    [finding] = check_folder(project).findings
    assert finding.rule == "version-changed"
    assert "canary" not in finding.message + finding.help


def test_several_unpublished_versions_are_judged_together(project: Path, found_in: Rules) -> None:
    write(project, text("1.2", "How we handle all risks.", [("1.2", "2026-04-01", "B."), NOTE_2]))
    publish(project, day("2026-04-01"))
    with_board = [("1.3", "2026-05-01", "A board is promised."), ("1.2", "2026-04-01", "B.")]
    write(project, text("1.3", "How we handle all risks.", [*with_board, NOTE_2], BOARD))
    publish(project, day("2026-05-01"))
    between = ("1.4", "2026-06-01", "The review board is gone.")
    last = ("1.5", "2026-07-01", "Nothing else.")
    write(project, text("1.5", "How we handle all risks.", [last, between, *with_board, NOTE_2]))
    assert found_in(project) == []
    write(project, text("1.5", "How we handle all risks.", [last, *with_board, NOTE_2]))
    assert found_in(project) == ["weakening-unmentioned"]


def test_notes_that_are_silent_together_are_named_together(
    project: Path, check_folder: Callable[[Path], Report]
) -> None:
    write(project, text("1.2", "How we handle all risks.", [("1.2", "2026-04-01", "B."), NOTE_2]))
    publish(project, day("2026-04-01"))
    board = ("1.3", "2026-05-01", "A board is promised.")
    write(project, text("1.3", notes=[board, NOTE_2], more=BOARD))
    publish(project, day("2026-05-01"))
    silent = [("1.5", "2026-07-01", "Nothing else."), ("1.4", "2026-06-01", "Shorter.")]
    write(project, text("1.5", notes=[*silent, board, NOTE_2]))
    [finding] = check_folder(project).findings
    assert finding.message.startswith(
        "the notes on versions 1.5 and 1.4 do not mention a weakening: Commitments"
    )


def test_a_waiver_that_was_published_need_not_be_used(project: Path, found_in: Rules) -> None:
    write(project, text("1.2", notes=[("1.2", "2026-04-01", "B."), NOTE_2], more=BOARD))
    publish(project, day("2026-04-01"))
    waiver = (
        "waivers:\n  - rule: weakening-unmentioned\n    reason: The board was never convened.\n"
    )
    notes = [("1.3", "2026-05-01", "Shorter."), ("1.2", "2026-04-01", "B."), NOTE_2]
    write(project, text("1.3", notes=notes, more=waiver))
    assert found_in(project) == []
    publish(project, day("2026-05-01"))
    assert found_in(project) == []


# Erasure


ERASE = 'erase:\n  - version: "{}"\n    reason: It told what nobody had agreed to.\n'


def test_an_earlier_version_can_be_erased_without_a_new_one(project: Path, found_in: Rules) -> None:
    write(project, SECOND[:-4] + ERASE.format("1.0") + "---\n")
    assert found_in(project) == []
    publish(project, day("2026-04-01"))
    assert found_in(project) == []


@pytest.mark.parametrize("other", [("1.1", "2026-03-01", "Another."), None])
def test_a_published_note_that_is_another_or_gone_is_found(
    project: Path, found_in: Rules, other: tuple[str, str, str] | None
) -> None:
    note = ("1.2", "2026-04-01", "More.")
    write(project, text("1.2", notes=[note, *([other] if other else [])]))
    assert found_in(project) == ["note-rewritten"]


def test_the_last_version_can_be_erased_with_the_one_that_follows(
    project: Path, found_in: Rules
) -> None:
    note = ("1.2", "2026-04-01", "Without what was told.")
    write(project, text("1.2", notes=[note], more=ERASE.format("1.1")))
    assert found_in(project) == []
    publish(project, day("2026-04-01"))
    assert found_in(project) == []
    write(project, text("1.2", notes=[note]))
    assert found_in(project) == []


def test_an_erasure_needs_a_reason(project: Path, found_in: Rules) -> None:
    write(project, SECOND[:-4] + 'erase:\n  - version: "1.0"\n---\n')
    assert found_in(project) == ["field-missing"]


# However the check is run


def test_a_shallow_clone_finds_the_same(
    project: Path, tmp_path_factory: pytest.TempPathFactory, found_in: Rules
) -> None:
    write(project, SECOND.replace("all risks", "some risks"))
    git(project, "add", ".")
    git(project, "commit", "--quiet", "-m", "Edit")
    folder = tmp_path_factory.mktemp("clones")
    git(folder, "clone", "--quiet", "--depth=1", "--no-single-branch", f"file://{project}", "one")
    assert found_in(folder / "one") == found_in(project) == ["version-changed"]


def test_a_damaged_version_hides_no_other_finding(
    project: Path, check_folder: Callable[[Path], Report]
) -> None:
    write(project, CARD.format(version="1.0", more=""), "content/models/aurora.yml")
    publish(project, day("2026-04-01"))
    write(
        project, CARD.format(version="1.0", more="limitations: Many."), "content/models/aurora.yml"
    )
    write(project, THIRD)
    commit_files(project, {"protocols/frontier/1.1/record.json": None})
    rules = {finding.rule: finding.path for finding in check_folder(project).findings}
    assert rules == {"version-changed": "content/models/aurora.yml", "archive-damaged": FILE}


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Many published records, of which some are changed, gone or new in the working folder."""
    folder = tmp_path_factory.mktemp("large")
    for name, content in BASE.items():
        write(folder, content, name)
    count = MANY + 30

    def write_card(number: int, version: str = "1.0", more: str = "") -> None:
        content = CARD.format(version=version, more=more).replace("aurora", f"aurora-{number}")
        write(folder, content, f"content/models/aurora-{number}.yml")

    for number in range(count):
        write_card(number)
    publish(folder, day("2026-01-10"))
    for number in range(0, count, 9):
        write_card(number, "1.1" if number % 2 else "1.0", "limitations: Many.")
    for number in range(4, count, 20):
        (folder / f"content/models/aurora-{number}.yml").unlink()
    return folder


@pytest.mark.parametrize("processes", [1, 2])
def test_batches_find_what_one_pass_finds(large: Path, processes: int) -> None:
    found = configuration(large / "mkdocs.yml")
    archive = local_archive(large)
    whole = check(
        load(large), today=TODAY, options=found.options, lines=Sources(large).lines, archive=archive
    )
    result = survey(found, today=TODAY, take=nothing, processes=processes, archive=archive)
    assert result.findings == whole.findings
    rules = {finding.rule for finding in result.findings}
    assert rules == {"version-changed", "record-vanished", "change-note-missing"}


def test_a_cache_forgets_no_version(project: Path) -> None:
    found = configuration(project / "mkdocs.yml")
    cache = Cache()
    for content, rules in ((SECOND, []), (FIRST, ["version-backwards"]), (SECOND, [])):
        write(project, content)
        archive = local_archive(project)
        result = survey(found, today=TODAY, take=nothing, cache=cache, archive=archive)
        assert [finding.rule for finding in result.findings] == rules


def test_no_message_names_a_folder_of_this_machine(
    project: Path, check_folder: Callable[[Path], Report]
) -> None:
    (project / FILE).unlink()
    [finding] = check_folder(project).findings
    assert (finding.rule, finding.path) == ("record-vanished", "content/protocols")
    assert str(project) not in finding.help
    command = re.search(r"git (show \S+)", finding.help)
    assert command is not None
    assert '"version":"1.1"' in git(project, *command[1].split())
