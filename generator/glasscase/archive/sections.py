"""Which part of a record a change belongs to, as a reader sees its parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from glasscase.archive.change import Change
from glasscase.archive.shape import Content


class Section(NamedTuple):
    """A part of a record."""

    id: str
    title: str


ABOUT = Section("about", "About the record")
NOTES = Section("notes", "Version and notes")

_NOTES_FIELDS = {"version", "schema", "changes"}
_ABOUT_FIELDS = {"title", "summary", "status", "withdrawal", "language", "translation_of"}
_LARGE = {Content.PROSE, Content.GROUP, Content.LIST, Content.ANYTHING}


def section(change: Change) -> Section:
    """Return the section of a change: that of its first field, with short facts in one."""
    first = change.path[0]
    if first in _NOTES_FIELDS:
        return NOTES
    if first in _ABOUT_FIELDS or (len(change.path) == 1 and change.shape.content not in _LARGE):
        return ABOUT
    return Section(first, change.label[0])


def by_section(changes: Iterable[Change]) -> dict[Section, list[Change]]:
    """Return the changes of each section, in their order; version and notes come last."""
    found: dict[Section, list[Change]] = {}
    for change in changes:
        found.setdefault(section(change), []).append(change)
    if NOTES in found:
        found[NOTES] = found.pop(NOTES)
    return found
