"""Editions: the whole site under a path of its own, which never changes."""

from __future__ import annotations

import json

import pytest

from glasscase.archive.archive import Archive
from glasscase.archive.editions import published_editions, versions_json
from glasscase.archive.errors import ArchiveError
from glasscase.log.listed import VERSIONS, SiteEdition, parse_editions
from glasscase.publish import Built, PublishError, State, preflight, publish

from .repositories import Bare, Checkout

SITE = {
    "index.html": "home",
    "models/a/index.html": "current",
    "models/a/1.0/index.html": "first",
    "models/a/1.0/record.json": "{}",
    "log/readme.txt": "log",
}


@pytest.fixture
def frozen(checkout: Checkout, remote: Bare) -> Bare:
    checkout.build(SITE)
    assert release(checkout, remote, "2026.4") is State.PUBLISHED
    return remote


def release(
    checkout: Checkout, remote: Bare, edition: str | None, *, erased: tuple[str, ...] = ()
) -> State:
    request = preflight(checkout.site, checkout.path, remote=str(remote.path), edition=edition)
    return publish(lambda _a, _t: Built(checkout.site, frozenset(erased)), request).state


def names(remote: Bare) -> list[str]:
    return [entry["version"] for entry in json.loads(remote.files()[VERSIONS])]


def test_an_edition_is_the_site_without_what_a_site_has_once(frozen: Bare) -> None:
    files = frozen.files()
    own = {path: data for path, data in files.items() if path.startswith("2026.4/")}
    assert own == {
        f"2026.4/{path}": text.encode() for path, text in SITE.items() if path[:4] != "log/"
    }
    assert json.loads(files[VERSIONS]) == [{"version": "2026.4", "title": "2026.4", "aliases": []}]
    assert frozen.git("fsck", "--strict") == ""


def test_an_edition_stays_as_it_is_when_the_site_changes(checkout: Checkout, frozen: Bare) -> None:
    before = {path: data for path, data in frozen.files().items() if path.startswith("2026.4/")}
    checkout.build({**SITE, "index.html": "new home", "models/a/index.html": "newer"})
    assert release(checkout, frozen, None) is State.PUBLISHED
    files = frozen.files()
    assert files["index.html"] == b"new home"
    assert {path: files[path] for path in before} == before
    checkout.build({**SITE, "index.html": "newest"})
    assert release(checkout, frozen, "2026.5") is State.PUBLISHED
    assert names(frozen) == ["2026.5", "2026.4"]
    files = frozen.files()
    assert files["2026.5/index.html"] == b"newest"
    assert {path: files[path] for path in before} == before
    assert not any(path.startswith("2026.5/2026.4") for path in files)


def test_the_same_site_can_be_frozen_later(checkout: Checkout, remote: Bare) -> None:
    checkout.build(SITE)
    assert release(checkout, remote, None) is State.PUBLISHED
    assert release(checkout, remote, "2026.4") is State.PUBLISHED
    assert release(checkout, remote, None) is State.UNCHANGED
    assert names(remote) == ["2026.4"]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026.4", "There is an edition 2026.4 already"),
        ("models", "has pages under /models/"),
        ("../x", "cannot name an edition"),
        ("", "cannot name an edition"),
    ],
)
def test_names_that_an_edition_cannot_have(
    checkout: Checkout, frozen: Bare, name: str, said: str
) -> None:
    before = frozen.state()
    with pytest.raises(PublishError, match=said):
        release(checkout, frozen, name)
    assert frozen.state() == before


def test_of_an_edition_with_an_erased_version_only_its_name_and_why_it_went_are_left(
    checkout: Checkout, frozen: Bare
) -> None:
    for path in [path for path in SITE if "/1.0/" in path]:
        (checkout.site / path).unlink()
    newer = {"models/a/index.html": "2", "models/a/2.0/record.json": "{}", "index.html": "x"}
    checkout.build({**newer, "2026.4/index.html": "It was removed."})
    erased = ("models/a/1.0", "models/a/1.0/since")
    assert release(checkout, frozen, None, erased=erased) is State.PUBLISHED
    files = frozen.files()
    [edition] = parse_editions(files[VERSIONS])
    assert (edition.name, edition.erased) == ("2026.4", ("models/a/1.0",))
    assert edition.removed == frozen.git("log", "-1", "--format=%as", "public")
    assert [entry["title"] for entry in json.loads(files[VERSIONS])] == ["2026.4 (removed)"]
    assert [path for path in files if path.startswith("2026.4")] == ["2026.4/index.html"]

    (checkout.site / "2026.4/index.html").unlink()
    checkout.build({"index.html": "y"})
    assert release(checkout, frozen, "2026.5") is State.PUBLISHED
    again = frozen.files()
    assert again["2026.4/index.html"] == b"It was removed."
    assert names(frozen) == ["2026.5", "2026.4"]
    assert not any(path.startswith("2026.5/2026.4") for path in again)
    with pytest.raises(PublishError, match=r"There is an edition 2026\.4 already"):
        release(checkout, frozen, "2026.4")


def test_the_list_of_editions_is_read_as_it_was_written() -> None:
    known = (SiteEdition("2026.5"), SiteEdition("2026.4", "2026-11-22", ("models/a/1.0",)))
    assert parse_editions(versions_json(known)) == known
    assert parse_editions(b'[{"version": "1", "title": "One", "aliases": []}]')[0].name == "1"
    assert parse_editions(None) == ()


@pytest.mark.parametrize(
    "listed",
    [
        b"{",
        b"[1]",
        b'[{"version": "../x"}]',
        b'[{"title": 1}]',
        b'[{"version": "1", "properties": {"removed": 1}}]',
        b'[{"version": "1", "properties": {"erased": ["../x"]}}]',
    ],
)
def test_a_damaged_list_loses_no_edition(listed: bytes) -> None:
    archive = Archive(read=lambda _: {VERSIONS: listed})
    with pytest.raises(ArchiveError, match="cannot be read"):
        published_editions(archive)
