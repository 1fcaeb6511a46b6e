"""A small published site with its log, as the publishing side leaves it in a folder."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from glasscase.log.entry import ErasureEntry, Subject, VersionEntry
from glasscase.log.files import log_files
from glasscase.log.keys import Signer

ORIGIN = "transparency.example/log"
SIGNER = Signer(ORIGIN, bytes(range(32)))
NEXT_SIGNER = Signer(ORIGIN, bytes(range(32, 64)))
STRANGER = Signer("elsewhere.example/log", bytes(32))
FIRST_DAY = datetime(2026, 1, 5, 9, 30, tzinfo=UTC)


def record(subject: Subject, text: str = "What it does.") -> bytes:
    """Return canonical bytes of a version."""
    values = {**subject._asdict(), "summary": text}
    return json.dumps(values, separators=(",", ":"), sort_keys=True).encode()


def subjects(count: int) -> list[Subject]:
    """Return versions of records of all kinds."""
    kinds = ("model", "protocol", "incident")
    return [
        Subject(kinds[number % 3], f"record-{number // 6}", f"{number}.0-RC1")
        for number in range(count)
    ]


@dataclass
class Site:
    """A site in a folder. What is published is written at once."""

    folder: Path
    signers: Sequence[Signer] = ()
    entries: list[bytes] = field(default_factory=list)

    def publish(self, *versions: Subject, text: str = "What it does.") -> None:
        """Publish versions, one entry each."""
        for subject in versions:
            data = record(subject, text)
            self.write(subject.record, data)
            digest = hashlib.sha256(data).hexdigest()
            self.entries.append(VersionEntry(*subject, self._now(), digest).dump())
        self.write_log()

    def erase(self, subject: Subject, reason: str, text: str = "What it does.") -> None:
        """Erase a version: its file goes, an entry comes."""
        digest = hashlib.sha256(record(subject, text)).hexdigest()
        self.entries.append(ErasureEntry(*subject, self._now(), digest, reason).dump())
        (self.folder / subject.record).unlink(missing_ok=True)
        self.write_log()

    def write_log(self) -> None:
        """Write the log's files, and the index of what is current."""
        for address, data in log_files(self.entries, ORIGIN, self.signers).items():
            self.write(address, data)

    def write_index(self, *versions: Subject, digest: str = "") -> None:
        """Write the index of current versions."""
        rows = [
            {
                **subject._asdict(),
                "sha256": digest or hashlib.sha256(record(subject)).hexdigest(),
            }
            for subject in versions
        ]
        self.write("api/v1/index.json", json.dumps({"schema": 1, "records": rows}).encode())

    def write(self, address: str, data: bytes) -> None:
        """Write one file of the site."""
        file = self.folder / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)

    def read(self, address: str) -> bytes:
        """Return one file of the site."""
        return (self.folder / address).read_bytes()

    def flip(self, address: str, at: int = -1) -> None:
        """Alter one byte of a file."""
        data = bytearray(self.read(address))
        data[at] ^= 1
        self.write(address, bytes(data))

    def remove(self, address: str) -> None:
        """Remove a file."""
        (self.folder / address).unlink()

    def _now(self) -> datetime:
        return FIRST_DAY + timedelta(days=len(self.entries))
