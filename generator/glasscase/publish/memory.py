"""The public branch as this checkout fetched it before: the remote must not hold less."""

from __future__ import annotations

from dataclasses import dataclass

from glasscase.archive.archive import Archive
from glasscase.log import CHECKPOINT, Checkpoint, LogError, parse_checkpoint, require_extension
from glasscase.publish.errors import PublishError
from glasscase.publish.remote import Remote, names_of
from glasscase.publish.source import Source

_PUBLICATION = "--grep=^Source-Commit: [0-9a-f]"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The log's last published checkpoint in a fetched branch, and that branch's full name."""

    ref: str
    checkpoint: Checkpoint


def remembered(source: Source, remote: Remote, branch: str) -> tuple[Remembered, ...]:
    """Return what the checkout has fetched of the public branch; nothing without a log."""
    found = []
    for name in names_of(source, remote):
        ref = f"refs/remotes/{name}/{branch}"
        # What people wrote on top of the last publication counts for nothing.
        last = source.git.ask("log", "-1", "--first-parent", "--format=%H", _PUBLICATION, ref, "--")
        if not last.ok or not last.text:
            continue
        answer = source.git.ask("cat-file", "blob", f"{last.text}:{CHECKPOINT}")
        if answer.ok:
            try:
                found.append(Remembered(ref, parse_checkpoint(answer.output)[0]))
            except LogError:
                continue  # What is damaged here says nothing about the remote.
    return tuple(found)


def require_continued(
    known: tuple[Remembered, ...], archive: Archive, remote: Remote, branch: str
) -> None:
    """Raise PublishError unless the archive continues every log that was fetched before."""
    for one in known:
        try:
            require_extension(one.checkpoint, archive.entries)
        except LogError as error:
            raise PublishError(
                f"The branch {branch} of {remote.label} was set back or rewritten since it was"
                f" fetched: {error.message}.",
                hint="Whoever watches the log would see it. Compare the branch with the one that"
                f" was fetched, and bring that back: `git push --force {remote.label}"
                f" {one.ref}:refs/heads/{branch}`. Only if the log is to begin anew, forget it:"
                f" `git update-ref -d {one.ref}`.",
            ) from error
