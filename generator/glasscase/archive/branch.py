"""The archive as the checkout's own repository holds it: the tip of the public branch.

Only local refs are read: no network, no checkout of the branch. One commit is enough, so that a
shallow clone does. Without Git, a repository or the branch there is no archive.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from glasscase.archive.archive import Archive, read_archive
from glasscase.archive.errors import ArchiveError

BRANCH = "public"
"""The public branch, where nothing else is said."""

_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_", "GIT_EXEC_PATH")
_OWN = {
    "GIT_ALLOW_PROTOCOL": "none",  # Older versions of Git do not know GIT_NO_LAZY_FETCH.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


def local_archive(project: Path, branch: str = BRANCH, remote: str | None = None) -> Archive:
    """Return the archive at the local tip of the public branch; empty if there is none.

    That is the remote's branch as it was last fetched (`remote`, or origin, or the only remote),
    or the local branch where it is newer. Raises ArchiveError where the log is damaged.
    """
    commit = _tip(project, branch, remote)
    return Archive() if commit is None else read_archive(BranchFiles(project, commit), commit)


@dataclass(frozen=True, slots=True)
class BranchFiles:
    """Reads files of one commit, each time with a Git process of its own."""

    project: Path
    commit: str

    def __call__(self, addresses: Sequence[str]) -> Mapping[str, bytes]:
        """Give files by address; those that are not in the commit are left out."""
        if not addresses:
            return {}
        names = "".join(f"{self.commit}:{address}\n" for address in addresses)
        answer = _git(self.project, "cat-file", "--batch", stdin=names.encode())
        if answer is None or answer.returncode:
            raise ArchiveError(
                f"the public branch (commit {self.commit[:12]}) cannot be read",
                hint="A part of it was not fetched, or the repository is damaged. Fetch the"
                " branch again, without a filter: `git fetch --refetch --no-filter`.",
            )
        return dict(_files(answer.stdout, addresses))


def branch_files(project: Path, commit: str) -> dict[str, str]:
    """Return Git's ids of all files of one commit by address; none where it cannot be read."""
    answer = _git(project, "ls-tree", "-r", "-z", "--full-tree", commit)
    if answer is None or answer.returncode:
        return {}
    lines = (line.partition("\t") for line in os.fsdecode(answer.stdout).split("\0") if line)
    return {name: about.rpartition(" ")[2] for about, _, name in lines}


def commit_time(project: Path) -> int | None:
    """Return when the commit that is checked out was made, in seconds since 1970, or None."""
    answer = _git(project, "show", "-s", "--no-show-signature", "--format=%ct", "HEAD")
    text = answer.stdout.decode("ascii", "replace").strip() if answer else ""
    return int(text) if text.isdecimal() else None


def _files(output: bytes, addresses: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Take apart what `git cat-file --batch` wrote."""
    at = 0
    for address in addresses:
        end = output.index(b"\n", at)
        head = output[at:end].split(b" ")
        at = end + 1
        if len(head) == 3 and head[1] != b"missing" and head[2].isdigit():
            size = int(head[2])
            if head[1] == b"blob":
                yield address, output[at : at + size]
            at += size + 1


def _tip(project: Path, branch: str, remote: str | None) -> str | None:
    """Return the commit that the public branch ends with, as far as it is known here."""
    local = f"refs/heads/{branch}"
    answer = _git(
        project,
        "for-each-ref",
        "--format=%(refname) %(objectname)",
        local,
        f"refs/remotes/*/{branch}",
        *([f"refs/remotes/{remote}/{branch}"] if remote else []),
    )
    if answer is None or answer.returncode:
        return None
    lines = answer.stdout.decode("utf-8", "surrogateescape").splitlines()
    refs = dict(line.rsplit(" ", 1) for line in lines)
    own = refs.pop(local, None)
    theirs = _of_remote(refs, branch, remote)
    if own is None or theirs is None:
        return own or theirs
    return own if _descends(project, own, theirs) else theirs


def _of_remote(refs: Mapping[str, str], branch: str, remote: str | None) -> str | None:
    tail = f"/{branch}"
    known = {
        name.removeprefix("refs/remotes/").removesuffix(tail): commit
        for name, commit in refs.items()
        if name.endswith(tail)
    }
    if remote:
        return known.get(remote)
    return known.get("origin") or (next(iter(known.values())) if len(known) == 1 else None)


def _descends(project: Path, commit: str, other: str) -> bool:
    answer = _git(project, "merge-base", "--is-ancestor", other, commit)
    return answer is not None and answer.returncode == 0


def _git(
    folder: Path, *arguments: str, stdin: bytes = b""
) -> subprocess.CompletedProcess[bytes] | None:
    """Run Git in a folder; None where it cannot be started."""
    try:
        return subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            env=_environment(),
            input=stdin,
            capture_output=True,
            check=False,
        )
    except OSError:
        return None


def _environment() -> dict[str, str]:
    """Return the variables without those by which a Git hook points at its own repository."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name.startswith(_KEPT)
    }
    return {**kept, **_OWN}
