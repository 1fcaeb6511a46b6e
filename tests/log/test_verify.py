"""What a verification of a folder finds, fault by fault."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from glasscase.findings import Severity
from glasscase.log.checkpoint import Checkpoint, checkpoint_of, parse_checkpoint
from glasscase.log.entry import ErasureEntry, Subject, VersionEntry
from glasscase.log.errors import LogError
from glasscase.log.files import CHECKPOINT, log_files
from glasscase.log.keys import Signer, Verifier
from glasscase.log.source import FolderSource
from glasscase.log.verdict import Seal, State, Verdict
from glasscase.log.verify import MOST_ENTRIES, Expectations, verify

from .samples import FIRST_DAY, NEXT_SIGNER, ORIGIN, SIGNER, STRANGER, Site, record, subjects

FIRST, SECOND, THIRD = subjects(3)
LATER = FIRST_DAY + timedelta(days=100)
BUNDLE = "log/tile/entries/000.p/6"
TILE = "log/tile/0/000.p/6"


def verdict_of(
    site: Site, *, since: Checkpoint | None = None, keys: tuple[Verifier, ...] = ()
) -> Verdict:
    return verify(FolderSource(site.folder), Expectations(keys, since))


def found(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in verdict.findings]


def now(site: Site) -> Checkpoint:
    """Return the checkpoint of a site as it stands."""
    return parse_checkpoint(site.read(CHECKPOINT))[0]


def test_a_site_as_it_was_published_is_verified(site: Site) -> None:
    verdict = verdict_of(site)
    assert verdict.findings == ()
    assert verdict.state is State.VERIFIED
    assert (verdict.versions, verdict.unchanged) == (6, 6)
    assert verdict.checkpoint == now(site)
    assert verdict.checkpoint_file == site.read(CHECKPOINT)


def test_a_log_of_several_tiles_is_verified(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.publish(*subjects(300))
    assert verdict_of(site).unchanged == 300
    site.flip("log/tile/1/000.p/1")
    assert found(verdict_of(site)) == [("tile-wrong", "log/tile/1/000.p/1")]


def test_a_log_without_entries_is_verified(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.publish()
    assert verdict_of(site).state is State.VERIFIED


# Versions


def test_a_tampered_byte_of_a_version_is_found(site: Site) -> None:
    site.flip(SECOND.record)
    verdict = verdict_of(site)
    assert found(verdict) == [("record-altered", SECOND.record)]
    assert verdict.state is State.FAILED
    assert verdict.unchanged == 5


def test_a_missing_version_is_found(site: Site) -> None:
    site.remove(SECOND.record)
    assert found(verdict_of(site)) == [("record-missing", SECOND.record)]


def test_a_version_under_another_address_than_its_own_is_found(site: Site) -> None:
    other = Subject("model", "another", "1.0")
    data = record(FIRST)
    site.write(other.record, data)
    digest = json.loads(site.entries[0])["sha256"]
    site.entries.append(VersionEntry(*other, LATER, digest).dump())
    site.write_log()
    assert found(verdict_of(site)) == [("record-other", other.record)]


@pytest.mark.parametrize("data", [b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_a_version_that_is_no_record_is_found(site: Site, data: bytes) -> None:
    other = Subject("model", "another", "1.0")
    site.publish(other)
    site.write(other.record, data)
    site.entries[-1] = VersionEntry(*other, LATER, hashlib.sha256(data).hexdigest()).dump()
    site.write_log()
    assert found(verdict_of(site)) == [("record-other", other.record)]


def test_two_texts_under_one_version_are_found(site: Site) -> None:
    site.publish(FIRST, text="Something else.")
    site.write_index()
    verdict = verdict_of(site)
    assert found(verdict) == [("version-duplicate", FIRST.folder)]
    assert "2 different digests" in verdict.findings[0].message


def test_a_version_that_is_dated_back_is_found(site: Site) -> None:
    earlier = now(site)
    other = Subject("model", "another", "1.0")
    data = record(other)
    site.write(other.record, data)
    digest = hashlib.sha256(data).hexdigest()
    site.entries.append(VersionEntry(*other, FIRST_DAY - timedelta(days=1), digest).dump())
    site.write_log()
    [(rule, path)] = found(verdict_of(site, since=earlier))
    assert rule == "time-backwards"
    assert path.startswith("log/tile/entries/")


def test_the_same_text_logged_twice_is_one_version(site: Site) -> None:
    site.publish(FIRST)
    assert verdict_of(site).state is State.VERIFIED
    assert verdict_of(site).versions == 6


# Erasures


def test_an_erased_version_is_told_with_its_reason(site: Site) -> None:
    site.erase(SECOND, "It named a person.")
    site.write_index(FIRST)
    verdict = verdict_of(site)
    assert verdict.findings == ()
    assert [(entry.subject, entry.reason) for entry in verdict.erased] == [
        (SECOND, "It named a person.")
    ]
    assert (verdict.versions, verdict.unchanged) == (5, 5)


def test_a_tombstone_may_stand_in_its_place(site: Site) -> None:
    site.erase(SECOND, "It named a person.")
    site.write_index(FIRST)
    site.write(SECOND.record, b'{"erased":true}')
    assert verdict_of(site).state is State.VERIFIED


def test_an_erased_version_that_is_still_there_is_found(site: Site) -> None:
    site.erase(SECOND, "It named a person.")
    site.write_index(FIRST)
    site.write(SECOND.record, record(SECOND))
    assert found(verdict_of(site)) == [("erased-present", SECOND.record)]


def test_a_version_published_again_after_its_erasure_must_be_there(site: Site) -> None:
    site.erase(SECOND, "A mistake.")
    site.publish(SECOND)
    assert verdict_of(site).state is State.VERIFIED
    site.remove(SECOND.record)
    assert found(verdict_of(site)) == [("record-missing", SECOND.record)]


@pytest.mark.parametrize("subject", [Subject("model", "never", "1.0"), FIRST])
def test_an_erasure_of_what_was_never_published_is_found(site: Site, subject: Subject) -> None:
    site.entries.append(ErasureEntry(*subject, LATER, "0" * 64, "No such thing.").dump())
    site.write_index()
    site.write_log()
    assert ("erasure-unknown", "log/tile/entries/000.p/7") in found(verdict_of(site))


# The log


@pytest.mark.parametrize("at", [5, 200, -1])
def test_a_tampered_byte_of_an_entry_is_found(site: Site, at: int) -> None:
    site.flip(BUNDLE, at)
    verdict = verdict_of(site)
    assert found(verdict) == [("entry-altered", BUNDLE)]
    number = {5: 0, 200: 1, -1: 5}[at]
    assert (
        verdict.findings[0].message == f"entry {number} of the log is not the one that was logged"
    )


def test_a_tampered_length_in_a_bundle_is_found(site: Site) -> None:
    site.flip(BUNDLE, 0)
    assert found(verdict_of(site)) == [("tile-wrong", BUNDLE)]


@pytest.mark.parametrize("at", [0, 100, -1])
def test_a_tampered_byte_of_a_tile_is_found(site: Site, at: int) -> None:
    site.flip(TILE, at)
    assert found(verdict_of(site)) == [("tile-wrong", TILE)]


@pytest.mark.parametrize("extra", [b"x", bytes(32)])
def test_a_tile_of_another_length_is_found_once(site: Site, extra: bytes) -> None:
    site.write(TILE, site.read(TILE) + extra)
    assert found(verdict_of(site)) == [("tile-wrong", TILE)]
    site.write(TILE, site.read(TILE)[:32])
    assert found(verdict_of(site)) == [("tile-wrong", TILE)]


@pytest.mark.parametrize("address", [BUNDLE, TILE])
def test_a_missing_tile_is_found(site: Site, address: str) -> None:
    site.remove(address)
    assert found(verdict_of(site)) == [("tile-missing", address)]


def test_a_full_tile_may_stand_in_for_the_partial_one(site: Site) -> None:
    old = site.read(CHECKPOINT)
    site.publish(*subjects(300)[6:])
    site.write(CHECKPOINT, old)
    for address in (BUNDLE, TILE, *(subject.record for subject in subjects(300)[6:])):
        site.remove(address)
    verdict = verdict_of(site)
    assert verdict.findings == ()
    assert verdict.versions == 6


def test_a_tampered_root_is_found(site: Site) -> None:
    site.write(CHECKPOINT, Checkpoint(ORIGIN, 6, bytes(32)).signed())
    assert found(verdict_of(site)) == [("root-wrong", CHECKPOINT)]


def test_a_list_that_is_shorter_than_its_checkpoint_says_is_found(site: Site) -> None:
    shorter = log_files(site.entries[:4], ORIGIN)
    site.write(BUNDLE, shorter["log/tile/entries/000.p/4"])
    verdict = verdict_of(site)
    assert found(verdict) == [("log-truncated", BUNDLE)]
    assert "ends at entry 4" in verdict.findings[0].message


def test_a_length_that_no_log_has_is_not_believed(site: Site) -> None:
    site.write(CHECKPOINT, Checkpoint(ORIGIN, MOST_ENTRIES + 1, bytes(32)).signed())
    assert found(verdict_of(site)) == [("log-too-long", CHECKPOINT)]


@pytest.mark.parametrize(
    "entry",
    [b"not JSON", b"", b'{"type":"correction"}', b'{"id":"../../etc","kind":"model"}'],
)
def test_an_entry_that_cannot_be_read_is_found(site: Site, entry: bytes) -> None:
    site.entries.append(entry)
    site.write_log()
    assert found(verdict_of(site)) == [("entry-unreadable", "log/tile/entries/000.p/7")]


def test_a_site_without_a_log_is_not_verified(site: Site) -> None:
    site.remove(CHECKPOINT)
    verdict = verdict_of(site)
    assert found(verdict) == [("checkpoint-missing", CHECKPOINT)]
    assert verdict.checkpoint is None


@pytest.mark.parametrize("data", [b"", b"\xff\n", b"<!doctype html>\n<title>x</title>\n"])
def test_an_unreadable_checkpoint_is_found(site: Site, data: bytes) -> None:
    site.write(CHECKPOINT, data)
    assert found(verdict_of(site)) == [("checkpoint-unreadable", CHECKPOINT)]


def test_every_fault_is_found_in_one_run(site: Site) -> None:
    site.flip(BUNDLE, 5)
    site.flip(TILE, 40)
    site.flip(SECOND.record)
    site.remove(THIRD.record)
    site.write("api/v1/index.json", b"?")
    assert {rule for rule, _ in found(verdict_of(site))} == {
        "root-wrong",
        "entry-unreadable",
        "record-altered",
        "record-missing",
        "index-unreadable",
    }


# Earlier checkpoints


def test_a_log_that_grew_extends_its_earlier_checkpoint(site: Site) -> None:
    earlier = now(site)
    for _ in range(2):
        assert verdict_of(site, since=earlier).state is State.VERIFIED
        site.publish(*subjects(9)[6:])


def test_the_checkpoint_of_an_empty_log_is_extended_by_every_log(site: Site) -> None:
    assert verdict_of(site, since=checkpoint_of(ORIGIN, [])).state is State.VERIFIED


def test_a_forked_log_is_found(site: Site, tmp_path: Path) -> None:
    earlier = now(site)
    site.entries.clear()
    site.publish(FIRST, text="Rewritten.")
    site.publish(*subjects(7)[1:])
    site.write_index()
    verdict = verdict_of(site, since=earlier)
    assert found(verdict) == [("log-forked", CHECKPOINT)]
    assert verdict_of(site).state is State.VERIFIED, "nothing else gives a rewritten log away"


def test_a_truncated_list_is_found(site: Site) -> None:
    earlier = now(site)
    site.entries.pop()
    site.remove(subjects(6)[5].record)
    site.write_log()
    site.write_index()
    verdict = verdict_of(site, since=earlier)
    assert found(verdict) == [("log-truncated", CHECKPOINT)]
    assert "had 6 entries" in verdict.findings[0].message


def test_another_log_in_its_place_is_found(site: Site) -> None:
    earlier = checkpoint_of("elsewhere.example/log", site.entries[:2])
    assert found(verdict_of(site, since=earlier)) == [("log-other", CHECKPOINT)]


def test_a_damaged_bundle_does_not_look_like_a_fork(site: Site) -> None:
    earlier = now(site)
    site.flip(BUNDLE, 5)
    assert found(verdict_of(site, since=earlier)) == [("entry-altered", BUNDLE)]
    site.remove(TILE)
    assert [rule for rule, _ in found(verdict_of(site, since=earlier))] == [
        "tile-missing",
        "root-wrong",
        "since-unchecked",
        "entry-unreadable",
    ]


# Keys


def test_a_signed_checkpoint_is_verified_with_its_key(site: Site) -> None:
    site.signers = [SIGNER]
    site.write_log()
    verdict = verdict_of(site, keys=(SIGNER.verifier,))
    assert verdict.findings == ()
    assert verdict.seals == (Seal(ORIGIN, SIGNER.verifier.key_id.hex(), True),)
    assert verdict_of(site).seals == (Seal(ORIGIN, SIGNER.verifier.key_id.hex(), False),)


def test_in_a_rotation_either_key_verifies(site: Site) -> None:
    site.signers = [SIGNER, NEXT_SIGNER]
    site.write_log()
    for keys in ([SIGNER], [NEXT_SIGNER], [SIGNER, NEXT_SIGNER]):
        verdict = verdict_of(site, keys=tuple(signer.verifier for signer in keys))
        assert verdict.findings == ()
        assert sum(seal.verified for seal in verdict.seals) == len(keys)


@pytest.mark.parametrize("signers", [[], [SIGNER]])
def test_a_wrong_key_is_found(site: Site, signers: list[Signer]) -> None:
    site.signers = signers
    site.write_log()
    verdict = verdict_of(site, keys=(STRANGER.verifier,))
    assert found(verdict) == [("key-wrong", CHECKPOINT)]
    assert STRANGER.name in verdict.findings[0].message


def test_every_key_that_is_given_must_have_signed(site: Site) -> None:
    site.signers = [SIGNER]
    site.write_log()
    verdict = verdict_of(site, keys=(SIGNER.verifier, NEXT_SIGNER.verifier))
    assert found(verdict) == [("key-wrong", CHECKPOINT)]


def test_a_checkpoint_altered_after_it_was_signed_is_found(site: Site) -> None:
    site.signers = [SIGNER]
    site.publish(*subjects(7)[6:])
    signed = site.read(CHECKPOINT).partition(b"\n\n")[2]
    site.signers = []
    site.entries.pop()
    site.remove(subjects(7)[6].record)
    site.write_log()
    site.write(CHECKPOINT, site.read(CHECKPOINT) + b"\n" + signed)
    verdict = verdict_of(site, keys=(SIGNER.verifier,))
    assert found(verdict) == [("signature-wrong", CHECKPOINT)]
    assert verdict.seals[0].verified is False


# The index of current versions


def test_a_site_without_an_index_is_verified(site: Site) -> None:
    site.remove("api/v1/index.json")
    assert verdict_of(site).state is State.VERIFIED


def index_unknown(site: Site) -> None:
    site.write_index(FIRST, Subject("model", "unlogged", "1.0"))


def index_other_digest(site: Site) -> None:
    site.write_index(FIRST, digest="0" * 64)


def index_erased(site: Site) -> None:
    site.erase(FIRST, "Gone.")
    site.write_index(FIRST)


def index_odd_rows(site: Site) -> None:
    site.write("api/v1/index.json", b'{"records": [{"kind": {}, "id": [], "version": 1}]}')


@pytest.mark.parametrize("spoil", [index_unknown, index_other_digest, index_erased, index_odd_rows])
def test_a_current_version_that_the_log_does_not_hold_is_found(
    site: Site, spoil: Callable[[Site], None]
) -> None:
    spoil(site)
    assert found(verdict_of(site)) == [("index-unlogged", "api/v1/index.json")]


def test_a_version_in_a_lost_part_of_the_log_is_not_called_unlogged(site: Site) -> None:
    site.remove(BUNDLE)
    assert found(verdict_of(site)) == [("tile-missing", BUNDLE)]


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"records": {}}', b"\xff"])
def test_an_unreadable_index_is_found(site: Site, data: bytes) -> None:
    site.write("api/v1/index.json", data)
    assert found(verdict_of(site)) == [("index-unreadable", "api/v1/index.json")]


# Folders


def test_a_file_that_cannot_be_read_leaves_the_site_unverified(site: Site) -> None:
    site.remove(SECOND.record)
    (site.folder / SECOND.record).mkdir()
    verdict = verdict_of(site)
    assert found(verdict) == [("copy-unreadable", SECOND.record)]
    assert verdict.state is State.INCOMPLETE
    assert verdict.findings[0].severity is Severity.WARNING


def test_a_file_that_never_ends_is_not_read(site: Site) -> None:
    site.remove(SECOND.record)
    os.mkfifo(site.folder / SECOND.record)
    assert found(verdict_of(site)) == [("copy-unreadable", SECOND.record)]


def test_a_file_that_is_too_large_is_not_read(site: Site) -> None:
    with (site.folder / TILE).open("r+b") as file:
        file.truncate(1 << 30)
    assert found(verdict_of(site)) == [("answer-too-large", TILE)]


def test_there_must_be_a_folder(tmp_path: Path) -> None:
    with pytest.raises(LogError, match="there is no folder"):
        FolderSource(tmp_path / "nothing")


# A site that is published while it is read


class MovingSource(FolderSource):
    """A folder in which a newer state appears after the checkpoint was read."""

    def __init__(self, folder: Path, newer: Path) -> None:
        super().__init__(folder)
        self._newer: Path | None = newer

    def fetch(self, path: str, limit: int) -> bytes | None:
        data = super().fetch(path, limit)
        if self._newer:
            shutil.rmtree(self._folder)
            self._newer.rename(self._folder)
            self._newer = None
        return data


def test_a_site_that_is_published_meanwhile_is_read_again(site: Site, tmp_path: Path) -> None:
    newer = Site(tmp_path / "newer")
    newer.publish(*subjects(7))
    verdict = verify(MovingSource(site.folder, newer.folder))
    assert verdict.findings == ()
    assert verdict.versions == 7
