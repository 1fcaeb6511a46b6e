"""Status: what a record says of where it stands must agree with its other fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, found, given
from glasscase.reading.load import Loaded
from glasscase.records import Incident, Status
from glasscase.records.incident import ActionState, HarmClass, IncidentState

_OVER = (IncidentState.RESOLVED, IncidentState.CLOSED)


def check(context: Context) -> Iterator[Found]:
    """Check the status of each record and the state of each incident."""
    for loaded in context.records():
        yield from _withdrawal(loaded)
        if isinstance(loaded.record, Incident):
            yield from _state(loaded)
            yield from _actions(loaded)
            yield from _harms(loaded)


def _withdrawal(loaded: Loaded[Any]) -> Iterator[Found]:
    record = loaded.record
    if record.status is Status.DRAFT:
        yield found(
            "status-draft",
            loaded,
            ("status",),
            "this record is a draft: it is checked, but it is not put on the site",
            "Write `status: current` to publish it.",
        )
    if record.status is Status.WITHDRAWN and record.withdrawal is None:
        yield found(
            "withdrawal-missing",
            loaded,
            ("status",),
            "this record is withdrawn, but nothing says why and since when",
            "Add `withdrawal:` with `reason:` and `date:`. Its readers will look for both.",
        )
    if record.status is not Status.WITHDRAWN and record.withdrawal is not None:
        yield found(
            "withdrawal-unexpected",
            loaded,
            ("withdrawal",),
            f"`withdrawal` is filled in, but the status is `{record.status}`",
            "Write `status: withdrawn`, or remove `withdrawal`.",
            key=True,
        )


def _state(loaded: Loaded[Any]) -> Iterator[Found]:
    incident = loaded.record
    resolved = given(incident.times.resolved)
    if incident.state in _OVER and incident.times.resolved is None:
        yield found(
            "incident-state",
            loaded,
            ("state",),
            f"the incident is `{incident.state}`, but `times` does not say when it was resolved",
            "Add `resolved:` under `times`.",
        )
    elif incident.state not in _OVER and resolved is not None:
        yield found(
            "incident-state",
            loaded,
            ("state",),
            f"the incident is `{incident.state}`, but `times` says that it was resolved",
            "Write `state: resolved`, or remove `resolved` under `times`.",
        )
    elif incident.state is IncidentState.CONTAINED and incident.times.contained is None:
        yield found(
            "incident-state",
            loaded,
            ("state",),
            "the incident is `contained`, but `times` does not say when it was contained",
            "Add `contained:` under `times`.",
        )


def _actions(loaded: Loaded[Any]) -> Iterator[Found]:
    for number, action in enumerate(given(loaded.record.corrective_actions) or ()):
        path = ("corrective_actions", number, "state")
        if action.state is ActionState.DONE and action.completed is None:
            yield found(
                "action-state",
                loaded,
                path,
                f"`{action.id}` is done, but nothing says when",
                "Add `completed:` with the day.",
            )
        elif action.state is not ActionState.DONE and action.completed is not None:
            yield found(
                "action-state",
                loaded,
                path,
                f"`{action.id}` has a day of completion, but its state is `{action.state}`",
                "Write `state: done`, or remove `completed`.",
            )


def _harms(loaded: Loaded[Any]) -> Iterator[Found]:
    harms = loaded.record.harms
    if HarmClass.NONE in harms and len(harms) > 1:
        yield found(
            "harm-contradiction",
            loaded,
            ("harms", harms.index(HarmClass.NONE)),
            "`no-harm` stands beside classes of harm",
            "Remove `no-harm`, or the others.",
        )
