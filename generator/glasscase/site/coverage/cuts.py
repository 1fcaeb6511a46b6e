"""HTML of which little differs from record to record, cut where that stands."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple


class Cut(NamedTuple):
    """Bytes that are the same for all, and between them holes by their names."""

    parts: tuple[bytes, ...]
    """One more than there are holes."""
    holes: tuple[Hashable, ...] = ()

    @classmethod
    def at(cls, html: bytes, marks: Mapping[str, Hashable]) -> Cut:
        """Cut HTML at marks, in whose places there are holes then."""
        if not marks:
            return cls((html,))
        known = {mark.encode(): hole for mark, hole in marks.items()}
        pieces = re.split(b"(" + b"|".join(map(re.escape, known)) + b")", html)
        return cls(tuple(pieces[::2]), tuple([known[mark] for mark in pieces[1::2]]))

    def pieces(self, values: Mapping[Hashable, bytes]) -> Sequence[bytes]:
        """Return the parts, and between them what stands in the holes."""
        if not self.holes:
            return self.parts
        pieces = [b""] * (len(self.parts) + len(self.holes))
        pieces[::2] = self.parts
        pieces[1::2] = [values[hole] for hole in self.holes]
        return pieces


def filled(cuts: Iterable[Cut], values: Mapping[Hashable, bytes]) -> bytes:
    """Return several after another, with what stands in the holes."""
    return b"".join([piece for cut in cuts for piece in cut.pieces(values)])


def joined(cuts: Iterable[Cut]) -> Cut:
    """Return several after another as one, with no more parts than there must be."""
    parts: list[bytes] = []
    holes: list[Hashable] = []
    last: list[bytes] = []
    for cut in cuts:
        last.append(cut.parts[0])
        if cut.holes:
            parts += (b"".join(last), *cut.parts[1:-1])
            holes += cut.holes
            last = [cut.parts[-1]]
    return Cut((*parts, b"".join(last)), tuple(holes))
