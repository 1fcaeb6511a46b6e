"""What the entries of a log say together: which versions there are, and which were erased."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.entry import ErasureEntry, Subject, VersionEntry, parse_entry
from glasscase.log.errors import LogError
from glasscase.log.tiles import WIDTH, Tile


@dataclass(slots=True)
class Held:
    """One version that a log holds."""

    subject: Subject
    versions: list[VersionEntry] = field(default_factory=list)
    """Its entries; more than one only if something is wrong."""
    erasure: ErasureEntry | None = None
    """The entry that erased it, unless it was published again after that."""
    index: int = -1
    """The number of its first entry in the log."""

    @property
    def digests(self) -> set[str]:
        """The digests that were logged for it."""
        return {entry.sha256 for entry in self.versions}


@dataclass(frozen=True, slots=True)
class Ledger:
    """All versions of a log, in the order of their first entries."""

    held: dict[Subject, Held]
    findings: tuple[Finding, ...]
    whole: bool
    """True if no entry is missing and every one could be read."""
    entries: dict[int, VersionEntry | ErasureEntry] = field(default_factory=dict)
    """Every entry that could be read, by its number."""


def read_entries(entries: Sequence[bytes | None]) -> Ledger:
    """Return what entries say; a missing one (None) says nothing, and was told of before."""
    held: dict[Subject, Held] = {}
    entries_read: dict[int, VersionEntry | ErasureEntry] = {}
    findings: list[Finding] = []
    whole = True
    last: datetime | None = None
    for index, data in enumerate(entries):
        if data is None:
            whole = False
            continue
        try:
            entry = parse_entry(data)
        except LogError as error:
            whole = False
            address = _address(index, len(entries))
            message = f"entry {index:,}: {error.message}"
            findings.append(faults.ENTRY_UNREADABLE.at(address, message))
            continue
        if last is not None and entry.published < last:
            message = f"entry {index:,} says that it is older than one before it"
            findings.append(faults.TIME_BACKWARDS.at(_address(index, len(entries)), message))
        last = max(entry.published, last or entry.published)
        entries_read[index] = entry
        found = held.setdefault(entry.subject, Held(entry.subject))
        if isinstance(entry, ErasureEntry):
            findings += _misplaced(entry, found, index, len(entries))
            found.erasure = entry
        else:
            found.index = index if not found.versions else found.index
            found.versions.append(entry)
            found.erasure = None
    findings += [finding for each in held.values() for finding in _duplicates(each)]
    published = {key: each for key, each in held.items() if each.versions}
    return Ledger(published, tuple(findings), whole, entries_read)


def _misplaced(entry: ErasureEntry, found: Held, index: int, size: int) -> Iterator[Finding]:
    if entry.sha256 not in found.digests:
        yield faults.ERASURE_UNKNOWN.at(
            _address(index, size),
            f"entry {index:,} erases {entry.subject} with a digest that no entry before it has",
        )


def _duplicates(found: Held) -> Iterator[Finding]:
    if len(found.digests) > 1:
        yield faults.VERSION_DUPLICATE.at(
            found.subject.folder,
            f"the log holds {found.subject} with {len(found.digests)} different digests",
        )


def _address(index: int, size: int) -> str:
    """Return the address of the file that holds an entry."""
    number = index // WIDTH
    return Tile(None, number, min(WIDTH, size - number * WIDTH)).address
