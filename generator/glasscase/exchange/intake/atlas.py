"""Case studies of MITRE ATLAS, as YAML of its data repository or as JSON.

Source: https://github.com/mitre-atlas/atlas-data (checked 2026-11-22).
"""

from __future__ import annotations

from typing import Any

from glasscase.exchange.intake.signal import Signal
from glasscase.exchange.intake.values import group, is_address, line, text, times
from glasscase.reading.yaml import parse_yaml

_TYPE = "case-study"


class Atlas:
    """A case study. Its steps, which help to repeat an attack, stay in the private part."""

    name = "atlas"
    title = "a MITRE ATLAS case study"

    def reads(self, event: Any) -> bool:
        """Look for a study with a name and a day."""
        study = _study(event)
        return bool(text(study, "name") and text(study, "incident-date"))

    def signal(self, event: Any) -> Signal:
        """Read name, summary and day. A day may stand for its month or year: that is told."""
        study = _study(event)
        exact = text(study, "incident-date-granularity") or "DATE"
        troubles: tuple[str, ...] = ()
        if exact != "DATE":
            troubles = (f"the day of the study is exact to the {exact.lower()} only",)
        if text(study, "case-study-type") == "exercise":
            troubles = (*troubles, "it was an exercise, not an incident, as the study says")
        rows = study.get("references")
        return Signal(
            key=text(study, "id"),
            title=line(text(study, "name")),
            description=text(study, "summary"),
            times=times(study, occurred=("incident-date",)),
            materials=tuple(
                (line(text(row, "title")) or text(row, "url"), text(row, "url"))
                for row in (rows if isinstance(rows, list) else ())
                if is_address(text(row, "url"))
            ),
            troubles=troubles,
        )


def _study(event: Any) -> Any:
    """Return the study: by itself, below `study`, or in a YAML text."""
    if text(event, "yaml"):
        event = parse_yaml(text(event, "yaml"), path="event").value
    study = group(event, "study") or group(event)
    return study if text(study, "object-type") in (_TYPE, "") else {}
