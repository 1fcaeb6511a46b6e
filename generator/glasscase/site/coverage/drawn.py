"""Standings, counts and answers → HTML."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import groupby

from glasscase.law.lateness import Late
from glasscase.law.model.duty import Duty
from glasscase.law.model.regime import Force, Regime
from glasscase.law.outcome import BY_TOOL, READERS, Outcome
from glasscase.law.states import NOT_APPLICABLE, Held, State
from glasscase.law.verdicts import ID_MARK
from glasscase.records import Kind

from .. import draw, numbers, places, words
from ..stencils import cut, text
from . import fields
from .standings import ORDER, WORDS, Counts, Standing

Titles = Mapping[tuple[Kind, str], str]

Href = Callable[[Held], str]
"""Where the row stands that holds an answer; "" if there is none."""

FORCES = {
    Force.LAW: "Law",
    Force.CODE: "Code, binding on those who signed",
    Force.GUIDANCE: "Guidance",
    Force.VOLUNTARY: "Voluntary",
}

_POWER = re.compile(r"10\^(\d+)")
_AGO = re.compile(r", [\d,]+ days? ago\.$")
_UNPUBLISHED = re.compile(r" is not published( again|) on \S+, [\d,]+ days? after ")
_ABOUT = re.compile(rf"[a-z0-9{ID_MARK}-]+: ")
_CODE = re.compile("`([^`]*)`")
_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_QUIET = (Standing.AUTHORITY, Standing.NOT_YET, Standing.CANNOT_TELL)
"""Standings in which nobody can be blamed that something is not published."""


@cache
def label(standing: Standing) -> str:
    """Draw a standing."""
    return cut.standing(standing.value, WORDS[standing].label)


@lru_cache(maxsize=4096)
def bar(counts: Counts) -> str:
    """Draw counts as a bar, what does not apply left out; "" if nothing applies."""
    shown = counts[:-1]
    whole = sum(shown)
    if not whole:
        return ""
    parts, done = [], 0
    for standing, count in zip(ORDER, shown, strict=False):
        if count:
            x, end = done * 100 / whole, (done + count) * 100 / whole
            parts.append(cut.coverage_part(standing.value, f"{x:.2f}", f"{end - x:.2f}"))
            done += count
    return cut.coverage_bar("".join(parts))


@lru_cache(maxsize=4096)
def figures(counts: Counts) -> str:
    """Draw counts as a bar, and as numbers with their names."""
    items = [
        cut.coverage_count(standing.value, f"{count:,}", WORDS[standing].label.lower())
        for standing, count in zip(ORDER, counts, strict=True)
        if count
    ]
    return bar(counts) + cut.coverage_counts("".join(items))


@lru_cache(maxsize=8192)
def sentence(said: str) -> str:
    """Draw a sentence of the law's judgement."""
    powered = _POWER.sub(lambda match: f"10{match[1].translate(_SUPERSCRIPTS)}", said)
    return _CODE.sub(lambda match: cut.code(match[1]), text(powered))


@lru_cache(maxsize=8192)
def sentences(said: tuple[str, ...]) -> str:
    """Draw sentences as one."""
    joined = "; ".join(one.rstrip(".") for one in grouped(said))
    return sentence(f"{capital(joined)}.") if joined else ""


def grouped(said: Iterable[str]) -> tuple[str, ...]:
    """Join the sentences that begin with the id of the same record, one after the other."""
    found: list[tuple[str, list[str]]] = []
    for one in said:
        match = _ABOUT.match(one)
        about = match[0] if match else ""
        if about and found and found[-1][0] == about:
            found[-1][1].append(one.removeprefix(about))
        else:
            found.append((about, [one]))
    return tuple("; ".join(own) for _, own in found)


def lasting(late: Late) -> str:
    """Return the sentence on something late without the day of asking and the days since."""
    shorter = _AGO.sub(".", late.sentence)
    return _UNPUBLISHED.sub(r" is not published\1 yet, after ", shorter)


def capital(said: str) -> str:
    """Begin a sentence with a capital letter, unless it begins with the id of a record."""
    return said if _ABOUT.match(said) else f"{said[:1].upper()}{said[1:]}"


def readers(duty: Duty) -> str:
    """Say whom a duty is owed to, as a list."""
    names = [READERS[reader].removeprefix("the ") for reader in duty.readers]
    named = ", ".join(names)
    return f"{named[:1].upper()}{named[1:]}"


def note(duty: Duty, outcome: Outcome, standing: Standing) -> str:
    """Say to whom a duty is owed instead, or from when."""
    if standing is Standing.AUTHORITY:
        return cut.standing_note(text(readers(duty)))
    if standing is Standing.NOT_YET:
        days = [day for day in (outcome.in_force, outcome.latest) if day is not None]
        shown = " or ".join(numbers.day(day.isoformat()) for day in days)
        return cut.standing_note(f"from {shown}")
    if standing is Standing.MET and BY_TOOL in outcome.why:
        return cut.standing_note("by the tool")
    return ""


def force(regime: Regime) -> str:
    """Say what binds a provider to a regime, and where."""
    return f"{FORCES[regime.force]}, {places.territory(regime.jurisdiction)}."


def answers(
    held: Sequence[Held], duty: Duty, standing: Standing, href: Href, titles: Titles
) -> str:
    """Draw what answers a duty, part by part. `titles` are those of other records."""
    drawn = []
    quiet = standing in _QUIET
    for asks, group in groupby(held, key=lambda one: one.asks):
        items = "; ".join(dict.fromkeys(_held(one, href, titles, quiet=quiet) for one in group))
        if asks == duty.title:
            drawn.append(cut.held_item(items))
        else:
            drawn.append(cut.held_asks(text(asks), items))
    return cut.held("".join(drawn)) if drawn else ""


def _held(held: Held, href: Href, titles: Titles, *, quiet: bool) -> str:
    shown = fields.label(held.place.kind, held.place.field)
    if title := titles.get((held.place.kind, held.place.id)):
        shown = f"{title}: {shown}"
    if held.state is State.MET:
        return draw.anchor(href(held), shown)
    if held.state is State.MISSING:
        if held.instead:
            others = [fields.label(held.place.kind, field) for field in held.instead]
            shown = f"{shown}, or {' or '.join(others)}"
        if held.place.kind is Kind.PROTOCOL and not held.place.id:
            shown = f"{shown} of a document ({', '.join(map(words.value, held.types))})"
        kind = cut.held_private if quiet else cut.held_missing
        return kind(draw.anchor(href(held), shown))
    return cut.held_why(draw.anchor(href(held), shown), text(_why(held)))


def _why(held: Held) -> str:
    """Say what stands in the place of a value, and why."""
    if held.state is State.PARTLY and not held.basis:
        return f"in part: {held.reason}"
    if held.state is State.WITHHELD or held.basis in words.BASES:
        title = f"withheld ({words.BASES.get(held.basis, held.basis)})"
    elif held.basis == NOT_APPLICABLE:
        title = "not applicable"
    else:
        title = f"no value ({words.value(held.basis).lower()})"
    if held.state is State.PARTLY:
        title = f"in part {title}"
    return f"{title}: {held.reason}" if held.reason else title


_LENGTH = re.compile(r"PT?(\d+)([YMWDH])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day", "H": "hour"}


def length(duration: str, *, business: bool = False) -> str:
    """Return an ISO 8601 duration in words: `PT72H` is "72 hours"."""
    match = _LENGTH.fullmatch(duration)
    if match is None:
        return duration
    unit = f"{'business ' if business else ''}{_UNITS[match[2]]}"
    return f"{match[1]} {unit}{'' if match[1] == '1' else 's'}"
