"""Words for fields and fixed values: those of the pages, unless others are passed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from glasscase.records import words


@dataclass(frozen=True, slots=True)
class Words:
    """How fields (by the name of their model, and their key) and fixed values are called."""

    field: Callable[[str, str], str] = words.field
    value: Callable[[str], str] = words.value


WORDS = Words()
"""The words of the site's pages."""
