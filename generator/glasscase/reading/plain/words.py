"""Keys and short values, which are the same in file after file, each understood once."""

from __future__ import annotations

from sys import intern
from typing import Any

from glasscase.reading.plain.texts import NotPlain, unquoted
from glasscase.reading.scalars import NUMERIC, WORDS, Kind, resolve

SPECIAL = frozenset("'\"|>[{") | NUMERIC
"""What a value starts with that may be no plain text."""

LONGEST = 20
"""Values of fewer characters are looked up in `WORTH`."""

UNSURE = object()
"""Stands for a value that depends on where it stands, or that must be noted."""

_MOST = 8192


class _Known(dict[str, Any]):
    """A mapping that forgets all when it is full, so that it cannot grow with the input."""

    def keep(self, text: str, value: Any) -> Any:
        """Note and return a value."""
        if len(self) >= _MOST:
            self.clear()
        self[text] = value
        return value


class _Keys(_Known):
    """The key for what stands before a value: with its colon, and blanks behind that."""

    def __missing__(self, name: str) -> str:
        key = name.rstrip(" ")[:-1]
        if not isinstance(WORDS.get(key, (key,))[0], str):
            raise NotPlain
        found: str = self.keep(name, intern(key))
        return found


class _Worth(_Known):
    """The value of a short scalar with blanks behind it, or `UNSURE`."""

    def __missing__(self, written: str) -> Any:
        text = written.rstrip(" ")
        return self.keep(written, _worth(text))


def _worth(text: str) -> Any:
    first = text[0]
    if "\n" in text:
        return UNSURE
    if first == "'" or first == '"':
        return intern(unquoted(text))
    if first in NUMERIC or text in WORDS:
        value, sure = resolve(text)
        same = isinstance(value, bool) or value is None or str(value) == text
        return value if sure is Kind.CLEAR and same else UNSURE
    return UNSURE if first in SPECIAL else intern(text)


KEYS = _Keys()
WORTH = _Worth()
