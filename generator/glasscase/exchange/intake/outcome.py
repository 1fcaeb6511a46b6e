"""Where an event is taken in, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

from glasscase.findings import Finding
from glasscase.records import Kind


class What(StrEnum):
    """What became of a delivery."""

    NEW = "new"
    REPEATED = "repeated"
    UPDATED = "updated"
    RESTORED = "restored"
    DISMISSED = "dismissed"
    DOCUMENT = "document"
    REFUSED = "refused"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Place:
    """Where things lie, and what the caller has decided."""

    project: Path
    content: str
    private: Path
    received: datetime
    zone: ZoneInfo | None = None
    record_id: str = ""
    dry_run: bool = False

    @property
    def incidents(self) -> Path:
        """The folder of incident records."""
        return self.project / self.content / Kind.INCIDENT.folder


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a delivery, and what a person must know of it."""

    what: What
    incident: str = ""
    source: str = ""
    notes: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    files: tuple[Path, ...] = ()
    """What was written, in that order; in a dry run, what would be."""
    branch: str = ""
    """A name for a branch that carries it: the same for all deliveries of one incident."""
