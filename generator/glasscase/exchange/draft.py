"""A model card while it is being put together from the parts of another file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import BaseModel

from glasscase.exchange.headings import SECTION
from glasscase.exchange.ids import Ids
from glasscase.exchange.outline import Heading
from glasscase.exchange.report import Dropped, Entry, Kept, Mapped
from glasscase.records import ModelCard, models_in

LONGEST_LINE = 400
LONGEST_PROSE = 400_000
FURTHER = SECTION + "further-metadata"
"""Metadata that no field holds."""
UNREAD = SECTION + "unread-metadata"
"""Metadata that could not be read."""
LAST = (FURTHER, UNREAD)
EMPTY_HEADING = "a heading without a text of its own"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text with the heading that it stood under."""

    text: str
    heading: Heading | None = None
    nested: bool = False
    """True if the heading is one of the author's own below the one that names the field."""
    made: bool = False
    """True if the words are ours, made of metadata, and not the card's."""


@dataclass(slots=True)
class Shelf:
    """The pieces that one field or section collects."""

    title: str = ""
    pieces: list[Piece] = field(default_factory=list)

    def text(self) -> str:
        """Return all pieces as one Markdown text; headings stay where they tell pieces apart."""
        given = [piece for piece in self.pieces if piece.text or piece.nested]
        several = sum(not piece.nested for piece in given) > 1
        out = []
        for piece in given:
            heading = piece.heading
            if heading is not None and (piece.nested or several):
                out.append(_written(heading))
            if piece.text:
                out.append(piece.text)
        return "\n\n".join(out) if any(piece.text for piece in given) else ""


@dataclass(slots=True)
class Draft:
    """Fields, prose and sections of a card to be, and the report on where they come from."""

    ids: Ids = field(default_factory=Ids)
    fields: dict[str, Any] = field(default_factory=dict)
    """Values by the dotted path of their field."""
    shelves: dict[str, Shelf] = field(default_factory=dict)
    """Prose by the dotted path of its field, or by `section:` and an id; an author's own
    section has `#` and a number until its id is known."""
    links: dict[str, str] = field(default_factory=dict)
    """Titles by address."""
    report: list[Entry] = field(default_factory=list)

    def has(self, path: str) -> bool:
        """Tell whether a field that holds no prose, or one of its parts, has a value already."""
        return any(name == path or name.startswith(path + ".") for name in self.fields)

    def put(self, path: str, value: Any) -> None:
        """Set a field."""
        self.fields[path] = value

    def add(self, target: str, piece: Piece, title: str = "") -> None:
        """Add prose to a field, or to a section with the title of its first heading."""
        shelf = self.shelves.setdefault(target, Shelf())
        shelf.title = shelf.title or title
        shelf.pieces.append(piece)

    def link(self, title: str, url: str) -> None:
        """Add a link, once."""
        self.links.setdefault(url, title[:LONGEST_LINE])

    def record(self) -> dict[str, Any]:
        """Return the plain values with their keys in the model's order."""
        values: dict[str, Any] = {}
        sections: list[dict[str, str]] = []
        for path, value in self.fields.items():
            _set(values, path, value)
        for target, shelf in self._in_order():
            text = shelf.text()
            if not text:
                continue
            if target.startswith(SECTION) or len(text) > LONGEST_PROSE:
                sections += self._sections(target, shelf.title or target, text)
            else:
                _set(values, target, text)
        if sections:
            values["sections"] = sections
        if self.links:
            values["links"] = [{"title": title, "url": url} for url, title in self.links.items()]
        return ordered(values, ModelCard)

    def _in_order(self) -> list[tuple[str, Shelf]]:
        """Return what was collected as the record has it: leftovers of the metadata last."""
        return sorted(self.shelves.items(), key=lambda item: item[0] in LAST)

    def _sections(self, target: str, title: str, text: str) -> Iterator[dict[str, str]]:
        key = target.removeprefix(SECTION)
        key = title if key.startswith("#") else key
        for number, part in enumerate(_parts(text), 1):
            yield {
                "id": self.ids.take(key, "section"),
                "title": title[: LONGEST_LINE - 10] + (f" ({number})" if number > 1 else ""),
                "body": part,
            }

    def settle_report(self, record: dict[str, Any]) -> tuple[Entry, ...]:
        """Return the report with the ids that the sections were given in the end."""
        ids: dict[str, str] = {}
        sections = iter(record.get("sections", ()))
        for target, shelf in self._in_order():
            text = shelf.text()
            if text and (target.startswith(SECTION) or len(text) > LONGEST_PROSE):
                parts = [next(sections)["id"] for _ in _parts(text)]
                ids[target] = parts[0]
        empty = {target for target, shelf in self.shelves.items() if not shelf.text()}
        return tuple(_settled(entry, ids, empty) for entry in self.report)


def ordered(values: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """Return plain values with their keys in the order of a model's fields."""
    out: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        if key not in values:
            continue
        value = values[key]
        inner = next(models_in(info.annotation), None)
        if inner is not None and isinstance(value, dict):
            value = ordered(value, inner)
        elif inner is not None and isinstance(value, list):
            value = [ordered(item, inner) for item in value]
        out[key] = value
    return out


def _settled(entry: Entry, ids: dict[str, str], empty: set[str]) -> Entry:
    """Correct what could not be known when an entry was made."""
    if isinstance(entry, Kept) and SECTION + entry.section in ids:
        return replace(entry, section=ids[SECTION + entry.section])
    if isinstance(entry, Kept) and SECTION + entry.section in empty:
        return Dropped(entry.source, entry.line, entry.source, EMPTY_HEADING)
    if isinstance(entry, Mapped) and entry.target in ids:
        reason = "longer than a field can be"
        return Kept(entry.source, entry.line, ids[entry.target], reason, entry.text)
    if isinstance(entry, Mapped) and entry.target in empty and not entry.text:
        return Dropped(entry.source, entry.line, entry.source, EMPTY_HEADING)
    return entry


def _set(values: dict[str, Any], path: str, value: Any) -> None:
    *groups, last = path.split(".")
    for group in groups:
        values = values.setdefault(group, {})
    values[last] = value


def _written(heading: Heading) -> str:
    """Return a heading in Markdown."""
    if heading.html:
        return f"{'#' * heading.level} {heading.text}"
    return heading.source.strip("\n")


def _parts(text: str) -> list[str]:
    """Cut a text that is longer than a field may be, at line ends where there are any."""
    parts = []
    while len(text) > LONGEST_PROSE:
        cut = text.rfind("\n", 1, LONGEST_PROSE) + 1 or LONGEST_PROSE
        parts.append(text[:cut])
        text = text[cut:]
    return [part for part in (*parts, text) if re.search(r"\S", part)]
