"""Templates: new records and rows, made from the models' own descriptions and examples."""

from __future__ import annotations

from .kinds import TEMPLATES, Template, named
from .record import record_text
from .row import insert, row_lines
from .taken import require_free, require_id

__all__ = [
    "TEMPLATES",
    "Template",
    "insert",
    "named",
    "record_text",
    "require_free",
    "require_id",
    "row_lines",
]
