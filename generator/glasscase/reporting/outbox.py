"""What was tried to send a report, on disk: never twice without saying so, and nothing lost.

Beside the report lie, for each attempt, up to three small files, none of which ever changes:
`attempt-001.json` before a connection is made, `sending-001.json` right before the report is
handed over, `outcome-001.json` after it. A run that ended between the last two leaves an attempt
of which nobody knows what came of it. `receipt.json` is written once, at the delivery.
"""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple

from glasscase.reporting.errors import ReportError
from glasscase.reporting.files import get_json, put_json

RECEIPT = "receipt.json"
STAMP = "receipt.tsr"
_ATTEMPT = re.compile(r"attempt-(\d{3,})\.json")


class Standing(StrEnum):
    """How far the delivery of a report has come."""

    READY = "ready"
    """Nothing was tried."""
    NOT_SENT = "not-sent"
    """It was tried, and the recipient has not taken it, for certain."""
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """It was handed over, and nobody knows whether it was taken."""
    DELIVERED = "delivered"

    @property
    def is_final(self) -> bool:
        """Whether the report may never be changed again."""
        return self in (Standing.UNKNOWN, Standing.DELIVERED)


class Attempt(NamedTuple):
    """One attempt: what was written before it, and what came of it."""

    number: int
    began: dict[str, Any]
    outcome: Standing
    words: str

    @property
    def at(self) -> str:
        """When it began."""
        return str(self.began.get("at", ""))

    @property
    def digest(self) -> str:
        """SHA-256 of the report's JSON as it was tried."""
        return str(self.began.get("digest", ""))


class Outbox:
    """The state of one report's delivery, in the report's folder."""

    def __init__(self, folder: Path, digest: str) -> None:
        self.folder = folder
        self.digest = digest

    @property
    def standing(self) -> Standing:
        """How far the delivery has come; an attempt without a known outcome outweighs others."""
        if self.receipt() is not None:
            return Standing.DELIVERED
        attempts = self.attempts()
        delivered = [one for one in attempts if one.outcome is Standing.DELIVERED]
        if delivered:
            return Standing.DELIVERED
        if any(one.outcome is Standing.UNKNOWN for one in attempts):
            return Standing.UNKNOWN
        return attempts[-1].outcome if attempts else Standing.READY

    def attempts(self) -> list[Attempt]:
        """Return every attempt, oldest first."""
        return [self._attempt(number) for number in self._numbers()]

    def receipt(self) -> dict[str, Any] | None:
        """Return the receipt, if the report was delivered and that was written down."""
        found = get_json(self.folder / RECEIPT)
        if found is not None and not isinstance(found.get("delivered"), dict):
            raise ReportError(
                f"{(self.folder / RECEIPT).as_posix()} is not what Glasscase wrote",
                hint="Restore it from a backup.",
            )
        return found

    def begin(self, at: datetime, by: str, to: str, key: str) -> int:
        """Write that an attempt is about to be made; return its number."""
        number = max(self._numbers(), default=0) + 1
        value = {"at": _time(at), "by": by, "to": to, "key": key, "digest": self.digest}
        self._once(f"attempt-{number:03}.json", value)
        return number

    def sending(self, number: int, at: datetime) -> None:
        """Write that the report is about to be handed over."""
        self._once(f"sending-{number:03}.json", {"at": _time(at)})

    def end(
        self, number: int, at: datetime, outcome: str, words: str, reference: str, response: str
    ) -> None:
        """Write what came of an attempt."""
        value = {"at": _time(at), "outcome": outcome, "words": words}
        if reference:
            value["reference"] = reference
        if response:
            value["response"] = response
        self._once(f"outcome-{number:03}.json", value)

    def outcome(self, number: int) -> dict[str, Any]:
        """Return what was written about the end of an attempt."""
        return get_json(self.folder / f"outcome-{number:03}.json") or {}

    def _attempt(self, number: int) -> Attempt:
        began = get_json(self.folder / f"attempt-{number:03}.json") or {}
        ended = self.outcome(number)
        if ended:
            outcome = str(ended.get("outcome"))
            known = Standing(outcome) if outcome in set(Standing) else Standing.UNKNOWN
            return Attempt(number, began, known, str(ended.get("words", "")))
        if (self.folder / f"sending-{number:03}.json").exists():
            words = "The run ended while the report was handed over."
            return Attempt(number, began, Standing.UNKNOWN, words)
        return Attempt(number, began, Standing.NOT_SENT, "The run ended before it was handed over.")

    def _numbers(self) -> list[int]:
        if not self.folder.is_dir():
            return []
        found = (_ATTEMPT.fullmatch(file.name) for file in self.folder.iterdir())
        return sorted(int(match[1]) for match in found if match)

    def _once(self, name: str, value: dict[str, Any]) -> None:
        file = self.folder / name
        if file.exists():
            raise ReportError(
                f"{file.as_posix()} exists already", hint="Is another run at work? Wait for it."
            )
        put_json(file, value)


def _time(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")
