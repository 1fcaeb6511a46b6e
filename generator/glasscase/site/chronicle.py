"""The timeline of an incident: its times, events, reports and updates in one order, and drawn.

The drawing is for the eye. The list below it has the same entries in the same order, in words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from glasscase.records.incident import Times

from . import draw, numbers, plan, results, values, words
from .context import Context, Json
from .nodes import Block, Row
from .stencils import cut, text

_SPREAD = timedelta(minutes=30)
"""About where the scale turns from even steps to ever greater ones."""
_EDGE = 3.0
"""Percent of the width that stay free on either side."""
_LETTER = 2.1
"""Percent of the width that a letter of a label takes at most, on a narrow phone."""
_TICKS = (
    (timedelta(minutes=10), "10 min"),
    (timedelta(hours=1), "1 h"),
    (timedelta(hours=6), "6 h"),
    (timedelta(days=1), "1 day"),
    (timedelta(days=7), "1 week"),
    (timedelta(days=30), "30 days"),
    (timedelta(days=365), "1 year"),
    (timedelta(days=1826), "5 years"),
)
_STATES = {
    "occurred": "Not discovered",
    "discovered": "Discovered, not contained",
    "contained": "Contained, not resolved",
    "resolved": "",
}
"""What the colours of the bar stand for, from each of these times on."""
_TIMES = tuple(key for key in Times.model_fields if key != "estimated")
_LABELS = {
    "occurred": "Began",
    "occurred_until": "Ended",
    "discovered": "Discovered",
    "reasonable_belief": "Belief",
    "determined": "Classified",
    "contained": "Contained",
    "resolved": "Resolved",
}
"""What the drawing calls the times: short words."""
_LANES = {"event": 6, "report": 26, "update": 46}
"""Where the marks of a kind stand, in pixels below the bar of phases."""
_ROW, _BAR, _AXIS = 15, 10, 68


class Entry(NamedTuple):
    """One entry of a timeline."""

    at: datetime
    iso: str
    kind: str
    """`time`, `event`, `report` or `update`."""
    key: str
    """Field of a time; the permalink of what else it is."""
    element: Mapping[str, Json]
    """The event, report or update; nothing for a time."""


def rows(form: Mapping[str, Json], context: Context) -> list[Row]:
    """Return what stands in the section of the timeline: the drawing, and the list."""
    found = entries(form)
    if len(found) < 2 and not form.get("timeline"):
        return []
    listed = "".join(_step(entry, form, context._replace(top=3)) for entry in found)
    drawn = [Row("", "", Block(_figure(found, form)))] if found[0].at < found[-1].at else []
    return [*drawn, Row("", "", Block(cut.timeline(listed)))]


def entries(form: Mapping[str, Json]) -> list[Entry]:
    """Return all entries of an incident's timeline in their order; what is withheld is left out."""
    times = form["times"]
    found = [
        _entry(times[key], "time", key, {}) for key in _TIMES if isinstance(times.get(key), str)
    ]
    for field, kind in (("timeline", "event"), ("notifications", "report"), ("updates", "update")):
        given = form.get(field)
        if isinstance(given, list):
            found += [_entry(one["at"], kind, f"{field}.{one['id']}", one) for one in given]
    # At one moment the times come first: they say what the events are about.
    return sorted(found, key=lambda entry: (entry.at, entry.kind != "time"))


def _entry(iso: str, kind: str, key: str, element: Mapping[str, Json]) -> Entry:
    return Entry(numbers.instant(iso), iso, kind, key, element)


# The list.


def _step(entry: Entry, form: Mapping[str, Json], context: Context) -> str:
    place, when = text(entry.key), draw.time(entry.iso)
    if entry.kind == "event":
        return cut.step(place, when, "", values.show_prose(entry.element["what"], context, place))
    if entry.kind == "time":
        note = results.noted(form["times"], entry.key)
        name = plan.field_of(Times, entry.key).label
        return cut.step_time(when, f"times.{entry.key}", text(name), text(note))
    if entry.kind == "report":
        stage = words.value(entry.element["stage"])
        return cut.step_report(when, place, text(f"{stage} report to {entry.element['authority']}"))
    return cut.step_update(when, place, text(entry.element["title"]))


# The drawing.


class _Scale:
    """Where moments stand: hours stretched and months shrunk on both sides of the discovery."""

    def __init__(self, origin: datetime, first: datetime, last: datetime) -> None:
        self._origin = origin
        self._start = self._stretched(first - origin)
        self._width = self._stretched(last - origin) - self._start

    def place(self, moment: datetime) -> float:
        """Return a place in percent of the width."""
        return self.distance(moment - self._origin)

    def distance(self, distance: timedelta) -> float:
        """Return the place of what is this long after the discovery."""
        part = (self._stretched(distance) - self._start) / self._width
        return _EDGE + part * (100 - 2 * _EDGE)

    @staticmethod
    def _stretched(distance: timedelta) -> float:
        return math.copysign(math.log1p(abs(distance / _SPREAD)), distance.total_seconds())


def _figure(found: Sequence[Entry], form: Mapping[str, Json]) -> str:
    origin = numbers.instant(form["times"]["discovered"])
    scale = _Scale(origin, found[0].at, found[-1].at)
    labels, height = _names(found, scale)
    bar = height + 4
    below = bar + _BAR
    marks = [_mark(entry, scale, below) for entry in found if entry.kind != "time"]
    lanes = [
        cut.chronicle_lane(str(below + place + 8))
        for kind, place in _LANES.items()
        if any(entry.kind == kind for entry in found)
    ]
    kinds = [kind for kind in _LANES if any(entry.kind == kind for entry in found)]
    reached = {phase.key for phase in _phases(form)}
    keys = [(key, name) for key, name in _STATES.items() if key in reached]
    keys += [(kind, f"{kind.capitalize()}s") for kind in kinds]
    legend = "".join([cut.chronicle_key(key, text(name)) for key, name in keys])
    return cut.chronicle(
        str(below + _AXIS + 20),
        text(_said(found)),
        "".join(_bars(form, scale, bar)),
        "".join(lanes),
        "".join(_ticks(scale, origin, found, below + _AXIS)),
        "".join(labels),
        "".join(marks),
        legend,
    )


def _said(found: Sequence[Entry]) -> str:
    counts = [
        (sum(entry.kind == kind for entry in found), name)
        for kind, name in (
            ("time", "time"),
            ("event", "event"),
            ("report", "report"),
            ("update", "update"),
        )
    ]
    told = ", ".join(f"{n} {name}{'s' if n > 1 else ''}" for n, name in counts if n)
    first, last = numbers.moment(found[0].iso), numbers.moment(found[-1].iso)
    return f"From {first} to {last}: {told}. The list below has them in the same order."


class _Phase(NamedTuple):
    key: str
    start: datetime
    end: datetime


def _phases(form: Mapping[str, Json]) -> list[_Phase]:
    """Return how it stood between the times that are given: containment outweighs discovery."""
    times = form["times"]
    given = {key: numbers.instant(times[key]) for key in _STATES if isinstance(times.get(key), str)}
    found = []
    for start, end in pairwise(sorted(set(given.values()))):
        reached = [key for key, at in given.items() if at <= start]
        if "resolved" in reached:
            break
        state = "contained" if "contained" in reached else None
        state = state or ("discovered" if "discovered" in reached else "occurred")
        found.append(_Phase(state, start, end))
    return found


def _bars(form: Mapping[str, Json], scale: _Scale, top: int) -> Iterator[str]:
    yield cut.chronicle_bar("rest", _short(_EDGE), _short(100 - 2 * _EDGE), str(top + 3), "4")
    for phase in _phases(form):
        left = scale.place(phase.start)
        width = scale.place(phase.end) - left
        yield cut.chronicle_bar(phase.key, _short(left), _short(width), str(top), str(_BAR))


def _names(found: Sequence[Entry], scale: _Scale) -> tuple[list[str], int]:
    """Return the names of the times above the bar, in as many rows as they need, and the height."""
    taken: list[float] = []
    placed: list[tuple[str, float, str, int]] = []
    for entry in found:
        if entry.kind != "time":
            continue
        at, name = scale.place(entry.at), _LABELS[entry.key]
        width = len(name) * _LETTER
        anchor = "start" if at < 50 else "end"
        left = at if anchor == "start" else at - width
        row = next((n for n, end in enumerate(taken) if end <= left), len(taken))
        taken[row:] = [left + width + 2, *taken[row + 1 :]]
        placed.append((name, at, anchor, row))
    height = len(taken) * _ROW
    labels = [
        cut.chronicle_name(
            _short(at), str((row + 1) * _ROW - 3), anchor, text(name), str(row * _ROW + 3),
            str(height + 4 + _BAR), "4" if anchor == "start" else "-4",
        )
        for name, at, anchor, row in placed
    ]  # fmt: skip
    return labels, height


def _mark(entry: Entry, scale: _Scale, top: int) -> str:
    if entry.kind == "event":
        said = ""
    elif entry.kind == "report":
        said = f"{words.value(entry.element['stage'])} report to {entry.element['authority']}"
    else:
        said = entry.element["title"]
    told = f"{numbers.moment(entry.iso)}{': ' if said else ''}{said}"
    place = str(top + _LANES[entry.kind] + 8)
    shape = {"event": cut.mark_event, "report": cut.mark_report, "update": cut.mark_update}
    return shape[entry.kind](_short(scale.place(entry.at)), place, text(told))


def _ticks(scale: _Scale, origin: datetime, found: Sequence[Entry], top: int) -> Iterator[str]:
    """Yield the ticks of the axis that have room, those nearest to the discovery first."""
    first, last = found[0].at - origin, found[-1].at - origin
    wanted = [(timedelta(), "0")] if first <= timedelta() <= last else []
    wanted += [(length, f"+{name}") for length, name in _TICKS if length <= last]
    wanted += [(-length, f"\u2212{name}") for length, name in _TICKS if -length >= first]
    taken: list[tuple[float, float]] = []
    for distance, name in wanted:
        at, half = scale.distance(distance), len(name) * _LETTER / 2 + 1
        low, high = max(at - half, 0), min(at + half, 100)
        if all(high <= start or low >= end for start, end in taken):
            taken.append((low, high))
            anchor = "start" if at - half < 0 else "end" if at + half > 100 else "middle"
            yield cut.chronicle_tick(
                _short(at), str(top), str(top + 5), str(top + 18), anchor, name
            )


def _short(position: float) -> str:
    return f"{position:.4g}"
