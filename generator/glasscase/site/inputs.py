"""What a build is made of: the archive on the public branch, and the records."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from mkdocs.exceptions import PluginError

from glasscase.archive.archive import Archive
from glasscase.archive.branch import remarks
from glasscase.checks.configuration import Configuration
from glasscase.checks.survey import survey
from glasscase.law.coverage import Law
from glasscase.reading.load import Cache

from .archived import known_archive
from .catalogue import Batch, published
from .ledger import Publishing
from .report import log, report


def archive(found: Configuration, publishing: Publishing | None) -> Archive:
    """Return the archive that a build is made on, and log what is to be said of it.

    Raises ArchiveError where the public branch is damaged.
    """
    known = known_archive(found, publishing)
    if publishing is None:
        said = remarks(known, found.project, found.branch, found.remote)
        for remark in said:
            log.info(remark)
        if known.commit is None and not said:
            log.info("There is no public branch here: no earlier versions are on the site.")
    return known


def records(
    found: Configuration,
    known: Archive,
    law: Law | None,
    *,
    cache: Cache | None,
    processes: int,
) -> tuple[Batch, ...]:
    """Read and check the records; return those that go onto the site, a few at a time.

    With a `cache` it is a preview: it shows drafts, and what it can in spite of errors. Else
    errors raise PluginError. `law` collects what duties must know of the records.
    """
    preview = cache is not None
    result = survey(
        found,
        today=datetime.now(UTC).date(),
        take=partial(published, drafts=preview, law=law),
        cache=cache,
        processes=processes,
        archive=known,
    )
    if report(result, found) and not preview:
        raise PluginError("Nothing was built: the records have errors. They are shown above.")
    return result.taken
