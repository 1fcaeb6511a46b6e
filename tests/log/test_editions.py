"""Editions of the whole site: each must hold the versions that it had."""

from __future__ import annotations

import json

import pytest

from glasscase.log.entry import Subject
from glasscase.log.report import render_text
from glasscase.log.source import FolderSource
from glasscase.log.verdict import State, Verdict
from glasscase.log.verify import verify
from glasscase.log.web import WebSource

from .samples import Site, record, subjects
from .serving import SiteServer

FIRST, SECOND, THIRD = subjects(3)
NAME = "2026.4"


@pytest.fixture
def edition(site: Site) -> Site:
    """The site, of which an edition was made after its third version."""
    site.write("versions.json", json.dumps([{"version": NAME, "title": NAME}]).encode())
    for subject in subjects(3):
        site.write(f"{NAME}/{subject.record}", site.read(subject.record))
    listed: dict[str, object] = {"schema": 1, "first": 0, "older": None, "changes": [{}, {}, {}]}
    site.write(f"{NAME}/api/v1/changes.json", json.dumps(listed).encode())
    return site


def verdict_of(site: Site) -> Verdict:
    return verify(FolderSource(site.folder))


def found(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in verdict.findings]


def test_an_edition_as_it_was_made_is_verified(edition: Site) -> None:
    verdict = verdict_of(edition)
    assert verdict.findings == ()
    assert verdict.editions == (NAME,)
    assert "Editions: the versions in 1 edition, 2026.4.\n" in render_text(verdict)


def test_an_altered_version_in_an_edition_is_found(edition: Site) -> None:
    edition.flip(f"{NAME}/{SECOND.record}")
    verdict = verdict_of(edition)
    assert found(verdict) == [("record-altered", f"{NAME}/{SECOND.record}")]
    assert (verdict.state, verdict.unchanged) == (State.FAILED, 6)


def test_a_version_that_an_edition_lost_is_found_on_a_server_too(edition: Site) -> None:
    edition.remove(f"{NAME}/{THIRD.record}")
    with SiteServer(edition.folder) as server:
        source = WebSource(server.url)
        verdict = verify(source)
        source.close()
    assert found(verdict) == found(verdict_of(edition))
    assert found(verdict) == [("record-missing", f"{NAME}/{THIRD.record}")]


def test_a_version_slipped_into_the_folder_of_an_edition_is_found(edition: Site) -> None:
    path = f"{NAME}/models/other/1.0/record.json"
    edition.write(path, b"{}")
    assert found(verdict_of(edition)) == [("version-unlogged", path)]


def test_an_edition_that_is_gone_is_found(edition: Site) -> None:
    edition.remove(f"{NAME}/api/v1/changes.json")
    assert found(verdict_of(edition)) == [("edition-missing", f"{NAME}/")]


def removed(edition: Site, *erased: Subject) -> None:
    """Remove the edition, and say in the list for which versions."""
    for subject in subjects(3):
        edition.remove(f"{NAME}/{subject.record}")
    edition.remove(f"{NAME}/api/v1/changes.json")
    folders = [subject.folder.rstrip("/") for subject in erased]
    listed = {"version": NAME, "properties": {"removed": "2026-05-01", "erased": folders}}
    edition.write("versions.json", json.dumps([listed]).encode())


def test_an_edition_that_an_erasure_removed_is_not_missed(edition: Site) -> None:
    """It went as a whole; its name stays in the list, with the version for which it went."""
    edition.erase(SECOND, "It named a person.")
    edition.write_index(FIRST)
    removed(edition, SECOND)
    verdict = verdict_of(edition)
    assert (verdict.findings, verdict.editions) == ((), ())


@pytest.mark.parametrize("claimed", [(), (THIRD,), (SECOND, THIRD)], ids=len)
def test_an_edition_that_no_erasure_accounts_for_is_missed(
    edition: Site, claimed: tuple[Subject, ...]
) -> None:
    edition.erase(SECOND, "It named a person.")
    edition.write_index(FIRST)
    removed(edition, *claimed)
    assert found(verdict_of(edition)) == [("edition-missing", f"{NAME}/")]


def test_an_erased_version_that_an_edition_still_holds_is_found(edition: Site) -> None:
    edition.erase(SECOND, "It named a person.")
    edition.write_index(FIRST)
    assert edition.read(f"{NAME}/{SECOND.record}") == record(SECOND)
    assert found(verdict_of(edition)) == [("erased-present", f"{NAME}/{SECOND.record}")]


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[1]", b'[{"version": "../.."}]', b'[{"title": "a"}]']
)
def test_a_list_of_editions_that_cannot_be_read_is_found(edition: Site, data: bytes) -> None:
    edition.write("versions.json", data)
    assert found(verdict_of(edition)) == [("editions-unreadable", "versions.json")]
