"""What a plain (unquoted) scalar means: the core schema of YAML 1.2, and its traps.

Readers of YAML disagree about words such as `no`, `017` or `12:30`. Those stay text here and
are told apart, so that a field that holds text can ask for quotes.
Source: YAML 1.2.2, section 10.3; YAML 1.1 type repository (bool, int, float, timestamp).
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache


class Kind(IntEnum):
    """How sure the meaning of a plain scalar is."""

    CLEAR = 0
    AMBIGUOUS = 1
    REFUSED = 2


def _cases(*words: str) -> list[str]:
    return [form for word in words for form in (word, word.capitalize(), word.upper())]


WORDS: dict[str, tuple[object, Kind]] = {
    "": (None, Kind.CLEAR),
    "~": (None, Kind.CLEAR),
    **dict.fromkeys(_cases("null"), (None, Kind.CLEAR)),
    **dict.fromkeys(_cases("true"), (True, Kind.CLEAR)),
    **dict.fromkeys(_cases("false"), (False, Kind.CLEAR)),
    **{word: (word, Kind.AMBIGUOUS) for word in _cases("yes", "no", "on", "off", "y", "n")},
    "=": ("=", Kind.AMBIGUOUS),
}
"""Every word whose meaning is not its own text."""

NUMERIC = frozenset("0123456789+-.")
"""The characters that a number or a date starts with."""

MOST_DIGITS = 100

# The first alternative that fits a whole scalar names its meaning. `integer` and `decimal` are
# numbers for everyone; the others are the forms on which readers differ.
_FORM = re.compile(
    r"""(?:
    (?P<integer> [-+]?(?:0|[1-9]\d*) )
    |(?P<date> \d{4}-\d\d?-\d\d? )
    |(?P<decimal> [-+]?(?:\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?|[-+]?\d+[eE][-+]?\d+ )
    |(?P<moment> \d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?
        (?:[ \t]*(?:Z|z|[-+]\d\d?(?::?\d\d)?))? )
    |(?P<refused> [-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN) )
    |(?P<whole> [-+]?(?:0o?[0-9_]+|0[xX][0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*) )
    |(?P<clock> [-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)? )
    |(?P<grouped> [-+]?(?:[0-9][0-9_]*)?\.[0-9_]*[0-9][0-9_]*(?:[eE][-+]?[0-9_]+)? )
    )\Z""",
    re.ASCII | re.VERBOSE,
)
_MEANINGS = {
    "date": "a date",
    "moment": "a point in time",
    "whole": "a whole number",
    "clock": "a number in base 60",
    "grouped": "a decimal number",
}


def resolve(text: str) -> tuple[object, Kind]:
    """Return the value of a plain scalar, and whether other readers would see another one."""
    if len(text) > MOST_DIGITS:
        digits = text.lstrip("+-").replace(".", "", 1).replace("_", "")
        return text, Kind.REFUSED if digits.isdecimal() else Kind.CLEAR
    return _resolve(text)


@lru_cache(maxsize=8192)
def _resolve(text: str) -> tuple[object, Kind]:
    word = WORDS.get(text)
    if word is not None:
        return word
    match = _FORM.match(text)
    if match is None:
        return text, Kind.CLEAR
    form = match.lastgroup
    if form == "integer" or form == "decimal":
        return _number(text, form)
    return text, Kind.REFUSED if form == "refused" else Kind.AMBIGUOUS


def reading(text: str) -> str:
    """Say as what some programs read this plain scalar, or nothing where all see text."""
    lower = text.lower()
    if lower in {"yes", "on", "y"}:
        return "true"
    if lower in {"no", "off", "n"}:
        return "false"
    if text == "=":
        return "a default value"
    match = _FORM.match(text[: MOST_DIGITS + 1])
    return _MEANINGS.get(match.lastgroup or "", "") if match else ""


def _number(text: str, form: str) -> tuple[object, Kind]:
    if form == "integer":
        return int(text), Kind.CLEAR
    value = float(text)
    if value in (float("inf"), float("-inf")):
        return text, Kind.REFUSED
    return value, Kind.CLEAR
