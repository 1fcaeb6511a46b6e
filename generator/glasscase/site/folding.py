"""Long unchanged stretches of a changed text, cut to a few words around each change.

Lines are joined as well: a passage is one paragraph, and where its author's editor broke a line
says nothing. Breaks that Markdown shows stay, and so do lines of code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glasscase.archive.change import Mark
from glasscase.archive.render.passages import Part, Passage
from glasscase.archive.render.view import Group

NEAR = 16
"""Words that are kept beside a change."""
GAP = " […] "
"""Stands for words that are left out."""

_HARD = re.compile(r"(?:[ \t]{2,}|(?<=\\))\n(?!\s*\n)[ \t]*")
_SOFT = re.compile(r"[ \t]*\n(?![ ]{4}|\t)\s*")
_WORD = re.compile(r"\S+")


def folded(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Return a view of a difference with long unchanged stretches cut."""
    return tuple(
        replace(
            group,
            entries=tuple(
                replace(
                    entry,
                    lines=tuple(
                        replace(line, passages=tuple(map(_passage, line.passages)))
                        for line in entry.lines
                    ),
                )
                for entry in group.entries
            ),
        )
        for group in groups
    )


def _passage(passage: Passage) -> Passage:
    last = len(passage.parts) - 1
    parts = tuple(
        _part(part, follows=place > 0, leads=place < last)
        for place, part in enumerate(passage.parts)
    )
    return replace(passage, parts=parts)


def _part(part: Part, *, follows: bool, leads: bool) -> Part:
    """Cut an unchanged part: its start stays if it follows a change, its end if it leads to one."""
    part = replace(part, text=joined(part.text))
    if part.mark is not Mark.SAME:
        return part
    found = list(_WORD.finditer(part.text))
    kept = NEAR * (follows + leads)
    if len(found) <= kept + NEAR:
        return part
    start = part.text[: found[NEAR - 1].end()] if follows else ""
    end = part.text[found[-NEAR].start() :] if leads else ""
    return replace(part, text=f"{start}{GAP}{end}")


def joined(text: str) -> str:
    """Return a text with one line for each that a reader of the page sees."""
    return "\n".join(_SOFT.sub(" ", line) for line in _HARD.split(text))
