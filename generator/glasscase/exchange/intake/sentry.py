"""Sentry: issue alerts (`event_alert`), issues and metric alerts.

Source: https://docs.sentry.io/integrations/integration-platform/webhooks/ (checked 2026-11-22).
"""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import first, group, line, said, text, times

_TIMES = {
    "data.event": ("data.event.datetime",),
    "data.issue": ("data.issue.firstSeen",),
    "data.metric_alert": ("data.metric_alert.date_started", "data.metric_alert.date_detected"),
}
_STATES = {"resolved": "resolved", "created": "investigating", "triggered": "investigating"}


class Sentry:
    """An alert or an issue. Users, requests and stack traces stay in the private part."""

    name = "sentry"
    title = "Sentry"

    def reads(self, event: Any) -> bool:
        """Look for an action, a sender, and data of one of three kinds."""
        sent = "installation" in event or "actor" in event if isinstance(event, dict) else False
        return bool(sent and text(event, "action") and _kind(event))

    def signal(self, event: Any) -> Signal:
        """Read the issue's own words, and what its tags say of model and service."""
        kind = _kind(event)
        thing = group(event, *kind.split("."))
        tags = _tags(thing)
        at = times(event, occurred=_TIMES[kind], discovered=_TIMES[kind])
        action = text(event, "action")
        if action == "resolved":
            at |= times(event, resolved=(f"{kind}.date_closed", f"{kind}.statusDetails.resolvedAt"))
        title = first(thing, "title", "alert_rule.name") or text(event, "data", "description_title")
        return Signal(
            key=first(thing, "issue_id", "id", "event_id"),
            title=line(title),
            description=first(thing, "message", "metadata.value")
            or text(event, "data", "description_text"),
            times=at,
            severity=said(event, f"{kind}.level", "action" if kind.endswith("alert") else ""),
            state=_STATES.get(action, "investigating"),
            models=tuple(filter(None, (tags.get("model"),))),
            services=tuple(
                filter(None, (tags.get("service") or first(thing, "project.slug", "project_slug"),))
            ),
        )


def _kind(event: Any) -> str:
    return next((path for path in _TIMES if group(event, *path.split("."))), "")


def _tags(thing: Any) -> dict[str, str]:
    """Return tags, which come as pairs or as groups of key and value."""
    found: dict[str, str] = {}
    for tag in thing.get("tags") or () if isinstance(thing.get("tags"), list) else ():
        if isinstance(tag, list) and len(tag) == len(("key", "value")):
            found[str(tag[0])] = str(tag[1])
        elif text(tag, "key"):
            found[text(tag, "key")] = text(tag, "value")
    return found
