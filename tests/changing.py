"""Data with one value changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

Steps = tuple[str | int, ...]


def changed(data: Any, path: Steps, value: object) -> Any:
    """Return a copy of data with another value at a path; with None it is taken out."""
    whole = deepcopy(data)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        del inner[path[-1]]
    else:
        inner[path[-1]] = value
    return whole
