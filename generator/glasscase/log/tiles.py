"""The files of a log: hash tiles and entry bundles.

Source: C2SP tlog-tiles (https://c2sp.org/tlog-tiles), sections "Merkle Tree", "Partial Tiles"
and "Log entries".
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from glasscase.log.errors import LogError
from glasscase.log.merkle import HASH_SIZE, Hash, leaf_hash, root

PREFIX = "log/"
"""Address of the log on the site; what the specification calls the prefix."""
WIDTH = 256
"""Hashes in a full tile, entries in a full bundle: a tile is eight levels of the tree high."""
LARGEST_ENTRY = 0xFFFF
"""Bytes of an entry at most: its length is written in 16 bits."""


class Tile(NamedTuple):
    """One file: a tile of hashes, or a bundle of entries where `level` is None.

    `number` counts the files of a level from 0; `width` is how many hashes or entries it holds.
    """

    level: int | None
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Path below the prefix: `tile/0/x001/234`; of a partial file `tile/entries/001.p/8`."""
        digits = f"{self.number:03}"
        digits = digits.zfill(-(-len(digits) // 3) * 3)
        groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
        place = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
        level = "entries" if self.level is None else self.level
        suffix = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{place}{suffix}"

    @property
    def address(self) -> str:
        """Address of the file on the site."""
        return PREFIX + self.path

    @property
    def full(self) -> Tile:
        """The file that takes the place of this one when it is full."""
        return self._replace(width=WIDTH)

    @property
    def start(self) -> int:
        """Index of the first hash or entry among all of its level."""
        return self.number * WIDTH

    def part(self, row: Sequence[bytes]) -> Sequence[bytes]:
        """Return what this file holds of all hashes or entries of its level."""
        return row[self.start : self.start + self.width]


def bundles(size: int) -> Iterator[Tile]:
    """Yield the bundles of a log with `size` entries, in order."""
    yield from _row(None, size)


def tiles(size: int) -> Iterator[Tile]:
    """Yield the tiles of a log with `size` entries, level by level."""
    level = 0
    while count := size >> (8 * level):
        yield from _row(level, count)
        level += 1


def files(size: int) -> Iterator[Tile]:
    """Yield every bundle and tile of a log with `size` entries."""
    yield from bundles(size)
    yield from tiles(size)


def superseded(addresses: Iterable[str], size: int) -> set[str]:
    """Return those files that are partial and whose full file a log of `size` has.

    "Partial Tiles" allows these to be deleted; every other partial file must stay, since a
    checkpoint of its size was published.
    """
    full = {tile.address for tile in files(size) if tile.width == WIDTH}
    return {name for name in addresses if ".p/" in name and name.split(".p/")[0] in full}


def levels(leaves: Sequence[Hash]) -> list[list[Hash]]:
    """Return the hashes that the tiles of each level hold together.

    Those of level n + 1 are the roots of the full tiles of level n.
    """
    rows = [list(leaves)]
    while len(rows[-1]) >= WIDTH:
        row = rows[-1]
        starts = range(0, len(row) - WIDTH + 1, WIDTH)
        rows.append([root(row[start : start + WIDTH]) for start in starts])
    return rows


def tree_files(entries: Sequence[bytes], old_size: int = 0) -> dict[str, bytes]:
    """Return address and content of the bundles and tiles of a log with these entries.

    With `old_size`, those are left out that the log had when it was that long: they are the same.
    Raises LogError if an entry is too long.
    """
    old = set(files(old_size))
    rows = levels([leaf_hash(entry) for entry in entries])
    contents = {}
    for tile in files(len(entries)):
        if tile not in old:
            if tile.level is None:
                contents[tile.address] = pack(tile.part(entries))
            else:
                contents[tile.address] = b"".join(tile.part(rows[tile.level]))
    return contents


def pack(entries: Iterable[bytes]) -> bytes:
    """Return a bundle: each entry after its length as a big-endian uint16."""
    parts = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise LogError(
                f"an entry of the log has {len(entry):,} bytes",
                hint=f"A log's entry holds at most {LARGEST_ENTRY:,} bytes.",
            )
        parts.append(struct.pack(">H", len(entry)) + entry)
    return b"".join(parts)


def unpack(bundle: bytes) -> list[bytes]:
    """Return the entries of a bundle. Raises LogError if it ends within one."""
    entries, at = [], 0
    while at < len(bundle):
        start = at + 2
        end = start + int.from_bytes(bundle[at:start], "big")
        if end > len(bundle) or start > len(bundle):
            raise LogError("the bundle ends within an entry")
        entries.append(bundle[start:end])
        at = end
    return entries


def split_hashes(tile: bytes) -> list[Hash]:
    """Return the hashes of a tile. Raises LogError if it ends within one."""
    if len(tile) % HASH_SIZE:
        raise LogError("the tile ends within a hash")
    return [tile[at : at + HASH_SIZE] for at in range(0, len(tile), HASH_SIZE)]


def _row(level: int | None, count: int) -> Iterator[Tile]:
    for number in range(count // WIDTH):
        yield Tile(level, number)
    if count % WIDTH:
        yield Tile(level, count // WIDTH, count % WIDTH)
