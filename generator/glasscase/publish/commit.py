"""Write one publication as a commit of the private repository."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from glasscase.publish.changes import Plan
from glasscase.publish.errors import PublishError
from glasscase.publish.tree import content_id, empty_tree, read_commit, read_file
from glasscase.publish.workspace import Workspace

_NEW = "refs/glasscase/new"
_SHORT = 10
"""Digits of a commit's id in a subject line; fixed, so that the message depends on nothing else."""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who publishes, and when."""

    name: str
    email: str
    time: datetime

    def line(self) -> str:
        """Return the signature in Git's raw form, in UTC: the place of work is nobody's concern."""
        return f"{self.name} <{self.email}> {int(self.time.timestamp())} +0000"


def write_message(plan: Plan, commit: str, date: datetime, glasscase_version: str) -> str:
    """Return the commit message. It holds names and counts only, nothing that a person wrote."""
    changes = plan.changes
    pages = f"{changes.pages} page{'' if changes.pages == 1 else 's'}"
    return (
        f"Publish {commit[:_SHORT]}: {pages} changed\n"
        "\n"
        f"Files: {len(changes.added)} added, {len(changes.changed)} changed, "
        f"{len(changes.removed)} removed, {len(changes.kept)} kept from earlier versions.\n"
        "\n"
        f"Source-Commit: {commit}\n"
        f"Source-Date: {date.isoformat(timespec='seconds')}\n"
        f"Glasscase-Version: {glasscase_version}\n"
    )


def write_commit(
    workspace: Workspace,
    site: Path,
    plan: Plan,
    parent: str | None,
    message: str,
    signature: Signature,
    *,
    apart: bool = False,
) -> str:
    """Write the commit with `parent` before it and return its id.

    Only files that differ from the parent's are written; `apart`, none of them as a difference
    from another, as a push would take over such a difference from any neighbour. Raises
    PublishError where the site changes meanwhile, or where the commit does not hold just what
    `plan` says.
    """
    stream = _stream(site, plan, parent, message, signature, workspace.object_format)
    answer = workspace.git.run(
        "fast-import",
        "--quiet",
        "--done",
        "--date-format=raw",
        *(("--depth=0",) if apart else ()),
        stdin=stream,
        purpose="write the commit",
    )
    commit = answer.text
    if read_commit(workspace.git, commit) != plan.tree:
        raise PublishError(
            "The commit does not hold the files that were built.",
            hint="Please report this. Nothing was published.",
        )
    return commit


def write_empty_commit(workspace: Workspace, signature: Signature) -> str:
    """Write a commit without files, parent or message, and return its id."""
    tree = empty_tree(workspace.object_format)
    text = f"tree {tree}\nauthor {signature.line()}\ncommitter {signature.line()}\n\n"
    command = ("hash-object", "-t", "commit", "-w", "--stdin")
    answer = workspace.git.run(*command, stdin=[text.encode()], purpose="write a commit")
    return answer.text


def _stream(
    site: Path,
    plan: Plan,
    parent: str | None,
    message: str,
    signature: Signature,
    object_format: str,
) -> Iterator[bytes]:
    """Yield the publication in the format of git-fast-import(1)."""
    text = message.encode()
    yield f"commit {_NEW}\nmark :1\ncommitter {signature.line()}\n".encode()
    yield f"data {len(text)}\n".encode() + text
    if parent is not None:
        yield f"\nfrom {parent}\n".encode()
    for path in plan.changes.removed:
        yield b"D %s\n" % _quoted(path)
    restored = frozenset(plan.restored)
    # Files of one name resemble each other; side by side they compress to a fraction.
    names = sorted((*plan.changes.added, *plan.changes.changed), key=_by_name)
    for path in names:
        if path in restored:
            yield b"M 100644 %s %s\n" % (plan.tree[path].id.encode(), _quoted(path))
            continue
        content = read_file(site, path)
        if content_id(content, object_format) != plan.tree[path].id:
            raise PublishError(
                f"The site's file {path} changed while it was published.",
                hint="Let no other build run at the same time, and publish again.",
            )
        yield b"M 100644 inline %s\ndata %d\n" % (_quoted(path), len(content))
        yield content
        yield b"\n"
    yield b"get-mark :1\ndone\n"


def _by_name(path: str) -> tuple[str, str]:
    return path.rpartition("/")[2], path


def _quoted(path: str) -> bytes:
    raw = path.encode("utf-8", "surrogateescape")
    return b'"%s"' % re.sub(rb'[\x00-\x1f"\\]', lambda match: b"\\%03o" % match[0][0], raw)
