"""Whether two plain JSON values are the same, and the mark of a value that is not there."""

from __future__ import annotations

import marshal
from typing import Any, Final


class _Missing:
    def __repr__(self) -> str:
        return "MISSING"


MISSING: Final = _Missing()
"""Stands for a field that is left out."""


_UNSHARED: Final = 2
"""The form of `marshal` that writes equal values as equal bytes."""


def same(one: Any, other: Any) -> bool:
    """Tell whether two values have one canonical form (RFC 8785): 7 is 7.0, but not true."""
    if one is other:
        return True
    if one != other:
        return False
    # Equal, then, but for true and 1. Most are equal to the byte, which is seen at once.
    if type(one) is str or marshal.dumps(one, _UNSHARED) == marshal.dumps(other, _UNSHARED):
        return True
    return _same(one, other)


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, dict):
        return all(_same(value, other[key]) for key, value in one.items())
    if isinstance(one, list):
        return all(map(_same, one, other))
    return isinstance(one, bool) is isinstance(other, bool)


def token(value: Any) -> bytes:
    """Return bytes that are equal for equal values."""
    return marshal.dumps(_plain(value), _UNSHARED)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(value[key]) for key in sorted(value)}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
