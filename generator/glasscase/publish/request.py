"""A publication that was asked for: from which commit, to which branch, at what time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from glasscase.publish.errors import PublishError
from glasscase.publish.memory import Remembered
from glasscase.publish.remote import Remote
from glasscase.publish.source import Source

_LEAD = timedelta(minutes=1)
"""How far the clock of the last publisher may be ahead of this one."""


@dataclass(frozen=True, slots=True)
class Request:
    """What can be said of a publication without its site."""

    source: Source
    remote: Remote
    branch: str
    """The public branch."""
    dry_run: bool
    follows: str | None = None
    """The source commit published last, where `source` is known to be no older."""
    remembered: tuple[Remembered, ...] = ()
    """What is known of the public branch from before; it must be continued."""
    memory: Path | None = None
    """The file that keeps the checkpoint of the log as it was published from here."""
    overtaken_by: str | None = None
    """The source commit published last, where it builds on `source`: nothing is to be done."""
    edition: str | None = None
    """The name under which the whole site is to be frozen, too."""


def publication_time(now: datetime, last: datetime | None) -> datetime:
    """Return the time of a publication: a full second, after that of the `last` one.

    Two publications can come in one second, and two machines' clocks differ a little: then the
    time is the next second that is free. What is further behind is left to the archive to refuse.
    """
    time = now.replace(microsecond=0)
    if last is not None and last - _LEAD <= time <= last:
        return last + timedelta(seconds=1)
    return time


def require_no_edition(request: Request, newer: str) -> None:
    """Raise PublishError if an edition was asked for: `newer` is published, so it would be old."""
    if request.edition is not None:
        raise PublishError(
            f"The source commit {request.source.commit[:10]} is older than {newer[:10]}, "
            "which is already published.",
            hint="An edition freezes the newest site. Bring the checkout up to date, for example "
            "with `git pull`, and publish again.",
        )
