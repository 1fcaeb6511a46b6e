"""What the checks of one record must know of all others: a few values each.

The records themselves are checked a few at a time, so that a large project fits in memory and
can be shared out among processes. Outlines are small, and are copied to each of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from glasscase.checks.context import given
from glasscase.checks.words import plain
from glasscase.reading.load import Collection, Loaded
from glasscase.records import Kind, Protocol, Record, Status
from glasscase.records.evaluation import Evaluation
from glasscase.records.values import Threshold

if TYPE_CHECKING:
    from glasscase.checks.coverage import Gate
    from glasscase.law.coverage import Known


@dataclass(frozen=True, slots=True)
class RecordOutline:
    """One record, as seen from others."""

    kind: Kind
    id: str
    path: str
    """Its file, from the project on."""
    line: int
    """The line of its id."""
    status: Status
    version: str
    language: str
    replaced_by: str | None
    commitments: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        """The address of its page, without slashes around it."""
        return f"{self.kind.folder}/{self.id}"


@dataclass(frozen=True, slots=True)
class Line:
    """A line that a protocol draws, and for which models."""

    name: str
    threshold: Threshold
    since: date | None
    """The day from which it holds."""
    models: frozenset[str]
    """Ids of the models that are bound; empty for all."""
    place: str
    """File and line where it stands."""

    def binds(self, model: str) -> bool:
        """Tell whether a model is bound."""
        return not self.models or model in self.models

    def measures(self, evaluation: Evaluation) -> bool:
        """Tell whether an evaluation with the line's metric measures it on the same test."""
        if self.threshold.benchmark is None:
            return self.name in evaluation.commitments
        return plain(self.threshold.benchmark) == plain(evaluation.benchmark)


@dataclass(frozen=True, slots=True)
class Outline:
    """Some records, as seen from others."""

    records: tuple[RecordOutline, ...]
    lines: tuple[Line, ...]
    services: frozenset[str] | None
    """Ids of the provider's services; None if the provider is not among these records."""
    broken: frozenset[tuple[Kind, str]]
    """Kinds and ids of the files that are no valid records, the ids guessed if need be."""
    law: Known | None = None
    """What the duties of other records are judged with; None if no duty is checked."""


def outline(collection: Collection, gate: Gate | None = None) -> Outline:
    """Return what others must know of the records of a collection."""
    provider = collection.provider
    groups = (collection.protocols, collection.models, collection.incidents)
    return Outline(
        tuple(_record(loaded) for group in groups for loaded in group),
        tuple(line for loaded in collection.protocols for line in _lines(loaded)),
        frozenset(s.id for s in provider.record.services) if provider else None,
        frozenset(
            (file.kind, file.id or PurePosixPath(file.path).stem) for file in collection.broken
        ),
        gate.known(collection) if gate is not None and gate.severities else None,
    )


def _record(loaded: Loaded[Any]) -> RecordOutline:
    record: Record = loaded.record
    return RecordOutline(
        record.kind,
        record.id,
        loaded.document.path,
        loaded.document.position(("id",)).line,
        record.status,
        record.version,
        record.language,
        record.withdrawal.replaced_by if record.withdrawal else None,
        tuple(c.id for c in record.commitments) if isinstance(record, Protocol) else (),
    )


def _lines(loaded: Loaded[Protocol]) -> Iterator[Line]:
    protocol = loaded.record
    if protocol.status is not Status.CURRENT or protocol.translation_of is not None:
        return
    scope = given(protocol.scope)
    for place, commitment in enumerate(protocol.commitments):
        if commitment.threshold is None:
            continue
        models = commitment.models or (scope.models if scope else ())
        position = loaded.document.position(("commitments", place, "threshold"), key=True)
        yield Line(
            f"{protocol.id}#{commitment.id}",
            commitment.threshold,
            commitment.since,
            frozenset(models),
            f"{loaded.document.path}:{position.line}",
        )
