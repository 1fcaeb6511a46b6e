"""Zaps: the action "Webhooks by Zapier > POST", which sends pairs of names and texts.

Source: https://help.zapier.com/hc/en-us/articles/8496326446989-Send-webhooks-in-Zaps
(checked 2026-11-22). Lists come as texts with commas, nested names as `a__b`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glasscase.exchange.intake.loose import loose, unflattened
from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import plain, text


class Zapier:
    """An event that names Zapier as its source, or that carries Zapier's own names."""

    name = "zapier"
    title = "Zapier"

    def reads(self, event: Any) -> bool:
        """Look at the source: the documented call says `zapier`."""
        if not isinstance(event, dict):
            return False
        return plain(text(event, "source")) == self.name or any(
            key.startswith("zap_meta_") for key in event
        )

    def signal(self, event: Any) -> Signal:
        """Read the pairs; Zapier's own are left out."""
        own = {key: value for key, value in event.items() if not key.startswith("zap_meta_")}
        signal = loose({**unflattened(own), "source": self.name})
        return replace(signal, source="")
