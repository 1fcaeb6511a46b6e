"""Every version that was ever published, as the public branch holds it.

What is known of all versions comes from the log's entries and from the list of changes beside
them. The versions themselves are read when they are needed.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

from glasscase.archive.chunks import CHUNK, Part, chunk_address, joined, read_part
from glasscase.archive.errors import ArchiveError
from glasscase.log import (
    CHECKPOINT,
    ErasureEntry,
    LogError,
    Subject,
    VersionEntry,
    parse_checkpoint,
    parse_entry,
    read_log,
)
from glasscase.log.merkle import leaf_hash, node_hash
from glasscase.log.tiles import files
from glasscase.records import Kind, PublicForm

Read = Callable[[Sequence[str]], Mapping[str, bytes]]
"""Gives files of the public branch by address; those that are not there are left out."""

CHANGES = "api/v1/changes.json"
"""Address of the list of changes: what the newest entries of the log were about, in its order."""

_TIME = "%Y-%m-%d %H:%M:%S UTC"

_RESTORE = (
    "Someone edited the public branch. Restore {} from the branch's history, and commit that with"
    " the message of the last publication (`git commit -C HEAD`). Where the edit is a commit of"
    " its own on top of a publication, `glasscase publish` takes it back by itself."
)
"""What to do about a public branch that was edited; to be filled with what is to be restored."""

Key = tuple[Kind, str]
"""Kind and id of a record."""


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of one record."""

    kind: Kind
    id: str
    version: str
    sha256: str
    published: datetime
    """When it was first published; recorded by the tool, never typed. UTC."""
    index: int
    """Its entry in the log, counted from 0."""
    size: int
    """How many entries the log had at the end of the publication that brought it."""
    root: str
    """Root hash of the log at that size, in hexadecimal."""
    erased: str | None = None
    """Why it was erased; None if it is there."""
    erased_at: datetime | None = None

    @property
    def address(self) -> str:
        """Address of its page, from the site's root."""
        return f"{self.kind.folder}/{self.id}/{self.version}/"

    @property
    def record(self) -> str:
        """Address of its canonical bytes."""
        return f"{self.address}record.json"


class New(NamedTuple):
    """A version that is to be published for the first time."""

    kind: Kind
    id: str
    version: str
    data: bytes


class Erasure(NamedTuple):
    """A version that is to be erased, and why."""

    kind: Kind
    id: str
    version: str
    reason: str


def damaged(version: Version, digest: str | None) -> ArchiveError:
    """Return the error that says what is wrong with a version on the public branch.

    `digest` is the SHA-256 of what is in its place; None if nothing is.
    """
    what = "is not there" if digest is None else "is not the one in the log"
    return ArchiveError(
        f"{version.record} of the public branch {what}",
        hint=f"{_RESTORE.format('the file')} The log holds its SHA-256, {version.sha256}.",
    )


def no_files(_addresses: Sequence[str]) -> Mapping[str, bytes]:
    """Give no file: there is no public branch."""
    return {}


@dataclass(frozen=True)
class Archive:
    """All versions in the order of the log. The empty archive stands for no public branch."""

    entries: tuple[bytes, ...] = ()
    checkpoint: bytes = b""
    """The log's checkpoint as it was published; empty if there is no log yet."""
    notes: tuple[Mapping[str, Any], ...] = ()
    """What the list of changes says of each entry, in their order; may be shorter than the log."""
    read: Read = field(default=no_files, repr=False, compare=False)
    commit: str | None = None
    """The commit of the public branch that was read; None if there is none."""
    names: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    """Addresses of all files of the public branch."""
    ids: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    """Git's ids of what is in these files; not given where they are not needed."""
    by_hand: int = field(default=0, compare=False)
    """How many commits people have made on top of the commit that was read."""

    @cached_property
    def parsed(self) -> tuple[VersionEntry | ErasureEntry, ...]:
        """The entries as values. Raises LogError if one is malformed."""
        return tuple(map(parse_entry, self.entries))

    @cached_property
    def versions(self) -> Mapping[Key, tuple[Version, ...]]:
        """The versions of each record, in the order in which they were published."""
        found: dict[Key, dict[str, Version]] = defaultdict(dict)
        parsed = self.parsed
        sizes, roots = self._sizes(parsed)
        for index, entry in enumerate(parsed):
            key = (Kind(entry.kind), entry.id)
            if isinstance(entry, ErasureEntry):
                erased = found[key].get(entry.version)
                if erased is not None:
                    found[key][entry.version] = replace(
                        erased, erased=entry.reason, erased_at=entry.published
                    )
            elif entry.version not in found[key]:
                size = sizes[index]
                found[key][entry.version] = Version(
                    *key, entry.version, entry.sha256, entry.published, index, size, roots[size]
                )
        return {key: tuple(versions.values()) for key, versions in found.items()}

    @cached_property
    def last_time(self) -> datetime | None:
        """When the last publication with an entry in the log was made; None before the first."""
        return max((entry.published for entry in self.parsed), default=None)

    def of(self, kind: Kind, id_: str) -> tuple[Version, ...]:
        """Return the versions of a record; none if it was never published."""
        return self.versions.get((kind, id_), ())

    def find(self, kind: Kind, id_: str, version: str) -> Version | None:
        """Return one version, or None."""
        return next((v for v in self.of(kind, id_) if v.version == version), None)

    def days(self, kind: Kind, id_: str) -> dict[str, date] | None:
        """Return the day (UTC) on which each version of a record was published.

        None where the archive is empty: then nothing is known of any publication.
        """
        if not self.versions:
            return None
        return {one.version: one.published.date() for one in self.of(kind, id_)}

    def forms(self, versions: Iterable[Version]) -> dict[Version, PublicForm]:
        """Read public forms; erased versions are left out.

        Raises ArchiveError where a file is not there, or is not the one in the log.
        """
        wanted = [version for version in versions if version.erased is None]
        files = self.read([version.record for version in wanted])
        forms: dict[Version, PublicForm] = {}
        for version in wanted:
            data = files.get(version.record)
            digest = None if data is None else hashlib.sha256(data).hexdigest()
            if data is None or digest != version.sha256:
                raise damaged(version, digest)
            forms[version] = json.loads(data)
        return forms

    def extended(
        self, new: Sequence[New], erasures: Sequence[Erasure], published: datetime
    ) -> Archive:
        """Return the archive with versions published, and others erased, at a time (UTC).

        Both are taken in the order of kind, id and version. What is new can be read from the
        archive that is returned. Notes are not made here. Raises ArchiveError if the time is not
        after that of the last entry.
        """
        time = published.replace(microsecond=0)
        added = [
            VersionEntry(
                one.kind.value, one.id, one.version, time, hashlib.sha256(one.data).hexdigest()
            ).dump()
            for one in sorted(new)
        ]
        for erasure in sorted(erasures):
            known = self.find(erasure.kind, erasure.id, erasure.version)
            if known is not None and known.erased is None:
                added.append(
                    ErasureEntry(
                        erasure.kind.value,
                        erasure.id,
                        erasure.version,
                        time,
                        known.sha256,
                        erasure.reason,
                    ).dump()
                )
        if not added:
            return self
        last = self.last_time
        if last is not None and time <= last:
            raise ArchiveError(
                f"the time of publication, {time:{_TIME}}, is not after that of the last entry of"
                f" the log, {last:{_TIME}}",
                hint="See whether the clock of this machine is right. If it is, the clock of the"
                " last publication was ahead: publish once that time has passed.",
            )
        data = {Subject(n.kind.value, n.id, n.version).record: n.data for n in new}
        return replace(
            self,
            entries=(*self.entries, *added),
            read=_reading(data, self.read),
        )

    def _sizes(
        self, parsed: Sequence[VersionEntry | ErasureEntry]
    ) -> tuple[list[int], dict[int, str]]:
        """Return for each entry the log's size after its publication, and the roots there.

        The entries of one publication have one time.
        """
        ends = [
            number + 1
            for number, entry in enumerate(parsed)
            if number + 1 == len(parsed) or parsed[number + 1].published != entry.published
        ]
        sizes: list[int] = []
        for end in ends:
            sizes += [end] * (end - len(sizes))
        return sizes, root_hashes(self.entries, set(ends))


def read_archive(read: Read, commit: str | None, names: frozenset[str] = frozenset()) -> Archive:
    """Read the archive through `read`. Without a checkpoint it is empty.

    Raises ArchiveError where the log is damaged.
    """
    found = read([CHECKPOINT, CHANGES])
    if CHECKPOINT not in found:
        return Archive(read=read, commit=commit, names=names)
    try:
        size = parse_checkpoint(found[CHECKPOINT])[0].size
        newest = read_part(found.get(CHANGES))
        if newest.first > size:
            newest = Part(0, ())  # Nothing that does not fit the log is followed.
        known = _known(read, found, size, newest.first)
        log = read_log(known.get)
        notes = joined(newest, known)
        archive = Archive(log.entries, found[CHECKPOINT], notes, read, commit, names)
        _ = archive.parsed  # A malformed entry is told here.
    except LogError as error:
        raise ArchiveError(
            f"the log on the public branch is damaged: {error.message}",
            hint=_RESTORE.format("`log/`"),
        ) from error
    return archive


def _known(read: Read, found: Mapping[str, bytes], size: int, first: int) -> Mapping[str, bytes]:
    """Return all files of the log and of the list of changes; those not found yet at once."""
    chunks = [chunk_address(number) for number in range(first // CHUNK)]
    return {**found, **read([*(tile.address for tile in files(size)), *chunks])}


def _reading(data: Mapping[str, bytes], read: Read) -> Read:
    def both(addresses: Sequence[str]) -> Mapping[str, bytes]:
        rest = [address for address in addresses if address not in data]
        own = {address: data[address] for address in addresses if address in data}
        return {**read(rest), **own} if rest else own

    return both


def root_hashes(entries: Sequence[bytes], sizes: set[int]) -> dict[int, str]:
    """Return the root hash at some sizes (RFC 6962, section 2.1), all in one pass."""
    peaks: list[bytes] = []
    found: dict[int, str] = {}
    for number, entry in enumerate(entries, 1):
        peaks.append(leaf_hash(entry))
        count = number
        while count % 2 == 0:
            right = peaks.pop()
            peaks[-1] = node_hash(peaks[-1], right)
            count //= 2
        if number in sizes:
            top = peaks[-1]
            for peak in reversed(peaks[:-1]):
                top = node_hash(peak, top)
            found[number] = top.hex()
    return found
