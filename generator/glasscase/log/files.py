"""Writing a log: all its files, or those that change when entries are appended.

Addresses are those of the site: `log/checkpoint`, `log/tile/…`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from glasscase.log.audit import Content, audit
from glasscase.log.checkpoint import Checkpoint, checkpoint_of, parse_checkpoint
from glasscase.log.errors import LogError
from glasscase.log.faults import TILE_MISSING
from glasscase.log.keys import Signer
from glasscase.log.merkle import leaf_hash
from glasscase.log.note import Note
from glasscase.log.tiles import PREFIX, Tile, files, tree_files

CHECKPOINT = f"{PREFIX}checkpoint"
CHECKPOINT_LIMIT = 1 << 20
"""Bytes of a checkpoint with its signatures at most."""


class Log(NamedTuple):
    """A log that was read and found whole."""

    checkpoint: Checkpoint
    note: Note
    entries: tuple[bytes, ...]


def log_files(
    entries: Sequence[bytes], origin: str, signers: Sequence[Signer] = ()
) -> dict[str, bytes]:
    """Return address and content of every file of a log with these entries."""
    return appended_files(entries, 0, origin, signers)


def appended_files(
    entries: Sequence[bytes], old_size: int, origin: str, signers: Sequence[Signer] = ()
) -> dict[str, bytes]:
    """Return the files that a log with these entries has and its first `old_size` had not.

    The checkpoint is always among them. The old files stay, partial ones too, until `superseded`
    names them (tlog-tiles, "Partial Tiles"). Raises LogError if `old_size` is not a size it had.
    """
    if not 0 <= old_size <= len(entries):
        raise LogError(f"a log of {len(entries)} entries never had {old_size}")
    tree = tree_files(entries, old_size)
    return {**tree, CHECKPOINT: checkpoint_of(origin, entries).signed(signers)}


def append(
    earlier: Sequence[bytes],
    entries: Sequence[bytes],
    origin: str,
    signers: Sequence[Signer] = (),
) -> dict[str, bytes]:
    """Return the files that change when the log `earlier` becomes the log `entries`.

    Raises LogError, and gives no file, if the earlier entries are not the first ones of the new.
    """
    for index, entry in enumerate(earlier):
        if index >= len(entries) or entries[index] != entry:
            what = "be lost from" if index >= len(entries) else "change in"
            raise LogError(
                f"entry {index:,} would {what} the log, which can only be appended to",
                hint="The public branch holds a newer log than this one: fetch it and try again.",
            )
    return appended_files(entries, len(earlier), origin, signers)


def require_extension(earlier: Checkpoint, entries: Sequence[bytes]) -> None:
    """Raise LogError unless a log with these entries only appends to an earlier checkpoint."""
    if earlier.size > len(entries):
        raise LogError(
            f"the log would go from {earlier.size:,} entries back to {len(entries):,}",
            hint="The public branch holds a newer log than this one: fetch it and try again.",
        )
    if not earlier.covers([leaf_hash(entry) for entry in entries[: earlier.size]]):
        raise LogError(
            f"the first {earlier.size:,} entries of the log are not those that were published",
            hint="Someone changed the log on the public branch. Restore it from its history.",
        )


def read_log(fetch: Callable[[str], bytes | None]) -> Log:
    """Return the log that `fetch` gives by address (None where there is no such file).

    All is recomputed: the root from the entries, and every tile. Raises LogError at the first
    thing that is missing or does not agree. Signatures are not verified.
    """
    data = fetch(CHECKPOINT)
    if data is None:
        raise LogError(
            f"there is no {CHECKPOINT}",
            hint="Without a checkpoint nobody can tell what the log is.",
        )
    checkpoint, note = parse_checkpoint(data)
    contents: dict[Tile, Content] = {}
    for tile in files(checkpoint.size):
        found = fetch(tile.address)
        if found is None:
            raise LogError(f"there is no {tile.address}", hint=TILE_MISSING.meaning)
        contents[tile] = found
    result = audit(checkpoint, contents)
    for finding in result.findings:
        raise LogError(f"{finding.path}: {finding.message}", hint=finding.help)
    return Log(checkpoint, note, tuple(entry for entry in result.entries if entry is not None))
