"""Versions that are to be erased: which, and whether they can be."""

from __future__ import annotations

from collections.abc import Iterator

from glasscase.archive.archive import Erasure
from glasscase.checks.context import Context, Found, found
from glasscase.checks.words import meant
from glasscase.reading.load import Collection


def erasures(collection: Collection) -> list[Erasure]:
    """Return the versions that the records of a collection want erased, each once, sorted."""
    wanted: dict[tuple[str, ...], Erasure] = {}
    for loaded in (*collection.protocols, *collection.models, *collection.incidents):
        record = loaded.record
        for one in record.erase:
            reason = " ".join(one.reason.split())
            erasure = Erasure(record.kind, record.id, one.version, reason)
            wanted.setdefault(erasure[:3], erasure)
    return sorted(wanted.values())


def check(context: Context) -> Iterator[Found]:
    """Check that what is to be erased was published, and is not the current version."""
    for loaded in context.records():
        record = loaded.record
        for number, one in enumerate(record.erase):
            path = ("erase", number, "version")
            versions = context.archive.of(record.kind, record.id)
            known = [version.version for version in versions]
            if one.version == record.version:
                yield found(
                    "erase-current",
                    loaded,
                    path,
                    f"version {one.version} is the current one and cannot be erased",
                    "Write a new `version` without what must be erased, with its entry in"
                    " `changes`.",
                )
            elif context.archive.entries and one.version not in known:
                yield found(
                    "erase-unknown",
                    loaded,
                    path,
                    f"there is no published version {one.version} to erase",
                    meant(one.version, known) or "Remove it.",
                )
