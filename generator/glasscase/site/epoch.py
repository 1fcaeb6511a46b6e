"""The site's own time: that of the source commit, so that two builds are identical."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from glasscase.archive.branch import commit_time

VARIABLE = "SOURCE_DATE_EPOCH"


class Clock:
    """Lets MkDocs see the site's time instead of its own, until it is released."""

    def __init__(self, time: datetime | None) -> None:
        """Set the time; None leaves MkDocs its own."""
        self._before = os.environ.get(VARIABLE)
        self.time = time or datetime.fromtimestamp(0, UTC)
        self._held = time is not None
        if time is not None:
            os.environ[VARIABLE] = str(int(time.timestamp()))

    def release(self) -> None:
        """Leave the environment as it was."""
        if not self._held:
            return
        self._held = False
        if self._before is None:
            os.environ.pop(VARIABLE, None)
        else:
            os.environ[VARIABLE] = self._before


def source_time(project: Path, content: str) -> datetime:
    """Return when the source was committed; without a repository, when it last changed.

    `SOURCE_DATE_EPOCH` (seconds since 1970) wins where it is set.
    """
    given = os.environ.get(VARIABLE, "")
    if given.isdecimal():
        return datetime.fromtimestamp(int(given), UTC)
    return datetime.fromtimestamp(commit_time(project) or _newest(project / content), UTC)


def _newest(folder: str | Path) -> int:
    """Return when the newest file below a folder changed."""
    newest = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    newest = max(newest, _newest(entry.path))
                elif entry.is_file():
                    newest = max(newest, int(entry.stat().st_mtime))
    except OSError:
        pass  # What cannot be looked at is told of where it is read.
    return newest
