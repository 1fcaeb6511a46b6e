"""Scenarios of Make.com: the module "HTTP > Make a request", or bundles of an aggregator.

Source: https://apps.make.com/http (checked 2026-11-22). Make sends what the author of the
scenario typed, with mapped values in it; an aggregator makes an array of bundles.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from glasscase.exchange.intake.loose import loose
from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import group, plain, text

_NAMES = frozenset({"make", "make.com", "integromat"})


class Make:
    """An event that names Make as its source, by itself or in an array of bundles."""

    name = "make"
    title = "Make.com"

    def reads(self, event: Any) -> bool:
        """Look at the source: the documented call says `make`."""
        return plain(text(_bundle(event), "source")) in _NAMES

    def signal(self, event: Any) -> Signal:
        """Read the first bundle; a bundle is an incident."""
        signal = loose({**_bundle(event), "source": self.name})
        if isinstance(event, list) and len(event) > 1:
            told = f"{len(event)} bundles came in one call, and only the first was used"
            signal = replace(signal, troubles=(*signal.troubles, told))
        return replace(signal, source="")


def _bundle(event: Any) -> Any:
    return group(event[0]) if isinstance(event, list) and event else group(event)
