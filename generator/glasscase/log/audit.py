"""Recomputing a log: whether entries, tiles and checkpoint agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.checkpoint import Checkpoint
from glasscase.log.errors import LogError
from glasscase.log.merkle import HASH_SIZE, Hash, leaf_hash
from glasscase.log.tiles import (
    PREFIX,
    WIDTH,
    Tile,
    bundles,
    levels,
    split_hashes,
    tiles,
    unpack,
)

Content: TypeAlias = bytes | Finding
"""What a file holds, or the finding that says why it could not be read."""
Row: TypeAlias = list[bytes | None]


@dataclass(frozen=True, slots=True)
class Audit:
    """A log as it was found."""

    entries: tuple[bytes | None, ...]
    """The entries; None where one is missing or not the one in the tree."""
    findings: tuple[Finding, ...]
    rows: tuple[Row, ...]
    """Leaf hashes: those that give the checkpoint's root, or else all that may be right."""

    @property
    def whole(self) -> bool:
        """Tell whether the entries are those that the checkpoint stands for."""
        return len(self.rows) == 1 and None not in self.entries

    def extends(self, earlier: Checkpoint) -> bool | None:
        """Tell whether the log has an earlier one as its start; None if that is not known."""
        starts = [_known(row[: earlier.size]) for row in self.rows]
        if any(earlier.covers(leaves) for leaves in starts):
            return True
        return False if len(self.rows) == 1 else None


def audit(checkpoint: Checkpoint, contents: Mapping[Tile, Content]) -> Audit:
    """Recompute a log from the contents of all files that a log of its size has.

    The entries decide; where they do not give the checkpoint's root, the lowest tiles may, and
    then they say which entry was altered.
    """
    findings = [content for content in contents.values() if isinstance(content, Finding)]
    entries = _row(checkpoint.size, bundles(checkpoint.size), contents, findings)
    lowest = (tile for tile in tiles(checkpoint.size) if tile.level == 0)
    stated = _row(checkpoint.size, lowest, contents, findings)
    hashed: Row = [None if entry is None else leaf_hash(entry) for entry in entries]
    mixed: Row = [a or b for a, b in zip(hashed, stated, strict=True)]
    rows = (hashed, stated, mixed)
    complete = [leaves for row in rows if len(leaves := _known(row)) == checkpoint.size]
    for leaves in complete:
        if checkpoint.covers(leaves):
            findings += _altered(entries, hashed, leaves)
            findings += _wrong_tiles(contents, leaves, {finding.path for finding in findings})
            return Audit(tuple(entries), tuple(findings), ([*leaves],))
    # Where no row is complete, a finding on a file has said why.
    if complete:
        message = "the entries of the log do not give the hash that its checkpoint states"
        findings.append(faults.ROOT_WRONG.at(f"{PREFIX}checkpoint", message))
    return Audit(tuple(entries), tuple(findings), rows)


def is_web_page(data: bytes) -> bool:
    """Tell whether bytes look like HTML, which many servers send in place of a missing file."""
    return data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html"))


def _known(row: Row) -> list[bytes]:
    return [value for value in row if value is not None]


def _row(
    size: int, files: Iterator[Tile], contents: Mapping[Tile, Content], findings: list[Finding]
) -> Row:
    """Return what files hold together, with None for what is not known."""
    row: Row = [None] * size
    for tile in files:
        content = contents[tile]
        if isinstance(content, Finding):
            continue
        try:
            parts = _parts(tile, content)
        except LogError as error:
            findings.append(faults.TILE_WRONG.at(tile.address, error.message))
            continue
        if len(parts) < tile.width and tile.level is None:
            findings.append(
                faults.LOG_TRUNCATED.at(
                    tile.address,
                    f"the file ends at entry {tile.start + len(parts):,} of the log; "
                    f"its checkpoint says that there are {size:,}",
                )
            )
        row[tile.start : tile.start + len(parts)] = parts
    return row


def _parts(tile: Tile, content: bytes) -> Sequence[bytes]:
    """Return the entries or hashes in a file. Raises LogError if it is no such file."""
    if is_web_page(content):
        raise LogError("the server sent a web page in place of a part of the log")
    parts = unpack(content) if tile.level is None else split_hashes(content)
    # A full file may stand in for a partial one: it has the same start.
    if len(parts) > tile.width and len(parts) != WIDTH:
        raise LogError(f"the file has {len(parts):,} parts in place of {tile.width}")
    return parts[: tile.width]


def _altered(entries: Row, hashed: Row, leaves: Sequence[Hash]) -> Iterator[Finding]:
    """Yield a finding for every entry that is not in the tree, and take it out."""
    for index, (found, leaf) in enumerate(zip(hashed, leaves, strict=True)):
        if found is not None and found != leaf:
            entries[index] = None
            bundle = Tile(None, index // WIDTH, min(WIDTH, len(leaves) - index // WIDTH * WIDTH))
            yield faults.ENTRY_ALTERED.at(
                bundle.address, f"entry {index:,} of the log is not the one that was logged"
            )


def _wrong_tiles(
    contents: Mapping[Tile, Content], leaves: Sequence[Hash], told: set[str]
) -> Iterator[Finding]:
    """Yield a finding for every tile that does not hold the tree's hashes."""
    rows = levels(leaves)
    for tile in tiles(len(leaves)):
        content = contents[tile]
        if isinstance(content, Finding) or tile.address in told:
            continue
        expected = b"".join(tile.part(rows[tile.level or 0]))
        stands_in = len(content) == WIDTH * HASH_SIZE and content.startswith(expected)
        if content != expected and not stands_in:
            yield faults.TILE_WRONG.at(
                tile.address, "the file does not hold the hashes of the log's entries"
            )
