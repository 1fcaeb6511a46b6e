"""The ways in which a withheld value may be written in a text.

Nothing here returns a value itself, only patterns to look for it.
"""

from __future__ import annotations

import re

from glasscase.checks.context import Path
from glasscase.reading.places import Places

_SPACE, _WHITE = re.escape(" "), r"\s+"


def forms(places: Places, path: Path, secret: object) -> list[re.Pattern[str]]:
    """Return patterns for the withheld value at `path`, and for all parts of it."""
    if isinstance(secret, dict):
        return [form for key in secret for form in forms(places, (*path, key), secret[key])]
    if isinstance(secret, list):
        return [form for n, item in enumerate(secret) for form in forms(places, (*path, n), item)]
    return [_pattern(text) for text in _written(places, path, secret) if _is_telling(text)]


def _written(places: Places, path: Path, secret: object) -> set[str]:
    if isinstance(secret, str):
        return {" ".join(secret.split())}
    if isinstance(secret, bool) or not isinstance(secret, int | float):
        return set()
    written = {str(secret), f"{secret:g}", f"{secret:g}".replace("e+", "e")}
    written.add(places.literal(path) or "")
    if 1000 <= abs(secret) < 1e30 and secret == int(secret):
        grouped = f"{int(secret):,}"
        written |= {str(int(secret)), grouped}
        written |= {grouped.replace(",", sign) for sign in " _.'\u202f\u00a0"}
    return written


def _is_telling(text: str) -> bool:
    """Tell whether a text is long enough not to stand in any other text by chance."""
    return sum(map(str.isalnum, text)) >= 3


def _pattern(text: str) -> re.Pattern[str]:
    inner = re.escape(text).replace(_SPACE, _WHITE)
    return re.compile(rf"(?<!\w)(?<!\d[.,]){inner}(?!\w|[.,]\d)", re.IGNORECASE)
