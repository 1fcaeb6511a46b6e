"""Words for fields and fixed values. Whoever has better ones passes them in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


def derived_field(model: str, key: str) -> str:
    """Return the words that a field's own key makes: `effective_from` is "Effective from"."""
    del model
    return key.rstrip("_").replace("_", " ").capitalize()


def derived_value(text: str) -> str:
    """Return the words that a fixed value itself makes: `trade-secret` is "Trade secret"."""
    return text.replace("-", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Words:
    """How fields (by the name of their model, and their key) and fixed values are called."""

    field: Callable[[str, str], str] = derived_field
    value: Callable[[str], str] = derived_value


DERIVED = Words()
