"""Published versions: none of them changes, goes away or comes back.

Each must lie on the public branch as the log says. The living records are held against the last
one: a record that still says what was last published costs one digest; only where it differs are
published forms read and compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from glasscase.archive import compare
from glasscase.archive.archive import Version
from glasscase.archive.change import Change
from glasscase.archive.errors import ArchiveError
from glasscase.archive.render.phrases import path as in_words
from glasscase.checks.context import Context, Found, found
from glasscase.checks.modified import modified
from glasscase.checks.registry import rule
from glasscase.checks.words import KIND_NAMES
from glasscase.findings import Finding
from glasscase.reading.load import Loaded
from glasscase.records import Kind, PublicForm, Status

_NAMED = 3
"""How many changes a message names."""
_DOTTED = re.compile(r"[vV]?(\d+(?:\.\d+)*)")
_NEW_VERSION = (
    "Write a new `version` with its entry in `changes`, or restore the text as it was published."
)


def check(context: Context) -> Iterator[Found]:
    """Hold all records against what was published before."""
    for key in context.index.vanished:
        yield _vanished(context, *key)
        for version in context.archive.of(*key):
            if version in context.damaged:
                yield _lost(context, version)
    differing: list[_Differing] = []
    for loaded in context.records():
        versions = context.archive.of(loaded.record.kind, loaded.record.id)
        if not versions:
            continue
        yield from _damaged(context, loaded, versions)
        if loaded.record.status is Status.DRAFT:
            yield _drafted(loaded, versions[-1])
            continue
        yield from _standing(loaded, versions)
        before = _to_compare(loaded, versions)
        if before is not None:
            differing.append(_Differing(loaded, before))
    forms, damaged = _forms(context, [one.before for one in differing])
    for one in differing:
        if one.before in forms:
            yield from _compared(context, one, forms[one.before])
        else:
            yield from _unknown(context, one, damaged[one.before])


class _Differing(NamedTuple):
    """A record, and the published version that it is compared with."""

    loaded: Loaded[Any]
    before: Version

    @property
    def is_new(self) -> bool:
        """True if the living version was not published before."""
        return bool(self.loaded.record.version != self.before.version)


def _vanished(context: Context, kind: Kind, id_: str) -> Found:
    version = context.archive.of(kind, id_)[-1]
    folder = f"{context.options.content}/{kind.folder}"
    source = f"{context.archive.commit or 'public'}"[:12]
    return Found(
        Finding(
            "record-vanished",
            rule("record-vanished").severity,
            folder,
            f"the {KIND_NAMES[kind]} `{id_}` was published (last as version {version.version}),"
            " and no file holds it any more",
            "Bring its file back and write `status: withdrawn`. Its last public text:"
            f" git show {source}:{version.record}",
        )
    )


def _damaged(context: Context, loaded: Loaded[Any], versions: Sequence[Version]) -> Iterator[Found]:
    """Find versions that are not as they were published, but for those to be erased."""
    erased = {one.version for one in loaded.record.erase}
    for version in versions:
        error = context.damaged.get(version)
        if error is not None and version.version not in erased:
            yield _altered(loaded, error)


def _altered(loaded: Loaded[Any], error: ArchiveError) -> Found:
    return found("archive-damaged", loaded, ("version",), error.message, error.hint)


def _lost(context: Context, version: Version) -> Found:
    error = context.damaged[version]
    folder = f"{context.options.content}/{version.kind.folder}"
    severity = rule("archive-damaged").severity
    return Found(Finding("archive-damaged", severity, folder, error.message, error.hint))


def _drafted(loaded: Loaded[Any], last: Version) -> Found:
    return found(
        "record-vanished",
        loaded,
        ("status",),
        f"this record was published (last as version {last.version}), and would leave the site"
        " as a draft",
        "Write `status: current` or `status: withdrawn`. Draft a new version on a branch.",
    )


def _standing(loaded: Loaded[Any], versions: Sequence[Version]) -> Iterator[Found]:
    """Find a version that was erased, or that lies before the last one."""
    own, last = loaded.record.version, versions[-1]
    same = next((v for v in versions if v.version == own), None)
    if same is not None and same.erased is not None:
        yield found(
            "version-erased",
            loaded,
            ("version",),
            f"version {own} was published and then erased; it cannot come back",
            "Write a new `version` with its entry in `changes`.",
        )
    elif same is not None and same is not last:
        yield found(
            "version-backwards",
            loaded,
            ("version",),
            f"version {own} was published before {last.version}, the last one",
            f"To return to an earlier text, publish it as a version after {last.version}.",
        )
    elif same is None and _is_lower(own, last.version):
        yield found(
            "version-backwards",
            loaded,
            ("version",),
            f"version {own} is lower than {last.version}, which was published last",
            f"Write a version after {last.version}.",
        )


def _is_lower(version: str, last: str) -> bool:
    """Tell whether a version plainly comes before another: both are numbers with dots."""
    one, other = _DOTTED.fullmatch(version), _DOTTED.fullmatch(last)
    return one is not None and other is not None and _numbers(one[1]) < _numbers(other[1])


def _numbers(dotted: str) -> list[int]:
    numbers = [int(part) for part in dotted.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return numbers


def _to_compare(loaded: Loaded[Any], versions: Sequence[Version]) -> Version | None:
    """Return the published version that a record must be compared with, if any."""
    own = loaded.record.version
    same = next((v for v in versions if v.version == own), None)
    if same is None:
        return next((v for v in reversed(versions) if v.erased is None), None)
    if same is versions[-1] and same.erased is None and same.sha256 != loaded.digest:
        return same
    return None


def _forms(
    context: Context, versions: Sequence[Version]
) -> tuple[Mapping[Version, PublicForm], Mapping[Version, ArchiveError]]:
    """Read public forms, and say of those that cannot be had why."""
    try:
        return context.archive.forms(versions), {}
    except ArchiveError:
        forms: dict[Version, PublicForm] = {}
        damaged: dict[Version, ArchiveError] = {}
    for version in versions:
        try:
            forms.update(context.archive.forms([version]))
        except ArchiveError as error:
            damaged[version] = error
    return forms, damaged


def _compared(context: Context, one: _Differing, before: PublicForm) -> Iterator[Found]:
    difference = compare(before, one.loaded.form)
    if one.is_new:
        yield from modified(context, one.loaded, difference)
    else:
        yield _changed(one, _named(difference.changes))


def _changed(one: _Differing, what: str) -> Found:
    return found(
        "version-changed",
        one.loaded,
        ("version",),
        f"version {one.before.version} was published on {one.before.published:%Y-%m-%d} and"
        f" cannot change, but this file differs{what}",
        _NEW_VERSION,
    )


def _named(changes: Sequence[Change]) -> str:
    """Name the first changes, without any value."""
    named = [f"{in_words(change.label)} ({change.what.value})" for change in changes[:_NAMED]]
    more = len(changes) - len(named)
    if not named:
        return " in its form"
    return ": " + ", ".join(named) + (f" and {more} more" if more else "")


def _unknown(context: Context, one: _Differing, error: ArchiveError) -> Iterator[Found]:
    """Say that a published version is not what it must be, unless that was said already."""
    if one.before not in context.damaged:
        yield _altered(one.loaded, error)
    if not one.is_new:
        yield _changed(one, "")
