"""The public branch as it was known before: the remote must not hold less.

What was known stands in the checkout's own names for what it has fetched, and in what these names
stood for earlier (git-reflog): a fetch moves them. It also stands in a file that a publication
leaves. A name that was removed takes its past with it; the file stays.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from glasscase.archive.archive import Archive, root_hashes
from glasscase.archive.branch import PUBLICATION, batch_contents
from glasscase.disk import remember
from glasscase.log import CHECKPOINT, Checkpoint, LogError, parse_checkpoint, require_extension
from glasscase.publish.errors import PublishError
from glasscase.publish.remote import Remote, names_of
from glasscase.publish.source import Source

_AT_ONCE = 100
"""Commits in one question: the answer fits into a pipe."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A checkpoint of the log as it was published, and from where it is known."""

    checkpoint: Checkpoint
    place: str
    """In words, such as `fetched as refs/remotes/origin/public`."""
    commit: str | None = None
    """The commit that holds it, if it is in the checkout."""
    forget: str = ""
    """What a person would do to forget it, as the rest of a sentence; "" if nothing can be done."""


def remembered(
    source: Source, remote: Remote, branch: str, file: Path | None = None
) -> tuple[Remembered, ...]:
    """Return what is known here of the public branch; nothing without a log.

    `file` is the one that `keep` writes.
    """
    found = [
        one
        for name in names_of(source, remote)
        for one in _fetched(source, f"refs/remotes/{name}/{branch}")
    ]
    if file is not None:
        found += _kept(file)
    return tuple(found)


def memory_file(folder: Path, remote: Remote, branch: str) -> Path:
    """Return the file of a folder that keeps the state of one public branch."""
    digest = hashlib.sha256(f"{remote.url}\n{branch}".encode("utf-8", "surrogateescape"))
    return folder / f"log-{digest.hexdigest()[:16]}"


def keep(file: Path | None, checkpoint: bytes) -> None:
    """Keep a checkpoint that was published."""
    if file is not None and checkpoint:
        remember(file, checkpoint)


def require_continued(
    known: tuple[Remembered, ...], archive: Archive, remote: Remote, branch: str
) -> None:
    """Raise PublishError unless the archive continues every log that was known before."""
    roots = root_hashes(archive.entries, {one.checkpoint.size for one in known})
    lost = [
        one
        for one in known
        if one.checkpoint.size and roots.get(one.checkpoint.size) != one.checkpoint.root.hex()
    ]
    if not lost:
        return
    most = max(lost, key=lambda one: one.checkpoint.size)
    try:
        require_extension(most.checkpoint, archive.entries)
    except LogError as error:
        raise PublishError(
            f"The branch {branch} of {remote.label} was set back or rewritten since it was"
            f" {most.place}: {error.message}.",
            hint=_what_to_do(lost, remote, branch),
        ) from error


def _what_to_do(lost: list[Remembered], remote: Remote, branch: str) -> str:
    """Return how the branch comes back, and how what is known of it is forgotten."""
    here = [one for one in lost if one.commit]
    if here:
        commit = max(here, key=lambda one: one.checkpoint.size).commit
        back = (
            "Compare the branch with the one that was there, and bring that back:"
            f" `git push --force {remote.label} {commit}:refs/heads/{branch}`."
        )
    else:
        back = "Bring the branch back from a clone that has it, or ask the host."
    forget = list(dict.fromkeys(one.forget for one in lost if one.forget))
    anew = f" Only if the log is to begin anew, {' and '.join(forget)}." if forget else ""
    return f"Whoever watches the log would see it. {back}{anew}"


def _fetched(source: Source, ref: str) -> Iterator[Remembered]:
    """Yield what was ever fetched under a name, as far as the checkout knows it."""
    # What people wrote on top of the last publication counts for nothing.
    one = ("log", "--format=%H", PUBLICATION)
    now = source.git.ask(*one, "-1", "--first-parent", ref, "--")
    before = source.git.ask(*one, "--walk-reflogs", ref, "--")
    commits = dict.fromkeys((now.text if now.ok else "").split())
    commits |= dict.fromkeys((before.text if before.ok else "").split())
    seen: set[Checkpoint] = set()
    for commit, data in _checkpoints(source, [*commits]):
        checkpoint = _parsed(data)
        if checkpoint is not None and checkpoint not in seen:
            seen.add(checkpoint)
            yield Remembered(
                checkpoint, f"fetched as {ref}", commit, f"forget it: `git update-ref -d {ref}`"
            )


def _checkpoints(source: Source, commits: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Yield commits with the checkpoints that they hold."""
    for at in range(0, len(commits), _AT_ONCE):
        names = {f"{commit}:{CHECKPOINT}": commit for commit in commits[at : at + _AT_ONCE]}
        lines = [f"{name}\n".encode() for name in names]
        answer = source.git.ask("cat-file", "--batch", stdin=lines)
        for name, data in batch_contents(answer.output, [*names]):
            yield names[name], data


def _kept(file: Path) -> Iterator[Remembered]:
    try:
        data = file.read_bytes()
    except OSError:
        return
    checkpoint = _parsed(data)
    if checkpoint is not None:
        place = f"{file.parent.name}/{file.name}"
        yield Remembered(checkpoint, "published from here", None, f"delete {place}")


def _parsed(data: bytes) -> Checkpoint | None:
    """Return a checkpoint; what is damaged here says nothing about the remote."""
    try:
        return parse_checkpoint(data)[0]
    except LogError:
        return None
