"""Writing a log and reading it back: append only, and nothing that disagrees is taken."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.checkpoint import checkpoint_of, parse_checkpoint
from glasscase.log.errors import LogError
from glasscase.log.files import (
    CHECKPOINT,
    append,
    appended_files,
    log_files,
    read_log,
    require_extension,
)
from glasscase.log.note import verified
from glasscase.log.tiles import superseded

from .samples import ORIGIN, SIGNER

ENTRIES = [f"entry {number}".encode() for number in range(600)]


def test_a_log_has_a_checkpoint_bundles_and_tiles() -> None:
    assert sorted(log_files(ENTRIES[:300], ORIGIN)) == [
        "log/checkpoint",
        "log/tile/0/000",
        "log/tile/0/001.p/44",
        "log/tile/1/000.p/1",
        "log/tile/entries/000",
        "log/tile/entries/001.p/44",
    ]


def test_an_empty_log_has_a_checkpoint_alone() -> None:
    files = log_files([], ORIGIN)
    assert list(files) == [CHECKPOINT]
    assert read_log(files.get).entries == ()


def test_the_checkpoint_is_signed_by_every_key_that_is_given() -> None:
    checkpoint, note = parse_checkpoint(log_files(ENTRIES[:3], ORIGIN, [SIGNER])[CHECKPOINT])
    assert checkpoint == checkpoint_of(ORIGIN, ENTRIES[:3])
    assert verified(note, [SIGNER.verifier])


@settings(deadline=None)
@given(st.lists(st.integers(1, 130), max_size=5))
def test_a_log_that_grows_keeps_every_earlier_state_readable(steps: list[int]) -> None:
    """Each publication writes what is new and removes what may go, as a provider would."""
    published: dict[str, bytes] = {}
    states, size = [], 0
    for step in steps:
        grown = size + step
        published |= append(ENTRIES[:size], ENTRIES[:grown], ORIGIN)
        for address in superseded(published, grown):
            del published[address]
        states.append(published[CHECKPOINT])
        size = grown
        log = read_log(published.get)
        assert log.entries == tuple(ENTRIES[:size])
        for state in states:
            require_extension(parse_checkpoint(state)[0], log.entries)
    assert log_files(ENTRIES[:size], ORIGIN).items() <= published.items() or not steps


def test_appending_writes_few_files() -> None:
    new = appended_files(ENTRIES[:513], 512, ORIGIN)
    assert sorted(new) == [
        CHECKPOINT,
        "log/tile/0/002.p/1",
        "log/tile/entries/002.p/1",
    ]
    assert list(appended_files(ENTRIES[:512], 512, ORIGIN)) == [CHECKPOINT]


@pytest.mark.parametrize(
    ("earlier", "entries", "message"),
    [
        ([b"a", b"b"], [b"a", b"c", b"d"], "entry 1 would change"),
        ([b"a", b"b"], [b"a"], "entry 1 would be lost"),
        ([b"a"], [], "entry 0 would be lost"),
    ],
)
def test_what_is_logged_can_neither_change_nor_go(
    earlier: list[bytes], entries: list[bytes], message: str
) -> None:
    with pytest.raises(LogError, match=message) as caught:
        append(earlier, entries, ORIGIN)
    assert caught.value.hint


def test_a_log_extends_its_earlier_checkpoints_only() -> None:
    require_extension(checkpoint_of(ORIGIN, ENTRIES[:5]), ENTRIES[:9])
    with pytest.raises(LogError, match="back to 4"):
        require_extension(checkpoint_of(ORIGIN, ENTRIES[:5]), ENTRIES[:4])
    with pytest.raises(LogError, match="not those that were published"):
        require_extension(checkpoint_of(ORIGIN, ENTRIES[:5]), ENTRIES[1:9])


def test_a_log_never_had_more_entries_than_it_has() -> None:
    with pytest.raises(LogError, match="never had 4"):
        appended_files(ENTRIES[:3], 4, ORIGIN)


@pytest.mark.parametrize("address", sorted(log_files(ENTRIES[:300], ORIGIN)))
def test_a_log_with_a_file_missing_or_altered_is_not_read(address: str) -> None:
    files = log_files(ENTRIES[:300], ORIGIN)
    altered = bytearray(files[address])
    # Of the checkpoint, its length: everything in its first line is a name as good as another.
    altered[len(ORIGIN) + 1 if address == CHECKPOINT else -1] ^= 1
    with pytest.raises(LogError) as caught:
        read_log({**files, address: bytes(altered)}.get)
    assert caught.value.message
    with pytest.raises(LogError, match=f"there is no {address}"):
        read_log({name: data for name, data in files.items() if name != address}.get)
