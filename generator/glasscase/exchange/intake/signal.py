"""What an adapter finds in an event: nothing but what the event says, in its own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol


class Step(NamedTuple):
    """One entry of the source's own timeline."""

    at: str
    what: str


class Said(NamedTuple):
    """A word of the source, and where in the event it stands."""

    words: str
    where: str


@dataclass(frozen=True, slots=True)
class Signal:
    """An event about an incident, as far as its adapter understands it."""

    key: str = ""
    """The source's own id of the incident; empty if it has none."""
    title: str = ""
    description: str = ""
    times: Mapping[str, Said] = field(default_factory=dict)
    """Times by the names that an incident record has for them, as the source writes them."""
    severity: Said | None = None
    harms: tuple[Said, ...] = ()
    state: str = ""
    """A state of an incident record, where the source's word means just that."""
    models: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    timeline: tuple[Step, ...] = ()
    materials: tuple[tuple[str, str], ...] = ()
    """Titles and addresses."""
    record_id: str = ""
    """The id that the record is to have; empty if the source wishes none."""
    source: str = ""
    """The sending system, where it is not the adapter's own name."""
    troubles: tuple[str, ...] = ()
    """What of the event could not be used, each in a sentence."""
    understood: bool = True
    """False if no adapter knows the form of the event."""


class Adapter(Protocol):
    """Turns one foreign shape into a signal. It opens nothing and never raises."""

    name: str
    """The name of the form, an identifier."""
    title: str
    """What people call it."""

    def reads(self, event: Any) -> bool:
        """Tell whether an event, as plain JSON values, has this form."""
        ...

    def signal(self, event: Any) -> Signal:
        """Return what the event says."""
        ...
