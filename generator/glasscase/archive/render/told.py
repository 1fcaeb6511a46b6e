"""Values as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glasscase.archive.labels import Words
from glasscase.archive.rows import title_of
from glasscase.archive.shape import ANYTHING, Content, Shape, fields, of_notice
from glasscase.records import disclosure
from glasscase.records.numbers import number

NOTHING = "nothing stated"
_SPAN = re.compile(r"P(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_NOTICES = {"withheld": ("Withheld", "describe"), "absent": ("Absent", "reason")}


def told(value: Any, shape: Shape, words: Words, unit: str = "") -> str:
    """Return a plain value, or a list of them, in words."""
    if value is None:
        return NOTHING
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return f"{number(value)} {unit}".rstrip()
    if isinstance(value, list):
        item = shape.item or ANYTHING
        return "; ".join(
            title_of(row, place, item) if isinstance(row, dict) else told(row, item, words)
            for place, row in enumerate(value)
        )
    if shape.content is Content.FIXED:
        return words.value(str(value))
    if shape.content is Content.SPAN:
        return span(str(value))
    return str(value)


def span(text: str) -> str:
    """Write a length of time (ISO 8601): `P6M` is "6 months"."""
    match = _SPAN.fullmatch(text)
    if match is None:
        return text
    unit = _UNITS[match[2]]
    return f"{match[1]} {unit}" if match[1] == "1" else f"{match[1]} {unit}s"


def notice(value: dict[str, Any], words: Words) -> str:
    """Write the notice that stands for a withheld or absent value."""
    state = disclosure(value)
    name, reason = _NOTICES[state]
    return f"{name} ({words.value(str(value.get(state)))}): {value.get(reason, '')}"


def facts(
    value: Any, shape: Shape, words: Words, label: tuple[str, ...], unit: str = ""
) -> Iterator[tuple[tuple[str, ...], str]]:
    """Yield what a value says: each plain value in it with its label, in words."""
    state = disclosure(value) if shape.disclosed or shape.content is Content.ANYTHING else "given"
    if state != "given":
        yield label, notice(value, words)
        yield from _rest_of_notice(value, state, words, label)
    elif isinstance(value, dict):
        yield from _group(value, shape, words, label)
    elif isinstance(value, list) and any(isinstance(row, dict | list) for row in value):
        item = shape.item or ANYTHING
        for place, row in enumerate(value):
            yield from facts(row, item, words, (*label, title_of(row, place, item)))
    else:
        yield label, told(value, shape, words, unit)


def _group(
    value: dict[str, Any], shape: Shape, words: Words, label: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    known = fields(shape)
    model = shape.model.__name__ if shape.model is not None else ""
    unit = value.get("unit")
    for key in (*known, *sorted(value.keys() - known.keys())):
        if key not in value:
            continue
        own = known.get(key, ANYTHING)
        fitting = str(unit) if own.content is Content.NUMBER and isinstance(unit, str) else ""
        here = (*label, words.field(model, key))
        yield from facts(value[key], own, words, here, own.unit or fitting)


def _rest_of_notice(
    value: dict[str, Any], state: str, words: Words, label: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str]]:
    shown = {state, _NOTICES[state][1]}
    rest = {key: item for key, item in value.items() if key not in shown}
    if rest:
        yield from _group(rest, of_notice(state), words, label)
