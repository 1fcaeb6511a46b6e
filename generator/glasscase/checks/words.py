"""Words of messages that anyone can read."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from functools import lru_cache

from glasscase.records import Kind

_APART = re.compile(r"[\s_\u2010-\u2013-]+")

KIND_NAMES = {
    Kind.PROVIDER: "provider",
    Kind.PROTOCOL: "protocol",
    Kind.MODEL: "model",
    Kind.INCIDENT: "incident",
    Kind.SERVICE: "service",
    Kind.COMMITMENT: "commitment",
}


def a_kind(kind: Kind) -> str:
    """Return the kind's name with its article."""
    name = KIND_NAMES[kind]
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def meant(word: str, known: Iterable[str]) -> str:
    """Return "Did you mean …?", or a short list of what there is to choose from, or nothing."""
    names = sorted(set(known))
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    if close:
        return f"Did you mean `{close[0]}`?"
    if len(names) == 1:
        return f"The only one is `{names[0]}`."
    return f"Choose one of {quoted(names)}." if 1 < len(names) <= 8 else ""


def quoted(names: Iterable[str]) -> str:
    """Return names in code quotes, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)


def plural(count: int, word: str) -> str:
    """Return the count with its word."""
    return f"{count:,} {word}" if count == 1 else f"{count:,} {word}s"


@lru_cache(maxsize=4096)
def plain(name: str) -> str:
    """Return a name without what people write in different ways: spaces, hyphens, capitals."""
    return " ".join(_APART.split(name.strip())).casefold()
