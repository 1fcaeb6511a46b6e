"""The copies of versions on a site: whether each is the one that the log holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.audit import is_web_page
from glasscase.log.entry import Subject
from glasscase.log.ledger import Held, Ledger
from glasscase.log.source import Source, SourceError

RECORD_LIMIT = 32 << 20
"""Bytes of one version at most."""
INDEX_LIMIT = 256 << 20
"""Bytes of the index of current versions at most."""
INDEX = "api/v1/index.json"


def check_copy(source: Source, held: Held) -> tuple[Finding, ...]:
    """Return what is wrong with a site's copy of one version; an erased one must be gone."""
    check = _erased if held.erasure else _present
    try:
        return tuple(check(source.fetch(held.subject.record, RECORD_LIMIT), held))
    except SourceError as error:
        if held.erasure and error.fault is faults.SERVER_REFUSED:
            return ()  # What nobody may read is as good as gone.
        return (error.fault.at(held.subject.record, error.message),)


def check_index(source: Source, ledger: Ledger, *, whole: bool) -> tuple[Finding, ...]:
    """Return which current versions of a site the log does not hold, if the site lists them.

    Unless the log is `whole`, a version that is not found in it may be in a part that is lost.
    """
    try:
        data = source.fetch(INDEX, INDEX_LIMIT)
    except SourceError as error:
        return (error.fault.at(INDEX, error.message),)
    return () if data is None else tuple(_unlogged(data, ledger, whole))


def _present(data: bytes | None, held: Held) -> Iterator[Finding]:
    path = held.subject.record
    logged = held.versions[0].sha256
    if data is None:
        yield faults.RECORD_MISSING.at(path, f"{held.subject} was published, and is not there")
        return
    digest = hashlib.sha256(data).hexdigest()
    if digest not in held.digests:
        if is_web_page(data):
            message = "the server sends a web page in place of the version's data"
        else:
            message = f"the file has the SHA-256 {digest}; the log holds {logged}"
        yield faults.RECORD_ALTERED.at(path, message)
        return
    record = _json(data)
    own = tuple(record.get(key) for key in Subject._fields) if isinstance(record, dict) else None
    if own != held.subject:
        yield faults.RECORD_OTHER.at(
            path, f"the file does not say that it is {held.subject}, as the log does"
        )


def _erased(data: bytes | None, held: Held) -> Iterator[Finding]:
    if data is not None and hashlib.sha256(data).hexdigest() in held.digests:
        yield faults.ERASED_PRESENT.at(
            held.subject.record, f"{held.subject} was erased, and is still there"
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


def _json(data: bytes) -> Any:
    """Return what JSON says, or None if it is none."""
    try:
        return json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None
