"""The changelog of one step, derived: what changed where, and what was weakened first of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from glasscase.archive.change import Change, Difference, Mark, What
from glasscase.archive.sections import NOTES, Section, by_section

_NOTE_FIELDS = frozenset(("version", "changes"))


@dataclass(frozen=True, slots=True)
class Count:
    """How many changes one section has. Minor ones are counted apart from all others."""

    section: Section
    added: int
    removed: int
    changed: int
    minor: int

    @property
    def total(self) -> int:
        """All changes that show something."""
        return self.added + self.removed + self.changed


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reader must know first of a difference."""

    weakened: tuple[Change, ...]
    strengthened: tuple[Change, ...]
    counts: tuple[Count, ...]
    """By section, in the order of the record."""
    rewritten: tuple[str, ...] = ()
    """Versions whose notes, which were published with them, were changed or taken away."""

    @property
    def total(self) -> int:
        """Changes that show something, the version and the author's notes left out."""
        return sum(count.total for count in self.counts if count.section != NOTES)

    @property
    def minor(self) -> int:
        """Changes that show nothing: spaces, and orders that mean nothing."""
        return sum(count.minor for count in self.counts)


def summary(difference: Difference) -> Summary:
    """Count the changes of each section, and put those first that have a direction."""
    return Summary(
        difference.weakened,
        difference.strengthened,
        tuple(_count(own, changes) for own, changes in by_section(difference.changes).items()),
        rewritten(difference),
    )


def rewritten(difference: Difference) -> tuple[str, ...]:
    """Return the versions whose notes were published already, and are others now or gone."""
    new = {note.version for note in difference.notes}
    found: dict[str, None] = {}
    for change in difference.changes:
        if change.path[0] != "changes" or change.minor:
            continue
        if len(change.path) > 1:
            named = [change.path[1]]
        else:  # All notes at once.
            rows = change.before if isinstance(change.before, list) else ()
            named = [str(row.get("version", "")) for row in rows if isinstance(row, dict)]
        found.update(dict.fromkeys(one for one in named if one not in new))
    return tuple(found)


def notes_rewritten(count: int) -> str:
    """Return in a sentence how many published notes are others now; "" for none."""
    if not count:
        return ""
    notes = "note was" if count == 1 else "notes were"
    return f"{count} earlier {notes} rewritten or removed."


def _count(own: Section, changes: list[Change]) -> Count:
    kinds = Counter(change.what for change in changes if not change.minor)
    return Count(
        own,
        added=kinds[What.ADDED],
        removed=kinds[What.REMOVED],
        changed=kinds[What.CHANGED] + kinds[What.REORDERED],
        minor=sum(change.minor for change in changes),
    )


def headline(own: Summary) -> str:
    """Return the summary in a line or two: directions first, then what changed where."""
    notes = notes_rewritten(len(own.rewritten))
    if not own.total and not own.minor:
        return f"Nothing but the version and its notes differs.{f' {notes}' if notes else ''}"
    parts = []
    if own.weakened:
        parts.append(f"{len(own.weakened)} weakened")
    if own.strengthened:
        parts.append(f"{len(own.strengthened)} strengthened")
    parts.append(f"{own.total} {'change' if own.total == 1 else 'changes'} in all")
    text = ", ".join(parts) + "."
    listed = [_told(count) for count in own.counts if count.total and count.section != NOTES]
    if listed:
        text += " " + "; ".join(listed) + "."
    if own.minor:
        text += f" {own.minor} more in spaces or order only."
    return f"{text} {notes}" if notes else text


class WordCount(NamedTuple):
    """How many words of texts that changed were added, and removed."""

    added: int = 0
    removed: int = 0


def word_count(difference: Difference) -> WordCount:
    """Count the words of changed texts; the author's notes and moved paragraphs are left out."""
    counts: Counter[Mark] = Counter()
    for change in difference.changes:
        if change.path[0] not in _NOTE_FIELDS:
            for piece in change.pieces:
                if not piece.moved:
                    counts[piece.mark] += len(piece.text.split())
    return WordCount(counts[Mark.ADDED], counts[Mark.REMOVED])


def in_words(added: int, removed: int) -> str:
    """Return how much of texts changed, in a sentence; "" if nothing did."""
    if not added and not removed:
        return ""
    noun, verb = ("word", "was") if added == 1 else ("words", "were")
    return f"In texts that changed, {added:,} {noun} {verb} added and {removed:,} removed."


def _told(count: Count) -> str:
    numbers = [("added", count.added), ("removed", count.removed), ("changed", count.changed)]
    return f"{count.section.title}: " + ", ".join(f"{n} {word}" for word, n in numbers if n)
