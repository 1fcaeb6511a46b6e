"""One difference between two versions of a record, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from glasscase.archive.shape import ANYTHING, Shape
from glasscase.records import Kind

Path = tuple[str, ...]
"""Names of fields and names of rows: `("commitments", "bio-halt", "threshold", "value")`."""

Position = tuple[str | int, ...]
"""Names of fields and positions in lists."""


class What(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    REORDERED = "reordered"
    """The same rows stand in another order."""


class Direction(StrEnum):
    """Whether a change asks more of the provider, or less."""

    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"


class Mark(StrEnum):
    """What became of a piece of a text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a changed text, as it stood before and as it stands now.

    The two are equal for `same`, up to spaces and line breaks that show nothing. All `before`
    joined give the text before, all `after` the text after.
    """

    mark: Mark
    before: str
    after: str
    moved: bool = False
    """True if the same paragraph was removed in one place and added in another."""

    @property
    def text(self) -> str:
        """What is shown: the text that stands now, or the one that was removed."""
        return self.before if self.mark is Mark.REMOVED else self.after


@dataclass(frozen=True, slots=True)
class Change:
    """One difference."""

    path: Path
    label: tuple[str, ...]
    """The path in words."""
    what: What
    before: Any
    """Plain JSON; None for something added. Names of rows in their order for `reordered`."""
    after: Any
    pieces: tuple[Piece, ...] = ()
    """The difference word by word, where both values are texts."""
    direction: Direction | None = None
    """Only where it follows from values, never from prose."""
    rule: str = ""
    """The rule of `direction` that gave it."""
    why: str = ""
    """The reason for the direction, or for calling the change minor, in a sentence."""
    minor: bool = False
    """True if the change shows nothing: only spaces, or an order that means nothing."""
    position: Position = ()
    """Where it stands in the form before; the last step of something added: where it stands now."""
    order: tuple[int, ...] = ()
    """For `reordered`: the former positions of the rows that stay, in their present order."""
    unit: str = ""
    """The unit of a number as it stands now, or as it stood before it was removed."""
    former_unit: str = ""
    """The unit of the number before; as `unit`, unless that changed too."""
    names: tuple[str, ...] = field(default=(), compare=False)
    """What the parts of the record that hold it are called."""
    shape: Shape = field(default=ANYTHING, compare=False, repr=False)
    """What the model says of the values."""


@dataclass(frozen=True, slots=True)
class Note:
    """What the author says of a version."""

    version: str
    date: str
    summary: str
    reason: str
    material: bool = False
    """True for a material modification of a framework: its justification is then due in public
    within 30 days (Cal. Bus. & Prof. Code 22757.12(b)(2))."""
    announced: str = ""


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything that differs between two versions of a record, in the order of the model."""

    kind: Kind
    id: str
    from_version: str
    to_version: str
    changes: tuple[Change, ...]
    title: str = ""
    """The record's title as it stands now."""
    notes: tuple[Note, ...] = ()
    """The author's notes that came with the later version."""

    @property
    def weakened(self) -> tuple[Change, ...]:
        """Changes that mechanically ask less of the provider."""
        return of_direction(self.changes, Direction.WEAKENED)

    @property
    def strengthened(self) -> tuple[Change, ...]:
        """Changes that mechanically ask more of the provider."""
        return of_direction(self.changes, Direction.STRENGTHENED)


def of_direction(changes: Iterable[Change], direction: Direction) -> tuple[Change, ...]:
    """Return the changes that have a direction, in their order."""
    return tuple(change for change in changes if change.direction is direction)
