"""The result of a verification, as data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from glasscase.findings import Finding, Severity
from glasscase.log.checkpoint import Checkpoint
from glasscase.log.entry import ErasureEntry


class State(StrEnum):
    """What a verification found out."""

    VERIFIED = "verified"
    """Everything was looked at, and is as the log says."""
    INCOMPLETE = "incomplete"
    """Something could not be looked at; what could be is as the log says."""
    FAILED = "failed"
    """Something contradicts the log, or the log contradicts itself."""


class Seal(NamedTuple):
    """A signature on the checkpoint."""

    name: str
    key_id: str
    """Eight hexadecimal digits."""
    verified: bool
    """True if a key that was given made it; False says only that no such key was given."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was looked at on a site, and what is wrong with it."""

    address: str
    findings: tuple[Finding, ...] = ()
    checkpoint: Checkpoint | None = None
    checkpoint_file: bytes = b""
    """The checkpoint as the site gave it, with its signatures."""
    seals: tuple[Seal, ...] = ()
    versions: int = 0
    """Versions that the log holds, without erased ones."""
    unchanged: int = 0
    """How many of them the site shows as they were logged."""
    erased: tuple[ErasureEntry, ...] = ()
    editions: tuple[str, ...] = ()
    """Editions of the whole site in which the same versions were looked at."""
    lacking: tuple[str, ...] = ()
    """Lists that the site does not have, and that were not looked at for that reason."""
    since: Checkpoint | None = None
    """The earlier checkpoint, if one was given."""

    @property
    def state(self) -> State:
        """The verdict in one word."""
        if any(finding.severity is Severity.ERROR for finding in self.findings):
            return State.FAILED
        unseen = any(finding.severity is Severity.WARNING for finding in self.findings)
        return State.INCOMPLETE if unseen else State.VERIFIED

    def count(self, severity: Severity) -> int:
        """Return how many findings weigh that much."""
        return sum(finding.severity is severity for finding in self.findings)
