"""The error of templates."""

from __future__ import annotations

from glasscase.errors import GlasscaseError


class TemplateError(GlasscaseError):
    """A record or row cannot be begun as it was asked for."""
