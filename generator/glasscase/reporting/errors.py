"""The errors of reports."""

from __future__ import annotations

from glasscase.errors import GlasscaseError


class ReportError(GlasscaseError):
    """A report cannot be made, written or sent."""
