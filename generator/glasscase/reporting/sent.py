"""The reports that were sent, as clocks count them."""

from __future__ import annotations

from glasscase.records import PublicForm
from glasscase.records.private import PrivateIncident


def with_reports(form: PublicForm, part: PrivateIncident | None) -> PublicForm:
    """Return an incident with the reports of its private part among those that it names."""
    sent = [
        {
            "regime": report.regime,
            "stage": report.stage.value,
            "at": min(one.at for one in report.sent).isoformat(),
        }
        for report in (part.reports if part is not None else ())
        if report.sent
    ]
    if not sent:
        return form
    held = form.get("notifications")
    return {**form, "notifications": [*(held if isinstance(held, list) else ()), *sent]}
