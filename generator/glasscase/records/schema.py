"""JSON Schemas of the records, made from the models.

The package brings them as files, so that no build has to make them: `stored`. Where a model has
changed, `python -m glasscase.records.schema` writes them again.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from . import MODELS, Kind
from .event import DocumentNotice, IncidentNotice
from .private import PrivateIncident

FOLDER = Path(__file__).parent / "schemas"
DIALECT = "https://json-schema.org/draft/2020-12/schema"

_TITLES = {
    Kind.PROVIDER: "Provider",
    Kind.PROTOCOL: "Protocol",
    Kind.MODEL: "Model card",
    Kind.INCIDENT: "Incident summary",
}


def schema(kind: Kind) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a kind's source files and published data."""
    body = MODELS[kind].model_json_schema(by_alias=True, mode="validation")
    body.pop("title", None)
    body["properties"]["kind"] = {
        "const": kind.value,
        "description": "Only in published data; a source file does not have it.",
    }
    return {"$schema": DIALECT, "title": f"Glasscase {_TITLES[kind].lower()}", **body}


def event_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what `glasscase intake` takes in."""
    adapter: TypeAdapter[Any] = TypeAdapter(IncidentNotice | DocumentNotice)
    return {"$schema": DIALECT, "title": "Glasscase event", **adapter.json_schema(by_alias=True)}


def private_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of an incident's private part."""
    body = PrivateIncident.model_json_schema(by_alias=True)
    body.pop("title", None)
    return {"$schema": DIALECT, "title": "Glasscase private part of an incident", **body}


def stored() -> dict[str, bytes]:
    """Return the schemas that the package brings, by file name."""
    return {file.name: file.read_bytes() for file in sorted(FOLDER.glob("*.json"))}


def made() -> dict[str, bytes]:
    """Make the schemas from the models, by file name."""
    schemas = {kind.value: schema(kind) for kind in MODELS}
    schemas |= {"event": event_schema(), "private-incident": private_schema()}
    return {f"{name}.json": _json(schemas[name]) for name in sorted(schemas)}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True).encode() + b"\n"


if __name__ == "__main__":
    for name, data in made().items():
        (FOLDER / name).write_bytes(data)
