"""Whether the public branch still holds every version as it was published.

What an archive was read from is held against its own log: a file is hashed once, and Git's id of it
is remembered. The memory lies in a folder of the project that Git ignores.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from glasscase.archive.archive import Archive, Version, damaged
from glasscase.archive.branch import branch_files, unreadable
from glasscase.archive.errors import ArchiveError
from glasscase.disk import MEMORY, remember

_FILE = "records"
_HEAD = "glasscase records 1 "
_AT_ONCE = 4_000
"""Files that are held in memory at a time."""


def altered_versions(project: Path, archive: Archive) -> dict[Version, ArchiveError]:
    """Return every version that is missing or not the one in the log, and what is wrong with it.

    Versions that were erased are left out. Raises ArchiveError where files cannot be read.
    """
    if archive.commit is None:
        return {}
    file = project / MEMORY / _FILE
    if _known_commit(file) == archive.commit:
        return {}
    versions = [v for own in archive.versions.values() for v in own if v.erased is None]
    ids = archive.ids or branch_files(project, archive.commit)
    if versions and not ids:
        raise unreadable(archive.commit)
    known = _read(file)
    good: dict[str, str] = {}
    found: dict[Version, ArchiveError] = {}
    unknown: list[Version] = []
    for version in versions:
        id_ = ids.get(version.record)
        if id_ is None:
            found[version] = damaged(version, None)
        elif known.get(id_) == version.sha256:
            good[id_] = version.sha256
        else:
            unknown.append(version)
    for version, digest in _digests(archive, unknown):
        if digest == version.sha256:
            good[ids[version.record]] = digest
        else:
            found[version] = damaged(version, digest)
    _write(file, "" if found else archive.commit, good)
    return found


def _digests(archive: Archive, versions: Sequence[Version]) -> Iterator[tuple[Version, str | None]]:
    """Yield versions with the SHA-256 of their files; None where one cannot be had."""
    for at in range(0, len(versions), _AT_ONCE):
        part = versions[at : at + _AT_ONCE]
        files = archive.read([version.record for version in part])
        for version in part:
            data = files.get(version.record)
            yield version, None if data is None else hashlib.sha256(data).hexdigest()


def _known_commit(file: Path) -> str | None:
    """Return the commit that was last found intact."""
    try:
        with file.open(encoding="ascii") as lines:
            head = next(lines, "")
    except (OSError, ValueError):
        return None
    return head.removeprefix(_HEAD).strip() or None if head.startswith(_HEAD) else None


def _read(file: Path) -> Mapping[str, str]:
    """Return digests by Git's ids; none where nothing is remembered."""
    try:
        head, *lines = file.read_text("ascii").split("\n")
        if not head.startswith(_HEAD):
            return {}
        return dict(line.split(" ", 1) for line in lines if line)
    except (OSError, ValueError):
        return {}


def _write(file: Path, commit: str, digests: Mapping[str, str]) -> None:
    lines = [f"{_HEAD}{commit}\n", *(f"{id_} {digest}\n" for id_, digest in digests.items())]
    remember(file, "".join(lines).encode())
