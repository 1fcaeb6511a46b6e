"""Files of reports on disk: each is there as a whole or not at all; one writer at a time."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from glasscase.disk import wait_for_lock, write_whole
from glasscase.reporting.errors import ReportError

PATIENCE = 20.0
"""Seconds that a run waits for another one."""


def put(file: Path, data: bytes) -> bool:
    """Write a file as a whole; return False, and write nothing, if it holds these bytes already.

    When this returns, the bytes are on the disk and not only in its cache.
    """
    try:
        if file.is_file() and file.read_bytes() == data:
            return False
        write_whole(file, data)
        _settle(file.parent)
    except OSError as error:
        raise unwritable(file, error) from error
    return True


def put_json(file: Path, value: Any) -> bytes:
    """Write a JSON file as a whole; return its bytes."""
    data = json_bytes(value)
    put(file, data)
    return data


def json_bytes(value: Any) -> bytes:
    """Return JSON as it stands in files: indented, in UTF-8, with a final newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def get_json(file: Path) -> dict[str, Any] | None:
    """Return what a JSON file holds; None if there is no such file. Raises ReportError."""
    try:
        value = json.loads(file.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise ReportError(
            f"{file.as_posix()} cannot be read as JSON",
            hint="It belongs to a report. Restore it from a backup; do not delete it.",
        ) from error
    if not isinstance(value, dict):
        raise ReportError(f"{file.as_posix()} does not hold what Glasscase wrote into it")
    return value


@contextlib.contextmanager
def locked(folder: Path, *, clock: Callable[[], float] = time.monotonic) -> Iterator[None]:
    """Be the only writer in a folder. A process that ends in any way lets the next one in."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        if not wait_for_lock(descriptor, PATIENCE, clock=clock):
            raise ReportError(
                f"another run is at work in {folder.as_posix()}",
                hint="Wait for it, or end it. Nothing is sent twice.",
            )
        yield
    finally:
        os.close(descriptor)


def unwritable(path: Path, error: OSError) -> ReportError:
    """Return the error for a path that cannot be written."""
    why = (error.strerror or type(error).__name__).lower()
    return ReportError(
        f"{path.as_posix()} cannot be written: {why}",
        hint="Check the folder and who may write to it.",
    )


def _settle(folder: Path) -> None:
    """Let a new name reach the disk; some systems cannot open folders, and need not."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
