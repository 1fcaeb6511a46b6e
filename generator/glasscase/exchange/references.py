"""Keep the links and footnotes of a text whole when the text is cut into pieces.

`[name][label]` and `[^note]` are defined once, anywhere in a card. Each piece that uses a
definition which stands in another piece gets a copy of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyromark
from pyromark.event import BrokenLink

from glasscase.exchange.markdown import OPTIONS, events, opened

# A longer one stays where it is: copies of it could swell a card beyond all bounds.
_LONGEST_COPY = 1_000
_FOOTNOTE_USE = re.compile(r"\[\^([^\]\s]+)\]")


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions of a card, as they are written, by their normalised labels."""

    links: Mapping[str, str] = field(default_factory=dict)
    footnotes: Mapping[str, str] = field(default_factory=dict)

    def complete(self, piece: str) -> str:
        """Return a piece of the text with copies of the definitions that it lacks."""
        missing: dict[str, str] = {}

        def note(link: BrokenLink) -> None:
            label = _label(link["reference"])
            if label in self.links:
                missing[label] = self.links[label]

        if self.links and "[" in piece:
            for _ in pyromark.events(piece, options=OPTIONS, broken_link_callback=note):
                pass
        if self.footnotes and "[^" in piece:
            own = _footnotes(piece)
            for label in map(_label, _FOOTNOTE_USE.findall(piece)):
                if label in self.footnotes and label not in own:
                    missing[f"^{label}"] = self.footnotes[label]
        copies = [copy for copy in missing.values() if len(copy) <= _LONGEST_COPY]
        if not copies:
            return piece
        return piece.rstrip() + "\n\n" + "\n".join(copies) + "\n"


def definitions(text: str) -> Definitions:
    """Collect the definitions of links and footnotes of a whole text."""
    data = text.encode()
    links = {}
    if "]:" in text:
        found = pyromark.reference_definitions(text, options=OPTIONS)
        for label, definition in found.items():
            span = definition["span"]
            links[_label(label)] = data[span["start"] : span["end"]].decode().strip()
    return Definitions(links, _footnotes(text))


def _footnotes(text: str) -> dict[str, str]:
    if "[^" not in text:
        return {}
    data = text.encode()
    found = {}
    for event, start, end in events(text):
        label = opened(event, "FootnoteDefinition")
        if label is not None:
            found[_label(label)] = data[start:end].decode().strip()
    return found


def _label(text: str) -> str:
    """Return a label as CommonMark compares labels: without case, spaces as one."""
    return " ".join(text.casefold().split())
