"""A model as commented YAML: what is needed is in use, what is optional waits behind a `#`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel

from glasscase.exchange.writer import write_yaml

from .entries import BLANK, FIRST_ROW, Entry, entries

_WIDTH = 92
_OTHERWISE = (
    f'# or {{withheld: {BLANK}, describe: "{BLANK}"}} or {{absent: {BLANK}, reason: "{BLANK}"}}'
)
"""What may stand in the place of a value, beside it."""


class Use(NamedTuple):
    """Which fields of a model are in use from the start, beside those that it requires."""

    known: Mapping[str, Any] = {}
    """Values that are known already; a mapping for a group."""
    begun: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    everything: bool = False
    apart: bool = False
    """Whether an empty line stands between fields."""


_NEEDED = Use()
_EVERYTHING = Use(everything=True)


def outline(model: type[BaseModel], use: Use = _NEEDED) -> list[str]:
    """Return the lines of a model: for each field what to write, and the field."""
    lines: list[str] = []
    for entry in entries(model):
        if entry.key in use.skipped:
            continue
        if use.apart and lines:
            lines.append("")
        lines += commented(_wrapped(entry.says), " ")
        if _is_used(entry, use):
            lines += _field(entry, use)
        else:
            lines += commented(_field(entry, _EVERYTHING))
    return lines


def commented(lines: Iterable[str], gap: str = "") -> list[str]:
    """Return lines as a comment, with a gap behind the sign for what is no YAML."""
    return [f"#{gap}{line}".rstrip() for line in lines]


def indented(lines: Iterable[str], width: int) -> list[str]:
    """Return lines that stand further to the right."""
    return [" " * width + line if line else "" for line in lines]


def as_row(lines: list[str]) -> list[str]:
    """Return the lines of a group as an item of a list; what explains it stands above its dash."""
    first = next(n for n, line in enumerate(lines) if not line.startswith("#"))
    return [*lines[:first], f"- {lines[first]}", *indented(lines[first + 1 :], 2)]


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _is_used(entry: Entry, use: Use) -> bool:
    named = entry.key in use.known or entry.key in use.begun or entry.key in use.whole
    return entry.required or use.everything or named


def _field(entry: Entry, use: Use) -> list[str]:
    known = use.known.get(entry.key)
    if known is not None and not isinstance(known, Mapping):
        return write_yaml({entry.key: known}).splitlines()
    value = _value(entry)
    if entry.disclosed:
        value = f"{value}  {_OTHERWISE}"
    return [f"{entry.key}:{value}", *indented(_below(entry, use, known or {}), 2)]


def _value(entry: Entry) -> str:
    """Return what stands beside the key; nothing where it stands below."""
    if entry.model is not None or (entry.several and not entry.short):
        return ""
    if entry.several:
        return f" [{BLANK}]"
    return f" {FIRST_ROW}" if entry.identity else f" {BLANK}"


def _below(entry: Entry, use: Use, known: Mapping[str, Any]) -> list[str]:
    if entry.model is None:
        return [f"- {BLANK}"] if entry.several and not entry.short else []
    inner = Use(known, everything=use.everything or entry.key in use.whole)
    if not entry.several:
        return outline(entry.model, inner)
    if entry.key in use.begun or entry.key in use.whole:
        return _rows(entry.model, inner)
    return as_row(outline(entry.model, inner))


def _rows(model: type[BaseModel], use: Use) -> list[str]:
    """Return a row for each choice of the field that tells the rows apart, or else one row.

    Only the first row is explained.
    """
    apart = next((entry for entry in entries(model) if entry.required and entry.choices), None)
    identity = next((entry for entry in entries(model) if entry.identity), None)
    if apart is None:
        return as_row(outline(model, use))
    lines: list[str] = []
    for choice in apart.choices:
        known = {apart.key: choice, **({identity.key: choice} if identity else {})}
        row = as_row(outline(model, use._replace(known=known)))
        lines += row if not lines else [line for line in row if not line.lstrip().startswith("#")]
    return lines
