"""Which lines of a text that cannot be parsed may hold withheld values.

Nobody knows what such a text says. So whatever reads like the key `withheld`, or a slip of it,
covers all lines of the group in which it seems to stand; where that cannot be told by the
indentation, all lines of the text.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

KEY = "withheld"
_LETTERS = frozenset(KEY)
EVERYTHING = ((0, 1 << 31),)
"""Ranges of lines that cover a whole text."""

_COMMENT = re.compile(r"[ \t]*#")
_BEFORE_COLON = re.compile(r"([^{}\[\],:\"'\n]{1,60})[\"']?\s*:")
_FIRST_WORD = re.compile(r"[\s\-?{\[]*[\"']?([^\s:\"',{}\[\]]{1,60})")
_ESCAPED_KEY = re.compile(r"\"[^\"]*\\[^\"]*\"\s*:")
_EXOTIC = re.compile(r"(?:^[ \t]*|[:,?\-]\s+|[\[{]\s*)(?:[&*!][^\s&]|<<[\"']?\s*:|\?\s)")
"""Anchors, aliases, tags, merges and explicit keys: lines do not stand beside what they say."""
_PROPERTIES = re.compile(r"[&!]\S*[ \t]+")
_INDENT = re.compile(r"[ \t]*")
_DASHES = re.compile(r"(?:-[ \t]+)+")
_PARENT = re.compile(r"[\w.\-\"' ]+:[ \t]*(?:#.*)?$")
"""A key with nothing behind it: what belongs to it stands below."""
_KEYED = re.compile(r"(?:-(?=[ \t]|$)|[\w.\-\"' ]+:(?=[ \t]|$))")


@lru_cache(maxsize=4096)
def says_withheld(key: object) -> bool:
    """Tell whether a key is `withheld`, or was meant to be."""
    if key == KEY:
        return True
    if not isinstance(key, str) or not _may_be_slip(key):  # no text: a key that was refused
        return False
    return difflib.SequenceMatcher(None, key.lower(), KEY).ratio() >= 0.8


def _may_be_slip(text: str) -> bool:
    """Tell whether a text has the letters for a slip of the key: at most two may be missing."""
    return len(_LETTERS.difference(text.lower())) <= 2


def may_withhold(text: str) -> bool:
    """Tell whether a text that cannot be parsed may speak of withheld values."""
    return any(_is_sign(line) for line in _lines(text))


def suspect_lines(text: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges of lines that must not be shown, from 1 and with their ends."""
    lines = _lines(text)
    signs = [number for number, line in enumerate(lines) if _is_sign(line)]
    if not signs:
        return ()
    if any(_EXOTIC.search(line) or not _is_balanced(line) for line in lines):
        return EVERYTHING
    found = []
    for sign in signs:
        if (group := _group(lines, sign)) is None:
            return EVERYTHING
        found.append(group)
    return tuple(_merged(found))


def _lines(text: str) -> list[str]:
    """Return the lines of a text; those that are comments withhold nothing, and are empty."""
    lines = re.split(r"\r\n|[\r\n]", text)
    return ["" if _COMMENT.match(line) else line for line in lines]


def _is_sign(line: str) -> bool:
    if _ESCAPED_KEY.search(line):
        return True
    if not _may_be_slip(line):
        return False
    line = _PROPERTIES.sub("", line)
    if (first := _FIRST_WORD.match(line)) and says_withheld(first[1]):
        return True
    return any(says_withheld(found[1].strip(" \t-?")) for found in _BEFORE_COLON.finditer(line))


def _is_balanced(line: str) -> bool:
    """Tell whether what a line opens in braces and brackets is closed in it."""
    return line.count("{") + line.count("[") == line.count("}") + line.count("]")


def _group(lines: Sequence[str], sign: int) -> tuple[int, int] | None:
    """Return the lines of the group that a line belongs to; None if its start is not found."""
    depth = _indent(lines[sign])
    first, parent = sign, None
    if _dash(lines[sign]):
        parent = depth
    while parent is None:
        first -= 1
        if first < 0:
            return None
        line = lines[first]
        if not line.strip() or (above := _indent(line)) >= depth:
            continue
        if _dash(line):  # The first key of the group stands behind it.
            parent = above
        elif _PARENT.match(line, above):
            parent = above
            first += 1
    last = sign
    while last + 1 < len(lines) and not _ends(lines[last + 1], parent):
        last += 1
    return first + 1, last + 1


def _ends(line: str, parent: int) -> bool:
    """Tell whether a line begins something that stands beside the group's parent, or above."""
    indent = _indent(line)
    return indent <= parent and _KEYED.match(line, indent) is not None


def _indent(line: str) -> int:
    found = _INDENT.match(line)
    return found.end() if found else 0


def _dash(line: str) -> bool:
    return _DASHES.match(line, _indent(line)) is not None


def _merged(ranges: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges, in order, without those inside the one before."""
    ordered = sorted(set(ranges))
    yield ordered[0]
    for before, after in pairwise(ordered):
        if after[1] > before[1]:
            yield after
