"""Editions of a site: whether each still holds the versions that it had.

An edition has no log of its own. Its list of changes says how long the log was when it was made;
every version up to there must be in it, with the digest that the log holds.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple

from glasscase.findings import Finding
from glasscase.log import faults
from glasscase.log.copies import RECORD_LIMIT, RECORDS, compared
from glasscase.log.errors import LogError
from glasscase.log.ledger import Held, Ledger
from glasscase.log.listed import VERSIONS, parse_editions
from glasscase.log.source import Source, SourceError
from glasscase.log.told import CHANGES, LIMIT

_LIMIT = 1 << 20
"""Bytes of the list of editions at most."""


class Edition(NamedTuple):
    """One edition: its name, and what it must hold."""

    name: str
    versions: tuple[Held, ...]


def editions(
    source: Source, ledger: Ledger, *, whole: bool
) -> tuple[tuple[Edition, ...], tuple[Finding, ...]]:
    """Return the editions that a site lists, and what is wrong with the list.

    An edition that held a version which was erased is gone; the list says which version.
    """
    try:
        listed = parse_editions(source.fetch(VERSIONS, _LIMIT))
    except SourceError as error:
        return (), (error.fault.at(VERSIONS, error.message),)
    except LogError as error:
        return (), (faults.EDITIONS_UNREADABLE.at(VERSIONS, error.message),)
    erased = {held.subject.folder for held in ledger.held.values() if held.erasure}
    found: list[Edition] = []
    findings: list[Finding] = []
    for name, _, folders in listed:
        path = f"{name}/{CHANGES}"
        try:
            length = _length(source.fetch(path, LIMIT))
        except SourceError as error:
            findings.append(error.fault.at(path, error.message))
            continue
        except (ValueError, TypeError, KeyError, RecursionError):
            findings.append(faults.CHANGES_UNREADABLE.at(path, "the file is no list of changes"))
            continue
        if length is None:
            if not folders or not {f"{folder}/" for folder in folders} <= erased:
                message = f"the site lists the edition {name}, and does not have it"
                findings.append(faults.EDITION_MISSING.at(f"{name}/", message))
            continue
        held = tuple(held for held in ledger.held.values() if held.index < length)
        found.append(Edition(name, held))
        if whole:
            findings += _unlogged(source, name, ledger)
    return tuple(found), tuple(findings)


def check_in_edition(source: Source, name: str, held: Held) -> tuple[Finding, ...]:
    """Return what is wrong with a version in an edition; an erased one must be gone."""
    path = f"{name}/{held.subject.record}"
    try:
        data = source.fetch(path, RECORD_LIMIT)
    except SourceError as error:
        return (error.fault.at(path, error.message),)
    if held.erasure:
        still = data is not None and not compared(data, held, path).findings
        message = f"{held.subject} was erased, and is still in the edition {name}"
        return (faults.ERASED_PRESENT.at(path, message),) if still else ()
    return compared(data, held, path).findings


def _length(data: bytes | None) -> int | None:
    """Return how many entries the log had when an edition was made; None if it is not there."""
    if data is None:
        return None
    document = json.loads(data.decode("utf-8"))
    first, changes = document["first"], document["changes"]
    if type(first) is not int or not isinstance(changes, list):
        raise TypeError(first)
    return first + len(changes)


def _unlogged(source: Source, name: str, ledger: Ledger) -> Iterator[Finding]:
    """Yield data in an edition's folder that the log does not hold."""
    known = {f"{name}/{held.subject.record}" for held in ledger.held.values()}
    for path in source.listed(*(f"{name}/{pattern}" for pattern in RECORDS)):
        if path not in known:
            yield faults.VERSION_UNLOGGED.at(path, "the log holds no such version")
