"""A checkpoint: how long a log is, and the root of its tree.

Source: C2SP tlog-checkpoint (https://c2sp.org/tlog-checkpoint), section "Note text". A signed
checkpoint is a note; an unsigned one is the same body without signature lines.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass

from glasscase.log.errors import LogError
from glasscase.log.keys import Signer, decode_base64
from glasscase.log.merkle import HASH_SIZE, Hash, leaf_hash, root
from glasscase.log.note import Note, parse_note, sign

_SIZE = re.compile(r"0|[1-9][0-9]{0,18}")
_HINT = "A checkpoint is a text of three lines: the log's name, its length, and a hash in Base64."


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log: its name, how many entries it has, and the root hash over them."""

    origin: str
    size: int
    root: Hash

    def __post_init__(self) -> None:
        if not self.origin.strip() or any(character < " " for character in self.origin):
            raise LogError(
                "the log's name is empty or has a control character",
                hint="Use the address of the site's log without https://, such as "
                "transparency.example.com.",
            )
        if self.size < 0 or len(self.root) != HASH_SIZE:
            raise LogError("a checkpoint needs a length and a root hash of 32 bytes")

    @property
    def body(self) -> str:
        """The text that is signed: three lines, each with its newline."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, signers: Sequence[Signer] = ()) -> bytes:
        """Return the bytes of the checkpoint's file. The same keys give the same bytes."""
        return sign(self.body, signers).dump()

    def covers(self, leaves: Sequence[Hash]) -> bool:
        """Tell whether the log that starts with these leaf hashes has this tree as its start."""
        return self.size <= len(leaves) and root(leaves[: self.size]) == self.root


def checkpoint_of(origin: str, entries: Sequence[bytes]) -> Checkpoint:
    """Return the checkpoint of a log with these entries."""
    return Checkpoint(origin, len(entries), root([leaf_hash(entry) for entry in entries]))


def parse_checkpoint(data: bytes) -> tuple[Checkpoint, Note]:
    """Return the checkpoint and the note that it stands in. Raises LogError if malformed.

    Lines after the third are allowed and say nothing here ("extension lines"); they stay in the
    note's text, which is what signatures cover.
    """
    note = parse_note(data)
    lines = note.text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines):
        raise LogError("the checkpoint has not three lines", hint=_HINT)
    origin, size, encoded = lines[:3]
    top = decode_base64(encoded)
    if not _SIZE.fullmatch(size) or top is None or len(top) != HASH_SIZE:
        raise LogError("the checkpoint's length or root hash is malformed", hint=_HINT)
    return Checkpoint(origin, int(size), top), note
