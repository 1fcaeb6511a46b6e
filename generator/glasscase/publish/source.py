"""The checkout that a publication is made from. It is read, never written."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from glasscase.publish.environment import Setting, quiet_environment, transport_settings
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Plumbing

NEUTRAL_IDENTITY = ("Glasscase", "glasscase@localhost")

_IDENT = re.compile(r"(?P<name>[^<>\n]+) <(?P<email>[^<>\n]+)> \d+ [+-]\d{4}")
_BRANCH = "refs/heads/"
_FIELDS_BEFORE_PATH = {"1": 8, "u": 10, "?": 1}
"""Changed, in conflict, untracked; without renames there are no others."""
_SHOWN = 5
"""How many paths a refusal names before it only counts them."""


@dataclass(frozen=True, slots=True)
class Source:
    """One commit of a checkout, with what Git's configuration says around it."""

    git: Plumbing
    environ: Mapping[str, str]
    top: Path
    """The checkout's topmost folder."""
    repository: Path
    """The folder that holds its refs; several checkouts can share it."""
    commit: str
    date: datetime
    """When `commit` was made, by its committer, with zone."""
    branch: str | None
    """The checked-out branch, or None where HEAD names a commit."""
    shallow: bool
    object_format: str
    """`sha1` or `sha256`."""
    settings: tuple[Setting, ...]
    """All of Git's configuration of the checkout, in order; a later value wins."""
    transport: tuple[Setting, ...]
    """Those of the checkout's own settings that reaching a remote may need."""

    def all_settings(self, key: str) -> tuple[str, ...]:
        """Return every value of the setting `key`, in order."""
        return tuple(value for name, value in self.settings if name == key)

    def branches_in_use(self) -> frozenset[str]:
        """Return the branches that are checked out, here or in another worktree."""
        answer = self.git.run("worktree", "list", "--porcelain", purpose="list the checkouts")
        prefix = f"branch {_BRANCH}"
        return frozenset(
            line.removeprefix(prefix)
            for line in answer.text.splitlines()
            if line.startswith(prefix)
        )

    def identity(self) -> tuple[str, str]:
        """Return name and e-mail address for a commit; never ones guessed from the machine."""
        answer = self.git.ask("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
        match = _IDENT.fullmatch(answer.text) if answer.ok else None
        return (match["name"], match["email"]) if match else NEUTRAL_IDENTITY


def read_source(folder: Path, environ: Mapping[str, str]) -> Source:
    """Return the commit that the checkout around `folder` stands on.

    Raises PublishError where there is no repository, no checkout or no commit.
    """
    git = Plumbing(folder, {**quiet_environment(environ), "GIT_NO_LAZY_FETCH": "1"})
    facts = git.ask(
        "rev-parse",
        "--path-format=absolute",
        "--show-toplevel",
        "--git-common-dir",
        "--is-shallow-repository",
        "--show-object-format",
        "--symbolic-full-name",
        "HEAD",
    )
    if "safe.directory" in facts.complaint:
        raise PublishError(
            f"Git does not open {folder}, because it belongs to another user.",
            hint="Where you trust it: `git config --global --add safe.directory "
            f"{folder.absolute()}`.",
        )
    if not facts.text:
        raise PublishError(
            f"{folder} is not a checkout of a Git repository.",
            hint="A publication names the commit that it was made from. Run `git init`, commit "
            f"the project and publish again. Git says: {facts.complaint.strip()}",
        )
    if not facts.ok:
        raise PublishError(
            "The repository has no commit yet.",
            hint="Commit the project, then publish: the publication names its source commit.",
        )
    top, repository, shallow, object_format, head = facts.text.splitlines()
    commit, date = _read_commit(git)
    settings = _read_settings(git)
    return Source(
        git=git,
        environ=environ,
        top=Path(top),
        repository=Path(repository),
        commit=commit,
        date=date,
        branch=head.removeprefix(_BRANCH) if head.startswith(_BRANCH) else None,
        shallow=shallow == "true",
        object_format=object_format,
        settings=tuple((key, value) for _, key, value in settings),
        transport=transport_settings(
            [(key, value) for scope, key, value in settings if scope in ("local", "worktree")]
        ),
    )


def require_clean(source: Source, site: Path) -> None:
    """Raise PublishError where the checkout is not just `source.commit`, the folder `site` apart.

    That commit can also be another one by now: a build takes a while.
    """
    pathspecs = [":(top)"]
    top, built = source.top.resolve(), site.resolve()
    if built.is_relative_to(top) and built != top:
        pathspecs.append(f":(top,exclude,literal){built.relative_to(top).as_posix()}")
    answer = source.git.run(
        "status",
        "--porcelain=v2",
        "--branch",
        "--no-ahead-behind",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--",
        *pathspecs,
        purpose="compare the checkout with its commit",
    )
    lines = [os.fsdecode(line) for line in answer.output.split(b"\0") if line]
    if f"# branch.oid {source.commit}" not in lines:
        raise PublishError(
            f"The checkout no longer stands on {source.commit[:10]}, where the publication began.",
            hint="Leave the checkout alone until it is published. Nothing was published.",
        )
    paths = [_changed_path(line) for line in lines if not line.startswith("# ")]
    if not paths:
        return
    shown = [path.encode("utf-8", "backslashreplace").decode() for path in paths[:_SHOWN]]
    more = f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
    raise PublishError(
        f"The checkout has changes that are not committed: {', '.join(shown)}{more}.",
        hint="Commit them, or list files that are no part of the project in .gitignore. "
        "The public must be able to trust the source commit that a publication names.",
    )


def _changed_path(line: str) -> str:
    """Return the path in one line of git-status(1), "Porcelain Format Version 2"."""
    return line.split(" ", _FIELDS_BEFORE_PATH[line[0]])[-1]


def _read_settings(git: Plumbing) -> list[tuple[str, str, str]]:
    answer = git.run("config", "--list", "--show-scope", "-z", purpose="read its configuration")
    fields = answer.output.decode("utf-8", "surrogateescape").split("\0")
    settings = []
    for scope, setting in zip(fields[::2], fields[1::2], strict=False):
        # A key without "=" has no line break either, and means "true".
        key, separator, value = setting.partition("\n")
        settings.append((scope, key, value if separator else "true"))
    return settings


def _read_commit(git: Plumbing) -> tuple[str, datetime]:
    answer = git.run(
        "show", "-s", "--no-show-signature", "--format=%H %cI", "HEAD", purpose="read the commit"
    )
    commit, date = answer.text.split(" ")
    return commit, datetime.fromisoformat(date)
