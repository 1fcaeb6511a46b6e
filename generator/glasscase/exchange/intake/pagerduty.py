"""PagerDuty: webhooks of version 3.

Source: https://developer.pagerduty.com/docs/webhooks-overview (checked 2026-11-22).
"""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import first, group, line, said, text, times

_STATES = {"triggered": "investigating", "acknowledged": "investigating", "resolved": "resolved"}
_DEFAULT_TYPE = "incident_default"


class PagerDuty:
    """An event about an incident. Who is on call stays in the private part."""

    name = "pagerduty"
    title = "PagerDuty"

    def reads(self, event: Any) -> bool:
        """Look into `event`: its data is an incident, or belongs to one."""
        return text(event, "event", "event_type").startswith("incident.") and bool(_incident(event))

    def signal(self, event: Any) -> Signal:
        """Read the incident, and from the event's type when it was resolved."""
        incident = _incident(event)
        kind = text(event, "event", "event_type")
        at = times(event, discovered=("event.data.created_at", "event.data.incident.created_at"))
        if "discovered" not in at and kind == "incident.triggered":
            at |= times(event, discovered=("event.occurred_at",))
        if kind == "incident.resolved":
            at |= times(event, resolved=("event.data.resolved_at", "event.occurred_at"))
        title = first(incident, "title", "summary")
        body = first(incident, "body.details", "description")
        graded = said(event, "event.data.priority.summary", "event.data.priority.name")
        state = text(incident, "status") or kind.removeprefix("incident.")
        return Signal(
            key=text(incident, "id"),
            title=line(title),
            description=body if body != title else "",
            times=at,
            severity=graded or said(event, "event.data.urgency"),
            harms=_types(incident),
            state=_STATES.get(state, ""),
            services=tuple(filter(None, (first(incident, "service.summary", "service.name"),))),
        )


def _incident(event: Any) -> Any:
    """Return the incident: notes and responders have it below their own data."""
    data = group(event, "event", "data")
    return group(data, "incident") or data


def _types(incident: Any) -> tuple[Said, ...]:
    word = first(incident, "incident_type.name")
    told = word and word != _DEFAULT_TYPE
    return (Said(word, "event.data.incident_type.name"),) if told else ()
