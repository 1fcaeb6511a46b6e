"""The list of a site's files that a build remembers for the next one.

It lies in the project, in a folder that Git ignores, and is never published. Each line is Git's id
of a file's content, its size, its time of change (ns) and its name; of a file that was drawn, and
is compared each time, only the name counts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, TypeAlias

from glasscase.disk import MEMORY, remember

_HEAD = "glasscase files 1"


class Stamp(NamedTuple):
    """How a file was when it was written; `id` is "" for one that was drawn."""

    id: str
    size: int
    time: int


Listed: TypeAlias = Mapping[str, Stamp]
"""Stamps by the names of files, from the site's root."""


def list_file(project: Path, site: Path) -> Path:
    """Return where the list of a site is kept."""
    digest = hashlib.sha256(os.fsencode(site.absolute())).hexdigest()
    return project / MEMORY / f"site-{digest[:16]}"


def read_list(file: Path, site: Path) -> Listed:
    """Return what a list says; nothing if it cannot be read or is that of another folder."""
    try:
        head, *lines = os.fsdecode(file.read_bytes()).split("\n")
        if head != _head(site):
            return {}
        rows = (line.split(" ", 3) for line in lines if line)
        return {name: Stamp(id_, int(size), int(time)) for id_, size, time, name in rows}
    except (OSError, ValueError):
        return {}


def write_list(file: Path, site: Path, listed: Listed) -> None:
    """Keep a list, whole or not at all. Where nothing can be written, nothing is remembered."""
    lines = [f"{s.id} {s.size} {s.time} {n}\n" for n, s in listed.items() if "\n" not in n]
    remember(file, os.fsencode("".join([f"{_head(site)}\n", *lines])))
    with suppress(OSError):
        _forget_others(file.parent)


def _forget_others(folder: Path) -> None:
    """Remove the lists of sites whose folders are gone, and what a killed build has begun."""
    for other in folder.glob("site-*"):
        with other.open("rb") as file:
            site = os.fsdecode(file.readline().rstrip(b"\n")).removeprefix(f"{_HEAD} ")
        if not Path(site).is_dir() or other.suffix:
            other.unlink()


def _head(site: Path) -> str:
    return f"{_HEAD} {site.absolute()}"
