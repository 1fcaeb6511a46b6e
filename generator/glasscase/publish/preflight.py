"""Refuse what can be refused before the site is built."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from glasscase.publish.editions import require_free
from glasscase.publish.errors import PublishError
from glasscase.publish.interruption import stopping_cleanly
from glasscase.publish.lineage import is_overtaken
from glasscase.publish.memory import Remembered, memory_file, remembered
from glasscase.publish.plumbing import own_repository_only
from glasscase.publish.push import require_access
from glasscase.publish.remote import Remote, choose_remote, is_own_repository
from glasscase.publish.request import Request, require_no_edition
from glasscase.publish.source import Source, read_source, require_clean
from glasscase.publish.tip import fetch_tip
from glasscase.publish.workspace import temporary_workspace


def preflight(
    site: Path,
    source: Path,
    *,
    remote: str | None = None,
    branch: str = "public",
    dry_run: bool = False,
    edition: str | None = None,
    since: Remembered | None = None,
    memory: Path | None = None,
) -> Request:
    """Return the request to publish what will be built into the folder `site`.

    `source` is any folder in the checkout that the site is built from; `remote` a remote's
    name, an address or a path from the current folder; by default it is the checkout's usual
    remote, and its own repository where it has none. `edition` is the name under which the whole
    site is to be frozen, too. `since` is a state of the log that must be continued, and `memory`
    a folder that keeps the last one that was published from here. Where a newer source is
    published already, the request says so. Raises PublishError where the checkout, the remote or
    the public branch forbids a publication, whatever the site will hold.
    """
    with own_repository_only(), stopping_cleanly():
        checkout = read_source(source, os.environ)
        target = choose_remote(checkout, remote)
        _require_public_branch(checkout, target, branch)
        require_clean(checkout, site)
        if edition is not None:
            require_free(edition, (), ())
        file = memory_file(memory, target, branch) if memory else None
        known = (*remembered(checkout, target, branch, file), *([since] if since else ()))
        request = Request(
            checkout, target, branch, dry_run, remembered=known, memory=file, edition=edition
        )
        with temporary_workspace(request.source, request.remote, branch) as workspace:
            tip = fetch_tip(workspace, trees=False)
            if tip and tip.last:
                if is_overtaken(request.source, tip.last):
                    require_no_edition(request, tip.last.source_commit)
                    return replace(request, overtaken_by=tip.last.source_commit)
                request = replace(request, follows=tip.last.source_commit)
            if not dry_run:
                require_access(workspace, tip.commit if tip else None)
        return request


def _require_public_branch(source: Source, remote: Remote, branch: str) -> None:
    valid = source.git.ask("check-ref-format", f"refs/heads/{branch}").ok
    if branch.startswith("-") or branch == "HEAD" or not valid:
        raise PublishError(f"{branch!r} is not a name that a branch can have.")
    if is_own_repository(source, remote) and branch in source.branches_in_use():
        raise PublishError(
            f"The branch {branch} is checked out: it holds the source, not the site.",
            hint="Name another branch for the site: `glasscase publish --branch public`.",
        )
