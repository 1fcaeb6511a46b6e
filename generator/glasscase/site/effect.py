"""From which day versions apply, where one is published before the day that it names.

The days come from the log and from what the versions say, never from the clock: a page says the
same whenever it is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .context import Json

WITHDRAWN = "withdrawn"
"""The status of a record that no longer holds."""


class Told(NamedTuple):
    """A published version, and the day from which it says that it applies."""

    version: str
    published: date
    effective: date | None = None

    @property
    def start(self) -> date:
        """The day from which it applies; a version never applies before it is published."""
        return max(self.published, self.effective or self.published)


class Effect(NamedTuple):
    """When a version applies; the empty one applies from its publication to the next."""

    starts: date | None = None
    """The day from which it applies, if that is after its publication."""
    ends: date | None = None
    """The day on which another takes its place, if that is not when the next is published."""
    by: str = ""
    """The version that takes its place on `ends`."""
    meanwhile: tuple[tuple[str, date | None], ...] = ()
    """What applies until `starts`: versions, each with its first day if that is yet to come."""


ALWAYS = Effect()
"""From its publication to that of the next."""


def claimed(said: Mapping[str, Json]) -> date | None:
    """Return the day that a version names, in its public form or in its note of the log.

    A withdrawal names none: it applies at once.
    """
    value = said.get("effective_from")
    if not isinstance(value, str) or said.get("status") == WITHDRAWN:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def effects(told: Sequence[Told]) -> dict[str, Effect]:
    """Return when versions apply, which are in the order of their publication.

    Left out are those that apply from their publication to that of the next.
    """
    if all(one.start == one.published for one in told):
        return {}
    found = {}
    for place, one in enumerate(told):
        later = told[place + 1 :]
        ends, by = None, ""
        # Of several with one day the last counts.
        first = min(reversed(later), key=lambda other: other.start, default=None)
        if first is not None and (first.start > later[0].published or first is not later[0]):
            ends, by = first.start, first.version
        effect = Effect(one.start if one.start > one.published else None, ends, by)
        if effect.starts is not None:
            effect = effect._replace(meanwhile=_meanwhile(told[:place], one))
        if effect != ALWAYS:
            found[one.version] = effect
    return found


def _meanwhile(earlier: Sequence[Told], new: Told) -> tuple[tuple[str, date | None], ...]:
    """Return which versions apply from the publication of a new one until it does."""
    days = sorted({new.published, *(one.start for one in earlier if one.start > new.published)})
    found: list[tuple[str, date | None]] = []
    for day in days:
        holds = next((one for one in reversed(earlier) if one.start <= day), None)
        known = holds is None or any(version == holds.version for version, _ in found)
        if day < new.start and holds is not None and not known:
            found.append((holds.version, None if day == new.published else day))
    return tuple(found)
