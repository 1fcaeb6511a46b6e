"""A whole project read, checked and handed on, a few records at a time.

First every file is read and outlined, then every record is checked against all outlines. Between
the two, most files of a large project are held packed: a record takes five times as much memory
as its file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from glasscase.archive.archive import Archive, Version
from glasscase.archive.errors import ArchiveError
from glasscase.archive.intact import altered_versions
from glasscase.checks.configuration import Configuration
from glasscase.checks.context import Context
from glasscase.checks.coverage import Gate
from glasscase.checks.coverage import gate as gate_of
from glasscase.checks.index import Index
from glasscase.checks.outline import Outline, RecordOutline, outline
from glasscase.checks.private import private_findings
from glasscase.checks.run import Result, examine
from glasscase.checks.sources import Sources
from glasscase.findings import Finding
from glasscase.garbage import no_garbage_collection
from glasscase.processes import MANY, Crew, batches
from glasscase.reading.document import Document
from glasscase.reading.load import Cache, Collection, FileRead, collect, read_file, validate
from glasscase.reading.tree import Source, walk
from glasscase.records import Model

T = TypeVar("T")

_BATCH = 25
_HELD = 2_000
"""Number of files of which the records are held between the two passes."""


@dataclass(frozen=True, slots=True)
class Survey(Generic[T]):
    """What was found in a project, and what was taken from its records."""

    findings: tuple[Finding, ...]
    """Sorted; those of the reading included."""
    waived: int
    """How many findings are accepted by waivers."""
    files: tuple[str, ...]
    """The files that were read, in their order."""
    taken: tuple[T, ...]


def nothing(_collection: Collection) -> None:
    """Take nothing from the records: they are only checked."""


def survey(
    found: Configuration,
    *,
    today: date,
    take: Callable[[Collection], T],
    cache: Cache | None = None,
    processes: int = 1,
    archive: Archive | None = None,
) -> Survey[T]:
    """Read and check a project, and `take` something from its records.

    `take` is called with a few valid records at a time, in the order of the files, in as many
    processes as may be used; it must be picklable. A `cache` keeps what was read for the next
    call, all in one process. What comes out does not depend on the number of processes. The
    `archive` holds what was published before; each of its versions must still be intact.
    """
    known = archive or Archive()
    published = known.versions  # Worked out before there are processes that would each do it.
    damaged = altered_versions(found.project, known)
    tree = walk(found.project, found.options.content)
    few = cache is not None or len(tree.sources) <= MANY
    read = read_file
    if cache is not None:
        cache.renew()
        read = cache.read
        processes = 1
    size = max(len(tree.sources), 1) if few else _BATCH
    gate = gate_of(found.project, found.options)
    parts = [
        _Part(sources, known, number * size < _HELD or cache is not None)
        for number, sources in enumerate(batches(tree.sources, size))
    ]
    with Crew(parts, processes) as crew:
        outlines = list(crew.step(partial(_outline, read=read, gate=gate)))
        index = Index.of(outlines, found.options.content, found.options.files, published)
        task = _Task(found, index, today, _knowing(gate, outlines), damaged)
        examined = partial(_examine, task=task, take=take)
        answers = list(crew.step(examined))
    findings = dict.fromkeys(tree.findings)
    findings.update(dict.fromkeys(private_findings(found.project, found.options)))
    for result, _ in answers:
        findings.update(dict.fromkeys(result.findings))
    return Survey(
        tuple(sorted(findings, key=Finding.sort_key)),
        sum(result.waived for result, _ in answers),
        tuple(source.path for source in tree.sources),
        tuple(taken for _, taken in answers),
    )


class _Part(NamedTuple):
    """A batch. The archive is in it because processes inherit batches: it is never copied."""

    files: Sequence[Source | FileRead | _Packed]
    archive: Archive
    held: bool
    """Whether its records stay in memory between the two passes."""


@dataclass(frozen=True, slots=True)
class _Task:
    """What every batch is checked with."""

    found: Configuration
    index: Index
    today: date
    gate: Gate | None
    damaged: Mapping[Version, ArchiveError]


def _knowing(gate: Gate | None, outlines: Sequence[Outline]) -> Gate | None:
    return gate.knowing(one.law for one in outlines) if gate is not None else None


class _Packed(NamedTuple):
    """A file that has been read, without its record."""

    source: Source
    valid: bool
    document: bytes | None
    findings: tuple[Finding, ...]


def _outline(
    part: _Part, *, read: Callable[[Source], FileRead], gate: Gate | None
) -> tuple[_Part, Outline]:
    with no_garbage_collection():
        files = [read(source) for source in part.files if isinstance(source, Source)]
        kept = files if part.held else [_pack(file) for file in files]
        return part._replace(files=kept), outline(collect(files), gate)


def _examine(
    part: _Part, *, task: _Task, take: Callable[[Collection], T]
) -> tuple[None, tuple[Result, T]]:
    with no_garbage_collection():
        collection = collect(_unpack(file) for file in part.files if not isinstance(file, Source))
        context = Context(
            collection,
            task.index,
            task.today,
            task.found.options,
            Sources(task.found.project).lines,
            partial(_record_of, task.found.project),
            part.archive,
            task.gate,
            task.damaged,
        )
        return None, (examine(context), take(collection))


def _pack(file: FileRead) -> _Packed:
    packed = file.document.pack() if file.document is not None else None
    return _Packed(file.source, file.record is not None, packed, file.findings)


def _unpack(file: FileRead | _Packed) -> FileRead:
    if isinstance(file, FileRead):
        return file
    if file.document is None:
        return FileRead(file.source, None, None, file.findings)
    document = Document.unpack(file.document)
    record = validate(document)[0] if file.valid else None
    return FileRead(file.source, record, document, file.findings)


@lru_cache(maxsize=200)
def _record_of(project: Path, outline: RecordOutline) -> Model | None:
    """Read a record of another batch, because a link leads to a place of its page."""
    return read_file(Source(outline.path, outline.kind, project / outline.path)).record
