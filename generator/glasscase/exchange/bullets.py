"""Lines such as `- **Licence:** MIT` in the text of a card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from glasscase.exchange.outline import plain
from glasscase.exchange.prose import is_filler

_BULLET = re.compile(
    r"^[ ]{0,3}[-*+][ ]+(?:\*\*(?P<bold>[^*\n]{1,60}?):?\*\*:?|(?P<key>[^:*\n]{1,60}):)"
    r"[ \t]*(?P<value>[^\n]+)$",
    re.MULTILINE,
)
_LINK_ONLY = re.compile(
    r"^[ ]{0,3}[-*+][ ]+"
    r"(?:\*\*(?P<bold>[^*\n]{1,60}?):?\*\*:?[ \t]*|(?P<key>[^:*\[\]\n]{1,60}):[ ]+)?"
    r"(?:\[(?P<title>[^\[\]\n]{1,200})\]\((?P<target>https?://[^\s()<>\"]+)\)"
    r"|<?(?P<bare>https?://[^\s()<>\"]+)>?)[ \t]*$"
)
_OPTIONAL = re.compile(r"\s*\[optional\]|\s*\(optional\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Bullet:
    """A line with a name and a value."""

    key: str
    """The name in lower case."""
    value: str
    """The value in plain words."""
    raw: str
    """The line as it is written."""


def bullets(text: str) -> Iterator[Bullet]:
    """Yield the lines of a list that give a name and a value of its own."""
    for match in _BULLET.finditer(text):
        value = plain(match["value"])
        if value and not is_filler(value):
            key = _OPTIONAL.sub("", match["bold"] or match["key"]).strip().casefold()
            yield Bullet(key, value, match[0].strip())


def link_lines(text: str) -> tuple[list[tuple[str, str, str]], str]:
    """Take the lines out of a text that are nothing but a link.

    Returns them as title, address and line, and the text that remains.
    """
    found = []
    rest = []
    for line in text.split("\n"):
        match = _LINK_ONLY.match(line)
        if match is None:
            rest.append(line)
            continue
        target = match["target"] or match["bare"]
        name = _OPTIONAL.sub("", match["bold"] or match["key"] or "").strip()
        title = plain(match["title"] or "") or target
        if name:
            title = name if title == target else f"{name}: {title}"
        found.append((title[:400], target, line.strip()))
    return found, "\n".join(rest)
