"""The errors of import and export."""

from __future__ import annotations

from glasscase.errors import GlasscaseError


class ExchangeError(GlasscaseError):
    """A file of another format could not be read, or a record could not be written."""
