"""Intake: events of other systems become a private part and a draft. One module per form."""

from __future__ import annotations

from glasscase.exchange.intake.adapters import ADAPTERS, understand
from glasscase.exchange.intake.errors import IntakeError
from glasscase.exchange.intake.outcome import Outcome, Place, What
from glasscase.exchange.intake.take import take

__all__ = ["ADAPTERS", "IntakeError", "Outcome", "Place", "What", "take", "understand"]
