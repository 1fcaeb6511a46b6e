"""References: everything that names another record, or another part of the same one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.index import Index
from glasscase.checks.outline import RecordOutline
from glasscase.checks.parts import marked
from glasscase.checks.words import KIND_NAMES, a_kind, meant
from glasscase.reading.load import Loaded
from glasscase.records import Incident, Kind, ModelCard, Provider, Record, Reference, Status


def check(context: Context) -> Iterator[Found]:
    """Check all references."""
    index = context.index
    for loaded in context.everything():
        for path, marker, value in marked(loaded, Reference):
            if marker.kind is Kind.COMMITMENT:
                yield from _commitment(loaded, path, value, index)
            elif marker.kind is Kind.SERVICE:
                yield from _service(loaded, path, value, index)
            else:
                yield from _record(loaded, path, value, marker.kind, index)
        record = loaded.record
        if isinstance(record, Record):
            yield from _replacement(loaded, index)
            yield from _translation(loaded, index)
        if isinstance(record, ModelCard):
            yield from _rows(loaded)
        elif isinstance(record, Provider):
            for number, row in enumerate(record.responsibilities):
                for place, service in enumerate(row.services):
                    where = ("responsibilities", number, "services", place)
                    yield from _service(loaded, where, service, index)


def _record(
    loaded: Loaded[Any], path: Path, value: str, kind: Kind, index: Index
) -> Iterator[Found]:
    target = index.records.get((kind, value))
    if target is not None:
        yield from _standing(loaded, path, target)
    elif (kind, value) not in index.broken:
        yield _unknown(loaded, path, value, kind, index)


def _unknown(loaded: Loaded[Any], path: Path, value: str, kind: Kind, index: Index) -> Found:
    """Return the finding for an id that names nothing, or something of another kind."""
    record = loaded.record
    own = record.id if isinstance(record, Record) and record.kind is kind else None
    others = [id_ for id_ in index.ids(kind) if id_ != own]
    actual = index.kind_of(value)
    if actual is not None:
        return found(
            "reference-kind",
            loaded,
            path,
            f"`{value}` is {a_kind(actual)}, not {a_kind(kind)}",
            meant(value, others) or f"Give the id of {a_kind(kind)}.",
        )
    add = (
        "Add it to `services` in provider.yml, or remove it here."
        if kind is Kind.SERVICE
        else f"Add a file for it under `{kind.folder}/`, or remove it here."
    )
    return found(
        "reference-unknown",
        loaded,
        path,
        f"there is no {KIND_NAMES[kind]} with the id `{value}`",
        meant(value, others) or add,
    )


def _standing(loaded: Loaded[Any], path: Path, other: RecordOutline) -> Iterator[Found]:
    """Compare the statuses of a record and of one that it names."""
    record = loaded.record
    status = record.status if isinstance(record, Record) else Status.CURRENT
    if other.status is Status.DRAFT and status is not Status.DRAFT:
        yield found(
            "reference-draft",
            loaded,
            path,
            f"`{other.id}` is a draft, and a draft is not on the site",
            f"Publish it first (`status: current` in {other.path}), or remove the"
            " reference until then.",
        )
    # An incident goes on naming what was in use at the time.
    elif (
        other.status is Status.WITHDRAWN
        and status is Status.CURRENT
        and not isinstance(record, Incident)
    ):
        replacement = other.replaced_by
        yield found(
            "reference-withdrawn",
            loaded,
            path,
            f"`{other.id}` has been withdrawn",
            f"It was replaced by `{replacement}`: name that one instead."
            if replacement and replacement != record_id(loaded)
            else "Remove the reference, or name what holds now.",
        )


def record_id(loaded: Loaded[Any]) -> str:
    """Return the id of a record; the provider has none."""
    return loaded.record.id if isinstance(loaded.record, Record) else ""


def _commitment(loaded: Loaded[Any], path: Path, value: str, index: Index) -> Iterator[Found]:
    protocol, _, commitment = value.partition("#")
    target = index.records.get((Kind.PROTOCOL, protocol))
    if target is None:
        yield from _record(loaded, path, protocol, Kind.PROTOCOL, index)
        return
    known = target.commitments
    if commitment in known:
        yield from _standing(loaded, path, target)
        return
    yield found(
        "reference-unknown",
        loaded,
        path,
        f"the protocol `{protocol}` has no commitment `{commitment}`",
        meant(commitment, known) or f"Look at `commitments` in {target.path}.",
    )


def _service(loaded: Loaded[Any], path: Path, value: str, index: Index) -> Iterator[Found]:
    if index.provider_known and value not in index.services:
        yield _unknown(loaded, path, value, Kind.SERVICE, index)


def _replacement(loaded: Loaded[Any], index: Index) -> Iterator[Found]:
    record = loaded.record
    if record.withdrawal is None or record.withdrawal.replaced_by is None:
        return
    path: Path = ("withdrawal", "replaced_by")
    value = record.withdrawal.replaced_by
    if value == record.id:
        yield found(
            "reference-self",
            loaded,
            path,
            "a record cannot replace itself",
            "Name the record to read instead, or leave the line out.",
        )
        return
    yield from _record(loaded, path, value, record.kind, index)


def _translation(loaded: Loaded[Any], index: Index) -> Iterator[Found]:
    record = loaded.record
    if record.translation_of is None:
        return
    path: Path = ("translation_of", "id")
    value = record.translation_of.id
    if value == record.id:
        yield found(
            "reference-self",
            loaded,
            path,
            "a record cannot be a translation of itself",
            f"Give this file an id of its own, such as `{record.id}.{record.language.lower()}`.",
        )
        return
    yield from _record(loaded, path, value, record.kind, index)
    original = index.records.get((record.kind, value))
    if original is None:
        return
    if original.language == record.language:
        yield found(
            "translation-language",
            loaded,
            ("language",) if "language" in loaded.document.data else path,
            f"this translation and its original `{value}` have the same language,"
            f" `{record.language}`",
            "Write the language of this file in `language`.",
        )
    if original.version != record.translation_of.version:
        yield found(
            "translation-outdated",
            loaded,
            ("translation_of", "version"),
            f"this is a translation of version {record.translation_of.version} of `{value}`,"
            f" whose version is now {original.version}",
            "Bring the translation up to date. The page says which version it translates.",
        )


def _rows(loaded: Loaded[Any]) -> Iterator[Found]:
    """Check what a card's risk assessments name in the same card."""
    card = loaded.record
    safety = given(card.safety)
    mitigations = given(safety.mitigations) if safety else None
    known = {
        "mitigations": ({m.id for m in mitigations or ()}, "safety.mitigations"),
        "evaluations": ({e.id for e in given(card.evaluations) or ()}, "evaluations"),
    }
    for number, risk in enumerate(given(card.risks) or ()):
        for key, (ids, where) in known.items():
            for place, value in enumerate(getattr(risk, key)):
                if value not in ids:
                    yield found(
                        "reference-row",
                        loaded,
                        ("risks", number, key, place),
                        f"this card has no `{value}` under `{where}`",
                        meant(value, ids) or f"Add it under `{where}`, or remove it here.",
                    )
