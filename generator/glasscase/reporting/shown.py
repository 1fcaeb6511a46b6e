"""Values of a report as people read them: lines, prose, lists and tables of fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from glasscase.records.words import field as words_of
from glasscase.records.words import value as value_of

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_CHOICE = re.compile(r"[a-z]+(-[a-z]+)*")
_CHOICES = {"state", "severity", "harms", "stage"}


class Row(NamedTuple):
    """One entry of a list of groups, such as a step of the timeline."""

    pairs: tuple[tuple[str, str], ...]
    """What a thing is called, and what it is, as Markdown."""


class Shown(NamedTuple):
    """A value: exactly one of the three is set."""

    text: str = ""
    """Markdown."""
    bullets: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()


def shown(value: Any, field: str, names: Mapping[str, str]) -> Shown:
    """Return a value as people read it. `names` are titles of records by their ids."""
    if isinstance(value, dict):
        return Shown(rows=(_row(value),))
    if isinstance(value, list):
        if all(isinstance(one, dict) for one in value):
            return Shown(rows=tuple(_row(one) for one in value))
        return Shown(bullets=tuple(_line(one, field, names) for one in value))
    return Shown(text=_line(value, field, names))


def _row(value: Mapping[str, Any]) -> Row:
    pairs = [
        (words_of("Row", key), _line(inner, key, {}))
        for key, inner in value.items()
        if key != "id" and inner not in (None, [], "")
    ]
    return Row(tuple(pairs))


def _line(value: Any, field: str, names: Mapping[str, str]) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return "; ".join(_line(one, field, names) for one in value)
    if isinstance(value, dict):
        if "withheld" in value:
            return f"Withheld: {value.get('describe', '')}"
        if "absent" in value:
            return f"{value_of(str(value['absent']))}: {value.get('reason', '')}"
        return "; ".join(
            f"{words_of('Row', key)}: {_line(one, key, {})}" for key, one in value.items()
        )
    text = str(value)
    if text in names:
        return f"{names[text]} (`{text}`)"
    if _TIME.fullmatch(text):
        return _time(text)
    if field.rpartition(".")[2] in _CHOICES and _CHOICE.fullmatch(text):
        return value_of(text)
    return text


def _time(text: str) -> str:
    """Return a time with its offset from UTC said, not only written."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    offset = at.strftime("%z")
    zone = "UTC" if offset in ("+0000", "") else f"UTC{offset[:3]}:{offset[3:5]}"
    seconds = at.strftime(":%S") if at.second else ""
    return f"{at.strftime('%Y-%m-%d %H:%M')}{seconds} {zone}"
