"""The copies of versions on a site: whether each is the one that the log holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple, TypeAlias

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.audit import is_web_page
from glasscase.log.entry import FOLDERS, Subject
from glasscase.log.ledger import Held, Ledger
from glasscase.log.page import text_of
from glasscase.log.source import Source, SourceError

RECORD_LIMIT = 32 << 20
"""Bytes of one version at most."""
INDEX_LIMIT = 256 << 20
"""Bytes of the index of current versions at most."""
PAGE_LIMIT = 4 << 20
"""Bytes of the page that stands in place of an erased version at most."""
INDEX = "api/v1/index.json"
PAGE = "index.html"
RECORDS = tuple(f"{folder}/*/*/record.json" for folder in FOLDERS.values())
"""Addresses of the data of versions, as patterns."""
_TOMBSTONE = frozenset({PAGE, "record.json"})
"""Files that may stand in the folder of an erased version."""

Form: TypeAlias = dict[str, Any]
"""The data of a version, plain JSON."""


class Copy(NamedTuple):
    """What is wrong with a site's copy of one version, and its data if nothing is."""

    held: Held
    findings: tuple[Finding, ...]
    form: Form | None = None
    """None for an erased version as well."""


def check_copy(source: Source, held: Held) -> Copy:
    """Check a site's copy of one version; an erased one must be gone."""
    path = held.subject.record
    try:
        data = source.fetch(path, RECORD_LIMIT)
        if held.erasure:
            return Copy(held, (*_erased(data, held), *_tombstone(source, held)))
    except SourceError as error:
        if held.erasure and error.fault is faults.SERVER_REFUSED:
            return Copy(held, ())  # What nobody may read is as good as gone.
        return Copy(held, (error.fault.at(path, error.message),))
    return compared(data, held, path)


def check_index(source: Source, ledger: Ledger, *, whole: bool) -> tuple[Finding, ...] | None:
    """Return which current versions of a site the log does not hold; None if it has no list.

    Unless the log is `whole`, a version that is not found in it may be in a part that is lost.
    """
    try:
        data = source.fetch(INDEX, INDEX_LIMIT)
    except SourceError as error:
        return (error.fault.at(INDEX, error.message),)
    return None if data is None else tuple(_unlogged(data, ledger, whole))


def check_folder(source: Source, ledger: Ledger, *, whole: bool) -> Iterator[Finding]:
    """Yield what stands in a folder and should not; a server does not say what it has.

    That is data of versions that the log does not hold, and what is left of erased ones.
    """
    known = {held.subject.record for held in ledger.held.values()}
    for path in source.listed(*RECORDS):
        if whole and path not in known:
            yield faults.VERSION_UNLOGGED.at(path, "the log holds no such version")
    for held in ledger.held.values():
        if held.erasure:
            folder = held.subject.folder
            for path in source.listed(f"{folder}**/*"):
                if path.removeprefix(folder) not in _TOMBSTONE:
                    yield faults.ERASED_PRESENT.at(
                        path, f"{held.subject} was erased, and this file of it is still there"
                    )


def compared(data: bytes | None, held: Held, path: str) -> Copy:
    """Compare the data of a version that is there, at an address of the site, with the log."""
    logged = held.versions[0].sha256
    if data is None:
        message = f"{held.subject} was published, and is not there"
        return Copy(held, (faults.RECORD_MISSING.at(path, message),))
    digest = hashlib.sha256(data).hexdigest()
    if digest not in held.digests:
        if is_web_page(data):
            message = "the server sends a web page in place of the version's data"
        else:
            message = f"the file has the SHA-256 {digest}; the log holds {logged}"
        return Copy(held, (faults.RECORD_ALTERED.at(path, message),))
    form = _json(data)
    own = tuple(form.get(key) for key in Subject._fields) if isinstance(form, dict) else None
    if own != held.subject:
        message = f"the file does not say that it is {held.subject}, as the log does"
        return Copy(held, (faults.RECORD_OTHER.at(path, message),))
    return Copy(held, (), form)


def _erased(data: bytes | None, held: Held) -> Iterator[Finding]:
    if data is not None and hashlib.sha256(data).hexdigest() in held.digests:
        yield faults.ERASED_PRESENT.at(
            held.subject.record, f"{held.subject} was erased, and is still there"
        )


def _tombstone(source: Source, held: Held) -> Iterator[Finding]:
    """Yield what is wrong with the page of an erased version, if there is one."""
    path = f"{held.subject.folder}{PAGE}"
    data = source.fetch(path, PAGE_LIMIT)
    if data is None or held.erasure is None:
        return
    shown = text_of(data)
    told = (held.erasure.sha256, " ".join(held.erasure.reason.split()))
    if not all(each in shown for each in told):
        yield faults.TOMBSTONE_WRONG.at(
            path,
            f"{held.subject} was erased, and its page does not give the reason and the digest "
            "that the log holds",
        )


def _unlogged(data: bytes, ledger: Ledger, whole: bool) -> Iterator[Finding]:
    index = _json(data)
    rows = index.get("records") if isinstance(index, dict) else None
    if not isinstance(rows, list):
        yield faults.INDEX_UNREADABLE.at(INDEX, "the file is not an index of records")
        return
    for number, row in enumerate(rows, start=1):
        values = [row.get(key) for key in Subject._fields] if isinstance(row, dict) else []
        held = ledger.held.get(Subject(*map(str, values))) if values else None
        if held is None:
            if whole:
                message = f"record {number} of the index is a version that the log does not hold"
                yield faults.INDEX_UNLOGGED.at(INDEX, message)
        elif held.erasure or row.get("sha256") not in held.digests:
            what = "was erased" if held.erasure else "has another digest in the log"
            yield faults.INDEX_UNLOGGED.at(INDEX, f"the index lists {held.subject}, which {what}")


def by_record(versions: Sequence[Held]) -> list[list[Held]]:
    """Return the versions of each record together, in their order."""
    records: dict[tuple[str, str], list[Held]] = {}
    for held in versions:
        records.setdefault(held.subject[:2], []).append(held)
    return list(records.values())


def _json(data: bytes) -> Any:
    """Return what JSON says, or None if it is none."""
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
