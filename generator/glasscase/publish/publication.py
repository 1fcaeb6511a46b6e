"""Publish a built site: plan it, write it, push it; or leave everything as it was."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from glasscase import __version__
from glasscase.archive.archive import Archive
from glasscase.archive.editions import published_editions, versions_json, without_erased
from glasscase.log import CHECKPOINT
from glasscase.log.listed import VERSIONS, SiteEdition
from glasscase.publish.changes import Changes, plan_publication
from glasscase.publish.commit import Signature, write_commit, write_message
from glasscase.publish.editions import require_free, with_edition
from glasscase.publish.errors import PublishError
from glasscase.publish.files import fetch_bases, published_archive, read_contents
from glasscase.publish.interruption import stopping_cleanly
from glasscase.publish.lineage import is_overtaken
from glasscase.publish.memory import keep, require_continued
from glasscase.publish.plumbing import own_repository_only
from glasscase.publish.push import push
from glasscase.publish.request import Request, publication_time, require_no_edition
from glasscase.publish.source import require_clean
from glasscase.publish.tip import Tip, fetch_tip
from glasscase.publish.tree import read_commit, read_file, read_site
from glasscase.publish.workspace import temporary_workspace

_ATTEMPTS = 2
"""How often a publication is put together before another publisher's commit stops it."""


class State(StrEnum):
    """How a publication ended."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    WOULD_PUBLISH = "would-publish"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a publication did, or in a dry run would do."""

    state: State
    branch: str
    remote: str
    """The remote's name or address, without any login."""
    source_commit: str
    commit: str | None
    """The end of the public branch now, or None where there is none; unknown if overtaken."""
    parent: str | None
    """The end of the public branch before, or None at the first publication; as `commit`."""
    changes: Changes
    replaced_edits: int = 0
    """How many commits that Glasscase did not make lay on top of the last publication."""
    newer: str = ""
    """The source commit published last, where it builds on `source_commit`: that is overtaken."""
    edition: str = ""
    """The edition under whose name the site is kept as it stands."""


@dataclass(frozen=True, slots=True)
class Built:
    """A site that was built to be published."""

    site: Path
    erased: frozenset[str] = frozenset()
    """Folders, from the site's root, that lose what is not built again: versions are erased."""
    carried: frozenset[str] = frozenset()
    """Files that are there as the branch has them, and need not be compared with it."""


Build = Callable[[Archive, datetime], Built]
"""Builds the site on top of what is published, for a publication at that time."""


def publish_site(site: Path, request: Request, *, now: datetime | None = None) -> Outcome:
    """Publish the folder `site`, which is built already. As `publish`."""
    return publish(lambda _archive, _time: Built(site), request, now=now)


def publish(build: Build, request: Request, *, now: datetime | None = None) -> Outcome:
    """Build a site, commit it to the public branch and push it, fast-forward only.

    `request` comes from a preflight. `now` is the time that it is; without it the clock counts.
    Where another publication comes first, the site is built again on top of it, or nothing is
    done where that came from a newer source. Raises PublishError, also where the checkout changes
    in the meantime; then nothing was changed.
    """
    with own_repository_only(), stopping_cleanly():
        if request.overtaken_by is not None:
            return _overtaken(request, request.overtaken_by)
        time = now or datetime.now(UTC)
        for _ in range(_ATTEMPTS):
            outcome = _attempt(build, request, time)
            if outcome is not None:
                return outcome
    raise PublishError(
        f"Others keep publishing to {request.branch} of {request.remote.label} at the same time.",
        hint="Nothing was changed by this run. Let only one publication run at a time.",
    )


def _attempt(build: Build, request: Request, now: datetime) -> Outcome | None:
    """Publish once; None says that the branch got another commit meanwhile."""
    source = request.source
    with temporary_workspace(source, request.remote, request.branch) as workspace:
        tip = fetch_tip(workspace, trees=True)
        newer = _newer_source(request, tip)
        if newer is not None:
            return _overtaken(request, newer)
        parent = tip.commit if tip else None
        present = read_commit(workspace.git, parent) if parent else {}
        last, published = parent, present
        if tip and tip.last and tip.last.commits_since:
            last = tip.last.commit
            published = read_commit(workspace.git, last)
        archive = published_archive(workspace, last, published, source.git)
        require_continued(request.remembered, archive, request.remote, request.branch)
        time = publication_time(now, archive.last_time)
        built = build(archive, time)
        require_clean(source, built.site)
        known = published_editions(archive)
        day = time.date().isoformat()
        marked = tuple(without_erased(known, published, built.erased, day))
        # One that is removed now loses its files; of one that was, the page that says so stays.
        staying = [one.name for one in marked if one in known]
        name = request.edition
        names = [one.name for one in known]
        if name is not None:
            require_free(name, names, read_site(built.site, workspace.object_format))
            marked = (SiteEdition(name), *marked)
        if marked:
            (built.site / VERSIONS).write_bytes(versions_json(marked))
        site = read_site(built.site, workspace.object_format, built.carried)
        plan = plan_publication(site, present, built.erased, published=published, editions=staying)
        plan.require_frozen_versions()

        def outcome(state: State, commit: str | None) -> Outcome:
            return Outcome(
                state,
                request.branch,
                request.remote.label,
                source.commit,
                commit,
                parent,
                plan.changes,
                replaced_edits=tip.last.commits_since if tip and tip.last else 0,
                edition=name or "",
            )

        if not plan.changes.any:
            if not request.dry_run:
                keep(request.memory, archive.checkpoint)
            return outcome(State.UNCHANGED, parent)
        if request.dry_run:
            return outcome(State.WOULD_PUBLISH, parent)
        # What is restored must be here to be part of the commit.
        read_contents(workspace.git, [plan.tree[path].id for path in plan.restored])
        message = write_message(plan, source.commit, source.date, __version__)
        signature = Signature(*source.identity(), time)
        replaced = [present[path].id for path in plan.changes.changed]
        small = fetch_bases(workspace.git, replaced)
        commit = write_commit(workspace, built.site, plan, parent, message, signature, apart=small)
        if name is not None:
            commit = with_edition(workspace.git, commit, name, names)
        if not push(workspace, commit, parent, differences=small):
            return None
        if CHECKPOINT in site:
            keep(request.memory, read_file(built.site, CHECKPOINT))
        return outcome(State.PUBLISHED, commit)


def _newer_source(request: Request, tip: Tip | None) -> str | None:
    """Return the source published last where it builds on this one; raises PublishError as there.

    What the preflight has compared is not compared again.
    """
    if tip is None or tip.last is None or tip.last.source_commit == request.follows:
        return None
    return tip.last.source_commit if is_overtaken(request.source, tip.last) else None


def _overtaken(request: Request, newer: str) -> Outcome:
    """Return the outcome where there is nothing to do; an edition would have been."""
    require_no_edition(request, newer)
    return Outcome(
        State.OVERTAKEN,
        request.branch,
        request.remote.label,
        request.source.commit,
        commit=None,
        parent=None,
        changes=Changes.none(),
        newer=newer,
    )
