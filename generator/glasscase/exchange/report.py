"""What became of each part of an imported file.

A report accounts for every part of the source: together with the record it holds every word
that the source held.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Mapped:
    """A part of the source that a field of the record now holds."""

    source: str
    """The name of the part: a metadata key, or a heading as it is written."""
    line: int
    """Line of the source where the part starts, from 1."""
    target: str
    """The field, e.g. `use.intended`."""
    text: str = ""
    """The part as it was written, where the field does not hold it word for word."""
    note: str = ""
    """What a reader of the report should look at."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A part that no field can hold; a section keeps it as it was written."""

    source: str
    line: int
    section: str
    """Id of the section."""
    reason: str = "no field holds this"
    text: str = ""
    """The part's own heading or key, where the section does not repeat it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Words that are written in another way in the record."""

    source: str
    line: int
    before: str
    after: str
    reason: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Words that are not in the record; the report is where they remain."""

    source: str
    line: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """A value that the source does not state, and that the record cannot do without."""

    target: str
    value: str
    reason: str


Entry: TypeAlias = Mapped | Kept | Changed | Dropped | Assumed
"""One line of a report."""
