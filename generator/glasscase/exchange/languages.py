"""Language codes and names of model cards as BCP 47 tags."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_LARGEST_NAME = 40


def language_tag(text: str) -> str:
    """Return the tag for a code such as `pt-br` or a name such as `English`, or nothing."""
    text = text.strip()
    if len(text) > _LARGEST_NAME:
        return ""
    named = _names().get(text.casefold())
    if named:
        return named
    first, *others = text.replace("_", "-").split("-")
    parts = [first.lower()]
    for part in others:
        parts.append(part.title() if len(part) == 4 else part.upper())
    tag = "-".join(parts)
    if not _TAG.fullmatch(tag) or tag in _NO_LANGUAGE:
        return ""
    return tag


_NO_LANGUAGE = frozenset({"na", "nan", "all", "mul", "und", "zxx", "mis", "tbd", "any"} - {"na"})
"""Words that look like a code and name no language; `nan` is Min Nan, but also "not a number"."""


@cache
def _names() -> dict[str, str]:
    """Return the tags of languages by their English names, in lower case."""
    found: dict[str, str] = {}
    for code, name in Locale("en").languages.items():
        tag = code.replace("_", "-")
        if _TAG.fullmatch(tag) and tag not in _NO_LANGUAGE:
            found.setdefault(name.casefold(), tag)
    return found
