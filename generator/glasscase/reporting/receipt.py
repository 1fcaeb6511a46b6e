"""The receipt of a delivered report, as it is kept beside the report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from glasscase.reporting.files import put_json
from glasscase.reporting.outbox import RECEIPT, Outbox, Standing

FILES = ("report.json", "report.md", "report.pdf", "report.eml")
BY_HAND = "hand"


def receive(outbox: Outbox, head: Mapping[str, Any]) -> dict[str, Any] | None:
    """Write the receipt of an attempt that was delivered, unless it is there; return it.

    What it says comes from the files of the attempt, so that a run which ended before it was
    written loses nothing. None if no attempt was delivered.
    """
    known = outbox.receipt()
    if known is not None:
        return known
    for attempt in outbox.attempts():
        if attempt.outcome is Standing.DELIVERED:
            ended = outbox.outcome(attempt.number)
            delivered: dict[str, Any] = {
                "at": ended["at"],
                "by": attempt.began["by"],
                "to": attempt.began["to"],
                "key": attempt.began["key"],
                "attempt": attempt.number,
                **{key: ended[key] for key in ("reference", "response") if key in ended},
            }
            return _write(outbox, head, delivered)
    return None


def confirm(
    outbox: Outbox,
    head: Mapping[str, Any],
    reference: str,
    at: datetime | None,
    now: datetime,
    to: str,
) -> dict[str, Any]:
    """Write the receipt of a report that a person says was delivered, and return it.

    That is one of which nobody knew, or one that was handed in by other means. Without `at`, it
    was delivered by the attempt of which nobody knew, or else now.
    """
    known = outbox.receipt()
    if known is not None:
        return known
    uncertain = [one for one in outbox.attempts() if one.outcome is Standing.UNKNOWN]
    began = uncertain[-1].began if uncertain else {}
    delivered: dict[str, Any] = {
        "at": _time(at) if at is not None else began.get("at") or _time(now),
        "by": began.get("by") or BY_HAND,
        "to": began.get("to") or to,
        **({"key": began["key"], "attempt": uncertain[-1].number} if uncertain else {}),
        "reference": reference,
        "confirmed_by_hand": _time(now),
    }
    return _write(outbox, head, delivered)


def _write(outbox: Outbox, head: Mapping[str, Any], delivered: dict[str, Any]) -> dict[str, Any]:
    value = {
        "schema": 1,
        "report": dict(head),
        "sha256": {
            name: _digest(outbox.folder / name)
            for name in FILES
            if (outbox.folder / name).is_file()
        },
        "delivered": delivered,
    }
    put_json(outbox.folder / RECEIPT, value)
    return value


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
