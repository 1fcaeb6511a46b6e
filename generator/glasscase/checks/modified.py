"""A new version of a published record: does its note tell what matters, and is it in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from glasscase.archive import unmentioned
from glasscase.archive.change import Difference
from glasscase.archive.labels import WORDS
from glasscase.archive.render.phrases import in_short
from glasscase.checks.context import Context, Found, Path, found
from glasscase.reading.load import Loaded
from glasscase.records import Protocol
from glasscase.records.protocol import ProtocolType

PUBLICATION = timedelta(days=30)
"""From a material modification to its publication with its justification (Cal. Bus. & Prof. Code
22757.12(b)(2), N.Y. Gen. Bus. Law 1421(2)(b), 430 ILCS 185/10(b); checked 2026-11-21)."""


def modified(context: Context, loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    """Check a version that is not published yet against the one published last."""
    yield from _weakened(loaded, difference)
    yield from _overdue(context, loaded, difference)


def _weakened(loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    """Find weakenings that no new note mentions. Without a note, that is what is missing."""
    notes = difference.notes
    if not notes:
        return
    text = "\n\n".join(part for note in notes for part in (note.summary, note.reason))
    written = " and ".join(dict.fromkeys(note.version for note in notes))
    for change in unmentioned(difference, text):
        yield found(
            "weakening-unmentioned",
            loaded,
            (*_note(loaded, notes[0].version), "summary"),
            f"the note on version {written} does not mention a weakening:"
            f" {in_short(change, WORDS)}",
            "Say in `summary` what is weakened, by its name. The derived list of changes shows it"
            " to every reader.",
        )


def _overdue(context: Context, loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    record = loaded.record
    if not isinstance(record, Protocol) or record.type is not ProtocolType.FRONTIER_FRAMEWORK:
        return
    new = {note.version for note in difference.notes}
    for note in record.changes:
        if not note.material or note.version not in new:
            continue
        due = note.date + PUBLICATION
        if context.today > due:
            yield found(
                "material-overdue",
                loaded,
                (*_note(loaded, note.version), "date"),
                f"the framework was materially modified on {note.date}, was due in public by"
                f" {due}, and is not published",
                "Publish it with its justification, or correct the date.",
            )


def _note(loaded: Loaded[Any], version: str) -> Path:
    """Return the path of a record's note on a version."""
    notes = loaded.record.changes
    return ("changes", next(n for n, note in enumerate(notes) if note.version == version))
