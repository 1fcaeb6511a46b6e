"""What can be referred to, and linked to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from glasscase.checks.addresses import Addresses
from glasscase.checks.outline import Line, Outline, RecordOutline
from glasscase.checks.words import plain
from glasscase.records import Kind

_KINDS = (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)


@dataclass(frozen=True, slots=True)
class Index:
    """Records, services and addresses of a whole project."""

    records: Mapping[tuple[Kind, str], RecordOutline]
    """By kind and id. Of two with one id, the first path's."""
    services: frozenset[str]
    broken: frozenset[tuple[Kind, str]]
    """Kinds and ids of the files that are no valid records, with the names of the files, and of
    what was published and has no file any more."""
    provider_known: bool
    """False if there is no valid provider, and with it no list of services."""
    lines: Mapping[str, list[Line]]
    """The lines that the protocols draw, by the plain name of their metric."""
    drawn: Mapping[str, Line]
    """The same lines, by the name of their commitment."""
    unmeasured: frozenset[str]
    """Names of the commitments whose lines no result answers; none where there are no cards."""
    addresses: Addresses = field(repr=False)
    vanished: tuple[tuple[Kind, str], ...] = ()
    """Kinds and ids of the records that were published and have no file any more."""

    @classmethod
    def of(
        cls,
        outlines: Iterable[Outline],
        content: str = "content",
        files: frozenset[str] | None = None,
        published: Collection[tuple[Kind, str]] = (),
    ) -> Index:
        """Index a project from the outlines of its parts; `files` as in `Options`.

        `published` are the records that the archive holds.
        """
        parts = list(outlines)
        records: dict[tuple[Kind, str], RecordOutline] = {}
        everything = sorted((r for part in parts for r in part.records), key=lambda r: r.path)
        for record in everything:
            records.setdefault((record.kind, record.id), record)
        lines: dict[str, list[Line]] = {}
        drawn = {line.name: line for part in parts for line in part.lines}
        for line in drawn.values():
            lines.setdefault(plain(line.threshold.metric), []).append(line)
        services = [part.services for part in parts if part.services is not None]
        broken = frozenset(name for part in parts for name in part.broken)
        vanished = tuple(key for key in published if key not in records and key not in broken)
        # That a record is gone is told once, not wherever it is named.
        unblamed = broken.union(vanished)
        return cls(
            records,
            frozenset().union(*services),
            unblamed,
            bool(services),
            lines,
            drawn,
            _unmeasured(drawn.values(), parts, any(kind is Kind.MODEL for kind, _ in records)),
            Addresses.of(everything, unblamed, content, files),
            vanished,
        )

    def kind_of(self, name: str) -> Kind | None:
        """Return what an id names; the first, where records of several kinds share it."""
        for kind in _KINDS:
            if (kind, name) in self.records:
                return kind
        return Kind.SERVICE if name in self.services else None

    def ids(self, kind: Kind) -> list[str]:
        """Return the ids of one kind, those of files with errors included."""
        if kind is Kind.SERVICE:
            return sorted(self.services)
        there = {*self.records, *self.broken.difference(self.vanished)}
        return sorted(name for other, name in there if other is kind)


def _unmeasured(lines: Iterable[Line], parts: Sequence[Outline], has_cards: bool) -> frozenset[str]:
    if not has_cards:
        return frozenset()
    return frozenset(
        line.name for line in lines if not any(part.measured.answers(line) for part in parts)
    )
