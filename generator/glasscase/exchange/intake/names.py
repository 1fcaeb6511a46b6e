"""Models and services of the project by the names that an event may give them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glasscase.exchange.intake.values import group, text
from glasscase.reading.document import read_document
from glasscase.reading.tree import Source, walk
from glasscase.records import Kind


@dataclass(frozen=True, slots=True)
class Names:
    """Ids by name. A name that two things share stands for neither."""

    models: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)

    def find(self, names: Iterable[str], known: Mapping[str, str]) -> tuple[list[str], list[str]]:
        """Return the ids of those names that are known, and the names that are not."""
        ids = {name: known.get(_key(name)) for name in names}
        found = dict.fromkeys(one for one in ids.values() if one)
        return list(found), [name for name, one in ids.items() if not one]


def names_of(project: Path, content: str) -> Names:
    """Read the names out of the content folder; what cannot be read is left out."""
    models: list[tuple[str, str]] = []
    services: list[tuple[str, str]] = []
    for source in walk(project, content).sources:
        if source.kind is Kind.MODEL:
            models += _of_model(_data(source))
        elif source.kind is Kind.PROVIDER:
            services += _of_services(_data(source))
    return Names(_alone(models), _alone(services))


def _of_model(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    identifier = text(data, "id")
    names = (("id",), ("title",), ("model", "name"), ("model", "identifier"))
    for path in names:
        yield text(data, *path), identifier
    versions = group(data, "model").get("versions")
    for row in versions if isinstance(versions, list) else ():
        yield text(row, "name"), identifier


def _of_services(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    rows = data.get("services")
    for row in rows if isinstance(rows, list) else ():
        yield text(row, "id"), text(row, "id")
        yield text(row, "name"), text(row, "id")


def _alone(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for name, identifier in pairs:
        if name and identifier:
            known = found.setdefault(_key(name), identifier)
            if known != identifier:
                found[_key(name)] = None
    return {name: identifier for name, identifier in found.items() if identifier}


def _key(name: str) -> str:
    return " ".join(name.casefold().split())


def _data(source: Source) -> Mapping[str, Any]:
    try:
        data = source.file.read_bytes()
    except OSError:
        return {}
    document = read_document(data, path=source.path, kind=source.kind).document
    return document.data if document is not None else {}
