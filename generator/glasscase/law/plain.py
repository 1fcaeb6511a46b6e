"""A catalogue as plain values: as a site publishes it, and as two of them are compared.

What a site published once is read as it stands, whatever the catalogue's model has become since:
its version is the digest of these values.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from glasscase.errors import GlasscaseError

ADDRESS = "api/v1/law.json"
"""Where a site publishes the catalogue that it was checked against."""

_SCHEMA = 1

Values = Mapping[str, Any]


class CatalogueError(GlasscaseError):
    """A catalogue cannot be used: its files have errors, or there are none."""


class Plain(NamedTuple):
    """All regimes of a catalogue by id, without default values."""

    version: str
    regimes: Mapping[str, Values]


def plain(part: BaseModel) -> dict[str, Any]:
    """Return a part of the catalogue as plain values, without defaults."""
    return part.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def version(regimes: Mapping[str, Values]) -> str:
    """Return the newest day of checking, and eight digits of the digest of all regimes.

    The digest is SHA-256 of their JSON with sorted keys and without white space, as UTF-8.
    """
    newest = max((str(regime["checked"]) for regime in regimes.values()), default="none")
    text = json.dumps(regimes, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"{newest}+{hashlib.sha256(text.encode()).hexdigest()[:8]}"


def to_json(catalogue: Plain, notice: str) -> bytes:
    """Return the file that a site publishes."""
    document = {
        "catalogue": catalogue.version,
        "notice": notice,
        "regimes": catalogue.regimes,
        "schema": _SCHEMA,
    }
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode() + b"\n"


def is_of(data: bytes, wanted: str) -> bool:
    """Tell whether a published file says that it is of a version; the rest is not looked at."""
    return data.startswith(b'{"catalogue":' + json.dumps(wanted).encode() + b",")


def from_json(data: bytes, name: str) -> Plain:
    """Read a published catalogue; `name` is what messages call it.

    Raises CatalogueError where it is none, or is not what its version says.
    """
    try:
        document = json.loads(data)
        json.dumps(document, ensure_ascii=False).encode()  # Halves of a character are no text.
    except (ValueError, RecursionError) as error:
        raise CatalogueError(f"{name} is no JSON file", hint=str(error)) from error
    regimes = document.get("regimes") if isinstance(document, dict) else None
    if not isinstance(regimes, dict) or not all(map(_is_regime, regimes.values())):
        raise CatalogueError(
            f"{name} is no published catalogue", hint=f"A site has one as {ADDRESS}."
        )
    found = Plain(version(regimes), regimes)
    said = document.get("catalogue")
    if said != found.version:
        raise CatalogueError(
            f"{name} is not what its version says: {said} is stated, {found.version} is there",
            hint="Take the file from the site or its public branch again.",
        )
    return found


def _is_regime(value: object) -> bool:
    """Tell whether a value has what a comparison looks at."""
    if not isinstance(value, dict):
        return False
    rows = [*_list(value.get("duties")), *_list(value.get("terms", []))]
    return all(isinstance(value.get(key), str) for key in ("id", "short", "checked")) and all(
        isinstance(row, dict)
        and isinstance(row.get("id"), str)
        and isinstance(row.get("clause"), str)
        and isinstance(row.get("title", row.get("name")), str)
        for row in rows
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [None]
