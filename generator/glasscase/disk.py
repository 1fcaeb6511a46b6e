"""Files that are there as a whole or not at all, and folders that have one writer at a time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MEMORY = ".glasscase"
"""Folder of a project for what one command remembers for the next. Git ignores it."""

_IGNORED = (
    "# Made by Glasscase. It can be deleted: the next build takes longer then, and it is forgotten"
    "\n# how long the log was when it was last published from here.\n*\n"
)
_PAUSE = 0.05


def write_whole(file: Path, data: bytes) -> None:
    """Write a file in one step: there is the whole new file, or what was there before.

    When this returns, the bytes are on the disk and not only in its cache. Raises OSError, which
    the caller tells in its own words.
    """
    part = file.with_name(f".{file.name}.part")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(file)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def remember(file: Path, data: bytes) -> None:
    """Keep a file of the folder `MEMORY`, whole or not at all.

    Where nothing can be written, nothing is remembered.
    """
    folder = file.parent
    part = folder / f"{file.name}.{os.getpid()}"
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        ignored = folder / ".gitignore"
        if not ignored.exists():
            ignored.write_text(_IGNORED, "utf-8")
        part.write_bytes(data)
        part.replace(file)


def wait_for_lock(
    descriptor: int, patience: float, *, clock: Callable[[], float] = time.monotonic
) -> bool:
    """Lock an open folder; False if another process has held it for `patience` seconds.

    The lock ends when the descriptor is closed, and so in any case with the process.
    """
    end = clock() + patience
    while not _try_lock(descriptor):
        if clock() > end:
            return False
        time.sleep(_PAUSE)
    return True


def _try_lock(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True  # A folder cannot be locked there; files are still written in one step.
    import fcntl

    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
