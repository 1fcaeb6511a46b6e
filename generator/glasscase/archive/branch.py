"""The archive as the checkout's own repository holds it: the tip of the public branch.

Only local refs are read: no network, no checkout of the branch. One commit is enough, so that a
shallow clone does. Without Git, a repository or the branch there is no archive.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from glasscase.archive.archive import Archive, read_archive
from glasscase.archive.errors import ArchiveError

BRANCH = "public"
"""The public branch, where nothing else is said."""

PUBLICATION = "--grep=^Source-Commit: [0-9a-f]"
"""Option of git-log(1) that finds the commits of publications."""

_MANY = 1_000
"""Files for which all names of a commit are read first."""
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
    or the local branch where it is newer. What people have committed on top of a publication does
    not count, as far as the history is here. Raises ArchiveError where the log is damaged.
    """
    tip = _tip(project, branch, remote)
    if tip is None:
        return Archive()
    commit, by_hand = _publication(project, tip)
    archive = read_archive(BranchFiles(project, commit), commit)
    return replace(archive, by_hand=by_hand) if by_hand else archive


def fetch_command(project: Path, branch: str = BRANCH, remote: str | None = None) -> str | None:
    """Return the command that fetches the public branch; None where there is no remote to ask."""
    answer = _git(project, "remote")
    names = answer.stdout.decode("utf-8", "surrogateescape").split() if answer else []
    name = remote or ("origin" if "origin" in names else names[0] if len(names) == 1 else None)
    if name not in names:
        return None
    return f'git fetch {name} "+refs/heads/{branch}:refs/remotes/{name}/{branch}"'


def remarks(
    archive: Archive, project: Path, branch: str = BRANCH, remote: str | None = None
) -> list[str]:
    """Return what a person must know of where an archive comes from, in sentences.

    Where nothing can be fetched, it is no news that there is no public branch.
    """
    if archive.commit is None:
        command = fetch_command(project, branch, remote)
        if command is None:
            return []
        return [
            "There is no public branch here, so no earlier versions are known. If there is one"
            f" elsewhere, fetch it: {command}"
        ]
    if archive.by_hand:
        commits = "1 commit was" if archive.by_hand == 1 else f"{archive.by_hand} commits were"
        return [
            f"{commits} made by hand on the public branch, and what Glasscase published before"
            " counts. The next `glasscase publish` takes them back."
        ]
    return []


@dataclass(frozen=True, slots=True)
class BranchFiles:
    """Reads files of one commit, each time with a Git process of its own."""

    project: Path
    commit: str

    def __call__(self, addresses: Sequence[str]) -> Mapping[str, bytes]:
        """Give files by address; those that are not in the commit are left out."""
        if not addresses:
            return {}
        if len(addresses) > _MANY:
            # Git takes longer to look up a name than to give a file.
            ids = branch_files(self.project, self.commit)
            addresses = [address for address in addresses if address in ids]
            names = "".join(f"{ids[address]}\n" for address in addresses)
        else:
            names = "".join(f"{self.commit}:{address}\n" for address in addresses)
        answer = _git(self.project, "cat-file", "--batch", stdin=names.encode())
        if answer is None or answer.returncode:
            raise unreadable(self.commit)
        return dict(batch_contents(answer.stdout, addresses))


def branch_files(project: Path, commit: str) -> dict[str, str]:
    """Return Git's ids of all files of one commit by address; none where it cannot be read."""
    answer = _git(project, "ls-tree", "-r", "-z", "--full-tree", commit)
    if answer is None or answer.returncode:
        return {}
    lines = (line.partition("\t") for line in os.fsdecode(answer.stdout).split("\0") if line)
    return {name: about.rpartition(" ")[2] for about, _, name in lines}


def branch_history(project: Path, branch: str, remote: str | None, address: str) -> list[str]:
    """Return the commits of the public branch that changed a file, newest first, as known here.

    The branch is found as `local_archive` finds it.
    """
    commit = _tip(project, branch, remote)
    if commit is None:
        return []
    answer = _git(project, "log", "--format=%H", "--no-show-signature", commit, "--", address)
    return [] if answer is None or answer.returncode else answer.stdout.decode("ascii").split()


def find_commit(project: Path, revision: str) -> str | None:
    """Return the commit that a Git revision names, such as `origin/public`; None if there is none.

    Nothing that Git could take for an option is passed on as one.
    """
    wanted = f"{revision}^{{commit}}"
    answer = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", wanted)
    return None if answer is None or answer.returncode else answer.stdout.decode("ascii").strip()


def commit_time(project: Path) -> int | None:
    """Return when the commit that is checked out was made, in seconds since 1970, or None."""
    answer = _git(project, "show", "-s", "--no-show-signature", "--format=%ct", "HEAD")
    text = answer.stdout.decode("ascii", "replace").strip() if answer else ""
    return int(text) if text.isdecimal() else None


def unreadable(commit: str) -> ArchiveError:
    """Return the error that says that a commit of the public branch is not here as a whole."""
    return ArchiveError(
        f"the public branch (commit {commit[:12]}) cannot be read",
        hint="A part of it was not fetched, or the repository is damaged. Fetch the branch again,"
        " without a filter: `git fetch --refetch --no-filter`.",
    )


def batch_contents(output: bytes, names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Take apart what `git cat-file --batch` wrote about files with these names, in their order.

    What is not there, or is no file, is left out.
    """
    at = 0
    for name in names:
        end = output.index(b"\n", at)
        head = output[at:end].split(b" ")
        at = end + 1
        if len(head) == 3 and head[1] != b"missing" and head[2].isdigit():
            size = int(head[2])
            if head[1] == b"blob":
                yield name, output[at : at + size]
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


def _publication(project: Path, tip: str) -> tuple[str, int]:
    """Return the last commit that Glasscase made, and how many others lie on top of it.

    Where the history does not reach one, the tip stands for it.
    """
    ours = _git(project, "log", "-1", "--first-parent", "--format=%H", PUBLICATION, tip, "--")
    commit = ours.stdout.decode("ascii", "replace").strip() if ours and not ours.returncode else ""
    if commit in ("", tip):
        return tip, 0
    count = _git(project, "rev-list", "--count", "--first-parent", f"{commit}..{tip}")
    return commit, int(count.stdout) if count and not count.returncode else 1


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
