"""The interface of an importer, and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from glasscase.exchange.report import Entry
from glasscase.findings import Finding
from glasscase.records import Kind


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import gives: the record, where everything went, and what is wrong."""

    record: dict[str, Any] | None
    """Plain values with the keys in the model's order; None if there is nothing to import."""
    report: tuple[Entry, ...]
    findings: tuple[Finding, ...]


class Importer(Protocol):
    """Turns the bytes of one foreign file into a record. It opens nothing and never raises."""

    name: str
    """What `--format` calls it."""
    kind: Kind
    """The kind of record that it makes."""

    def reads(self, path: str) -> bool:
        """Tell by its name whether this importer is the one for a file."""
        ...

    def read(self, data: bytes, *, path: str, record_id: str | None = None) -> ImportResult:
        """Import a file's bytes. `path` is how findings name it, with forward slashes."""
        ...
