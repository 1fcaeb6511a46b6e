"""The end of the public branch, and the publication that it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.tree import empty_tree
from glasscase.publish.workspace import TIP, Workspace

_COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TRAILERS = "%(trailers:key=Source-Commit,valueonly)%x00%(trailers:key=Source-Date,valueonly)"


class _Commit(NamedTuple):
    id: str
    tree: str
    source_commit: str
    source_date: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One earlier publication, as its commit's trailers tell it."""

    commit: str
    source_commit: str
    source_date: datetime | None
    commits_since: int
    """How many commits that Glasscase did not make lie on top of it."""


@dataclass(frozen=True, slots=True)
class Tip:
    """The commit that the public branch ends with."""

    commit: str
    last: Publication | None
    """The newest publication up to here, or None where the branch holds no file yet."""


def fetch_tip(workspace: Workspace, *, trees: bool) -> Tip | None:
    """Fetch the end of the public branch and return it, or None where there is no such branch.

    Earlier history is fetched only where the last commit is no publication. Raises
    PublishError where the branch holds files and Glasscase published none of them.
    """
    if workspace.tip is None:
        return None
    workspace.fetch_tip(trees=trees)
    commits = _read_commits(workspace.git)
    last = _newest_publication(commits)
    if last is None and commits[0].tree == empty_tree(workspace.object_format):
        return Tip(commits[0].id, None)
    if last is None:
        workspace.fetch_history()
        last = _newest_publication(_read_commits(workspace.git))
    if trees and last is not None and last.commits_since:
        workspace.fetch_trees(last.commit)
    if last is None:
        raise PublishError(
            f"The branch {workspace.branch} of {workspace.remote.label} holds files that were not "
            "published by Glasscase.",
            hint="Publishing would remove them. Give another branch with `--branch`, "
            "or delete that branch first.",
        )
    return Tip(commits[0].id, last)


def _read_commits(git: Plumbing) -> list[_Commit]:
    answer = git.run(
        "log",
        "-z",
        "--first-parent",
        f"--format=%H%x00%T%x00{_TRAILERS}",
        TIP,
        purpose="read the history of the public branch",
    )
    fields = [field.strip() for field in answer.output.decode("utf-8", "replace").split("\0")]
    return [_Commit(*fields[at : at + 4]) for at in range(0, len(fields) - 3, 4)]


def _newest_publication(commits: list[_Commit]) -> Publication | None:
    for number, commit in enumerate(commits):
        if _COMMIT_ID.fullmatch(commit.source_commit):
            date = _parse_date(commit.source_date)
            return Publication(commit.id, commit.source_commit, date, number)
    return None


def _parse_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.tzinfo else None
