"""Run Git commands: one process at a time, never a shell, never left behind."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from glasscase.publish.errors import PublishError, redact
from glasscase.publish.interruption import obey_stop_request

# A machine without Git can still check and build: the error comes with the first command.
os.environ.setdefault("GIT_PYTHON_REFRESH", "quiet")

from git import Git
from git.exc import GitCommandNotFound

_REPOSITORY_VARIABLES = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_QUARANTINE_PATH",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
)
_PATIENCE = 5.0
"""Seconds that an interrupted Git command gets to end by itself."""
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True, slots=True)
class Answer:
    """What one Git command said: exit status, standard output, redacted standard error."""

    status: int
    output: bytes
    complaint: str

    @property
    def ok(self) -> bool:
        """Whether the command ended with status 0."""
        return self.status == 0

    @property
    def text(self) -> str:
        """Standard output as text, without surrounding white space."""
        return self.output.decode("utf-8", "surrogateescape").strip()


class Plumbing:
    """Git commands run in one folder with one environment."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self._git = Git(str(folder))
        self._git.update_environment(**environment)

    def ask(
        self, *arguments: str, stdin: Iterable[bytes] = (), die_with_us: bool = False
    ) -> Answer:
        """Run `git` with `arguments`, feed it `stdin`, and return its answer.

        A command that fails is an answer too. PublishError is raised only where Git is missing.
        `die_with_us` ends the command even where this process is killed; it costs a copy of it.
        """
        obey_stop_request()
        command = [self._git.GIT_PYTHON_GIT_EXECUTABLE or "git", *arguments]
        try:
            wrapper = self._git.execute(
                command,
                istream=subprocess.PIPE,
                as_process=True,
                preexec_fn=_die_with_parent() if die_with_us else None,
            )
        except (GitCommandNotFound, PermissionError) as error:
            raise PublishError(
                "Git could not be started.",
                hint="Install Git 2.29 or newer and make sure that `git` is on the PATH.",
            ) from error
        process = cast("subprocess.Popen[bytes]", wrapper.proc)
        try:
            obey_stop_request()
            with suppress(BrokenPipeError):
                _feed(process, stdin)
            output, complaint = process.communicate()
        except BaseException:
            _stop(process)
            raise
        return Answer(process.returncode, output, redact(complaint.decode("utf-8", "replace")))

    def run(self, *arguments: str, stdin: Iterable[bytes] = (), purpose: str) -> Answer:
        """Run `git` as `ask` does; raise PublishError, naming `purpose`, where it fails."""
        answer = self.ask(*arguments, stdin=stdin)
        if not answer.ok:
            raise PublishError(f"Git could not {purpose}.", hint=answer.complaint.strip())
        return answer


def _feed(process: subprocess.Popen[bytes], stdin: Iterable[bytes]) -> None:
    if process.stdin is not None:
        for chunk in stdin:
            process.stdin.write(chunk)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _die_with_parent() -> Callable[[], None] | None:
    """Return what makes a child of this process end with it, where the system knows how.

    Without it a push would outlive a `kill -9` of the command that started it.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


@contextmanager
def own_repository_only() -> Iterator[None]:
    """Hide the variables by which a caller, such as a Git hook, points Git at its repository."""
    hidden = {name: os.environ.pop(name) for name in _REPOSITORY_VARIABLES if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(hidden)
