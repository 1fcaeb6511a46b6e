"""Import and export: one module per foreign format."""

from __future__ import annotations

from glasscase.exchange.errors import ExchangeError
from glasscase.exchange.expected import EXPECTED, missing
from glasscase.exchange.huggingface import HuggingFace
from glasscase.exchange.importer import Importer, ImportResult
from glasscase.exchange.report import Assumed, Changed, Dropped, Entry, Kept, Mapped
from glasscase.exchange.writer import write_yaml

IMPORTERS: tuple[Importer, ...] = (HuggingFace(),)
"""Every importer, in the order in which they are asked whether they read a file."""

__all__ = [
    "EXPECTED",
    "IMPORTERS",
    "Assumed",
    "Changed",
    "Dropped",
    "Entry",
    "ExchangeError",
    "HuggingFace",
    "ImportResult",
    "Importer",
    "Kept",
    "Mapped",
    "missing",
    "write_yaml",
]
