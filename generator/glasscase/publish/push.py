"""Push a publication, and tell why a remote does not take it."""

from __future__ import annotations

from datetime import UTC, datetime

from glasscase.publish.commit import Signature, write_empty_commit
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Answer
from glasscase.publish.source import NEUTRAL_IDENTITY
from glasscase.publish.workspace import Workspace


def push(
    workspace: Workspace, commit: str, parent: str | None, *, differences: bool = False
) -> bool:
    """Push `commit`; False says that the branch no longer ends with `parent`.

    For `differences` see `Workspace.push`. What the remote holds afterwards decides, not the
    answer: that can get lost on the way.
    """
    answer = workspace.push(commit, differences=differences)
    if answer.ok:
        return True
    tip = workspace.current_tip()
    if tip == commit:
        return True
    if tip != parent:
        return False
    raise _refusal(workspace, answer)


def require_access(workspace: Workspace, parent: str | None) -> None:
    """Raise PublishError where the remote would take no push from here; nothing is sent.

    The remote's own rules for what is pushed speak only once it is.
    """
    commit = parent or write_empty_commit(
        workspace, Signature(*NEUTRAL_IDENTITY, datetime.fromtimestamp(0, UTC))
    )
    answer = workspace.push(commit, dry_run=True)
    if not answer.ok and workspace.current_tip() == parent:
        raise _refusal(workspace, answer)


def _refusal(workspace: Workspace, answer: Answer) -> PublishError:
    """Return what Git and the remote's own rules said about a refused push."""
    refused = [line.split("\t")[-1] for line in answer.text.splitlines() if line.startswith("!")]
    said = [line.strip() for line in answer.complaint.splitlines()]
    return PublishError(
        f"{workspace.remote.label} refused the publication.",
        hint="\n".join(
            line for line in (*refused, *said) if line and "failed to push some refs" not in line
        ),
    )
