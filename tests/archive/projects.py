"""A project of one protocol, edited and published step by step."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from glasscase.archive.archive import Archive

from .branches import day, publish

FILE = "content/protocols/frontier.md"
_HEAD = """\
---
id: frontier
version: "{version}"
status: current
title: Frontier framework
summary: {summary}
type: safety-policy
"""
_NOTE = """\
  - version: "{version}"
    date: {date}
    summary: {said}
    reason: It was asked for.
"""

Note = tuple[str, str, str]
"""Version, date and summary of an entry in `changes`."""


def text(
    version: str, summary: str = "How we handle risk.", notes: Sequence[Note] = (), more: str = ""
) -> str:
    """Return the file of the protocol."""
    lines = _HEAD.format(version=version, summary=summary)
    if notes:
        lines += "changes:\n"
        for own, date, said in notes:
            lines += _NOTE.format(version=own, date=date, said=said)
    return f"{lines}{more}---\n"


def write(project: Path, content: str, name: str = FILE) -> None:
    """Write a file of the project."""
    file = project / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


FIRST = text("1.0")
NOTE_2: Note = ("1.1", "2026-03-02", "All risks are handled.")
SECOND = text("1.1", "How we handle all risks.", [NOTE_2])
NOTE_3: Note = ("2.0", "2026-05-04", "Back to the first text.")
THIRD = text("2.0", "How we handle risk.", [NOTE_3, NOTE_2])


def published_twice(project: Path) -> Archive:
    """Publish two versions and return the archive."""
    write(project, FIRST)
    publish(project, day("2026-01-10"))
    write(project, SECOND)
    return publish(project, day("2026-03-02"))
