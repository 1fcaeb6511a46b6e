"""A new row in the provider's file, which keeps every other byte."""

from __future__ import annotations

from typing import Any

from glasscase.exchange.rows import Place, behind, lines_of, spliced
from glasscase.reading.yaml import parse_yaml

from .kinds import Template
from .outline import Use, as_row, indented, outline
from .record import known_values

_PATH = "provider"


def row_lines(template: Template, row_id: str, title: str = "") -> list[str]:
    """Return the lines of a new row as an item of its list, from the left margin on."""
    return as_row(outline(template.model, Use(known_values(template, row_id, title))))


def insert(text: str, template: Template, row_id: str, title: str = "") -> Place | None:
    """Put a new row behind the last one of its list, or the list at the end of the text.

    Returns None where that cannot be done without touching what is there: a list on one line,
    a file that cannot be read. What comes out is read again and compared before it is returned.
    """
    before = parse_yaml(text, path=_PATH)
    if not before.whole or before.findings or not isinstance(before.value, dict):
        return None
    lines = lines_of(text)
    rows = row_lines(template, row_id, title)
    listed = before.value.get(template.list)
    if template.list not in before.value:
        at, new = len(lines), [f"{template.list}:", *indented(rows, 2)]
    elif isinstance(listed, list) and listed:
        start = before.places.position((template.list, len(listed) - 1))
        at, width = behind(lines, start.line - 1)
        new = indented(rows, width)
    else:
        return None
    place = spliced(lines, at, new)
    return place if _adds_one(before.value, place.text, template.list, row_id) else None


def _adds_one(before: dict[str, Any], text: str, key: str, row_id: str) -> bool:
    """Tell whether a text says the same as before, and one row more at the end of a list."""
    after = parse_yaml(text, path=_PATH)
    if not after.whole or after.findings or not isinstance(after.value, dict):
        return False
    *others, added = after.value.get(key) or [None]
    same = {**after.value, key: others} == {**before, key: before.get(key, [])}
    return same and isinstance(added, dict) and added.get("id") == row_id
