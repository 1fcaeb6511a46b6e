"""The private, temporary repository in which a publication is put together.

The checkout's refs, index and shallow file are never touched, and whatever goes wrong
leaves no more than a folder in the system's temporary folder.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from glasscase.publish.environment import EXACT_BYTES, quiet_environment, with_settings
from glasscase.publish.errors import PublishError
from glasscase.publish.plumbing import Answer, Plumbing
from glasscase.publish.remote import REMOTE, Remote
from glasscase.publish.source import Source

_PREFIX = "glasscase-publish-"
TIP = "refs/glasscase/tip"
"""The name of the fetched end of the public branch inside the private repository."""
_HISTORY = "refs/glasscase/history"
_FETCH = ("fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-auto-maintenance")
_FORMATS = {40: "sha1", 64: "sha256"}
"""Git's object formats by the length of an id in hexadecimal digits."""
_WINDOW = 250
"""How many files Git tries each one against: most are pages, and their names tell it nothing."""
_ABANDONED = 24 * 60 * 60
"""Seconds after which a folder that a killed publication left behind is removed."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A bare repository of our own that knows one remote."""

    git: Plumbing
    remote: Remote
    branch: str
    """The public branch."""
    object_format: str
    """`sha1` or `sha256`, as in the remote."""
    tip: str | None
    """The commit that the branch ended with when the workspace was made, or None without one."""

    def current_tip(self) -> str | None:
        """Return the commit that the branch ends with by now, or None without one."""
        return _advertised(self.git, self.remote, self.branch).get(_ref(self.branch))

    def fetch_tip(self, *, trees: bool) -> None:
        """Fetch the commit at the end of the branch as `TIP`, with or without its `trees`.

        Files are left out where the server can do that: comparing needs only their ids.
        """
        wanted = "--filter=blob:none" if trees else "--filter=tree:0"
        self._fetch("--depth=1", wanted, refspec=f"+{_ref(self.branch)}:{TIP}")

    def fetch_trees(self, commit: str) -> None:
        """Fetch one commit of the branch with its trees, as `fetch_tip` does for the last one."""
        self._fetch("--depth=1", "--filter=blob:none", refspec=commit)

    def fetch_history(self) -> None:
        """Fetch all earlier commits of the branch, without their trees where that can be done."""
        self._fetch("--unshallow", "--filter=tree:0", refspec=f"+{_ref(self.branch)}:{TIP}")

    def fetch_all_commits(self) -> None:
        """Fetch the commits of every branch, without their trees where that can be done."""
        self._fetch("--filter=tree:0", refspec=f"+refs/heads/*:{_HISTORY}/*")

    def push(self, commit: str, *, differences: bool = False, dry_run: bool = False) -> Answer:
        """Push `commit` as the new end of the branch; never by force.

        With `differences`, a file is sent as what differs from the one whose place it takes, which
        must be here: most were left out above. A dry run asks the remote for access and sends
        nothing.
        """
        if differences:
            window = ("config", "pack.window", str(_WINDOW))
            self.git.run(*window, purpose="say how files are compared")
        return self.git.ask(
            "push",
            "--porcelain",
            "--no-verify",
            "--thin" if differences else "--no-thin",
            *(("--dry-run",) if dry_run else ()),
            REMOTE,
            f"{commit}:{_ref(self.branch)}",
            # A push must not outlive a killed command.
            die_with_us=not dry_run,
        )

    def _fetch(self, *options: str, refspec: str) -> None:
        answer = self.git.ask(*_FETCH, *options, REMOTE, refspec)
        if not answer.ok:
            raise _unreachable(self.remote, answer)


@contextmanager
def temporary_workspace(source: Source, remote: Remote, branch: str) -> Iterator[Workspace]:
    """Give a new, empty workspace for `remote`; it is removed at the end.

    Raises PublishError where the remote cannot be read.
    """
    system = Path(tempfile.gettempdir())
    remove_abandoned(system, time.time())
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        environment = _environment(source, remote, folder)
        advertised = _advertised(Plumbing(folder, environment), remote, branch)
        object_format = next(
            (_FORMATS[len(commit)] for commit in advertised.values()), source.object_format
        )
        # `--template=` and the explicit format keep the user's own choices for new
        # repositories, hooks among them, out of this one.
        options = ("--bare", "--template=", f"--object-format={object_format}")
        repository = folder / "repository.git"
        Plumbing(folder, environment).run(
            "init", "--quiet", *options, str(repository), purpose="make a temporary repository"
        )
        git = Plumbing(repository, {**environment, "GIT_DIR": str(repository)})
        yield Workspace(git, remote, branch, object_format, advertised.get(_ref(branch)))


def remove_abandoned(folder: Path, now: float) -> None:
    """Remove what publications that were killed more than a day before `now` left in `folder`."""
    for path in folder.glob(f"{_PREFIX}*"):
        try:
            status = path.lstat()
        except OSError:
            continue
        ours = not hasattr(os, "geteuid") or status.st_uid == os.geteuid()
        if ours and not path.is_symlink() and now - status.st_mtime > _ABANDONED:
            shutil.rmtree(path, ignore_errors=True)


def _environment(source: Source, remote: Remote, folder: Path) -> Mapping[str, str]:
    settings = (*source.transport, *EXACT_BYTES, *remote.settings)
    return {
        **quiet_environment(source.environ, source.settings),
        **with_settings(source.environ, settings),
        "GIT_CEILING_DIRECTORIES": str(folder.parent.resolve()),
    }


def _advertised(git: Plumbing, remote: Remote, branch: str) -> dict[str, str]:
    """Return the ids of the remote's HEAD and `branch`, by full name, where they exist."""
    answer = git.ask("ls-remote", REMOTE, "HEAD", _ref(branch))
    if not answer.ok:
        raise _unreachable(remote, answer)
    lines = (line.split("\t", 1) for line in answer.text.splitlines())
    return {name: commit for commit, name in lines}


def _ref(branch: str) -> str:
    return f"refs/heads/{branch}"


def _unreachable(remote: Remote, answer: Answer) -> PublishError:
    return PublishError(
        f"The repository {remote.label} could not be read.",
        hint="Check its address, the network and your access. "
        f"Git says: {answer.complaint.strip()}",
    )
