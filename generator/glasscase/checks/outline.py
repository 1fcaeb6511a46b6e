"""What the checks of one record must know of all others: a few values each.

The records themselves are checked a few at a time, so that a large project fits in memory and
can be shared out among processes. Outlines are small, and are copied to each of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from glasscase.checks.context import given
from glasscase.checks.words import plain
from glasscase.reading.load import Collection, Loaded
from glasscase.records import Kind, ModelCard, Protocol, Record, Status
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


class Measured(NamedTuple):
    """What the results of some model cards were measured with."""

    tests: frozenset[tuple[str, str]] = frozenset()
    """Plain names of metrics, each with that of its benchmark."""
    commitments: frozenset[str] = frozenset()
    """Commitments that results are said to serve."""

    def answers(self, line: Line) -> bool:
        """Tell whether a result can be held against a line, or is said to serve it."""
        threshold = line.threshold
        return line.name in self.commitments or (
            threshold.benchmark is not None
            and (plain(threshold.metric), plain(threshold.benchmark)) in self.tests
        )

    @classmethod
    def of(cls, cards: Iterable[Loaded[ModelCard]]) -> Measured:
        """Gather what the results of cards were measured with."""
        results = [one for card in cards for one in given(card.record.evaluations) or ()]
        return cls(
            frozenset((plain(one.metric), plain(one.benchmark)) for one in results),
            frozenset(name for one in results for name in one.commitments),
        )


@dataclass(frozen=True, slots=True)
class Outline:
    """Some records, as seen from others."""

    records: tuple[RecordOutline, ...]
    lines: tuple[Line, ...]
    services: frozenset[str] | None
    """Ids of the provider's services; None if the provider is not among these records."""
    broken: frozenset[tuple[Kind, str]]
    """Kinds and ids of the files that are no valid records. The id may be what is wrong, so the
    name of the file counts as well."""
    measured: Measured
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
            (file.kind, name)
            for file in collection.broken
            for name in (file.id, PurePosixPath(file.path).stem)
            if name is not None
        ),
        Measured.of(collection.models),
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
