"""Editions: the whole site as it stood, under a path of its own, for ever.

An edition is a second name for files that the branch holds anyway, so it costs next to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from glasscase.archive.carried import HOST_FILES
from glasscase.log.listed import EDITION_NAME, VERSIONS
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing
from glasscase.publish.tree import NO_JEKYLL

_SHARED = (VERSIONS, NO_JEKYLL, "robots.txt", "log", ".well-known", *HOST_FILES)
"""What a site has once: an edition has no log of its own."""


def require_free(name: str, known: Collection[str], site: Iterable[str]) -> None:
    """Raise PublishError unless an edition can have this name."""
    if not EDITION_NAME.fullmatch(name):
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
