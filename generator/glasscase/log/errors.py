"""The root of the log's own errors."""

from __future__ import annotations

from glasscase.errors import GlasscaseError


class LogError(GlasscaseError):
    """A log, a checkpoint, a key or an entry is not what it must be."""
