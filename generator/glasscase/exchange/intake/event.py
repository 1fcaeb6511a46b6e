"""Events in Glasscase's own form: `schemas/event.json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pydantic import ValidationError

from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import plain, said, text, times, words
from glasscase.exchange.intake.webhook import Webhook
from glasscase.records.event import IncidentNotice
from glasscase.records.incident import HarmClass, IncidentSeverity

TIMES = ("occurred", "discovered", "reasonable_belief", "determined", "contained", "resolved")
_OWN_WORDS = (*TIMES, "severity", "harms")
"""What is taken as the sender wrote it: a draft says what cannot stand in a record, and why."""
_KEYS = {info.alias or name for name, info in IncidentNotice.model_fields.items()}


class OwnForm:
    """An event in our own form. What is wrong in it is told; the rest is used."""

    name = "event"
    title = "an event in Glasscase's own form"

    def reads(self, event: Any) -> bool:
        """Look at `schema`; without it, no name in the event may be another's."""
        if not isinstance(event, dict) or not text(event, "title"):
            return False
        return event.get("schema") == 1 or (
            event.get("type") == "incident" and not set(event) - _KEYS
        )

    def signal(self, event: Any) -> Signal:
        """Read the fields that the form has."""
        data = {key: value for key, value in event.items() if key not in _OWN_WORDS}
        troubles = []
        try:
            IncidentNotice.model_validate(data)
        except ValidationError as error:
            for one in error.errors(include_url=False, include_input=False)[:20]:
                where = ".".join(str(step) for step in one["loc"])
                troubles.append(f"`{where}` was not used: {one['msg'].lower()}")
                data.pop(str(one["loc"][0]), None)
        signal = from_notice(data)
        if signal is None:
            return with_troubles(Webhook().signal(event), troubles)
        signal = replace(
            signal,
            times=times(event, **{name: (name,) for name in TIMES}),
            severity=said(event, "severity"),
            harms=tuple(Said(word, "harms") for word in words(event.get("harms"))),
        )
        return with_troubles(signal, [*troubles, *_foreign(signal)])


def _foreign(signal: Signal) -> Iterator[str]:
    """Tell of words that our own form has not."""
    if signal.severity is not None and plain(signal.severity.words) not in set(IncidentSeverity):
        yield "`severity` is none of the grades"
    if any(plain(one.words) not in set(HarmClass) for one in signal.harms):
        yield "`harms` names what is none of the classes"


def from_notice(data: dict[str, Any]) -> Signal | None:
    """Return what a valid event says; None if it is not valid."""
    try:
        notice = IncidentNotice.model_validate(data)
    except ValidationError:
        return None
    return Signal(
        key=notice.key or "",
        title=notice.title,
        description=notice.description or "",
        times={name: Said(str(data[name]), name) for name in TIMES if data.get(name)},
        severity=Said(notice.severity.value, "severity") if notice.severity else None,
        harms=tuple(Said(harm.value, "harms") for harm in notice.harms),
        state=notice.state.value if notice.state else "",
        models=notice.models,
        services=notice.services,
        countries=notice.countries,
        record_id=notice.id or "",
        source=notice.source or "",
    )


def with_troubles(signal: Signal, troubles: list[str]) -> Signal:
    """Return a signal that tells of more troubles."""
    return replace(signal, troubles=(*signal.troubles, *troubles)) if troubles else signal
