"""Incidents in the form of the AI Incident Database.

Source: https://github.com/responsible-ai-collaborative/aiid (checked 2026-11-22).
"""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import is_address, line, text, times


class Aiid:
    """An incident with its reports. Editors and authors stay in the private part."""

    name = "aiid"
    title = "an incident of the AI Incident Database"

    def reads(self, event: Any) -> bool:
        """Look for the number of an incident, a title, and what only this database has."""
        named = bool(text(event, "incident_id") and text(event, "title"))
        return named and any(
            key in event for key in ("reports", "editors", "AllegedDeployerOfAISystem")
        )

    def signal(self, event: Any) -> Signal:
        """Read the incident; its reports become supporting material."""
        reports = event.get("reports")
        rows = (
            [row for row in reports if isinstance(row, dict)] if isinstance(reports, list) else []
        )
        return Signal(
            key=text(event, "incident_id"),
            title=line(text(event, "title")),
            description=text(event, "description"),
            times=times(event, occurred=("date", "incident_date")),
            materials=tuple(
                (line(text(row, "title")) or text(row, "url"), text(row, "url"))
                for row in rows
                if is_address(text(row, "url"))
            ),
        )
