"""The JSON Schema of the catalogue's files, made from the models."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from glasscase.law.model.regime import Override, Regime

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a regime, or of an override of one."""
    body = TypeAdapter[Regime | Override](Regime | Override).json_schema(
        by_alias=True, mode="validation"
    )
    return {"$schema": DIALECT, "title": "Glasscase regime", **body}
