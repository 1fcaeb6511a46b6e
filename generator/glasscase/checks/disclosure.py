"""Disclosure: no filler in place of a value, and no withheld value in the open.

No message here may say anything of a withheld value, not even how long it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, label
from glasscase.checks.leaks import forms
from glasscase.checks.texts import public_texts, withheld
from glasscase.reading.load import Loaded

_FILLERS = frozenset(
    {
        "?",
        "-",
        "--",
        "…",
        "...",
        "coming soon",
        "fixme",
        "insert text here",
        "more information needed",
        "n.a.",
        "n/a",
        "needs more information",
        "not available",
        "placeholder",
        "tba",
        "tbc",
        "tbd",
        "to be added",
        "to be announced",
        "to be completed",
        "to be confirmed",
        "to be defined",
        "to be determined",
        "todo",
        "xx",
        "xxx",
        "xxxx",
    }
)
_BRACKETS = "[](){}<>*_`. \n"
_LONGEST = max(map(len, _FILLERS)) + 12


def check(context: Context) -> Iterator[Found]:
    """Check what all records say in place of a value."""
    for loaded in context.everything():
        for path, text in public_texts(loaded, _is_filler):
            # An id may well be such a word.
            if path[-1] != "id":
                yield _filler(loaded, path, text)
        for path, secret in withheld(loaded):
            if context.options.public_source:
                yield found(
                    "withheld-value-public",
                    loaded,
                    (*path, "value"),
                    "a withheld value stands in a repository that is configured as public",
                    "Remove `value` and treat it as known: it stays in the history of the"
                    " repository. `describe` is all that the public needs.",
                    key=True,
                )
            patterns = forms(loaded.document.places, (*path, "value"), secret)
            yield from _leaks(loaded, path, patterns)


def _filler(loaded: Loaded[Any], path: Path, text: str) -> Found:
    return found(
        "filler",
        loaded,
        path,
        f"“{text.strip()[:40]}” stands in place of a value",
        "Say why there is none: `absent: not-yet` (or `not-available`, `not-applicable`) with a"
        " `reason`. Or leave the key out: the page then says that it is not disclosed.",
    )


def _is_filler(text: str) -> bool:
    if len(text) > _LONGEST or "orem ipsum" in text:
        return "orem ipsum" in text
    return (text.strip(_BRACKETS).casefold() or text.strip()) in _FILLERS


def _leaks(
    loaded: Loaded[Any],
    path: Path,
    patterns: list[re.Pattern[str]],
) -> Iterator[Found]:
    def tells(text: str) -> bool:
        return any(pattern.search(text) for pattern in patterns)

    name = label(loaded.document.data, path)
    for where, _ in public_texts(loaded, tells) if patterns else ():
        yield found(
            "withheld-leak",
            loaded,
            where,
            f"this text says what is withheld under `{name}`",
            "Take it out of this text. All of it is published.",
            position=loaded.document.position(where, key=True),
            length=len(str(where[-1])) if isinstance(where[-1], str) else 1,
        )
