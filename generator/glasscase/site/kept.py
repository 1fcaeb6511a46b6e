"""What an earlier build left in the site's folder and may stay there: only changes are written.

MkDocs empties the folder before it builds. The folders with files of ours are put out of its way
first, under a name that it leaves alone, and put back afterwards without all that is not known.
What is known stands in a list outside of the site: names of what was drawn, which is compared
with what is drawn now, and for what was taken from the public branch Git's id with size and time.
A build that is interrupted leaves an old list: what it does not describe is made anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from .listed import Listed, Stamp, read_list, write_list

ASIDE = ".glasscase-kept"
"""Folder inside the site's where files wait while MkDocs empties the rest."""


class State(NamedTuple):
    """Size and time (ns) of a file as it lies on the disk."""

    size: int
    time: int


class Kept:
    """The files in a site's folder that may stay. `memory` is the list's file; None for a preview.

    The steps are taken in this order: `set_aside` before MkDocs empties the folder, `put_back`
    after that, `finish` at the end. Any of them may be missing if a build fails.
    """

    def __init__(self, site: Path, memory: Path | None = None) -> None:
        self.site = site
        self._memory = memory
        self._listed: Listed = {}
        self._there: dict[str, State] = {}

    def set_aside(self) -> None:
        """Put the folders with known files out of MkDocs' way."""
        self._there = {}
        if self._memory is not None:
            self._listed = read_list(self._memory, self.site)
        aside = self.site / ASIDE
        if not self._listed:
            _remove(aside)
            return
        if aside.is_symlink() or (aside.exists() and not aside.is_dir()):
            _remove(aside)
        for name in sorted({path.partition("/")[0] for path in self._listed if "/" in path}):
            folder, target = self.site / name, aside / name
            # A folder that an interrupted build has left aside is older, and better known.
            if folder.is_dir() and not folder.is_symlink() and not os.path.lexists(target):
                with suppress(OSError):
                    aside.mkdir(exist_ok=True)
                    folder.rename(target)

    def put_back(self) -> None:
        """Put what was set aside back, without any file that is not known as it is now."""
        aside = self.site / ASIDE
        if not os.path.lexists(aside):
            return
        for name in _names(aside):
            folder, target = aside / name, self.site / name
            if folder.is_symlink() or not folder.is_dir():
                continue
            found = self._swept(str(folder), name)
            # Where another plugin has made the folder meanwhile, ours is made anew.
            with suppress(OSError):
                folder.rename(target)
                self._there |= found
        _remove(aside)

    def _swept(self, top: str, name: str) -> dict[str, State]:
        """Return the known files of a folder; remove all others, and folders without any."""
        found: dict[str, State] = {}
        folders = [(top, f"{name}/")]
        emptied: set[str] = set()
        for folder, prefix in folders:  # It grows on the way, by what lies below.
            left = False
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((entry.path, f"{prefix}{entry.name}/"))
                        left = True
                        continue
                    status = entry.stat(follow_symlinks=False)
                    state = State(status.st_size, status.st_mtime_ns)
                    own = prefix + entry.name
                    if entry.is_file(follow_symlinks=False) and self._knows(own, state):
                        found[own] = state
                        left = True
                    else:
                        os.unlink(entry.path)  # noqa: PTH108
            if not left:
                emptied.add(folder)
        for folder, _ in reversed(folders):
            if folder in emptied:
                with suppress(OSError):
                    os.rmdir(folder)  # noqa: PTH106
                    emptied.add(os.path.dirname(folder))  # noqa: PTH120
        return found

    def _knows(self, name: str, state: State) -> bool:
        stamp = self._listed.get(name)
        return stamp is not None and (not stamp.id or state == (stamp.size, stamp.time))

    def stays(self, name: str, id_: str) -> Stamp | None:
        """Return the stamp of a file that was taken from the public branch and is still there."""
        stamp = self._listed.get(name)
        if stamp is None or stamp.id != id_ or not id_ or name not in self._there:
            return None
        return stamp if self._there[name] == state_of(self.site / name) else None

    def is_written(self, name: str) -> bool:
        """Tell whether this build has written a file, by whatever plugin."""
        state = state_of(self.site / name)
        return state is not None and state != self._there.get(name)

    def finish(self, drawn: Iterable[str], taken: Mapping[str, Stamp]) -> None:
        """Remove what does not belong to the site any more, and remember the rest.

        `drawn` are the names of files that this build has made, `taken` those that it has taken
        from the public branch.
        """
        listed: dict[str, Stamp] = {**dict.fromkeys(drawn, Stamp("", 0, 0)), **taken}
        for name, state in self._there.items():
            if name not in listed and state_of(self.site / name) == state:
                self._drop(name)
        self._listed, self._there = listed, {}
        if self._memory is not None:
            write_list(self._memory, self.site, listed)

    def _drop(self, name: str) -> None:
        """Remove a file, and the folders that are empty without it."""
        path = self.site / name
        path.unlink()
        with suppress(OSError):
            for folder in path.parents:
                if folder == self.site:
                    break
                folder.rmdir()


def write(path: str | Path, data: bytes) -> None:
    """Write a file, unless it holds these bytes already.

    A file that changes is a new one: somebody may have linked the old one to keep it.
    """
    try:
        if os.stat(path).st_size == len(data):  # noqa: PTH116
            with open(path, "rb", buffering=0) as file:  # noqa: PTH123
                if file.read() == data:
                    return
        os.unlink(path)  # noqa: PTH108
    except FileNotFoundError:
        pass
    # Thousands of files: the methods of `Path` would cost as much as the writing.
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123
        file.write(data)


def write_in(site: Path, name: str, data: bytes) -> None:
    """Write a file of the site, and the folders above it."""
    path = f"{site}/{name}"
    make_folder(os.path.dirname(path))  # noqa: PTH120
    write(path, data)


def make_folder(path: str) -> None:
    """Make a folder and those above it; mostly, those are there."""
    try:
        os.mkdir(path)  # noqa: PTH102
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def state_of(path: str | Path) -> State | None:
    """Return size and time of a file, None where there is none."""
    try:
        status = os.lstat(path)
    except OSError:
        return None
    return State(status.st_size, status.st_mtime_ns)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208
    except OSError:
        return []


def _remove(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path, ignore_errors=True)
