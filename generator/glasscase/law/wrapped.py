"""Lines of text for a terminal, broken between words only."""

from __future__ import annotations

import textwrap


def wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    """Return lines of at most `width` columns; `first` begins the first one, `rest` the others."""
    return textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
