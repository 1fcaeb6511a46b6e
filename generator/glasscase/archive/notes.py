"""Notes: what the list of changes says of each entry of the log.

A note is made at the publication of its version. It depends on published forms only, so that one
that is lost can be made again. What a note tells of a version goes when that version is erased.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from glasscase.archive.archive import CHANGES, Archive, Version
from glasscase.archive.change import Change, Difference
from glasscase.archive.chunks import CHUNK, chunk_address, chunk_count
from glasscase.archive.difference import compare
from glasscase.archive.labels import WORDS
from glasscase.archive.render.phrases import in_short
from glasscase.archive.sections import NOTES
from glasscase.archive.summary import WordCount, summary, word_count
from glasscase.log import ErasureEntry, VersionEntry
from glasscase.log.entry import format_moment
from glasscase.records import Kind, PublicForm

Note: TypeAlias = Mapping[str, Any]
"""One entry of the list of changes, plain JSON."""

SCHEMA = 1
_AT_ONCE = 200
"""How many versions are read at a time where notes are derived."""

_Before: TypeAlias = tuple[Version, PublicForm | None]


def note_of(version: Version, form: PublicForm, previous: _Before | None) -> dict[str, Any]:
    """Return the note of a version. `previous` is the one that it follows, None for the first.

    Without the form of a previous version, because that was erased, nothing is compared and
    `counts` is None.
    """
    own = _authors(form, version.version)
    before = previous[1] if previous is not None else None
    difference = compare(before, form) if before is not None else None
    comparable = previous is None or difference is not None
    claims = {"effective_from": form.get("effective_from"), "announced": own.get("announced")}
    return {
        **_head(version, "version", version.index),
        "title": form.get("title", ""),
        "status": form.get("status", ""),
        "previous": previous[0].version if previous is not None else None,
        "material": own.get("material") is True,
        "summary": own.get("summary", ""),
        "reason": own.get("reason", ""),
        **{key: claim for key, claim in claims.items() if isinstance(claim, str)},
        "counts": _counts(difference) if comparable else None,
        "weakened": _sentences(difference.weakened if difference else ()),
        "strengthened": _sentences(difference.strengthened if difference else ()),
    }


def changes_files(archive: Archive, notes: Sequence[Note] | None = None) -> dict[str, bytes]:
    """Return address and content of the files of the list of changes.

    The newest notes are in one file, older ones in files of `CHUNK` each that never change again,
    unless a version is erased. `notes` are those of the whole archive, if they are at hand.
    """
    known = complete(archive) if notes is None else notes
    full = chunk_count(len(known))
    files = {
        chunk_address(number): _document(known[number * CHUNK : (number + 1) * CHUNK], number)
        for number in range(full)
    }
    return {**files, CHANGES: _document(known[full * CHUNK :], full)}


def _document(notes: Sequence[Note], chunks: int) -> bytes:
    """Return one file of the list; before it there are so many `chunks`."""
    document = {
        "schema": SCHEMA,
        "first": chunks * CHUNK,
        "older": chunk_address(chunks - 1) if chunks else None,
        "changes": list(notes),
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def complete(archive: Archive) -> tuple[Note, ...]:
    """Return the notes of all entries, in the order of the log.

    Those of the branch are kept as they are; where they do not fit the log they are derived
    again. Raises ArchiveError where a published form that is needed is not there.
    """
    notes: dict[int, Note] = {}
    wanted: list[tuple[Version, Version | None]] = []
    for index, entry in enumerate(archive.parsed):
        version = archive.find(Kind(entry.kind), entry.id, entry.version)
        if isinstance(entry, ErasureEntry):
            notes[index] = {**_head(entry, "erasure", index), "reason": entry.reason}
        elif version is None or version.erased is not None or version.index != index:
            notes[index] = _empty(_head(entry, "version", index))
        else:
            before = _before(archive, version)
            known = archive.notes[index] if index < len(archive.notes) else None
            if known is None or not _fits(known, version, before):
                wanted.append((version, before))
            else:
                notes[index] = known
    notes.update((version.index, note) for version, note in _derived(archive, wanted))
    return tuple(note for _, note in sorted(notes.items(), key=lambda item: item[0]))


def _derived(
    archive: Archive, wanted: Sequence[tuple[Version, Version | None]]
) -> Iterator[tuple[Version, Note]]:
    for at in range(0, len(wanted), _AT_ONCE):
        part = wanted[at : at + _AT_ONCE]
        needed = {one: None for pair in part for one in pair if one is not None}
        forms = archive.forms(needed)
        for version, before in part:
            previous = (before, forms.get(before)) if before is not None else None
            yield version, note_of(version, forms[version], previous)


def _before(archive: Archive, version: Version) -> Version | None:
    """Return the last version before another that was not erased; the last one if all were."""
    versions = archive.of(version.kind, version.id)
    earlier = versions[: versions.index(version)]
    kept = [one for one in earlier if one.erased is None]
    return (kept or earlier)[-1] if earlier else None


def _fits(note: object, version: Version, before: Version | None) -> bool:
    """Tell whether a note of the branch is about a version."""
    if not isinstance(note, Mapping):
        return False
    wanted = {
        **_head(version, "version", version.index),
        "previous": before.version if before is not None else None,
    }
    counts = note.get("counts")
    erased = before is not None and before.erased is not None
    return (
        all(key in note and note[key] == value for key, value in wanted.items())
        and all(isinstance(note.get(key), str) for key in ("title", "status", "summary", "reason"))
        and all(isinstance(note.get(key), list) for key in ("weakened", "strengthened"))
        and (counts is None if erased else isinstance(counts, Mapping))
    )


def _head(one: Version | VersionEntry | ErasureEntry, type_: str, index: int) -> dict[str, Any]:
    return {
        "index": index,
        "kind": str(one.kind),
        "id": one.id,
        "version": one.version,
        "published": format_moment(one.published),
        "sha256": one.sha256,
        "type": type_,
    }


def _empty(head: dict[str, Any]) -> Note:
    """Return the note of a version of which nothing more may be told."""
    texts = dict.fromkeys(("title", "status", "summary", "reason"), "")
    nothing: dict[str, Any] = {"counts": None, "weakened": [], "strengthened": []}
    return {**head, "previous": None, "material": False, **texts, **nothing}


def _authors(form: PublicForm, version: str) -> Mapping[str, Any]:
    """Return what the author says of a version."""
    notes = form.get("changes", [])
    return next((note for note in notes if note.get("version") == version), {})


def _counts(difference: Difference | None) -> dict[str, int]:
    """Count changes and words; the version and the author's notes are left out."""
    words = word_count(difference) if difference is not None else WordCount()
    own = summary(difference) if difference is not None else None
    counts = [count for count in own.counts if count.section != NOTES] if own else []
    return {
        "added": sum(count.added for count in counts),
        "removed": sum(count.removed for count in counts),
        "changed": sum(count.changed for count in counts),
        "minor": sum(count.minor for count in counts),
        "weakened": len(own.weakened) if own else 0,
        "strengthened": len(own.strengthened) if own else 0,
        "words_added": words.added,
        "words_removed": words.removed,
        "notes_rewritten": len(own.rewritten) if own else 0,
    }


def _sentences(changes: Iterable[Change]) -> list[str]:
    return [in_short(change, WORDS) for change in changes]
