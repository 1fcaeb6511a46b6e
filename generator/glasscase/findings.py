"""The one result type that reading and checking return and reporters print."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much a finding weighs. Errors stop a build, warnings and notes do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Order for sorting: 0 is the heaviest."""
        return _RANKS[self]


_RANKS = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


class Position(NamedTuple):
    """A place in a text file; lines and columns (in characters) count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem: which rule, how heavy, where, what is wrong and what to do.

    `path` is relative to the project's folder, with forward slashes. `position` is None
    only where no place in the file can be named (a missing file, an unreadable one).
    Neither `message` nor `help` may ever quote a withheld value.
    """

    rule: str
    severity: Severity
    path: str
    message: str
    help: str = ""
    position: Position | None = None
    length: int = field(default=1, compare=False)
    """How many characters from `position` on the problem covers, for the caret."""

    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Order of reports: by file, then place, then weight, then rule."""
        line, column = self.position or (0, 0)
        return (self.path, line, column, self.severity.rank, self.rule, self.message)
