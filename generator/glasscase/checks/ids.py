"""Ids: file names, reserved words, and parts that share one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, label
from glasscase.checks.index import Index
from glasscase.checks.parts import marked
from glasscase.reading.load import Loaded
from glasscase.records import Identity

RESERVED = frozenset(
    "all changes feed history index latest new page record search versions "
    "index.html record.json feed.xml".split()
)
"""Words that stand for something else in the site's addresses."""


def check(context: Context) -> Iterator[Found]:
    """Check the ids of all records and of their parts."""
    for loaded in context.records():
        yield from _taken(loaded, context.index)
        yield from _file_name(loaded)
        yield from _reserved(loaded)
    for loaded in context.everything():
        yield from _rows(loaded)


def _taken(loaded: Loaded[Any], index: Index) -> Iterator[Found]:
    record = loaded.record
    first = index.records.get((record.kind, record.id))
    if first is not None and first.path != loaded.document.path:
        yield found(
            "id-duplicate",
            loaded,
            ("id",),
            f"the id `{record.id}` is taken by {first.path}:{first.line}",
            "Give each record an id of its own. The id of a published record stays with it.",
        )


def _file_name(loaded: Loaded[Any]) -> Iterator[Found]:
    record = loaded.record
    stem = PurePosixPath(loaded.document.path).stem
    accepted = {record.id, f"{record.id}.{record.language}"}
    if record.translation_of is not None:
        accepted.add(f"{record.translation_of.id}.{record.language}")
    if stem not in accepted:
        suffix = PurePosixPath(loaded.document.path).suffix
        yield found(
            "id-file-name",
            loaded,
            ("id",),
            f"the id is `{record.id}`, but the file is called `{stem}{suffix}`",
            f"Rename the file to `{record.id}{suffix}`. Do not change the id of a record that is"
            " published: its address would change.",
        )


def _reserved(loaded: Loaded[Any]) -> Iterator[Found]:
    for key, what in (("id", "a record"), ("version", "a version")):
        value = getattr(loaded.record, key)
        if value.lower() in RESERVED:
            yield found(
                "id-reserved",
                loaded,
                (key,),
                f"`{value}` cannot name {what}: the site uses this word in its own addresses",
                "Choose another, more telling name.",
            )


def _rows(loaded: Loaded[Any]) -> Iterator[Found]:
    # A row's address on the page is made of its list and its id, so lists may share ids.
    seen: dict[tuple[Path, str], Path] = {}
    for path, _, value in marked(loaded, Identity):
        first = seen.setdefault((path[:-2], value), path)
        if first is path:
            continue
        line = loaded.document.position(first).line
        where = label(loaded.document.data, path[:-2])
        yield found(
            "id-row-duplicate",
            loaded,
            path,
            f"the id `{value}` is used twice under `{where}`; first in line {line}",
            "Give this one another id: each is a link that leads to one place of the page.",
        )
