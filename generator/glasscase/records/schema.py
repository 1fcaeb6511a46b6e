"""JSON Schemas of the records, made from the models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from . import MODELS, Kind
from .event import DocumentNotice, IncidentNotice
from .private import PrivateIncident

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
