"""A new version of a published record: does its note tell what matters, and is it in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from glasscase.archive import unmentioned
from glasscase.archive.change import Difference
from glasscase.archive.labels import WORDS
from glasscase.archive.render.phrases import in_short
from glasscase.archive.summary import rewritten
from glasscase.checks.context import Context, Found, Path, found
from glasscase.law.catalogue import Catalogue, package_catalogue
from glasscase.law.clocks import protocol_types
from glasscase.law.lateness import is_change, plus
from glasscase.reading.load import Loaded
from glasscase.records import Protocol


def modified(context: Context, loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    """Check a version that is not published yet against the one published last."""
    yield from _weakened(loaded, difference)
    yield from _rewritten(context, loaded, difference)
    yield from _overdue(context, loaded, difference)


def _weakened(loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    """Find weakenings that no new note mentions. Without a note, that is what is missing."""
    notes = difference.notes
    if not notes:
        return
    text = "\n\n".join(part for note in notes for part in (note.summary, note.reason))
    written = list(dict.fromkeys(note.version for note in notes))
    silent = (
        f"the note on version {written[0]} does not mention"
        if len(written) == 1
        else f"the notes on versions {' and '.join(written)} do not mention"
    )
    for change in unmentioned(difference, text):
        yield found(
            "weakening-unmentioned",
            loaded,
            (*_note(loaded, notes[0].version), "summary"),
            f"{silent} a weakening: {in_short(change, WORDS)}",
            "Say in `summary` what is weakened, by its name. The derived list of changes shows it"
            " to every reader.",
        )


def _rewritten(context: Context, loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    """Find notes that were published with earlier versions, and are others now."""
    kept = {note.version for note in loaded.record.changes}
    published = context.archive.of(loaded.record.kind, loaded.record.id)
    erased = {one.version for one in published if one.erased is not None}
    erased |= {one.version for one in loaded.record.erase}
    for version in rewritten(difference):
        if version in erased:
            continue  # What was told of an erased version must go.
        here = version in kept
        yield found(
            "note-rewritten",
            loaded,
            (*_note(loaded, version), "version") if here else ("changes" if kept else "version",),
            f"the note on version {version} was published, and is {'another' if here else 'gone'}"
            " now",
            "Restore it as it was published, and say in the new note what must be said. The page"
            " of what changed shows both.",
        )


def _overdue(context: Context, loaded: Loaded[Any], difference: Difference) -> Iterator[Found]:
    record = loaded.record
    new = {note.version for note in difference.notes}
    notes = [note for note in record.changes if note.material and note.version in new]
    if not notes or not isinstance(record, Protocol):
        return
    gate = context.gate
    catalogue = gate.law.catalogue if gate is not None else package_catalogue()
    for note in notes:
        due = _due(catalogue, record.type, note.date)
        if due is not None and context.today > due:
            yield found(
                "material-overdue",
                loaded,
                (*_note(loaded, note.version), "date"),
                f"the framework was materially modified on {note.date}, was due in public by"
                f" {due}, and is not published",
                "Publish it with its justification, or correct the date.",
            )


def _due(catalogue: Catalogue, type_: str, modified: date) -> date | None:
    """Return the first day by which a law in force wants a material modification in public.

    None if the catalogue has no such duty for this type of protocol.
    """
    return min(
        (
            plus(modified, deadline.length)
            for regime in catalogue.regimes.values()
            for duty in regime.duties
            if (deadline := duty.deadline) is not None
            and deadline.length
            and any(is_change(deadline, path) for path in deadline.start)
            and type_ in protocol_types(duty)
            and (duty.in_force or regime.in_force) <= modified
        ),
        default=None,
    )


def _note(loaded: Loaded[Any], version: str) -> Path:
    """Return the path of a record's note on a version."""
    notes = loaded.record.changes
    return ("changes", next(n for n, note in enumerate(notes) if note.version == version))
