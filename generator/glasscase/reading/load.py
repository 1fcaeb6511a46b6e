"""All records of a project, checked against their models."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import ValidationError

from glasscase.findings import Finding, Severity
from glasscase.garbage import no_garbage_collection
from glasscase.reading.document import Document, read_document
from glasscase.reading.explain import MOST_FINDINGS, explain
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.partial import partial
from glasscase.reading.scalars import reading
from glasscase.reading.shape import is_partial_date, is_text, leaves_at
from glasscase.reading.tree import Source, unreadable, walk
from glasscase.reading.withheld import withheld_paths
from glasscase.records import (
    MODELS,
    Contents,
    Incident,
    Kind,
    Model,
    ModelCard,
    Protocol,
    Provider,
    PublicForm,
    Record,
    Status,
    canonical,
    contents,
    digest,
    public_form,
)

M = TypeVar("M", bound=Model, covariant=True)


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A record and the file that it comes from."""

    record: M
    document: Document

    @cached_property
    def form(self) -> PublicForm:
        """The record's public form."""
        record: object = self.record
        if not isinstance(record, Record | Provider):
            raise TypeError("a file holds a record or the provider")
        return public_form(record)

    @cached_property
    def contents(self) -> Contents:
        """The record's groups and its marked texts, found in one walk."""
        return contents(self.record)

    @cached_property
    def canonical(self) -> bytes:
        """The canonical bytes of the public form (RFC 8785)."""
        return canonical(self.form)

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the canonical bytes, in lower-case hexadecimal."""
        return digest(self.canonical)


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
    broken: tuple[Broken, ...] = ()
    partial: tuple[Loaded[Any], ...] = ()
    """What can be read of the broken files: it is checked, but never published."""
    partial_rows: tuple[Loaded[Any], ...] = ()
    """The same, with the rows of lists in which a value is wrong: see `partial`."""

    @property
    def current_models(self) -> dict[str, PublicForm]:
        """Public forms of the current model cards by id; translations are left out."""
        return {
            loaded.record.id: loaded.form
            for loaded in self.models
            if loaded.record.status is Status.CURRENT and loaded.record.translation_of is None
        }

    def only_partial(self, *, rows: bool = False) -> Collection:
        """Return the partial records as a collection of their own."""
        return grouped(self.partial_rows if rows else self.partial)


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of one file: without a record there is an error among the findings."""

    source: Source
    record: Model | None
    document: Document | None
    findings: tuple[Finding, ...]

    def partial(self, *, rows: bool = False) -> Loaded[Model] | None:
        """Return what can be read of a file with errors, to be checked but never published."""
        if self.record is not None or self.document is None:
            return None
        found = partial(self.document, rows=rows)
        return Loaded(*found) if found is not None else None


@dataclass(slots=True)
class Cache:
    """Results of the last load by path, kind and content, for `serve`. Lives in memory only."""

    results: dict[tuple[str, Kind, str], FileRead] = field(default_factory=dict)
    _earlier: dict[tuple[str, Kind, str], FileRead] = field(default_factory=dict)

    def renew(self) -> None:
        """Start a load: what it does not ask for will be forgotten."""
        self.results, self._earlier = {}, self.results

    def read(self, source: Source, limits: Limits = DEFAULT_LIMITS) -> FileRead:
        """As `read_file`; a file whose bytes are as in the load before is not parsed again."""
        try:
            data = _bytes(source.file, limits)
        except OSError as error:
            return FileRead(source, None, None, (unreadable(source.path, error),))
        key = (source.path, source.kind, hashlib.sha256(data).hexdigest())
        known = self._earlier.get(key)
        self.results[key] = known if known is not None else _read(source, data, limits)
        return self.results[key]


def load(
    project: Path,
    content: str = "content",
    *,
    limits: Limits = DEFAULT_LIMITS,
    cache: Cache | None = None,
) -> Collection:
    """Read every record under `project`/`content`; wrong input becomes findings.

    With a `cache`, files whose bytes have not changed since its last use are not checked again.
    """
    tree = walk(project, content)
    read = read_file
    if cache is not None:
        cache.renew()
        read = cache.read
    with no_garbage_collection():
        return collect([read(source, limits) for source in tree.sources], tree.findings)


def read_file(source: Source, limits: Limits = DEFAULT_LIMITS) -> FileRead:
    """Read one file and check it against the model of its kind."""
    try:
        data = _bytes(source.file, limits)
    except OSError as error:
        return FileRead(source, None, None, (unreadable(source.path, error),))
    return _read(source, data, limits)


def _read(source: Source, data: bytes, limits: Limits) -> FileRead:
    document, findings = read_document(data, path=source.path, kind=source.kind, limits=limits)
    if document is None:
        return FileRead(source, None, None, findings)
    record, found = validate(document)
    if any(finding.severity is Severity.ERROR for finding in findings):
        record = None
    return FileRead(source, record, document, (*findings, *found))


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
    except ValidationError as error:
        findings = explain(error, document, model, data)
    if document.ambiguous:
        known = {finding.position for finding in findings}
        found = islice(_ambiguous(document, model), MOST_FINDINGS)
        findings += [finding for finding in found if finding.position not in known]
    return record, findings


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


def collect(files: Iterable[FileRead], findings: Iterable[Finding] = ()) -> Collection:
    """Put what was read of some files together, in the order of the files."""
    whole: list[Loaded[Model]] = []
    parts: list[Loaded[Model]] = []
    rows: list[Loaded[Model]] = []
    broken = []
    all_findings = list(findings)
    for file in files:
        all_findings += file.findings
        record, document = file.record, file.document
        if record is not None and document is not None:
            whole.append(Loaded(record, document))
            continue
        broken.append(Broken(file.source.path, file.source.kind, _id(document)))
        parts += filter(None, [file.partial()])
        rows += filter(None, [file.partial(rows=True)])
    all_findings.sort(key=Finding.sort_key)
    return replace(
        grouped(whole),
        findings=tuple(all_findings),
        broken=tuple(broken),
        partial=tuple(parts),
        partial_rows=tuple(rows),
    )


def grouped(all_loaded: Iterable[Loaded[Any]]) -> Collection:
    """Return records as a collection, in their order."""
    by_kind: dict[Kind, list[Loaded[Any]]] = {kind: [] for kind in Kind}
    for loaded in all_loaded:
        by_kind[loaded.document.kind].append(loaded)
    providers = by_kind[Kind.PROVIDER]
    return Collection(
        providers[-1] if providers else None,
        tuple(by_kind[Kind.PROTOCOL]),
        tuple(by_kind[Kind.MODEL]),
        tuple(by_kind[Kind.INCIDENT]),
    )


def _id(document: Document | None) -> str | None:
    found = document.data.get("id") if document is not None else None
    return found if isinstance(found, str) else None
