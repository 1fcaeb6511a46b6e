"""An entry of the log: one published version, or one erasure, as canonical JSON.

The bytes are RFC 8785. Keys are ASCII and values are texts, so that Python's own encoder writes
the same bytes.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar, NamedTuple

from glasscase.log.errors import LogError

FOLDERS = {"model": "models", "protocol": "protocols", "incident": "incidents"}
"""Kinds of records, with the folders of their addresses on the site."""
LONGEST_REASON = 1_000
"""Characters of an erasure's reason at most."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,119}")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,119}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_KEYS = frozenset({"id", "kind", "published", "sha256", "type", "version"})
_HINT = "The log was written by a newer Glasscase, or by hand. Update Glasscase and try again."


class Subject(NamedTuple):
    """Which version of which record an entry is about."""

    kind: str
    id: str
    version: str

    @property
    def folder(self) -> str:
        """Address of the version on the site, with its final slash."""
        return f"{FOLDERS[self.kind]}/{self.id}/{self.version}/"

    @property
    def record(self) -> str:
        """Address of the version's canonical bytes."""
        return f"{self.folder}record.json"

    def __str__(self) -> str:
        return f"{self.kind} {self.id} {self.version}"


@dataclass(frozen=True, slots=True)
class Entry:
    """What entries of both types have. Raises LogError if a value is malformed."""

    type: ClassVar[str]

    kind: str
    id: str
    version: str
    published: datetime
    sha256: str

    def __post_init__(self) -> None:
        if self.kind not in FOLDERS:
            raise LogError(f"an entry of the log has an unknown kind {self.kind!r}", hint=_HINT)
        for value, form, name in (
            (self.id, _ID, "id"),
            (self.version, _VERSION, "version"),
            (self.sha256, _SHA256, "SHA-256"),
        ):
            if not form.fullmatch(value):
                raise LogError(f"an entry of the log has a malformed {name}", hint=_HINT)
        if self.published.utcoffset() is None or self.published.microsecond:
            raise LogError(
                f"the publication time of {self.subject} has no zone or a fraction of a second",
                hint="An entry holds whole seconds in UTC.",
            )
        # Equal moments give equal entries.
        object.__setattr__(self, "published", self.published.astimezone(UTC))

    @property
    def subject(self) -> Subject:
        """Which version of which record this is about."""
        return Subject(self.kind, self.id, self.version)

    def dump(self) -> bytes:
        """Return the canonical bytes of the entry."""
        return json.dumps(
            self._values(), ensure_ascii=False, separators=(",", ":"), sort_keys=True
        ).encode()

    def _values(self) -> dict[str, str]:
        return {
            "id": self.id,
            "kind": self.kind,
            "published": format_moment(self.published),
            "sha256": self.sha256,
            "type": self.type,
            "version": self.version,
        }


@dataclass(frozen=True, slots=True)
class VersionEntry(Entry):
    """A version was published, at this time (UTC, whole seconds) and with this digest."""

    type: ClassVar[str] = "version"


@dataclass(frozen=True, slots=True)
class ErasureEntry(Entry):
    """A published version was erased; `published` is when, `sha256` the digest of what is gone."""

    type: ClassVar[str] = "erasure"

    reason: str

    def __post_init__(self) -> None:
        # No zero-argument super(): slots make a new class, which it does not find.
        Entry.__post_init__(self)
        if not self.reason.strip() or len(self.reason) > LONGEST_REASON:
            raise LogError(
                f"the erasure of {self.subject} needs a reason of at most "
                f"{LONGEST_REASON:,} characters",
                hint="Say in a sentence why it was erased; the reason is public for ever.",
            )
        if any(c != "\n" and unicodedata.category(c) in ("Cc", "Cs") for c in self.reason):
            raise LogError(
                f"the reason for erasing {self.subject} has a control character",
                hint="Write it as plain text.",
            )

    def _values(self) -> dict[str, str]:
        return {**Entry._values(self), "reason": self.reason}


def parse_entry(data: bytes) -> VersionEntry | ErasureEntry:
    """Return the entry that these bytes are.

    Raises LogError if they are not the canonical bytes of an entry of a known type.
    """
    values = _object(data)
    entry: VersionEntry | ErasureEntry
    match values.get("type"):
        case VersionEntry.type:
            entry = VersionEntry(**_arguments(values, _KEYS))
        case ErasureEntry.type:
            entry = ErasureEntry(**_arguments(values, _KEYS | {"reason"}))
        case _:
            raise LogError("an entry of the log is of an unknown type", hint=_HINT)
    if entry.dump() != data:
        raise LogError("an entry of the log is not canonical JSON (RFC 8785)", hint=_HINT)
    return entry


def format_moment(moment: datetime) -> str:
    """Return a time in UTC as RFC 3339 with Z and whole seconds: `2026-11-21T09:30:00Z`."""
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def _object(data: bytes) -> dict[str, str]:
    try:
        values = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise LogError("an entry of the log is not JSON", hint=_HINT) from None
    if not isinstance(values, dict) or any(type(value) is not str for value in values.values()):
        raise LogError("an entry of the log is not a JSON object of texts", hint=_HINT)
    return values


def _arguments(values: dict[str, str], keys: frozenset[str]) -> dict[str, Any]:
    if values.keys() != keys:
        raise LogError("an entry of the log has unknown keys, or lacks some", hint=_HINT)
    arguments = {key: value for key, value in values.items() if key != "type"}
    return {**arguments, "published": _moment(values["published"])}


def _moment(text: str) -> datetime:
    malformed = LogError("an entry of the log has a malformed time", hint=_HINT)
    if not _MOMENT.fullmatch(text):
        raise malformed
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise malformed from None
