"""A new row at the end of a list of a YAML file, which keeps every other byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from glasscase.exchange.writer import write_yaml
from glasscase.reading.limits import DEFAULT_LIMITS, Limits
from glasscase.reading.yaml import parse_yaml

_LINE = re.compile(r"[^\n]*\n|[^\n]+\Z")


class Place(NamedTuple):
    """A text with new lines in it, and the first and the last of them, counted from 1."""

    text: str
    first: int
    last: int


def append_row(
    text: str, key: str, row: Mapping[str, Any], limits: Limits = DEFAULT_LIMITS
) -> str | None:
    """Return a YAML text with one row more in the list at a top-level key.

    The list is begun at the end of the text if there is none. Returns None where the text cannot
    be read, or where its list is in a form to which nothing can be added safely. What comes out
    is read again and compared before it is returned.
    """
    before = parse_yaml(text, path="file", limits=limits)
    if not before.whole or before.findings or not isinstance(before.value, dict):
        return None
    rows = before.value.get(key)
    written = write_yaml({key: [row]}).splitlines()
    lines = lines_of(text)
    if key not in before.value:
        at, new = len(lines), written
    elif isinstance(rows, list) and rows:
        start = before.places.position((key, len(rows) - 1)).line - 1
        at, width = behind(lines, start)
        new = [" " * width + line[2:] if line else "" for line in written[1:]]
    else:
        return None
    joined = spliced(lines, at, new).text
    after = parse_yaml(joined, path="file", limits=limits)
    wanted = {**before.value, key: [*(rows or []), dict(row)]}
    return joined if after.whole and not after.findings and after.value == wanted else None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text with their ends, which joined give the text."""
    return _LINE.findall(text)


def behind(lines: list[str], start: int) -> tuple[int, int]:
    """Return the index of the line behind a row, and how far its dash stands from the margin.

    Comments that stand as far left as the dash, and empty lines, belong to what follows.
    """
    width = len(lines[start]) - len(lines[start].lstrip(" "))
    last = start
    for index in range(start + 1, len(lines)):
        line = lines[index].strip()
        if line and len(lines[index]) - len(lines[index].lstrip(" ")) > width:
            last = index
        elif line and not line.startswith("#"):
            break
    return last + 1, width


def spliced(lines: Sequence[str], at: int, new: Sequence[str]) -> Place:
    """Return a text with new lines before the line `at`; they end as its first line does."""
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    head = "".join(lines[:at])
    if head and not head.endswith("\n"):
        head += ending
    added = "".join(f"{line}{ending}" for line in new)
    first = head.count("\n") + 1
    return Place(head + added + "".join(lines[at:]), first, first + len(new) - 1)
