"""Prometheus Alertmanager: the webhook receiver, version 4; Grafana sends the same.

Source: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
(checked 2026-11-22).
"""

from __future__ import annotations

import hashlib
from typing import Any

from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import first, group, line, said, text

_NEVER = "0001-01-01"


class Alertmanager:
    """A group of alerts. It is one incident from its first alert on, until all are resolved."""

    name = "alertmanager"
    title = "Prometheus Alertmanager"

    def reads(self, event: Any) -> bool:
        """Look for alerts with labels, and for the key of their group."""
        return bool(text(event, "groupKey")) and bool(_alerts(event))

    def signal(self, event: Any) -> Signal:
        """Read the group: its common labels and notes, its first start, its last end."""
        alerts = _alerts(event)
        starts = [
            Said(start, f"alerts.{number}.startsAt")
            for number, alert in enumerate(alerts)
            if (start := text(alert, "startsAt"))
        ]
        at = {"occurred": min(starts), "discovered": min(starts)} if starts else {}
        ends = [text(alert, "endsAt") for alert in alerts]
        over = text(event, "status") == "resolved" and all(ends)
        if over and not any(end.startswith(_NEVER) for end in ends):
            at["resolved"] = Said(max(ends), "alerts.endsAt")
        common = {
            "labels": group(event, "commonLabels"),
            "notes": group(event, "commonAnnotations"),
        }
        one = alerts[0]
        name = first(common, "labels.alertname") or first(one, "labels.alertname")
        title = first(common, "notes.summary") or first(one, "annotations.summary") or name
        model = first(common, "labels.model") or first(one, "labels.model")
        service = first(common, "labels.service") or first(one, "labels.service")
        return Signal(
            key=f"{_short(text(event, 'groupKey'))}@{min(starts).words if starts else ''}",
            title=line(title),
            description=first(common, "notes.description") or first(one, "annotations.description"),
            times=at,
            severity=said(event, "commonLabels.severity") or said(one, "labels.severity"),
            harms=_harms(common),
            state="resolved" if "resolved" in at else "investigating",
            models=(model,) if model else (),
            services=(service,) if service else (),
        )


def _alerts(event: Any) -> list[Any]:
    alerts = event.get("alerts") if isinstance(event, dict) else None
    return [one for one in alerts or () if group(one, "labels")] if isinstance(alerts, list) else []


def _harms(common: Any) -> tuple[Said, ...]:
    word = first(common, "labels.harm")
    return (Said(word, "commonLabels.harm"),) if word else ()


def _short(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "backslashreplace")).hexdigest()[:16]
