"""Which publication came last, and whether the source is newer than that one's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.remote import usual_remote
from glasscase.publish.source import Source
from glasscase.publish.workspace import Workspace, temporary_workspace

_COMMIT_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_TRAILERS = "%(trailers:key=Source-Commit,valueonly)%x00%(trailers:key=Source-Date,valueonly)"


@dataclass(frozen=True, slots=True)
class Publication:
    """One earlier publication, as its commit's trailers tell it."""

    source_commit: str
    source_date: datetime | None
    commits_since: int
    """How many commits that Glasscase did not make lie on top of it."""


class Age(Enum):
    """How a source commit relates to the one that was published last."""

    SAME = auto()
    NEWER = auto()
    OLDER = auto()
    UNRELATED = auto()
    UNKNOWN = auto()


def last_publication(workspace: Workspace, tip: str) -> Publication | None:
    """Return the newest publication up to `tip`; history is fetched only where `tip` is none."""
    found = _search(workspace.git, tip)
    if found is None:
        workspace.fetch_history()
        found = _search(workspace.git, tip)
    return found


def require_newer(source: Source, last: Publication) -> None:
    """Raise PublishError where `source` is older than the source published last.

    Where the two commits lie on different lines of history, their dates decide.
    """
    theirs = last.source_commit
    age = _compare(source, theirs)
    dated_earlier = last.source_date is not None and source.date < last.source_date
    if age is Age.OLDER or (age is Age.UNRELATED and dated_earlier):
        raise PublishError(
            f"The source commit {source.commit[:10]} is older than {theirs[:10]}, "
            "which is already published.",
            hint="Bring the checkout up to date, for example with `git pull`, and publish again.",
        )
    if age is Age.UNKNOWN:
        raise PublishError(
            f"The checkout's history does not reach {theirs[:10]}, the source published last, "
            "so it cannot be told which of the two is newer.",
            hint="Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` in CI.",
        )


def _search(git: Plumbing, tip: str) -> Publication | None:
    answer = git.run(
        "log",
        "-z",
        "--first-parent",
        f"--format={_TRAILERS}",
        tip,
        purpose="read the history of the public branch",
    )
    fields = [field.strip() for field in answer.output.decode("utf-8", "replace").split("\0")]
    for number, (commit, date) in enumerate(zip(fields[::2], fields[1::2], strict=False)):
        if _COMMIT_ID.fullmatch(commit):
            return Publication(commit, _parse_date(date), number)
    return None


def _parse_date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
    except ValueError:
        return None
    return date if date.tzinfo else None


def _compare(source: Source, theirs: str) -> Age:
    if source.commit == theirs:
        return Age.SAME
    if source.has(theirs):
        if _is_ancestor(source.git, theirs, source.commit):
            return Age.NEWER
        if _is_ancestor(source.git, source.commit, theirs):
            return Age.OLDER
        if not source.shallow:
            return Age.UNRELATED
    return _compare_in_full_history(source, theirs)


def _compare_in_full_history(source: Source, theirs: str) -> Age:
    """Ask the repository that the source is a clone of; the checkout is not deepened."""
    try:
        origin = usual_remote(source)
        if origin is None:
            return Age.UNKNOWN if source.shallow else Age.UNRELATED
        with temporary_workspace(source, origin, source.branch or "HEAD") as workspace:
            workspace.fetch_all_commits()
            return _place(source, workspace.git, theirs)
    except PublishError:
        return Age.UNKNOWN


def _place(source: Source, history: Plumbing, theirs: str) -> Age:
    if not _holds(history, theirs):
        return Age.UNRELATED
    if _holds(history, source.commit):
        if _is_ancestor(history, theirs, source.commit):
            return Age.NEWER
        older = _is_ancestor(history, source.commit, theirs)
        return Age.OLDER if older else Age.UNRELATED
    # The source commit is not pushed yet: what it grew from may be.
    roots = source.git.ask("rev-list", "--max-parents=0", source.commit).text.split()
    grown = any(_holds(history, root) and _is_ancestor(history, theirs, root) for root in roots)
    return Age.NEWER if grown else Age.UNRELATED


def _holds(git: Plumbing, commit: str) -> bool:
    return git.ask("cat-file", "-e", f"{commit}^{{commit}}").ok


def _is_ancestor(git: Plumbing, earlier: str, later: str) -> bool:
    return git.ask("merge-base", "--is-ancestor", earlier, later).ok
