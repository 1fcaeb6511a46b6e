"""The list of changes of a site: whether it says of each entry what log and data say.

What an older or newer program may derive otherwise (how much changed, what was weakened) is
compared by number only, and a difference is a note: it may have an honest reason.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.copies import Copy, Form
from glasscase.log.entry import ErasureEntry, VersionEntry, format_moment
from glasscase.log.source import Source, SourceError

CHANGES = "api/v1/changes.json"
LIMIT = 64 << 20
"""Bytes of one file of the list at most."""
_OLDER = re.compile(r"api/v1/changes/[0-9]{1,6}\.json")

Weakenings: TypeAlias = Callable[[dict[str, Any], dict[str, Any]], int | None]
"""Counts what a version asks less than the one before it; None if that cannot be told."""
Told: TypeAlias = Mapping[str, Any]
"""What the object of an entry must say, by its keys."""
Entry: TypeAlias = VersionEntry | ErasureEntry

_NOTHING = dict.fromkeys(("title", "status", "summary", "reason"), "")
DERIVED = "weakenings"
"""The key under which `expected` counts; the list has names in its place."""


def expected(copies: Sequence[Copy], weakenings: Weakenings | None) -> dict[int, Told]:
    """Return what the list must say of the versions of one record, by index of their entry.

    `copies` are in the order of publication; each is held against the last one before it that was
    not erased. Of a version that was not read nothing is returned.
    """
    told: dict[int, Told] = {}
    before: Copy | None = None
    for copy in copies:
        held = copy.held
        if held.erasure:
            told[held.index] = {**_NOTHING, "previous": None, "material": False, DERIVED: 0}
        elif copy.form is not None and len(held.versions) == 1:
            told[held.index] = {
                **_own(copy.form, held.subject.version),
                "previous": before.held.subject.version if before else None,
                DERIVED: _count(before, copy.form, weakenings),
            }
        if before is None or before.held.erasure or not held.erasure:
            before = copy
    return told


def check_list(
    source: Source, entries: Mapping[int, Entry], told: Mapping[int, Told]
) -> tuple[Finding, ...] | None:
    """Return where a site's list of changes differs from the log and from the data.

    None if it has no list. `entries` are those of the log that could be read.
    """
    try:
        notes = _notes(source)
    except SourceError as error:
        return (error.fault.at(CHANGES, error.message),)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return (faults.CHANGES_UNREADABLE.at(CHANGES, "a file of it is not a list of changes"),)
    return None if notes is None else tuple(_differing(notes, entries, told))


def _differing(
    notes: Mapping[int, tuple[str, Any]], entries: Mapping[int, Entry], told: Mapping[int, Told]
) -> Iterator[Finding]:
    for index, entry in entries.items():
        path, note = notes.get(index, (CHANGES, None))
        if not isinstance(note, dict):
            yield faults.CHANGES_ALTERED.at(path, f"it says nothing of {_named(entry, index)}")
        else:
            yield from _compared(path, note, entry, index, told.get(index, {}))


def _own(form: Form, version: str) -> dict[str, Any]:
    """Return what a version says of itself, and what its author says of it."""
    changes = form.get("changes")
    notes = (
        [note for note in changes if isinstance(note, dict)] if isinstance(changes, list) else []
    )
    own = next((note for note in notes if note.get("version") == version), {})
    return {
        "title": form.get("title", ""),
        "status": form.get("status", ""),
        "summary": own.get("summary", ""),
        "reason": own.get("reason", ""),
        "material": own.get("material") is True,
    }


def _count(before: Copy | None, form: Form, weakenings: Weakenings | None) -> int | None:
    """Return how much was weakened; None if that cannot be told."""
    if before is None:
        return 0
    if before.held.erasure:
        return 0  # Nothing is compared with what was erased.
    return weakenings(before.form, form) if weakenings and before.form is not None else None


def _notes(source: Source) -> dict[int, tuple[str, Any]] | None:
    """Return address and object by index of the entry; None if the site has no such list."""
    found: dict[int, tuple[str, Any]] = {}
    path: str | None = CHANGES
    while path is not None:
        data = source.fetch(path, LIMIT)
        if data is None:
            if path == CHANGES:
                return None
            raise ValueError(path)
        document = json.loads(data.decode("utf-8"))
        first, older = document["first"], document["older"]
        if type(first) is not int or (found and first >= min(found)):
            raise ValueError(path)
        found.update((first + n, (path, note)) for n, note in enumerate(document["changes"]))
        if older is not None and (not _OLDER.fullmatch(older) or first not in found):
            raise ValueError(path)
        path = older
    return found


def _compared(
    path: str, note: Mapping[str, Any], entry: Entry, index: int, told: Told
) -> Iterator[Finding]:
    named = _named(entry, index)
    wanted = {**_head(entry, index), **told}
    derived = wanted.pop(DERIVED, None)
    wrong = [key for key, value in wanted.items() if note.get(key, _Absent) != value]
    if wrong:
        yield faults.CHANGES_ALTERED.at(path, f"it gives another {', '.join(wrong)} of {named}")
    if isinstance(entry, ErasureEntry):
        return
    listed = {key: note.get(key) for key in ("weakened", "strengthened")}
    counts = note.get("counts")
    for key, names in listed.items():
        counted = counts.get(key) if isinstance(counts, dict) else 0
        if not isinstance(names, list) or len(names) != counted:
            yield faults.CHANGES_ALTERED.at(
                path, f"of {named}, it does not name as much that was {key} as it counts"
            )
            return
    number = len(listed["weakened"] or ())
    if derived is not None and number != derived:
        yield faults.CHANGES_DIFFER.at(
            path,
            f"of {named}, it names {number:,} as weakened; this program finds {derived:,}",
        )


def _head(entry: Entry, index: int) -> dict[str, Any]:
    own = {
        "index": index,
        "kind": entry.kind,
        "id": entry.id,
        "version": entry.version,
        "published": format_moment(entry.published),
        "sha256": entry.sha256,
        "type": entry.type,
    }
    return {**own, "reason": entry.reason} if isinstance(entry, ErasureEntry) else own


def _named(entry: Entry, index: int) -> str:
    return f"{entry.subject}, entry {index:,} of the log"


class _Absent:
    """Stands for a key that is not there."""
