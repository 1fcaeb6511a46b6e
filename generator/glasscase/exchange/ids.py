"""Identifiers for records and for the parts of a record."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from pydantic import TypeAdapter, ValidationError

from glasscase.records.plain import Identifier

LONGEST = 80

_IDENTIFIER: TypeAdapter[str] = TypeAdapter(Identifier)
_LINE = re.compile(r"^id:[ \t]*[\"']?([a-z0-9.-]+)", re.MULTILINE)

_TRANSLITERATED = str.maketrans({"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "œ": "oe"})


def is_identifier(text: str) -> bool:
    """Tell whether a text has the form of an identifier."""
    try:
        _IDENTIFIER.validate_python(text)
    except ValidationError:
        return False
    return True


def stated_id(text: str) -> str:
    """Return the identifier that a record's file states, even if it cannot be read; "" if none."""
    found = _LINE.search(text)
    return found[1] if found else ""


def slug(text: str) -> str:
    """Return an identifier made of a text's Latin letters and digits, or nothing."""
    lower = text.casefold().translate(_TRANSLITERATED)
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    joined = re.sub(r"[^a-z0-9.]+", "-", plain)
    joined = re.sub(r"[.-]*-[.-]*|\.{2,}", "-", joined).strip("-.")
    return joined[:LONGEST].rstrip("-.")


@dataclass(slots=True)
class Ids:
    """Gives out identifiers, each once."""

    taken: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    """How often a text has been given already."""

    def take(self, text: str, otherwise: str) -> str:
        """Return an identifier for a text that no other part has."""
        base = slug(text) or otherwise
        identity, count = base, self.counts.get(base, 1)
        while identity in self.taken:
            count += 1
            suffix = f"-{count}"
            identity = base[: LONGEST - len(suffix)].rstrip("-.") + suffix
        self.counts[base] = count
        self.taken.add(identity)
        return identity
