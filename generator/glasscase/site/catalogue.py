"""Everything that is published, by address: the one view of all records that pages share.

Only public forms get here. What is kept of a record is its canonical bytes and the few values
that other pages show of it, so that a site of 10,000 records fits in memory.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from glasscase.archive.archive import Erasure
from glasscase.checks.erasure import erasures
from glasscase.law.coverage import Known, Law
from glasscase.reading.load import Collection, Loaded
from glasscase.records import (
    Kind,
    Markdown,
    PublicForm,
    Record,
    Reference,
    Status,
)

from .context import Context, Json, Target
from .nodes import Anchor
from .prose import ROOT, inward, may_lead_inward, plain

IN_TEXT = ""
"""Stands for a field where a Markdown text links to a record, whichever field that is."""


class Mention(NamedTuple):
    """One record's reference to another: where from, and by which field (or `IN_TEXT`)."""

    source: tuple[str, str]
    key: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The public form of one version of a record, as it goes onto the site."""

    kind: Kind
    id: str
    version: str
    title: str
    status: str
    language: str
    summary: str
    path: str
    data: bytes
    digest: str
    facts: Mapping[str, Json]
    """Top-level values that listings show: type, severity, dates and the like."""

    @property
    def address(self) -> str:
        """Address of the current version, from the site's root."""
        return f"{self.kind.folder}/{self.id}/"

    @property
    def permanent(self) -> str:
        """Address of this version, from the site's root."""
        return f"{self.address}{self.version}/"

    def form(self) -> PublicForm:
        """Return the public form, read from its canonical bytes."""
        form: PublicForm = json.loads(self.data)
        return form


class Follows(NamedTuple):
    """What a regime asks because of a service: a link to all of it, and to the first duties."""

    whole: Anchor
    duties: tuple[Anchor, ...]


class Obligations(NamedTuple):
    """The duties that follow from a service."""

    own: tuple[Follows, ...] = ()
    """What the provider owes by the type and the role of the service."""
    models: tuple[Follows, ...] = ()
    """What is owed for each model of the service."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All editions, the provider, and what leads from one to another."""

    editions: tuple[Edition, ...]
    provider: PublicForm | None
    targets: Mapping[tuple[str, str], Target]
    thresholds: Mapping[str, Json]
    mentions: Mapping[tuple[str, str], tuple[Mention, ...]]
    by_key: Mapping[tuple[str, str], Edition] = field(repr=False)
    serves: Callable[[Kind, PublicForm], Mapping[str, str]] | None = field(default=None, repr=False)
    """Tells which duties the sections of a record serve, as HTML by permalink; None without
    coverage."""
    obligations: Mapping[str, Obligations] = field(default_factory=dict, repr=False)
    """The duties that follow from each service, by its id."""

    def context(self, page: str) -> Context:
        """Return what values on the page at that address are shown in."""
        return Context(page, self.targets, self.thresholds)

    def of_kind(self, kind: Kind) -> Iterator[Edition]:
        """Yield the editions of one kind."""
        return (edition for edition in self.editions if edition.kind is kind)


_FOLDERS = {kind.folder: kind.value for kind in (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)}

_FACTS = (
    "type",
    "severity",
    "state",
    "harms",
    "effective_from",
    "release",
    "classification",
    "times",
    "models",
    "translation_of",
)


class Entry(NamedTuple):
    """A record on its way into the catalogue: its edition and what leads from it."""

    edition: Edition
    mentioned: tuple[tuple[tuple[str, str], str], ...]
    """Kind and id of what it names, and by which field."""
    commitments: tuple[Json, ...]


class Batch(NamedTuple):
    """What goes onto the site of a few records."""

    entries: tuple[Entry, ...]
    provider: PublicForm | None
    mentioned: tuple[tuple[tuple[str, str], str], ...]
    """What the provider names."""
    erasures: tuple[Erasure, ...] = ()
    """Published versions that are to be erased."""
    known: Known | None = None
    """What the law is to know of the records; None without coverage."""


def published(collection: Collection, *, drafts: bool = False, law: Law | None = None) -> Batch:
    """Turn what was read into what is published. Drafts are left out unless asked for.

    With a `law`, what it is to know of the records is noted.
    """
    owner = collection.provider
    return Batch(
        tuple(
            _entry(loaded)
            for loaded in (*collection.models, *collection.protocols, *collection.incidents)
            if drafts or loaded.record.status is not Status.DRAFT
        ),
        owner.form if owner else None,
        tuple(_mentioned(owner)) if owner else (),
        tuple(erasures(collection)),
        _known(law, collection) if law is not None else None,
    )


def _known(law: Law, collection: Collection) -> Known:
    provider = collection.provider
    return law.know(
        provider.form if provider is not None else None,
        (loaded.form for loaded in collection.protocols),
        (loaded.form for loaded in collection.models),
    )


def catalogue(batches: Iterable[Batch]) -> Catalogue:
    """Put all that is published together."""
    editions: list[Edition] = []
    mentions: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    targets: dict[tuple[str, str], Target] = {}
    thresholds: dict[str, Json] = {}
    provider: PublicForm | None = None
    for batch in batches:
        for edition, mentioned, commitments in batch.entries:
            editions.append(edition)
            key = (edition.kind.value, edition.id)
            targets[key] = (f"{ROOT}{edition.address}", edition.title)
            for target, field_key in mentioned:
                mentions[target].append(Mention(key, field_key))
            for commitment in commitments:
                _add_commitment(edition, commitment, targets, thresholds)
        if batch.provider is not None:
            provider = batch.provider
            for service in provider.get("services", ()):
                href = f"{ROOT}services/#services.{service['id']}"
                targets["service", service["id"]] = (href, service["name"])
            for target, field_key in batch.mentioned:
                mentions[target].append(Mention(("provider", ""), field_key))
    ordered = tuple(sorted(editions, key=lambda e: (e.kind.value, e.id)))
    return Catalogue(
        ordered,
        provider,
        targets,
        thresholds,
        {key: tuple(sorted(set(found))) for key, found in mentions.items()},
        {(e.kind.value, e.id): e for e in ordered},
    )


def _entry(loaded: Loaded[Any]) -> Entry:
    record: Record = loaded.record
    form = loaded.form
    edition = _edition(loaded)
    commitments = form.get("commitments", ()) if record.kind is Kind.PROTOCOL else ()
    return Entry(
        edition,
        tuple(_mentioned(loaded)),
        tuple(commitments) if isinstance(commitments, list) else (),
    )


def _edition(loaded: Loaded[Record]) -> Edition:
    record, form = loaded.record, loaded.form
    return Edition(
        kind=record.kind,
        id=record.id,
        version=record.version,
        title=record.title,
        status=record.status.value,
        language=record.language,
        summary=plain(record.summary, 400),
        path=loaded.document.path,
        data=loaded.canonical,
        digest=loaded.digest,
        facts={key: form[key] for key in _FACTS if key in form},
    )


def _mentioned(loaded: Loaded[Any]) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield what a record names or links to, and how."""
    record, texts = loaded.record, loaded.contents.texts
    for path, reference, identifier in texts[Reference]:
        kind = reference.kind
        if kind is Kind.COMMITMENT:
            kind, identifier = Kind.PROTOCOL, identifier.partition("#")[0]
        yield (kind.value, identifier), str(path[0])
    if isinstance(record, Record):
        own = record.kind.value
        if record.translation_of is not None:
            yield (own, record.translation_of.id), "translation_of"
        if record.withdrawal is not None and record.withdrawal.replaced_by is not None:
            yield (own, record.withdrawal.replaced_by), "replaced_by"
    # Hardly any record links to another in its texts: all of them are searched at once.
    if may_lead_inward(loaded.canonical.decode()):
        page = f"{record.kind.folder}/{record.id}/" if isinstance(record, Record) else "provider/"
        for _, _, text in texts[Markdown]:
            for address in inward(text, page):
                folder, _, rest = address.partition("/")
                if folder in _FOLDERS and rest:
                    yield (_FOLDERS[folder], rest.partition("/")[0]), IN_TEXT


def _add_commitment(
    edition: Edition,
    commitment: Json,
    targets: dict[tuple[str, str], Target],
    thresholds: dict[str, Any],
) -> None:
    ref = f"{edition.id}#{commitment['id']}"
    href = f"{ROOT}{edition.address}#commitments.{commitment['id']}"
    targets["commitment", ref] = (href, commitment.get("title", ref))
    if "threshold" in commitment:
        thresholds[ref] = commitment["threshold"]
