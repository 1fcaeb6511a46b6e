"""Plain webhooks: a JSON object with names that people commonly give."""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import first, line, plain, said, times, words
from glasscase.records.incident import IncidentState

_TITLES = ("title", "subject", "summary", "name", "alert", "headline", "message", "text")
_TEXTS = ("description", "details", "body", "message", "text", "summary", "content")
_KEYS = ("key", "dedup_key", "fingerprint", "incident_id", "external_id", "event_id", "uuid", "id")
_TIMES = {
    "occurred": ("occurred", "occurred_at", "started_at", "start_time", "startTime", "start"),
    "discovered": (
        "discovered",
        "discovered_at",
        "detected_at",
        "noticed_at",
        "reported_at",
        "created_at",
        "createdAt",
        "timestamp",
        "time",
        "date",
    ),
    "reasonable_belief": ("reasonable_belief",),
    "determined": ("determined",),
    "contained": ("contained", "contained_at", "mitigated_at"),
    "resolved": ("resolved", "resolved_at", "closed_at", "end_time", "ended_at"),
}


class Webhook:
    """A flat object with a title. The names that are known are used; nothing is guessed."""

    name = "webhook"
    title = "a plain webhook"

    def reads(self, event: Any) -> bool:
        """Look for a title, and for a second thing that an incident has."""
        if not isinstance(event, dict) or not first(event, *_TITLES):
            return False
        others = ("severity", "priority", "status", "state", "model", "models", *_KEYS)
        timed = any(first(event, *names) for names in _TIMES.values())
        return timed or any(name in event for name in (*others, "description"))

    def signal(self, event: Any) -> Signal:
        """Read the names that are known."""
        titled = first(event, *_TITLES)
        return Signal(
            key=first(event, *_KEYS),
            title=line(titled),
            description=next((t for n in _TEXTS if (t := first(event, n)) and t != titled), ""),
            times=times(event, **_TIMES),
            severity=said(event, "severity", "priority", "urgency", "level", "impact"),
            harms=_harms(event),
            state=_state(first(event, "state", "status")),
            models=words(event.get("models") or event.get("model") or event.get("system")),
            services=words(event.get("services") or event.get("service")),
            countries=words(event.get("countries") or event.get("country")),
        )


def _harms(event: dict[str, Any]) -> tuple[Said, ...]:
    for name in ("harms", "harm", "type", "category", "class"):
        found = words(event.get(name))
        if found:
            return tuple(Said(word, name) for word in found)
    return ()


def _state(word: str) -> str:
    return plain(word) if plain(word) in set(IncidentState) else ""
