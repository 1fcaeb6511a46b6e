"""A long list of changes is in several files, of which only the newest changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from glasscase.archive.archive import CHANGES, Archive, Erasure, New, read_archive
from glasscase.archive.chunks import CHUNK, chunk_address, chunk_count
from glasscase.archive.notes import changes_files, complete
from glasscase.log import log_files
from glasscase.records import Kind, canonical

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
TITLE = "Ember"


@cache
def published(count: int) -> Archive:
    """Return an archive with so many versions, each of a record of its own."""
    new = [New(Kind.MODEL, f"m-{n:04}", "1", _form(n)) for n in range(count)]
    return Archive().extended(new, (), FIRST)


def _form(number: int) -> bytes:
    return canonical({"id": f"m-{number:04}", "kind": "model", "title": TITLE, "version": "1"})


def branch(archive: Archive) -> dict[str, bytes]:
    """Return the files of the log and the list of changes."""
    return {**log_files(archive.entries, "example"), **changes_files(archive)}


def read(files: Mapping[str, bytes], archive: Archive) -> Archive:
    def take(addresses: Sequence[str]) -> Mapping[str, bytes]:
        own = {address: files[address] for address in addresses if address in files}
        return {**archive.read([a for a in addresses if a not in own]), **own}

    return read_archive(take, "commit")


def parts(files: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    return {name: json.loads(data) for name, data in files.items() if name.startswith("api/")}


@pytest.mark.parametrize(
    ("count", "older"),
    [(1, 0), (CHUNK, 0), (2 * CHUNK - 1, 0), (2 * CHUNK, 1), (3 * CHUNK + 5, 2)],
)
def test_all_notes_are_in_one_file_each_and_lead_to_older_ones(count: int, older: int) -> None:
    assert chunk_count(count) == older
    found = parts(changes_files(published(count)))
    assert len(found) == older + 1
    address: str | None = CHANGES
    indices: list[int] = []
    while address:
        part = found.pop(address)
        assert part["first"] == part["changes"][0]["index"]
        indices = [note["index"] for note in part["changes"]] + indices
        address = part["older"]
    assert not found
    assert indices == list(range(count))


def test_a_full_file_stays_while_the_list_grows() -> None:
    before = changes_files(published(3 * CHUNK))
    more = published(3 * CHUNK).extended(
        [New(Kind.MODEL, f"n-{n}", "1", canonical({"id": f"n-{n}"})) for n in range(CHUNK)],
        (),
        FIRST + timedelta(days=1),
    )
    after = changes_files(more)
    older = {name for name in before if name != CHANGES}
    assert older == {chunk_address(0), chunk_address(1)}
    assert {name: after[name] for name in older} == {name: before[name] for name in older}


def test_what_is_read_is_what_was_written() -> None:
    archive = published(3 * CHUNK + 5)
    assert read(branch(archive), archive).notes == complete(archive)


@pytest.mark.parametrize("data", [None, b"", b"[]", b'{"changes": []}', b'{"changes": "x"}'])
def test_a_file_that_is_lost_is_made_again(data: bytes | None) -> None:
    archive = published(3 * CHUNK + 5)
    files = branch(archive)
    damaged = {name: own for name, own in files.items() if name != chunk_address(1)}
    if data is not None:
        damaged[chunk_address(1)] = data
    assert changes_files(read(damaged, archive)) == changes_files(archive)


@pytest.mark.parametrize("first", [-CHUNK, 1, 10**12, "0", None, True])
def test_a_forged_place_is_not_followed(first: object) -> None:
    archive = published(3)
    files = branch(archive)
    forged = {**json.loads(files[CHANGES]), "first": first}
    read_again = read({**files, CHANGES: json.dumps(forged).encode()}, archive)
    assert complete(read_again) == complete(archive)


def test_an_erasure_reaches_the_older_files() -> None:
    archive = published(3 * CHUNK)
    known = read(branch(archive), archive)
    erased = known.extended(
        (), [Erasure(Kind.MODEL, "m-0007", "1", "By order.")], FIRST + timedelta(days=1)
    )
    found = parts(changes_files(erased))
    assert found[chunk_address(0)]["changes"][7]["title"] == ""
    assert found[chunk_address(0)]["changes"][8]["title"] == TITLE
