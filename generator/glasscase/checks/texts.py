"""The plain values of a file, those that are withheld kept apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glasscase.checks.context import Path
from glasscase.reading.load import Loaded


def public_texts(
    loaded: Loaded[Any], wanted: Callable[[str], bool] = bool
) -> list[tuple[Path, str]]:
    """Return every text of a file that becomes public, its Markdown body last.

    Only texts for which `wanted` is true are returned. It is asked before any path is worked
    out, since of most files no text is wanted.
    """
    document = loaded.document
    found: list[tuple[Path, str]] = []
    if any(map(wanted, document.texts())):
        _collect(document.data, (), wanted, found)
    if document.body is not None and wanted(document.body):
        found.append((("body",), document.body))
    return found


def withheld(loaded: Loaded[Any]) -> list[tuple[Path, object]]:
    """Return every value that stands beside `withheld`, with the path of that group."""
    found: list[tuple[Path, object]] = []
    if loaded.document.withholds():
        _withheld(loaded.document.data, (), found)
    return found


def _collect(
    value: object, path: Path, wanted: Callable[[str], bool], found: list[tuple[Path, str]]
) -> None:
    if isinstance(value, str):
        if wanted(value):
            found.append((path, value))
    elif isinstance(value, dict):
        hidden = "withheld" in value
        for key, child in value.items():
            if not (hidden and key == "value"):
                _collect(child, (*path, key), wanted, found)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            _collect(child, (*path, index), wanted, found)


def _withheld(value: object, path: Path, found: list[tuple[Path, object]]) -> None:
    if isinstance(value, dict):
        if "withheld" in value:
            if value.get("value") is not None:
                found.append((path, value["value"]))
            return
        for key, child in value.items():
            if type(child) is dict or type(child) is list:
                _withheld(child, (*path, key), found)
    elif isinstance(value, list):
        for index, child in enumerate(value):
            if type(child) is dict or type(child) is list:
                _withheld(child, (*path, index), found)
