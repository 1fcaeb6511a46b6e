"""What a rule is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from glasscase.archive.archive import Archive, Version
from glasscase.archive.errors import ArchiveError
from glasscase.checks.registry import rule
from glasscase.findings import Finding, Position
from glasscase.reading.load import Collection, Loaded
from glasscase.records import Absent, Model, Withheld

if TYPE_CHECKING:
    from glasscase.checks.coverage import Gate
    from glasscase.checks.index import Index
    from glasscase.checks.outline import RecordOutline

Path: TypeAlias = tuple[str | int, ...]
"""The way from the top of a record to a value: keys as in the file and list indices."""

T = TypeVar("T")


def no_lines(_path: str) -> Sequence[str]:
    """Return no lines: for callers that have no files at hand."""
    return ()


@dataclass(frozen=True, slots=True)
class Options:
    """What the provider has configured for the checks."""

    content: str = "content"
    """The content folder, relative to the project."""
    public_source: bool = False
    """True if the repository with the source files is public."""
    files: frozenset[str] | None = None
    """Pages and other files of the content folder, relative to it; None if not known."""
    coverage: tuple[tuple[str, str], ...] = ()
    """Regimes whose duties are checked, each with its severity as it was written."""
    config_file: str = "mkdocs.yml"
    """The file that holds these options, relative to the project."""


def no_other(_outline: RecordOutline) -> Model | None:
    """Return no record: for callers that have all records at hand."""
    return None


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that a rule may look at: the records to check, and what is known of all."""

    collection: Collection
    index: Index
    today: date
    options: Options = field(default_factory=Options)
    lines: Callable[[str], Sequence[str]] = no_lines
    """Gives the lines of a file, to place a finding inside a long text."""
    other: Callable[[RecordOutline], Model | None] = no_other
    """Gives a record that is not in the collection."""
    archive: Archive = field(default_factory=Archive)
    """All versions that were published; empty if there is no public branch."""
    gate: Gate | None = None
    """The regimes whose duties are checked; None if there are none."""
    damaged: Mapping[Version, ArchiveError] = field(default_factory=dict)
    """Versions that the public branch does not hold as they were published."""

    def record_of(self, outline: RecordOutline) -> Model | None:
        """Return the record that an outline stands for; None if it cannot be had."""
        for loaded in self.records():
            if loaded.document.path == outline.path:
                record: Model = loaded.record
                return record
        return self.other(outline)

    def records(self) -> Iterator[Loaded[Any]]:
        """Give all records but the provider, in the order of their kinds."""
        yield from self.collection.protocols
        yield from self.collection.models
        yield from self.collection.incidents

    def everything(self) -> Iterator[Loaded[Any]]:
        """Give the provider, if there is one, and all records."""
        if self.collection.provider is not None:
            yield self.collection.provider
        yield from self.records()


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the place in its record, so that a waiver can be matched with it."""

    finding: Finding
    loaded: Loaded[Any] | None = None
    path: Path = ()
    accepted: bool = False
    """True if the record itself already says what the finding says."""


Check: TypeAlias = Callable[[Context], Iterable[Found]]
"""A family of rules."""


def found(
    rule_id: str,
    loaded: Loaded[Any],
    path: Path,
    message: str,
    help_: str = "",
    *,
    key: bool = False,
    accepted: bool = False,
    position: Position | None = None,
    length: int | None = None,
) -> Found:
    """Return a finding at a value of a record, or with `key` at its key.

    `position` and `length` name a place inside a long text.
    """
    document = loaded.document
    if position is None:
        position, length = document.span(path, key=key)
    severity = rule(rule_id).severity
    finding = Finding(rule_id, severity, document.path, message, help_, position, length or 1)
    return Found(finding, loaded, path, accepted)


def given(value: T | Withheld | Absent | None) -> T | None:
    """Return a disclosed value, or None where it is withheld, absent or left out."""
    return None if isinstance(value, Withheld | Absent) else value


def label(data: object, path: Path) -> str:
    """Write a path as people do: `evaluations.vct-2.value`, with ids in place of numbers."""
    words: list[str] = []
    for step in path:
        if isinstance(step, int) and isinstance(data, list) and step < len(data):
            data = data[step]
            row = data.get("id") if isinstance(data, dict) else None
            words.append(row if isinstance(row, str) else str(step + 1))
        else:
            data = data.get(step) if isinstance(data, dict) else None
            words.append(str(step))
    return ".".join(words)
