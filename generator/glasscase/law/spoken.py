"""How sentences about clocks call fields and spans of time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

_STATE = re.compile(r"state `([^`]+)`")


def apart(early: datetime, late: datetime) -> str:
    """Return how far two moments lie apart: `3 days 4 hours`, `40 minutes`."""
    minutes = int((late - early).total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    parts = [(days, "day"), (rest // 60, "hour"), (rest % 60, "minute")]
    shown = [(count, unit) for count, unit in parts if count][:2]
    if days > 13:
        shown = shown[:1]
    return " ".join(f"{count:,} {unit}{'' if count == 1 else 's'}" for count, unit in shown) or (
        "less than a minute"
    )


def fields_named(fields: Iterable[str]) -> str:
    """Return fields of which one is enough: "`times.determined` or `times.resolved`"."""
    return " or ".join(f"`{field}`" for field in fields)


def stated(sentences: Iterable[str]) -> tuple[str, ...]:
    """Return the fields that some sentences ask to state."""
    return tuple(dict.fromkeys(name for text in sentences for name in _STATE.findall(text)))
