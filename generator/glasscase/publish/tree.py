"""The files of one state of the public branch: names with Git's ids of their contents."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing

REGULAR = "100644"
"""Git's mode of an ordinary file, the only one that a publication writes."""

NO_JEKYLL = ".nojekyll"
"""Tells GitHub Pages to serve the files as they are, those in `_`-folders too."""

_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]")


class Entry(NamedTuple):
    """One file of a tree: Git's mode and the id of its content."""

    mode: str
    id: str


Tree = Mapping[str, Entry]
"""Entries by path from the top, with forward slashes."""


def content_id(content: bytes, object_format: str) -> str:
    """Return Git's id of a file with `content` (gitformat-pack: "blob", size, NUL, content)."""
    digest = hashlib.new(object_format, b"blob %d\0" % len(content), usedforsecurity=False)
    digest.update(content)
    return digest.hexdigest()


def empty_tree(object_format: str) -> str:
    """Return Git's id of the tree without files."""
    return hashlib.new(object_format, b"tree 0\0", usedforsecurity=False).hexdigest()


def read_site(site: Path, object_format: str, without: Collection[str] = ()) -> Tree:
    """Return the tree that publishing the folder `site` makes, `.nojekyll` included.

    The files `without` are left out.

    Raises PublishError where the folder is missing or empty, or holds anything but
    ordinary files with names that every system can hold.
    """
    if not site.is_dir():
        raise PublishError(
            f"There is no built site at {site}.", hint="Build it first: `glasscase build`."
        )
    tree = {
        path: Entry(REGULAR, content_id(read_file(site, path), object_format))
        for path in _walk(site, "")
        if path not in without
    }
    if not tree.keys() - {NO_JEKYLL}:
        raise PublishError(
            f"The site at {site} is empty.",
            hint="An empty site is never published. Build it again and see what the build says.",
        )
    tree.setdefault(NO_JEKYLL, Entry(REGULAR, content_id(b"", object_format)))
    return tree


def read_file(site: Path, path: str) -> bytes:
    """Return the content of the site's file `path`; raises PublishError where it cannot be read."""
    if path == NO_JEKYLL and not (site / path).exists():
        return b""
    try:
        return (site / path).read_bytes()
    except OSError as error:
        raise PublishError(
            f"The site's file {path} could not be read: {error.strerror}.",
            hint="Build the site again, and do not change it while it is published.",
        ) from error


def read_commit(git: Plumbing, commit: str) -> Tree:
    """Return the tree of `commit`; the contents need not be there."""
    answer = git.run("ls-tree", "-r", "-z", "--full-tree", commit, purpose="list the public branch")
    tree = {}
    for line in answer.output.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, identity = about.decode().split(" ")
        tree[path.decode("utf-8", "surrogateescape")] = Entry(mode, identity)
    return tree


def _walk(folder: Path, prefix: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise PublishError(f"The site's folder {folder} could not be read.") from error
    for entry in entries:
        path = prefix + entry.name
        _require_fit(path, entry.name)
        mode = entry.stat(follow_symlinks=False).st_mode
        if stat.S_ISDIR(mode):
            yield from _walk(folder / entry.name, f"{path}/")
        elif stat.S_ISREG(mode):
            yield path
        else:
            kind = "a symbolic link" if stat.S_ISLNK(mode) else "a special file"
            raise PublishError(
                f"The built site holds {kind}: {path}.",
                hint="Only ordinary files are published. Put the file itself in its place.",
            )


def _require_fit(path: str, name: str) -> None:
    shown = path.encode("utf-8", "backslashreplace").decode()
    if name.lower() == ".git":
        raise PublishError(
            f"The built site holds a Git repository: {shown}.",
            hint="Give a folder that only the build writes.",
        )
    if _UNFIT.search(name) or not name.isprintable() or shown != path:
        raise PublishError(
            f"The built site holds a file with a name that cannot be published: {shown!r}.",
            hint="Names are UTF-8 without control characters and backslashes.",
        )
