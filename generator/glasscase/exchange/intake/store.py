"""The private files of intake on disk: one writer at a time, each file whole or not there."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from glasscase.disk import wait_for_lock, write_whole
from glasscase.exchange.errors import ExchangeError
from glasscase.exchange.ids import stated_id
from glasscase.exchange.intake.errors import IntakeError
from glasscase.exchange.intake.payload import Payload
from glasscase.exchange.rows import append_row
from glasscase.exchange.transfer import save
from glasscase.exchange.writer import write_yaml
from glasscase.reading.private import LIMITS, PrivateRead, read_private
from glasscase.records.private import PrivateIncident

_PATIENCE = 60.0
_LONGEST_KEY = 200
_HEADER = (
    "What is known of this incident and is not for the public. The site is built without it.",
    "`fields` and `statements` go into reports to authorities and into their clocks.",
)


def key_of(key: str, digest: str) -> str:
    """Return the key of a delivery in letters that every file can hold."""
    plain = quote(key, safe="._:/@#-+")
    if len(plain) > _LONGEST_KEY:
        plain = f"sha256:{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"
    return plain or f"digest:{digest}"


@dataclass(frozen=True, slots=True)
class Kept:
    """A private part that has the event, or that cannot be read and seems to have it."""

    file: Path
    read: PrivateRead


@dataclass(frozen=True, slots=True)
class Store:
    """The folder of private files."""

    private: Path

    @property
    def incidents(self) -> Path:
        """The folder of the private parts."""
        return self.private / "incidents"

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Be the only writer. A process that ends in any way lets the next one in."""
        try:
            self.incidents.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(self.incidents, os.O_RDONLY)
        except OSError as error:
            raise _unwritable(self.incidents, error) from error
        try:
            if not wait_for_lock(descriptor, _PATIENCE):
                raise IntakeError(
                    f"another intake has been at work in {self.incidents.name}"
                    f" for {_PATIENCE:.0f} seconds",
                    hint="Wait for it, or end it. Then send the event again: nothing is taken"
                    " twice.",
                )
            yield
        finally:
            os.close(descriptor)

    def find(self, source: str, key: str) -> Kept | None:
        """Return the private part that holds an event's incident."""
        marks = (f"key: {key}".encode(), f'key: "{key}"'.encode())
        for file in sorted(self.incidents.glob("*.yml")):
            data = file.read_bytes()
            if not any(mark in data for mark in marks):
                continue
            read = read_private(data, path=self.shown(file))
            if read.part is None:
                return Kept(file, read)
            if any(one.source == source and one.key == key for one in read.part.events):
                return Kept(file, read)
        return None

    def begin(self, incident: str, delivery: dict[str, Any], payload: Payload) -> Path:
        """Write the private part of a new incident."""
        values = {"schema": 1, "incident": incident}
        text = _written(
            lambda event: write_yaml({**values, "events": [{**delivery, "event": event}]}, _HEADER),
            payload,
        )
        file = self.incidents / f"{incident}.yml"
        save(file, text)
        return file

    def append(self, file: Path, delivery: dict[str, Any], payload: Payload) -> bool:
        """Add a delivery to a private part, and keep its every other byte; False if that fails."""
        text = file.read_bytes().decode()
        for event in (payload.json, payload.escaped):
            with contextlib.suppress(ExchangeError):
                longer = append_row(text, "events", {**delivery, "event": event}, LIMITS)
                if longer is not None and _is_whole(longer, file):
                    save(file, longer, force=True)
                    return True
        return False

    def keep_unread(self, data: bytes) -> tuple[Path, bool]:
        """Keep bytes that are no event, under their digest; tell whether they were new."""
        digest = hashlib.sha256(data).hexdigest()
        file = self.incidents / "unread" / f"{digest}.bin"
        if file.exists():
            return file, False
        save_bytes(file, data)
        return file, True

    def shown(self, file: Path) -> str:
        """Return how messages name a private file."""
        return f"{self.private.name}/{file.relative_to(self.private).as_posix()}"


def save_bytes(file: Path, data: bytes) -> None:
    """Write a file in one step."""
    try:
        write_whole(file, data)
    except OSError as error:
        raise _unwritable(file, error) from error


def _is_whole(text: str, file: Path) -> bool:
    part: PrivateIncident | None = read_private(text.encode(), path=file.name).part
    return part is not None


def _written(write: Any, payload: Payload) -> str:
    """Write a file with the event as it came, or with the escapes of JSON if it has to be."""
    try:
        return str(write(payload.json))
    except ExchangeError:
        return str(write(payload.escaped))


def _unwritable(path: Path, error: OSError) -> IntakeError:
    why = (error.strerror or type(error).__name__).lower()
    return IntakeError(
        f"{path.as_posix()} cannot be written: {why}",
        hint="Check the folder and who may write to it.",
    )


def taken_ids(folder: Path, private: Path) -> dict[str, Path]:
    """Return the ids of all records below a folder of content, and of private parts."""
    found = {file.stem: file for file in sorted((private / "incidents").glob("*.yml"))}
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() in (".yml", ".yaml", ".md") and file.is_file():
            head = file.read_bytes()[:4_000].decode("utf-8", "replace")
            found[stated_id(head) or file.stem] = file
    return found
