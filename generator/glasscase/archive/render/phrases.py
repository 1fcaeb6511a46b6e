"""Sentences that the renderers share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from glasscase.archive.change import Change, Difference, Direction, Mark, Note, What
from glasscase.archive.labels import Words
from glasscase.archive.render.passages import Part
from glasscase.archive.render.told import told
from glasscase.archive.render.view import Entry, Group, Line
from glasscase.archive.summary import Summary

_BRACKETS = {Mark.SAME: ("", ""), Mark.ADDED: ("{+", "+}"), Mark.REMOVED: ("[-", "-]")}
ARROWS = {Direction.WEAKENED: "▼ weakened", Direction.STRENGTHENED: "▲ strengthened"}


def title(difference: Difference) -> str:
    """Return the heading of a difference."""
    versions = f"{difference.from_version} → {difference.to_version}"
    return f"{difference.title} ({difference.kind.value} {difference.id}): {versions}"


def path(label: tuple[str, ...]) -> str:
    """Return a label as one text."""
    return " \u203a ".join(label)


def reason(part: Entry | Line | Change) -> str:
    """Return the direction and its reason, or why a change is minor; empty if there is none."""
    if part.direction is None:
        return part.why
    return f"{ARROWS[part.direction]}: {part.why}"


def in_short(change: Change, words: Words) -> str:
    """Return a change with a direction in one line."""
    values = exchange(change, words)
    return f"{path(change.label)}: {values}{'. ' if values else ''}{change.why}"


def exchange(change: Change, words: Words) -> str:
    """Return both values of a plain one that changed: `50 % → 60 %`; empty for any other."""
    plain = (change.before, change.after)
    if change.pieces or any(isinstance(side, dict | list | None) for side in plain):
        return ""
    before = told(change.before, change.shape, words, change.former_unit)
    return f"{before} → {told(change.after, change.shape, words, change.unit)}"


def bracketed(part: Part, text: str) -> str:
    """Return the text of a part as plain text marks it: `[-removed-]`, `{+added+}`."""
    left, right = _BRACKETS[part.mark]
    moved = f"({part.label}) " if part.moved else ""
    return f"{left}{moved}{text}{right}"


def directed(own: Summary) -> Iterator[tuple[Direction, tuple[Change, ...]]]:
    """Yield each direction that there are changes of, and these; what weakens comes first."""
    for direction, changes in (
        (Direction.WEAKENED, own.weakened),
        (Direction.STRENGTHENED, own.strengthened),
    ):
        if changes:
            yield direction, changes


def author(note: Note) -> str:
    """Return the heading of an author's note."""
    facts = [note.date]
    if note.announced:
        facts.append(f"announced {note.announced}")
    if note.material:
        facts.append("material modification")
    return f"Version {note.version} ({', '.join(fact for fact in facts if fact)})"


def without_notes(groups: tuple[Group, ...], difference: Difference) -> tuple[Group, ...]:
    """Leave out what stands above the groups already: the versions, and the author's notes."""
    told = {("changes", note.version) for note in difference.notes}
    kept = (
        replace(
            group,
            entries=tuple(
                entry
                for entry in group.entries
                if entry.path != ("version",)
                and not (entry.what is What.ADDED and entry.path in told)
            ),
        )
        for group in groups
    )
    return tuple(group for group in kept if group.entries)
