"""Files for programs: the index of all records, JSON Schemas, and where everything is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from glasscase import __version__
from glasscase.archive.archive import CHANGES, Archive, Version
from glasscase.documents.data import document_schema
from glasscase.law.plain import ADDRESS as LAW
from glasscase.log import CHECKPOINT
from glasscase.log.entry import format_moment
from glasscase.records import MODELS
from glasscase.records.schema import stored as schemas

from . import incident_data
from .catalogue import Catalogue
from .listings import RECORD_KINDS
from .register import JSON_FILE


def files(catalogue: Catalogue, archive: Archive, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of every data file that is not a record's own."""
    yield "api/v1/index.json", _json(_index(catalogue, archive, site_url))
    if catalogue.provider:
        yield "api/v1/provider.json", _json(catalogue.provider)
    yield from incident_data.files(catalogue, archive, site_url)
    for name, schema in schemas().items():
        yield f"schemas/{name}", schema
    yield "schemas/document.json", _json(document_schema())
    yield ".well-known/ai-transparency.json", _json(_where(catalogue, archive, site_url))


def _index(catalogue: Catalogue, archive: Archive, site_url: str) -> Mapping[str, Any]:
    return {
        "schema": 1,
        "records": [
            {
                "kind": edition.kind.value,
                "id": edition.id,
                "version": edition.version,
                "status": edition.status,
                "language": edition.language,
                "title": edition.title,
                "summary": edition.summary,
                "url": f"{site_url}{edition.address}",
                "permanent": f"{site_url}{edition.permanent}",
                "record": f"{site_url}{edition.permanent}record.json",
                "sha256": edition.digest,
                **_published(archive.find(edition.kind, edition.id, edition.version)),
            }
            for edition in catalogue.editions
        ],
    }


def _where(catalogue: Catalogue, archive: Archive, site_url: str) -> Mapping[str, Any]:
    provider = catalogue.provider or {}
    return {
        "schema": 1,
        "provider": provider.get("legal_name", ""),
        "demonstration": bool(provider.get("demonstration", False)),
        "generator": f"glasscase {__version__}",
        "index": f"{site_url}api/v1/index.json",
        "pages": {kind.value: f"{site_url}{kind.folder}/" for kind in RECORD_KINDS},
        "incidents": f"{site_url}{JSON_FILE}",
        "schemas": {kind.value: f"{site_url}schemas/{kind.value}.json" for kind in MODELS},
        **(
            {"coverage": f"{site_url}api/v1/coverage.json", "law": f"{site_url}{LAW}"}
            if catalogue.serves
            else {}
        ),
        **(
            {
                "changes": f"{site_url}{CHANGES}",
                "log": f"{site_url}{CHECKPOINT}",
                "verify": f"{site_url}verify/",
            }
            if archive.entries
            else {}
        ),
    }


def _published(version: Version | None) -> Mapping[str, Any]:
    """Return when a version was published and where it stands in the log, if it was."""
    if version is None:
        return {}
    return {"published": format_moment(version.published), "entry": version.index}


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"
