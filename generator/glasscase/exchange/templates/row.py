"""A new row in the provider's file, which keeps every other byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from glasscase.reading.yaml import parse_yaml

from .kinds import Template
from .outline import Use, as_row, indented, outline
from .record import known_values

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")
_PATH = "provider"


@dataclass(frozen=True, slots=True)
class Place:
    """A text with the new row in it, and in which lines, counted from 1, the row stands."""

    text: str
    first: int
    last: int


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
    lines: list[str] = _LINE.findall(text)
    rows = row_lines(template, row_id, title)
    listed = before.value.get(template.list)
    if template.list not in before.value:
        at, new = len(lines), [f"{template.list}:", *indented(rows, 2)]
    elif isinstance(listed, list) and listed:
        start = before.places.position((template.list, len(listed) - 1))
        at, width = _behind(lines, start.line - 1)
        new = indented(rows, width)
    else:
        return None
    place = _joined(lines, at, new)
    return place if _adds_one(before.value, place.text, template.list, row_id) else None


def _behind(lines: list[str], start: int) -> tuple[int, int]:
    """Return the index of the line behind an item, and how far its dash stands from the margin.

    Comments that stand as far left as the dash, and empty lines, belong to what follows.
    """
    width = len(lines[start]) - len(lines[start].lstrip(" "))
    last = start
    for index in range(start + 1, len(lines)):
        line = lines[index].strip()
        inside = len(lines[index]) - len(lines[index].lstrip(" ")) > width
        if line and inside:
            last = index
        elif line and not line.startswith("#"):
            break
    return last + 1, width


def _joined(lines: list[str], at: int, new: list[str]) -> Place:
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    head = "".join(lines[:at])
    if head and not head.endswith("\n"):
        head += ending
    added = "".join(f"{line}{ending}" for line in new)
    first = head.count("\n") + 1
    return Place(head + added + "".join(lines[at:]), first, first + len(new) - 1)


def _adds_one(before: dict[str, Any], text: str, key: str, row_id: str) -> bool:
    """Tell whether a text says the same as before, and one row more at the end of a list."""
    after = parse_yaml(text, path=_PATH)
    if not after.whole or after.findings or not isinstance(after.value, dict):
        return False
    *others, added = after.value.get(key) or [None]
    same = {**after.value, key: others} == {**before, key: before.get(key, [])}
    return same and isinstance(added, dict) and added.get("id") == row_id
