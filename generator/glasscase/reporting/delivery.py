"""Handing a report over: what can come of it, and when it is tried again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from glasscase.reporting.outbox import Outbox


class Outcome(StrEnum):
    """What came of an attempt."""

    DELIVERED = "delivered"
    NOT_SENT = "not-sent"
    """The recipient has not taken it, for certain."""
    REFUSED = "refused"
    """The recipient does not want it as it is. Trying again would not help."""
    UNKNOWN = "unknown"
    """It was handed over, and no answer came: it may have been taken."""


class Sent(NamedTuple):
    """What came of an attempt, and what the other side said."""

    outcome: Outcome
    words: str
    """One sentence without secrets."""
    reference: str = ""
    """The recipient's reference, if it gave one."""
    response: str = ""
    """What it answered, cut short."""
    wait: float | None = None
    """Seconds after which it asks to be tried again."""


class Carrier(Protocol):
    """A way to hand one report over to one recipient."""

    by: str
    """`smtp` or `https`."""
    to: str
    """The recipient, as the receipt names it."""
    key: str
    """What the recipient can recognise the report by: message id, or idempotency key."""
    is_repeatable: bool
    """Whether the recipient takes a second one with the same key for the first one."""

    def send(self, sending: Callable[[], None]) -> Sent:
        """Try once. `sending` is called right before the report itself is handed over."""


class Pace(NamedTuple):
    """When it is tried again. Times are in seconds."""

    tries: int = 4
    first: float = 2.0
    """Longest pause before the second try; each later one is twice as long."""
    longest: float = 60.0
    """Longest pause of all. If the recipient asks for a longer one, a later run makes it."""


def deliver(
    carrier: Carrier,
    outbox: Outbox,
    now: Callable[[], datetime],
    sleep: Callable[[float], None],
    chance: Callable[[], float],
    pace: Pace = Pace(),  # noqa: B008 - a constant
) -> Sent:
    """Hand a report over, and try again where that is safe.

    Each attempt stands on the disk before it begins, and its outcome after it. `chance` gives
    numbers from 0 to 1, so that many senders do not come back at the same moment.
    """
    sent = Sent(Outcome.NOT_SENT, "It was not tried.")
    for number in range(pace.tries):
        attempt = outbox.begin(now(), carrier.by, carrier.to, carrier.key)
        sent = carrier.send(lambda attempt=attempt: outbox.sending(attempt, now()))  # type: ignore[misc]
        outbox.end(attempt, now(), sent.outcome.value, sent.words, sent.reference, sent.response)
        if sent.outcome in (Outcome.DELIVERED, Outcome.REFUSED):
            return sent
        if sent.outcome is Outcome.UNKNOWN and not carrier.is_repeatable:
            return sent
        if sent.wait is not None and sent.wait > pace.longest:
            return sent
        if number + 1 < pace.tries:
            sleep(pause(pace, number, sent.wait, chance()))
    return sent


def pause(pace: Pace, number: int, wished: float | None, chance: float) -> float:
    """Return how long to wait after an attempt: never less than the recipient asks for.

    Between half and all of a time that doubles with each attempt.
    """
    most = min(pace.longest, pace.first * float(2**number))
    own = most * (0.5 + chance / 2)
    return max(own, wished or 0.0)


def wished(header: str | None, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks for (RFC 9110, section 10.2.3)."""
    if not header:
        return None
    text = header.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - now).total_seconds())


def short(text: str, most: int = 400) -> str:
    """Return an answer of another system on one line, without control characters, cut short."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
