"""A publication that was asked for: from which commit, to which branch, at what time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from glasscase.publish.errors import PublishError
from glasscase.publish.memory import Remembered
from glasscase.publish.remote import Remote
from glasscase.publish.source import Source


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
    """What the checkout had fetched of the public branch; it must be continued."""
    overtaken_by: str | None = None
    """The source commit published last, where it builds on `source`: nothing is to be done."""
    edition: str | None = None
    """The name under which the whole site is to be frozen, too."""


def publication_time(environ: Mapping[str, str]) -> datetime:
    """Return SOURCE_DATE_EPOCH (seconds since 1970, reproducible-builds.org) or the time now."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(epoch), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise PublishError(
            f"SOURCE_DATE_EPOCH is {epoch!r}.", hint="It must be seconds since 1970, or unset."
        ) from error


def require_no_edition(request: Request, newer: str) -> None:
    """Raise PublishError if an edition was asked for: `newer` is published, so it would be old."""
    if request.edition is not None:
        raise PublishError(
            f"The source commit {request.source.commit[:10]} is older than {newer[:10]}, "
            "which is already published.",
            hint="An edition freezes the newest site. Bring the checkout up to date, for example "
            "with `git pull`, and publish again.",
        )
