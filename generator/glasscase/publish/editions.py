"""Editions: the whole site as it stood, under a path of its own, for ever.

An edition is a second name for files that the branch holds anyway, so it costs next to nothing.
`versions.json` lists the editions in the form that Material's own version selector reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Sequence

from glasscase.archive.carried import HOST_FILES
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.tree import NO_JEKYLL, Tree

VERSIONS = "versions.json"
"""Address of the list of editions."""

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,63}")
_SHARED = (VERSIONS, NO_JEKYLL, "robots.txt", "log", ".well-known", *HOST_FILES)
"""What a site has once: an edition has no log of its own."""


def editions(listed: bytes | None) -> tuple[str, ...]:
    """Return the names of the editions that `versions.json` lists, newest first.

    Raises PublishError where it cannot be read: no edition may be lost.
    """
    if listed is None:
        return ()
    try:
        names = tuple(entry["version"] for entry in json.loads(listed))
    except (ValueError, TypeError, KeyError):
        names = ("",)
    if not all(isinstance(name, str) and _NAME.fullmatch(name) for name in names):
        raise PublishError(
            f"{VERSIONS} on the public branch cannot be read.",
            hint="Restore it from the branch's history: it says which editions there are.",
        )
    return names


def versions_json(names: Sequence[str]) -> bytes:
    """Return the list of editions, newest first, as mike writes it."""
    listed = [{"version": name, "title": name, "aliases": []} for name in names]
    return (json.dumps(listed, indent=2) + "\n").encode()


def require_free(name: str, known: Collection[str], site: Iterable[str]) -> None:
    """Raise PublishError unless an edition can have this name."""
    if not _NAME.fullmatch(name):
        raise PublishError(
            f"{name!r} cannot name an edition.",
            hint="Use letters, digits, dots and hyphens, for example 2026.4.",
        )
    if name in known:
        raise PublishError(
            f"There is an edition {name} already, and an edition never changes.",
            hint="Give the new one another name.",
        )
    if any(path == name or path.startswith(f"{name}/") for path in site):
        raise PublishError(
            f"The site has pages under /{name}/.", hint="Give the edition another name."
        )


def with_edition(git: Plumbing, commit: str, name: str, known: Collection[str]) -> str:
    """Return a commit like `commit` that also holds its own site as the edition `name`.

    Only lists of names are written: the files are there, or need not be.
    """
    listing = git.run("ls-tree", "-z", commit, purpose="list the new commit").output
    entries = {line.partition(b"\t")[2].decode(): line for line in listing.split(b"\0") if line}
    shared = {*_SHARED, *known}
    own = [line for path, line in entries.items() if path not in shared]
    tree = _make_tree(git, own)
    whole = _make_tree(git, [*entries.values(), f"040000 tree {tree}\t{name}".encode()])
    text = git.run("cat-file", "commit", commit, purpose="read the new commit").output
    changed = b"tree %s\n%s" % (whole.encode(), text.partition(b"\n")[2])
    command = ("hash-object", "-t", "commit", "-w", "--stdin")
    return git.run(*command, stdin=[changed], purpose="write a commit").text


def _make_tree(git: Plumbing, lines: Iterable[bytes]) -> str:
    stdin = [line + b"\0" for line in lines]
    return git.run("mktree", "-z", "--missing", stdin=stdin, purpose="write a folder").text


def without_erased(tree: Tree, known: Sequence[str], erased: Iterable[str]) -> tuple[str, ...]:
    """Return the editions that hold no version in the folders `erased`.

    The others go as a whole: their listings, feeds and search would still tell what was erased.
    """
    data = [f"{folder}/record.json" for folder in erased]
    return tuple(name for name in known if not any(f"{name}/{path}" in tree for path in data))
