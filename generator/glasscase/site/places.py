"""Names of languages and territories, from the Unicode CLDR through Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import UnknownLocaleError

_UNIONS = {
    "EU": "European Union",
    "EEA": "European Economic Area",
    "WORLD": "Worldwide",
}
_SUBDIVISIONS = {
    "US-CA": "California",
    "US-CO": "Colorado",
    "US-CT": "Connecticut",
    "US-IL": "Illinois",
    "US-NY": "New York",
    "US-TX": "Texas",
}


@cache
def language(tag: str) -> str:
    """Return the English name of a language tag, or the tag itself if it has none."""
    try:
        return str(Locale.parse(tag, sep="-").get_display_name("en") or tag)
    except (UnknownLocaleError, ValueError):
        return str(_english().languages.get(tag.split("-")[0], tag))


@cache
def territory(code: str) -> str:
    """Return the English name of a country, a known part of one, or a union; else the code."""
    known = _UNIONS.get(code) or _SUBDIVISIONS.get(code)
    if known:
        return known
    country, _, part = code.partition("-")
    name = _english().territories.get(country, country)
    return f"{name} ({part})" if part else name


@cache
def _english() -> Locale:
    return Locale("en")
