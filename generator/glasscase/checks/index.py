"""What can be referred to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from glasscase.reading.load import Collection, Loaded
from glasscase.records import Kind

_KINDS = (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)


@dataclass(frozen=True, slots=True)
class Index:
    """Records and services by id."""

    records: Mapping[tuple[Kind, str], Loaded[Any]]
    services: frozenset[str]
    broken: frozenset[tuple[Kind, str]]
    """Kinds and ids of the files that are no valid records, the ids guessed if need be."""
    provider_known: bool
    """False if there is no valid provider, and with it no list of services."""

    @classmethod
    def of(cls, collection: Collection) -> Index:
        """Index a collection."""
        provider = collection.provider
        broken = set()
        for file in collection.broken:
            broken.add((file.kind, file.id or PurePosixPath(file.path).stem))
        return cls(
            collection.by_id,
            frozenset(s.id for s in provider.record.services) if provider else frozenset(),
            frozenset(broken),
            provider is not None,
        )

    def kind_of(self, name: str) -> Kind | None:
        """Return what an id names; the first, where records of several kinds share it."""
        for kind in _KINDS:
            if (kind, name) in self.records:
                return kind
        return Kind.SERVICE if name in self.services else None

    def ids(self, kind: Kind) -> list[str]:
        """Return the ids of one kind."""
        if kind is Kind.SERVICE:
            return sorted(self.services)
        return sorted(name for other, name in self.records if other is kind)
