"""The errors of intake."""

from __future__ import annotations

from glasscase.exchange.errors import ExchangeError


class IntakeError(ExchangeError):
    """An event cannot be taken in here. The event itself is at fault in no way."""
