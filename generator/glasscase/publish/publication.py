"""Publish a built site: plan it, write it, push it; or leave everything as it was."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from glasscase import __version__
from glasscase.publish.changes import Changes, Plan, plan_publication
from glasscase.publish.commit import Signature, write_commit, write_message
from glasscase.publish.errors import PublishError
from glasscase.publish.interruption import stopping_cleanly
from glasscase.publish.lineage import last_publication, require_newer
from glasscase.publish.plumbing import Answer, own_repository_only
from glasscase.publish.remote import Remote, choose_remote, is_own_repository
from glasscase.publish.source import Source, read_source, require_clean
from glasscase.publish.tree import read_commit, read_site
from glasscase.publish.workspace import Workspace, temporary_workspace

_ATTEMPTS = 2
"""How often a publication is put together before another publisher's commit stops it."""


class State(StrEnum):
    """How a publication ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    WOULD_PUBLISH = "would-publish"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication did, or in a dry run would do."""

    state: State
    branch: str
    remote: str
    """The remote's name or address, without any login."""
    source_commit: str
    commit: str | None
    """The end of the public branch now, or None where there is none."""
    parent: str | None
    """The end of the public branch before, or None at the first publication."""
    changes: Changes
    replaced_edits: int = 0
    """How many commits that Glasscase did not make lay on top of the last publication."""


def publish_site(
    site: Path,
    source: Path,
    *,
    remote: str | None = None,
    branch: str = "public",
    dry_run: bool = False,
    now: datetime | None = None,
) -> Outcome:
    """Commit the built folder `site` to the public branch and push it, fast-forward only.

    `source` is any folder in the checkout that the site was built from; `remote` a remote's
    name, an address or a path from the current folder; by default it is the checkout's usual
    remote, and its own repository where it has none. `now` is the publication time; without
    it the variable SOURCE_DATE_EPOCH counts, else the clock. Raises PublishError; then
    nothing was changed.
    """
    with own_repository_only(), stopping_cleanly():
        checkout = read_source(source, os.environ)
        target = choose_remote(checkout, remote)
        _require_public_branch(checkout, target, branch)
        require_clean(checkout, site)
        time = now or publication_time(os.environ)
        for _ in range(_ATTEMPTS):
            outcome = _attempt(site, checkout, target, branch, time, dry_run=dry_run)
            if outcome is not None:
                return outcome
    raise PublishError(
        f"Others keep publishing to {branch} of {target.label} at the same time.",
        hint="Nothing was changed by this run. Let only one publication run at a time.",
    )


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


def _attempt(
    site: Path, source: Source, remote: Remote, branch: str, time: datetime, *, dry_run: bool
) -> Outcome | None:
    """Publish once; None says that the branch got another commit meanwhile."""
    with temporary_workspace(source, remote, branch) as workspace:
        parent = workspace.fetch_tip()
        tip = read_commit(workspace.git, parent) if parent else {}
        plan = plan_publication(read_site(site, workspace.object_format), tip)
        edits = _require_allowed(source, workspace, parent, plan) if tip else 0

        def outcome(state: State, commit: str | None) -> Outcome:
            return Outcome(
                state, branch, remote.label, source.commit, commit, parent, plan.changes, edits
            )

        if not plan.changes.any:
            return outcome(State.UNCHANGED, parent)
        if dry_run:
            return outcome(State.WOULD_PUBLISH, parent)
        message = write_message(plan, source.commit, source.date, __version__)
        signature = Signature(*source.identity, time)
        commit = write_commit(workspace, site, plan, parent, message, signature)
        accepted = _push(workspace, commit, parent)
        return outcome(State.PUBLISHED, commit) if accepted else None


def _require_public_branch(source: Source, remote: Remote, branch: str) -> None:
    valid = source.git.ask("check-ref-format", f"refs/heads/{branch}").ok
    if branch.startswith("-") or branch == "HEAD" or not valid:
        raise PublishError(f"{branch!r} is not a name that a branch can have.")
    if branch in source.branches_in_use and is_own_repository(source, remote):
        raise PublishError(
            f"The branch {branch} is checked out: it holds the source, not the site.",
            hint="Name another branch for the site: `glasscase publish --branch public`.",
        )


def _require_allowed(source: Source, workspace: Workspace, parent: str | None, plan: Plan) -> int:
    """Raise PublishError where `plan` must not follow `parent`; return the edits it replaces."""
    last = last_publication(workspace, parent) if parent else None
    if last is None:
        raise PublishError(
            f"The branch {workspace.branch} of {workspace.remote.label} holds files that were not "
            "published by Glasscase.",
            hint="Publishing would remove them. Give another branch with `--branch`, "
            "or delete that branch first.",
        )
    if plan.changes.any:
        require_newer(source, last)
    plan.require_frozen_versions()
    return last.commits_since


def _push(workspace: Workspace, commit: str, parent: str | None) -> bool:
    """Push `commit`; False says that the branch no longer ends with `parent`.

    What the remote holds afterwards decides, not the answer: that can get lost on the way.
    """
    answer = workspace.push(commit)
    if answer.ok:
        return True
    tip = workspace.current_tip()
    if tip == commit:
        return True
    if tip != parent:
        return False
    raise PublishError(f"{workspace.remote.label} refused the publication.", hint=_reason(answer))


def _reason(answer: Answer) -> str:
    """Return what Git and the remote's own rules said about a refused push."""
    refused = [line.split("\t")[-1] for line in answer.text.splitlines() if line.startswith("!")]
    said = [line.strip() for line in answer.complaint.splitlines()]
    return "\n".join(
        line for line in (*refused, *said) if line and "failed to push some refs" not in line
    )
