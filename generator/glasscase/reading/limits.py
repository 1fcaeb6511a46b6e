"""How much input one file may ask the reader to handle."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file. They are far above any honest record."""

    size: int = 1 << 20
    """Largest file, in bytes."""
    depth: int = 32
    """Deepest nesting of mappings and lists."""
    nodes: int = 50_000
    """Most keys and values together."""
    problems: int = 100
    """Most findings about the YAML of one file; then its reading ends."""


DEFAULT_LIMITS = Limits()
