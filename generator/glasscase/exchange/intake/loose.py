"""Events that a form of an automation service has filled in: texts everywhere, gaps as ""."""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.event import from_notice
from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import plain, words
from glasscase.exchange.intake.webhook import Webhook

_LISTS = ("harms", "models", "services", "countries")
_FIXED = ("severity", "state")
_NUMBERS = ("schema",)


def loose(event: dict[str, Any]) -> Signal:
    """Read our own form where all values may be texts, and otherwise names as of a webhook."""
    data = {key: value for key, value in event.items() if not _is_gap(value)}
    for name in _LISTS:
        if name in data:
            data[name] = list(words(data[name]))
    for name in _FIXED:
        if isinstance(data.get(name), str):
            data[name] = plain(data[name])
    if "harms" in data:
        data["harms"] = [plain(word) for word in data["harms"]]
    for name in _NUMBERS:
        if isinstance(data.get(name), str) and data[name].isdecimal():
            data[name] = int(data[name])
    return from_notice(data) or Webhook().signal(data)


def unflattened(event: dict[str, Any]) -> dict[str, Any]:
    """Return an object whose keys `a__b` and `a.b` have become groups."""
    found: dict[str, Any] = {}
    for key, value in event.items():
        *groups, last = key.replace("__", ".").split(".")
        holder = found
        for group in groups:
            inner = holder.setdefault(group, {})
            holder = inner if isinstance(inner, dict) else found
        holder[last] = value
    return found


def _is_gap(value: Any) -> bool:
    """Tell whether a value is what a form leaves where nothing was filled in."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())
