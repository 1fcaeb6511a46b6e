"""The files of a log, as C2SP tlog-tiles lays them out."""

from __future__ import annotations

import struct
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.log.errors import LogError
from glasscase.log.merkle import leaf_hash, node_hash, root
from glasscase.log.tiles import (
    WIDTH,
    Tile,
    bundles,
    levels,
    pack,
    split_hashes,
    superseded,
    tiles,
    tree_files,
    unpack,
)

ENTRIES = [f"entry {number}".encode() for number in range(600)]


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 999), "tile/0/999"),
        (Tile(1, 1000), "tile/1/x001/000"),
        (Tile(0, 1_234_067), "tile/0/x001/x234/067"),  # The specification's example.
        (Tile(0, 273, 112), "tile/0/273.p/112"),
        (Tile(None, 1_234_067, 8), "tile/entries/x001/x234/067.p/8"),
    ],
)
def test_paths_are_written_in_groups_of_three_digits(tile: Tile, path: str) -> None:
    assert tile.path == path
    assert tile.address == f"log/{path}"


def test_a_tree_of_70000_has_the_tiles_of_the_specification() -> None:
    found = Counter((tile.level, tile.width) for tile in tiles(70_000))
    assert found == {(0, 256): 273, (0, 112): 1, (1, 256): 1, (1, 17): 1, (2, 1): 1}
    assert Counter(tile.width for tile in bundles(70_000)) == {256: 273, 112: 1}


def test_a_tree_of_256_has_a_full_tile_and_a_partial_one_above() -> None:
    assert [tile.path for tile in tiles(256)] == ["tile/0/000", "tile/1/000.p/1"]


def test_an_empty_log_has_no_tiles() -> None:
    assert [*tiles(0), *bundles(0)] == []


def test_a_tile_above_holds_the_roots_of_the_full_tiles_below() -> None:
    leaves = [leaf_hash(entry) for entry in ENTRIES]
    tops = [root(leaves[:256]), root(leaves[256:512])]
    assert levels(leaves)[1] == tops
    files = tree_files(ENTRIES)
    assert files["log/tile/1/000.p/2"] == b"".join(tops)
    assert files["log/tile/0/001"] == b"".join(leaves[256:512])
    assert files["log/tile/0/002.p/88"] == b"".join(leaves[512:])
    # The tree's root follows from the tiles alone.
    assert root(leaves) == node_hash(node_hash(*tops), root(leaves[512:]))


def test_a_bundle_holds_entries_after_their_lengths() -> None:
    assert pack([b"ab", b"", b"c"]) == b"\x00\x02ab\x00\x00\x00\x01c"
    assert tree_files([b"ab"])["log/tile/entries/000.p/1"] == b"\x00\x02ab"


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_is_read_as_it_was_written(entries: list[bytes]) -> None:
    assert unpack(pack(entries)) == entries


def test_the_longest_entry_has_64_kib_less_one_byte() -> None:
    assert unpack(pack([bytes(0xFFFF)])) == [bytes(0xFFFF)]
    with pytest.raises(LogError, match="65,536 bytes"):
        pack([bytes(0x10000)])


@pytest.mark.parametrize("data", [b"\x00", b"\x00\x02a", struct.pack(">H", 0xFFFF)])
def test_a_bundle_that_is_cut_off_is_refused(data: bytes) -> None:
    with pytest.raises(LogError, match="ends within an entry"):
        unpack(data)


def test_a_tile_that_is_cut_off_is_refused() -> None:
    with pytest.raises(LogError, match="ends within a hash"):
        split_hashes(bytes(33))


@settings(deadline=None)
@given(data=st.data())
def test_appending_changes_no_file_and_gives_the_new_ones_alone(data: st.DataObject) -> None:
    size = data.draw(st.integers(0, len(ENTRIES)))
    old = data.draw(st.integers(0, size))
    before, after = tree_files(ENTRIES[:old]), tree_files(ENTRIES[:size])
    new = tree_files(ENTRIES[:size], old)
    assert all(after[path] == before[path] for path in before.keys() & after.keys())
    assert new == {path: after[path] for path in after.keys() - before.keys()}
    # What is no file of the longer log was partial, and its full file is there or it grew.
    assert all(".p/" in path for path in before.keys() - after.keys())


def test_partial_files_may_go_only_when_the_full_one_is_there() -> None:
    paths = [*tree_files(ENTRIES[:200]), *tree_files(ENTRIES[:300])]
    assert superseded(paths, 300) == {"log/tile/0/000.p/200", "log/tile/entries/000.p/200"}
    assert superseded(paths, 255) == set()


def test_widths_are_as_the_specification_counts_them() -> None:
    for size in (1, 255, 256, 257, 65_535, 65_536, 65_537):
        for level in range(3):
            width = (size // 256**level) % 256
            partial = [t.width for t in tiles(size) if t.level == level and t.width < WIDTH]
            assert partial == ([width] if width else [])
