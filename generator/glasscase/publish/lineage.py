"""Whether the source is newer than the one that was published last."""

from __future__ import annotations

from enum import Enum, auto

from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.remote import usual_remote
from glasscase.publish.source import Source
from glasscase.publish.tip import Publication
from glasscase.publish.workspace import temporary_workspace


class Age(Enum):
    """How a source commit relates to the one that was published last."""

    SAME = auto()
    NEWER = auto()
    OLDER = auto()
    UNRELATED = auto()
    UNKNOWN = auto()


def is_overtaken(source: Source, last: Publication) -> bool:
    """Whether the source published last grew from `source`, and so holds all that it holds.

    Raises PublishError where `source` is older in another way. Where the two commits lie on
    different lines of history, as after a reset of the branch, their dates decide.
    """
    theirs = last.source_commit
    age = _compare(source, theirs)
    dated_earlier = last.source_date is not None and source.date < last.source_date
    if age is Age.UNRELATED and dated_earlier:
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
    return age is Age.OLDER


def _compare(source: Source, theirs: str) -> Age:
    if source.commit == theirs:
        return Age.SAME
    follows = _is_ancestor(source.git, theirs, source.commit)
    if follows:
        return Age.NEWER
    if follows is not None:
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
    follows = _is_ancestor(history, theirs, source.commit)
    if follows:
        return Age.NEWER
    if follows is not None:
        older = _is_ancestor(history, source.commit, theirs)
        return Age.OLDER if older else Age.UNRELATED
    # The source commit is not pushed yet: what it grew from may be.
    roots = source.git.ask("rev-list", "--max-parents=0", source.commit).text.split()
    grown = any(_is_ancestor(history, theirs, root) for root in roots)
    return Age.NEWER if grown else Age.UNRELATED


def _is_ancestor(git: Plumbing, earlier: str, later: str) -> bool | None:
    """Whether `later` builds on `earlier`; None where the repository lacks one of them."""
    status = git.ask("merge-base", "--is-ancestor", earlier, later).status
    return status == 0 if status in (0, 1) else None
