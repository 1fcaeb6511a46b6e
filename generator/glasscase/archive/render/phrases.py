"""Sentences that the renderers share."""

from __future__ import annotations

from dataclasses import replace

from glasscase.archive.change import Change, Difference, Direction, Note, What
from glasscase.archive.labels import Words
from glasscase.archive.render.told import told
from glasscase.archive.render.view import Entry, Group, Line

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
    text = f"{path(change.label)}: "
    plain = (change.before, change.after)
    if not any(isinstance(side, dict | list | None) for side in plain) and not change.pieces:
        before, after = (told(side, change.shape, words, change.unit) for side in plain)
        text += f"{before} → {after}. "
    return text + change.why


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
