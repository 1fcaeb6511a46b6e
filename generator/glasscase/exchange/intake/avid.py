"""Reports and vulnerabilities of the AI Vulnerability Database (AVID).

Source: https://avidml.gitbook.io/doc (schema 0.2 to 0.3, checked 2026-11-22).
"""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import first, group, is_address, line, text, times


class Avid:
    """A report. The people who are credited stay in the private part."""

    name = "avid"
    title = "an AVID report"

    def reads(self, event: Any) -> bool:
        """Look at the type: every file says that it is AVID's."""
        return text(event, "data_type") == "AVID"

    def signal(self, event: Any) -> Signal:
        """Read the report. Its day is that of the report, not of what happened."""
        title = text(event, "problemtype", "description", "value")
        body = text(event, "description", "value")
        artifacts = group(event, "affects").get("artifacts")
        named = [text(one, "name") for one in artifacts or () if text(one, "type") == "Model"]
        return Signal(
            key=first(event, "metadata.report_id", "metadata.vuln_id"),
            title=line(title or body),
            description=body,
            times=times(
                event,
                occurred=("incident_date",),
                discovered=("reported_date", "published_date"),
            ),
            models=tuple(dict.fromkeys(filter(None, named))),
            materials=_references(event.get("references")),
        )


def _references(rows: Any) -> tuple[tuple[str, str], ...]:
    found = []
    for row in rows if isinstance(rows, list) else ():
        address = text(row, "url")
        if is_address(address):
            found.append((line(text(row, "label")) or address, address))
    return tuple(dict.fromkeys(found))
