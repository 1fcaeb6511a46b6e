"""JSON as `json.dumps` writes it with `indent=1`, with parts in it that are written already.

The standard library leaves its fast path where lines are indented.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, NamedTuple

Json = Any


class Written(NamedTuple):
    """JSON that was written for the level at which it stands."""

    text: str


def indented(value: Json, level: int = 0) -> str:
    """Return JSON in lines; those of what is inside `value` are `level` + 1 spaces from the left.

    A first line is not indented: it continues the line on which the value stands.
    """
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, Written):
        return value.text
    if isinstance(value, dict):
        within = level + 1
        pairs = [
            _name(key) + (encode_basestring(one) if type(one) is str else indented(one, within))
            for key, one in value.items()
        ]
        return _lines("{", pairs, "}", level)
    if isinstance(value, list | tuple):
        within = level + 1
        return _lines("[", [indented(one, within) for one in value], "]", level)
    return json.dumps(value)


@lru_cache(maxsize=4096)
def _name(key: str) -> str:
    return f"{encode_basestring(key)}: "


def _lines(start: str, inside: list[str], end: str, level: int) -> str:
    if not inside:
        return start + end
    line = f"\n{' ' * level}"
    return f"{start}{line} {f',{line} '.join(inside)}{line}{end}"
