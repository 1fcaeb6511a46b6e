"""Errors of the archive."""

from __future__ import annotations

from glasscase.errors import GlasscaseError


class DifferenceError(GlasscaseError):
    """Two values cannot be compared: they are not public forms of one record."""


class ArchiveError(GlasscaseError):
    """The public branch does not hold what it must."""
