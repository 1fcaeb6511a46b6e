"""What of a signal goes into a draft: values, and for each what a person must know of it.

A word of the source is taken for a fixed value of ours only where it is that very word. Where a
record needs a value and the source gives none, the cautious one stands there and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from glasscase.exchange.intake.adapters import Understood
from glasscase.exchange.intake.moments import moment, written
from glasscase.exchange.intake.names import Names
from glasscase.exchange.intake.signal import Said, Signal
from glasscase.exchange.intake.values import line, plain
from glasscase.exchange.summary import summarise
from glasscase.reading.text import clean, normalise
from glasscase.records.incident import HarmClass, IncidentSeverity, IncidentState

CAUTIOUS = IncidentSeverity.SERIOUS_INCIDENT
"""Stands where the source grades in words of its own: too grave does less harm than too light."""

_LONGEST_TITLE, _LONGEST_SUMMARY, _LONGEST_LINE = 200, 1_500, 400
_MOST_ROWS = 200
_NEEDS = {
    IncidentState.CONTAINED: "contained",
    IncidentState.RESOLVED: "resolved",
    IncidentState.CLOSED: "resolved",
}


@dataclass(slots=True)
class Known:
    """Values for a draft by field, and comments by the path of the field that they stand above."""

    values: dict[str, Any] = field(default_factory=dict)
    comments: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    unused: list[str] = field(default_factory=list)
    """What of the event a person must put into the draft, in sentences without its words."""
    left_out: int = 0
    """How many pieces that look like personal data were taken out of the values."""

    def say(self, path: tuple[str, ...], words: str) -> None:
        """Add a comment above a field."""
        self.comments.setdefault(path, []).append(visible(words))


def visible(words: str) -> str:
    """Return a text as a file may hold it: no hidden characters, Unix line ends."""
    sound = words.encode("utf-8", "replace").decode()
    return clean(normalise(sound), "event")[0].strip()


def known_of(
    understood: Understood, received: datetime, zone: ZoneInfo | None, names: Names
) -> Known:
    """Return what a draft says of an event that was received at a time."""
    signal = understood.signal
    known = Known()
    _texts(known, understood, received)
    _state_and_times(known, signal, received, zone)
    _severity(known, signal.severity)
    _harms(known, signal.harms)
    _places(known, signal, names)
    _rows(known, signal, zone)
    for trouble in signal.troubles:
        known.say(("title",), f"Look here: {trouble}.")
    if signal.troubles:
        known.unused.append("something in the event was not used: the draft says what, at `title`")
    return known


def _texts(known: Known, understood: Understood, received: datetime) -> None:
    signal = understood.signal
    title = line(visible(signal.title))
    if not title:
        title = f"Event that was received at {written(received)}"
        known.say(("title",), "The event has no title that could be used.")
    elif len(title) > _LONGEST_TITLE:
        known.say(("title",), "Shortened.")
    known.values["title"] = _cut(title, _LONGEST_TITLE)
    text = visible(signal.description)
    if not signal.understood:
        known.say(("summary",), "Fill everything in by hand: the form of the event is not known.")
        known.values["summary"] = (
            "An event came in a form that is not known. It is kept as it came, in the private part."
        )
        return
    summary = summarise(text) if text else ""
    known.values["summary"] = _cut(summary or _cut(text, 600) or title, _LONGEST_SUMMARY)
    known.say(("summary",), "Words of the source. Write it for those who were affected.")
    if text:
        known.say(("description",), "Words of the source.")
        known.values["description"] = text


def _state_and_times(
    known: Known, signal: Signal, received: datetime, zone: ZoneInfo | None
) -> None:
    times: dict[str, Any] = {}
    estimated: list[str] = []
    for name, said in signal.times.items():
        found = moment(said.words, zone)
        path = ("times", name)
        if found.at:
            times[name] = found.at
            known.say(path, f"From the event ({said.where}).")
            if found.estimated:
                estimated.append(name)
        else:
            known.unused.append(f"`{name}` of the event is no moment with a zone: it was not used")
        if found.note:
            known.say(path, f"{found.note[0].upper()}{found.note[1:]} ({said.where}).")
    if "discovered" not in times:
        times["discovered"] = written(received)
        why = "the event does not say when it was discovered"
        if "discovered" in signal.times:
            why = "that of the event could not be used"
        known.say(
            ("times", "discovered"),
            f"The time of receipt: {why}. Clocks start here, so write the earlier time if"
            " somebody knew before.",
        )
    if estimated:
        times["estimated"] = estimated
    known.values["times"] = times
    state = signal.state or IncidentState.INVESTIGATING.value
    needed = _NEEDS.get(IncidentState(state))
    if needed is not None and needed not in times:
        known.say(("state",), f"The source says `{state}`, but not since when.")
        state = IncidentState.INVESTIGATING.value
    known.values["state"] = state


def _severity(known: Known, said: Said | None) -> None:
    word = plain(said.words) if said else ""
    if said and word in set(IncidentSeverity):
        known.values["severity"] = word
        known.say(("severity",), f"From the event ({said.where}).")
        return
    known.values["severity"] = CAUTIOUS.value
    told = "does not grade it"
    if said:
        told = f"says “{_cut(line(said.words), 80)}” ({said.where}), which is none of these grades"
    known.say(
        ("severity",),
        f"To be decided. The source {told}, so the cautious grade stands here until somebody has"
        " decided.",
    )


def _harms(known: Known, said: tuple[Said, ...]) -> None:
    words = {one.words: plain(one.words) for one in said}
    found = list(dict.fromkeys(word for word in words.values() if word in set(HarmClass)))
    if HarmClass.NONE.value in found and len(found) > 1:
        found.remove(HarmClass.NONE.value)
        known.say(("harms",), "The event also says `no-harm`, which cannot be.")
    if found:
        known.say(("harms",), f"From the event ({said[0].where}).")
    others = [word for word, own in words.items() if own not in set(HarmClass)]
    if others:
        listed = ", ".join(f"“{_cut(line(word), 60)}”" for word in others[:10])
        known.say(("harms",), f"The source says {listed}, which is none of the classes.")
    if not found:
        found = [HarmClass.OTHER.value]
        known.say(
            ("harms",),
            "To be decided at once: the source names no class, and most clocks start for"
            " certain classes only.",
        )
    known.values["harms"] = found


def _places(known: Known, signal: Signal, names: Names) -> None:
    for key, wanted, table in (
        ("models", signal.models, names.models),
        ("services", signal.services, names.services),
    ):
        ids, others = names.find(wanted, table)
        if ids:
            known.values[key] = ids
        for name in others[:20]:
            thing = "card" if key == "models" else "service of the provider"
            known.say(
                (key,), f"The event names “{_cut(line(name), 80)}”: no {thing} has this name."
            )
    if signal.countries:
        listed = ", ".join(_cut(line(one), 40) for one in signal.countries[:40])
        known.say(("impact",), f"Countries that the event names: {listed}.")


def _rows(known: Known, signal: Signal, zone: ZoneInfo | None) -> None:
    rows = []
    for step in signal.timeline[:_MOST_ROWS]:
        found, what = moment(step.at, zone), visible(step.what)
        if found.at and what:
            rows.append((datetime.fromisoformat(found.at), found.at, what))
        elif what:
            known.say(("timeline",), f"{step.at}: {_cut(line(what), _LONGEST_LINE)}")
    if ("timeline",) in known.comments:
        known.comments["timeline",].insert(0, "Entries of the source without a zone:")
    rows.sort(key=lambda row: row[0])
    if rows:
        known.values["timeline"] = [
            {"id": f"update-{number}", "at": at, "what": what}
            for number, (_, at, what) in enumerate(rows, 1)
        ]
    materials = [
        {"title": _cut(line(visible(title)), _LONGEST_LINE), "url": url}
        for title, url in signal.materials[:_MOST_ROWS]
    ]
    if materials:
        known.values["materials"] = materials


def _cut(words: str, longest: int) -> str:
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Return what a later event says otherwise, field by field; long texts are only named."""
    told = []
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old == new:
            continue
        if isinstance(old, dict) and isinstance(new, dict):
            told += [f"{key}.{line_}" for line_ in differences(old, new)]
        elif new in (None, ""):
            told.append(f"{key}: no longer given")
        elif isinstance(new, str) and len(new) <= len("2026-03-29T03:00:00+02:00") + 15:
            told.append(f"{key}: {new}")
        else:
            told.append(f"{key}: another text; it is in the private part")
    return told
