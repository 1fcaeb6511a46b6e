"""Files of the public branch, fetched when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from glasscase.archive.archive import Archive, read_archive
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.remote import REMOTE
from glasscase.publish.tree import Tree
from glasscase.publish.workspace import Workspace

_FETCH = (
    # With what is here Git would negotiate, and then miss the files that it filtered out.
    "-c",
    "fetch.negotiationAlgorithm=noop",
    "fetch",
    "--quiet",
    "--no-tags",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--filter=blob:none",
    "--stdin",
    REMOTE,
)

_MOST = 800
"""Ids in one question: fewer than a pipe's 64 KiB."""
_MOST_BASES = 2_000
"""With more, as after a change of the theme, fetching would cost more than it saves."""


def published_archive(
    workspace: Workspace, commit: str | None, tree: Tree, checkout: Plumbing
) -> Archive:
    """Return what the public branch holds; its files are fetched from the remote as needed.

    What the `checkout` has fetched already is not fetched again. Raises ArchiveError where the log
    is damaged, and PublishError where the remote does not give a file.
    """

    def read(addresses: Sequence[str]) -> Mapping[str, bytes]:
        wanted = {address: tree[address].id for address in addresses if address in tree}
        contents = _present(checkout, wanted.values())
        missing = [identity for identity in wanted.values() if identity not in contents]
        contents.update(read_contents(workspace.git, missing))
        return {address: contents[identity] for address, identity in wanted.items()}

    archive = read_archive(read, commit, frozenset(tree))
    return replace(archive, ids={path: entry.id for path, entry in tree.items()})


def read_contents(git: Plumbing, ids: Iterable[str]) -> dict[str, bytes]:
    """Return contents by their ids; those that the repository lacks are fetched at once."""
    unique = list(dict.fromkeys(ids))
    if not unique:
        return {}
    _fetch_missing(git, unique)
    return _present(git, unique)


def fetch_bases(git: Plumbing, ids: Iterable[str]) -> bool:
    """Fetch files that those to be pushed take the place of, so that only differences are sent.

    Returns False where there are none or too many, or where the remote does not give them.
    """
    unique = list(dict.fromkeys(ids))
    if not 0 < len(unique) <= _MOST_BASES:
        return False
    try:
        _fetch_missing(git, unique)
    except PublishError:
        return False
    return True


def _present(git: Plumbing, ids: Iterable[str]) -> dict[str, bytes]:
    """Return those contents that a repository holds, by their ids."""
    contents: dict[str, bytes] = {}
    for lines in _chunks(list(dict.fromkeys(ids))):
        answer = git.run("cat-file", "--batch", stdin=lines, purpose="read the public branch")
        contents.update(_contents(answer.output))
    return contents


def _fetch_missing(git: Plumbing, ids: Sequence[str]) -> None:
    # Asked for a single file, Git would fetch each that is missing by itself.
    every = ("cat-file", "--batch-all-objects", "--batch-check=%(objectname)")
    answer = git.run(*every, purpose="look for files")
    present = frozenset(answer.output.decode().split())
    missing = [f"{identity}\n".encode() for identity in ids if identity not in present]
    if not missing:
        return
    fetched = git.ask(*_FETCH, stdin=missing)
    if not fetched.ok:
        raise PublishError(
            "Files of the public branch could not be read.",
            hint=f"Git says: {fetched.complaint.strip()}",
        )


def _chunks(ids: Sequence[str]) -> Iterator[list[bytes]]:
    """Yield lines of input that a pipe holds, so that neither side waits for the other."""
    for at in range(0, len(ids), _MOST):
        yield [f"{identity}\n".encode() for identity in ids[at : at + _MOST]]


def _contents(output: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield ids and contents from what `git cat-file --batch` prints."""
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        identity, *about = output[at:end].decode().split(" ")
        if about[-1] == "missing":
            at = end + 1
            continue
        size = about[1]
        at = end + 1 + int(size) + 1
        yield identity, output[end + 1 : at - 1]
