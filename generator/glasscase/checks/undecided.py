"""Values of a draft that stand there until somebody has decided."""

from __future__ import annotations

from collections.abc import Iterator

from glasscase.checks.context import Context, Found, found
from glasscase.findings import Position
from glasscase.reading.load import Loaded
from glasscase.records import Incident, Status
from glasscase.records.incident import HarmClass, IncidentSeverity

MARK = "# → To be decided"
"""How `glasscase intake` marks such a value, in the line above it."""
_CAUTIOUS = (IncidentSeverity.SERIOUS_INCIDENT, HarmClass.OTHER)


def check(context: Context) -> Iterator[Found]:
    """Look for the mark in incidents that are no drafts and may have such a value."""
    for loaded in context.collection.incidents:
        incident = loaded.record
        if incident.status is not Status.DRAFT and (
            incident.severity is _CAUTIOUS[0] or _CAUTIOUS[1] in incident.harms
        ):
            yield from _marks(context, loaded)


def _marks(context: Context, loaded: Loaded[Incident]) -> Iterator[Found]:
    for number, line in enumerate(context.lines(loaded.document.path), 1):
        if line.lstrip().startswith(MARK):
            yield found(
                "value-undecided",
                loaded,
                (),
                "the value below was to be decided, and this is no draft any more",
                "Decide, and delete the lines with an arrow.",
                position=Position(number, line.index("#") + 1),
                length=len(MARK),
            )
