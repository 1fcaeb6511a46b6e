"""All records of a project, checked against their models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Generic, TypeVar

from pydantic import BaseModel, ValidationError

from glasscase.findings import Finding, Severity
from glasscase.processes import MANY, in_order, no_garbage_collection
from glasscase.reading.document import Document, ReadResult, read_document
from glasscase.reading.explain import MOST_FINDINGS, explain
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.scalars import reading
from glasscase.reading.shape import is_partial_date, is_text, leaves_at
from glasscase.reading.tree import Source, unreadable, walk
from glasscase.reading.withheld import withheld_paths
from glasscase.records import MODELS, Incident, Kind, Model, ModelCard, Protocol, Provider, Record

M = TypeVar("M", bound=Model, covariant=True)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[M]):
    """A record and the file that it comes from."""

    record: M
    document: Document


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that is no valid record, so that others need not be blamed for naming it."""

    path: str
    kind: Kind
    id: str | None
    """Its id, where that much could be read."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What the content folder holds. Every tuple is in the order of paths."""

    provider: Loaded[Provider] | None = None
    protocols: tuple[Loaded[Protocol], ...] = ()
    models: tuple[Loaded[ModelCard], ...] = ()
    incidents: tuple[Loaded[Incident], ...] = ()
    findings: tuple[Finding, ...] = ()
    by_id: Mapping[tuple[Kind, str], Loaded[Record]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    """Every record by kind and id. Of two with one id, the first path's."""
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class _Result:
    """What became of one file."""

    record: Model | None
    document: Document | None
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class Cache:
    """Results of the last load by path, kind and content, for `serve`. Lives in memory only."""

    results: dict[tuple[str, Kind, str], _Result] = field(default_factory=dict)

    def renewed(self, sources: Sequence[Source], limits: Limits) -> Iterator[_Result]:
        """Yield the result of each source; those whose bytes are as before are not read again."""
        known, self.results = self.results, {}
        for source in sources:
            try:
                data = _bytes(source.file, limits)
            except OSError as error:
                yield _Result(None, None, (unreadable(source.path, error),))
                continue
            key = (source.path, source.kind, hashlib.sha256(data).hexdigest())
            if key not in known:
                read = read_document(data, path=source.path, kind=source.kind, limits=limits)
                known[key] = _checked(read)
            self.results[key] = known[key]
            yield known[key]


def load(
    project: Path,
    content: str = "content",
    *,
    limits: Limits = DEFAULT_LIMITS,
    cache: Cache | None = None,
    processes: int = 1,
) -> Collection:
    """Read every record under `project`/`content`; wrong input becomes findings.

    With a `cache`, files whose bytes have not changed since its last use are not checked again.
    Many files are parsed by as many `processes`; what comes out does not depend on how many.
    """
    tree = walk(project, content)
    findings = list(tree.findings)
    results: list[tuple[Source, _Result]] = []
    with no_garbage_collection():
        if cache is None:
            workers = processes if len(tree.sources) > MANY else 1
            reads = in_order(partial(_read, limits=limits), tree.sources, workers)
            found: Iterator[_Result] = map(_checked, reads)
        else:
            found = cache.renewed(tree.sources, limits)
        for source, result in zip(tree.sources, found, strict=True):
            findings += result.findings
            results.append((source, result))
    return _collect(results, findings)


def _read(source: Source, *, limits: Limits) -> ReadResult:
    try:
        data = _bytes(source.file, limits)
    except OSError as error:
        return ReadResult(None, (unreadable(source.path, error),))
    return read_document(data, path=source.path, kind=source.kind, limits=limits)


def validate(document: Document) -> tuple[Model | None, list[Finding]]:
    """Check a document against the model of its kind; without a record there is an error."""
    model = MODELS[document.kind]
    data = document.data
    if document.body is not None:
        data = {**data, "body": document.body}
    record: Model | None = None
    findings: list[Finding] = []
    try:
        record = model.model_validate(data)
        _forget_given(record)
    except ValidationError as error:
        findings = explain(error, document, model, data)
    if document.ambiguous:
        known = {finding.position for finding in findings}
        found = islice(_ambiguous(document, model), MOST_FINDINGS)
        findings += [finding for finding in found if finding.position not in known]
    return record, findings


def _forget_given(part: BaseModel) -> None:
    """Drop what pydantic notes of each part: which fields were given. Nothing asks for it.

    The notes are a third of a record's memory, and a site holds thousands of records.
    """
    object.__setattr__(part, "__pydantic_fields_set__", _NOTHING_NOTED)
    for value in part.__dict__.values():
        if isinstance(value, BaseModel):
            _forget_given(value)
        elif type(value) is tuple:
            for item in value:
                if isinstance(item, BaseModel):
                    _forget_given(item)


_NOTHING_NOTED: set[str] = set()


def _checked(read: ReadResult) -> _Result:
    if read.document is None:
        return _Result(None, None, read.findings)
    record, found = validate(read.document)
    if any(finding.severity is Severity.ERROR for finding in read.findings):
        record = None
    return _Result(record, read.document, (*read.findings, *found))


def _ambiguous(document: Document, model: type[Model]) -> Iterator[Finding]:
    """Find plain words in text fields that other readers of YAML take for something else."""
    for path in document.ambiguous:
        leaves = leaves_at(model, document.data, path)
        if not is_text(leaves):
            continue
        value: object = document.data
        for step in path:
            value = value[step]  # type: ignore[index]
        text = str(value)
        meaning = reading(text)
        if meaning in ("a date", "a point in time") and is_partial_date(leaves):
            continue
        if any(path[: len(start)] == start for start in withheld_paths(document.data)):
            continue
        yield Finding(
            "yaml-ambiguous",
            Severity.WARNING,
            document.path,
            f"`{text}` without quotes is read as {meaning} by some programs",
            f'Write "{text}".',
            *document.span(path),
        )


def _bytes(file: Path, limits: Limits) -> bytes:
    """Read a file, but never more than shows that it is too large."""
    with file.open("rb") as stream:
        return stream.read(limits.size + 1)


def _collect(results: list[tuple[Source, _Result]], findings: list[Finding]) -> Collection:
    by_id: dict[tuple[Kind, str], Loaded[Record]] = {}
    by_kind: dict[Kind, list[Loaded[Record]]] = {kind: [] for kind in Kind}
    provider: Loaded[Provider] | None = None
    broken = []
    for source, result in results:
        record, document = result.record, result.document
        if record is None or document is None:
            broken.append(Broken(source.path, source.kind, _id(document)))
        elif isinstance(record, Provider):
            provider = Loaded(record, document)
        elif isinstance(record, Record):
            loaded = Loaded(record, document)
            first = by_id.setdefault((source.kind, record.id), loaded)
            by_kind[source.kind].append(loaded)
            if first is not loaded:
                findings.append(_same_id(record.id, document, first.document))
    findings.sort(key=Finding.sort_key)
    return Collection(
        provider,
        tuple(by_kind[Kind.PROTOCOL]),  # type: ignore[arg-type]
        tuple(by_kind[Kind.MODEL]),  # type: ignore[arg-type]
        tuple(by_kind[Kind.INCIDENT]),  # type: ignore[arg-type]
        tuple(findings),
        MappingProxyType(by_id),
        tuple(broken),
    )


def _same_id(id_: str, document: Document, first: Document) -> Finding:
    line = first.position(("id",)).line
    return Finding(
        "id-duplicate",
        Severity.ERROR,
        document.path,
        f"the id `{id_}` is taken by {first.path}:{line}",
        "Give each record an id of its own. The id of a published record stays with it.",
        *document.span(("id",)),
    )


def _id(document: Document | None) -> str | None:
    found = document.data.get("id") if document is not None else None
    return found if isinstance(found, str) else None
