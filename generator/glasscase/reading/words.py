"""Small pieces of plain language that findings about fields are made of."""

from __future__ import annotations

import calendar
import difflib
import json
import re
from collections.abc import Iterable, Sequence
from typing import get_args

from pydantic import StringConstraints

from glasscase.records import plain

FORMS = ("withheld", "absent")

_MONTHS = tuple(calendar.month_name)
_DATE = re.compile(r"\s*(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2}))?)?")


def quoted(text: str) -> str:
    """Return a text in double quotes on one line, shortened."""
    short = text if len(text) <= 60 else f"{text[:57]}…"
    return json.dumps(short, ensure_ascii=False)


def what_is(value: object, literal: str | None = None, *, secret: bool = False) -> str:
    """Say what a value is, and quote it unless it is secret."""
    if value is None:
        return "empty"
    if isinstance(value, dict):
        return "a group of keys"
    if isinstance(value, list):
        return "a list"
    if secret:
        return "something else"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, int | float):
        return f"the number {literal if literal is not None else value}"
    return f"the text {quoted(str(value))}"


def closest(word: str, choices: Iterable[str]) -> str:
    """Return the choice that a misspelt word most likely means, or nothing."""
    by_form = {choice.lower().replace("_", "-"): choice for choice in choices}
    wanted = word.lower().replace("_", "-").replace(" ", "-")
    found = difflib.get_close_matches(wanted, list(by_form), 1, 0.7)
    return by_form[found[0]] if found else ""


def one_of(choices: Sequence[str], most: int) -> str:
    """List choices in backticks, at most so many."""
    shown = [f"`{choice}`" for choice in choices[:most]]
    return ", ".join(shown) + (", …" if len(choices) > most else "")


def one_of_choices(expected: str) -> list[str]:
    """Take apart pydantic's list of choices: `'a', 'b' or 'c'`, or numbers."""
    return re.findall(r"'([^']*)'", expected) or re.findall(r"\d+", expected)


def day_trouble(text: str) -> str:
    """Say what is impossible about a date or time, or nothing."""
    match = _DATE.match(text)
    if match is None:
        return ""
    year, month, day = (int(part) for part in match.groups()[:3])
    written = f"{year:04}-{month:02}-{day:02}"
    if not 1 <= month <= 12:
        return f"{written} names a month {month}"
    if year == 0:
        return f"{written} names a year 0"
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{written} does not exist, {_MONTHS[month]} {year} has {days} days"
    hour, minute, second = (int(part or 0) for part in match.groups()[3:])
    if hour > 23 or minute > 59 or second > 59:
        return f"there is no time {hour:02}:{minute:02}:{second:02}"
    return ""


def expected_form(pattern: str, text: str) -> str:
    """Say in words what a text must look like that has to match `pattern`."""
    words = _PATTERNS.get(pattern, "")
    if pattern == _pattern(plain.Identifier):
        slug = re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.")
        slug = re.sub(r"[.-]{2,}", "-", slug)
        if slug:
            words += f" For example: {slug[:80]}."
    return words


def _pattern(alias: object) -> str:
    for extra in get_args(alias):
        if isinstance(extra, StringConstraints) and isinstance(extra.pattern, str):
            return extra.pattern
    return ""


_PATTERNS = {
    _pattern(alias): words
    for alias, words in (
        (plain.Line, "Write it on one line."),
        (
            plain.Identifier,
            "Use lower-case letters and digits, joined by single hyphens or dots.",
        ),
        (plain.Version, "Write a version such as 1.2, 2026-04 or 3.0-rc1, without spaces."),
        (plain.Url, "Write a whole address that starts with https://."),
        (plain.Language, "Write a language tag such as en, fr or pt-BR."),
        (
            plain.Jurisdiction,
            "Write EU, EEA, WORLD, a country such as FR, or a part of one such as US-CA.",
        ),
        (plain.PartialDate, "Write 2026, 2026-04 or 2026-04-30, in quotes if it is a year only."),
        (plain.Year, 'Write the year: "2026".'),
        (plain.Month, "Write year and month: 2026-04."),
        (plain.Duration, "Write P1Y for a year, P6M for six months, P2W for two weeks, P90D."),
        (plain.CommitmentRef, "Write PROTOCOL#COMMITMENT, with the ids of both."),
    )
}
