"""Values out of foreign data, whatever stands there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from glasscase.exchange.intake.signal import Said

_SPACES = re.compile(r"\s+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def group(value: Any, *path: str) -> Mapping[str, Any]:
    """Return the group of keys at a path, or an empty one."""
    found = at(value, *path)
    return found if isinstance(found, dict) else {}


def at(value: Any, *path: str) -> Any:
    """Return what stands at a path of keys, or None."""
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def text(value: Any, *path: str) -> str:
    """Return the text or number at a path as text, or nothing."""
    found = at(value, *path)
    if isinstance(found, str):
        return found.strip()
    if isinstance(found, int | float) and not isinstance(found, bool):
        return str(found)
    return ""


def first(value: Any, *paths: str) -> str:
    """Return the first text that stands at one of some paths with dots, or nothing."""
    return next((found for path in paths if (found := text(value, *path.split(".")))), "")


def said(value: Any, *paths: str) -> Said | None:
    """As `first`, with the path at which it stands."""
    for path in paths:
        found = text(value, *path.split("."))
        if found:
            return Said(found, path)
    return None


def times(value: Any, **wanted: tuple[str, ...]) -> dict[str, Said]:
    """Return for each name the first time that stands at one of its paths."""
    found = {name: said(value, *paths) for name, paths in wanted.items()}
    return {name: one for name, one in found.items() if one is not None}


def words(value: Any) -> tuple[str, ...]:
    """Return a list of texts, or one text with commas, as texts without doubles."""
    if isinstance(value, str):
        parts: Iterable[str] = value.split(",")
    elif isinstance(value, list):
        parts = (text(one) or first(one, "id", "name", "value", "label") for one in value)
    else:
        parts = ()
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def line(value: str) -> str:
    """Return a text on one line."""
    return _SPACES.sub(" ", value).strip()


def plain(word: str) -> str:
    """Return a word as the fixed values of records are written."""
    return re.sub(r"[\s_]+", "-", word.strip().lower())


def is_address(value: str) -> bool:
    """Tell whether a text is an absolute web address."""
    return len(value) <= 2_000 and _ADDRESS.fullmatch(value) is not None
