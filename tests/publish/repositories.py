"""Real repositories for the tests: checkouts with a built site, and bare remotes."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from glasscase.publish import Outcome, PublishError, Request, State, preflight, publish_site

Files = Mapping[str, bytes | str]

NO_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
"""Variables that keep the machine's own Git configuration out."""
IDENTITY = ("-c", "user.name=Editor", "-c", "user.email=editor@localhost")


def git(folder: Path, *arguments: str, **environment: str) -> str:
    """Run `git` in `folder` and return its output; a failure fails the test."""
    answer = subprocess.run(
        ["git", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        text=True,
    )
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


def write(folder: Path, files: Files) -> None:
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below `folder`, by path."""
    return {
        str(found.relative_to(folder)): found.read_bytes()
        for found in folder.rglob("*")
        if found.is_file()
    }


def wrap_git(folder: Path, before: str = "", after: str = "exit $status") -> str:
    """Put a `git` into `folder` that runs shell lines around the real one; return a new PATH."""
    folder.mkdir()
    program = folder / "git"
    real = shutil.which("git")
    program.write_text(f'#!/bin/sh\n{before}\n{real} "$@"\nstatus=$?\n{after}\n')
    program.chmod(0o755)
    return f"{folder}{os.pathsep}{os.environ['PATH']}"


@dataclass(frozen=True)
class Bare:
    """A bare repository on disk."""

    path: Path

    @classmethod
    def make(cls, path: Path, *options: str) -> Bare:
        path.mkdir(parents=True)
        init = ("init", "--quiet", "--template=", "--bare", "--initial-branch=main")
        git(path, *init, *options, ".", **NO_SETTINGS)
        git(path, "config", "uploadpack.allowFilter", "true", **NO_SETTINGS)
        return cls(path)

    def copy(self, path: Path) -> Bare:
        return Bare(Path(shutil.copytree(self.path, path)))

    def git(self, *arguments: str) -> str:
        return git(self.path, f"--git-dir={self.path}", *arguments)

    def tip(self, branch: str = "public") -> str | None:
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}") or None

    def files(self, commit: str = "public") -> dict[str, bytes]:
        """Return the bytes of every file of `commit`, by path."""
        lines = self.git("ls-tree", "-r", "-z", commit).split("\0")[:-1]
        entries = {name: about.split()[2] for about, name in (line.split("\t") for line in lines)}
        answer = subprocess.run(
            ["git", f"--git-dir={self.path}", "cat-file", "--batch"],
            input="\n".join(entries.values()).encode(),
            check=True,
            capture_output=True,
        )
        stream = io.BytesIO(answer.stdout)
        files = {}
        for name in entries:
            size = int(stream.readline().split()[2])
            files[name] = stream.read(size)
            stream.read(1)
        return files

    def hook(self, name: str, script: str) -> None:
        path = self.path / "hooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def objects(self) -> int:
        """Return how many objects the repository holds, loose and packed."""
        lines = self.git("count-objects", "-v").splitlines()
        counts = dict(line.split(": ") for line in lines)
        return int(counts["count"]) + int(counts["in-pack"])

    def state(self) -> dict[str, bytes]:
        """Return everything that a publication can change."""
        return contents(self.path)


@dataclass(frozen=True)
class Checkout:
    """A provider's checkout with a site built into its `site` folder."""

    path: Path
    clock: list[int] = field(default_factory=lambda: [1_750_000_000])

    @classmethod
    def make(cls, path: Path, *options: str) -> Checkout:
        path.mkdir(parents=True)
        init = ("init", "--quiet", "--template=", "--initial-branch=main")
        git(path, *init, *options, ".", **NO_SETTINGS)
        checkout = cls(path)
        checkout.commit({".gitignore": "/site/\n", "content/provider.yml": "name: Demonstration\n"})
        checkout.build({"index.html": "<h1>Home</h1>\n"})
        return checkout

    def copy(self, path: Path) -> Checkout:
        return Checkout(Path(shutil.copytree(self.path, path)), [*self.clock])

    def git(self, *arguments: str, **environment: str) -> str:
        return git(self.path, *arguments, **environment)

    def commit(self, files: Files | None = None, at: int | None = None) -> None:
        """Commit `files` and what else changed, or nothing, a minute after the last commit."""
        self.clock[0] += 60
        date = f"{at or self.clock[0]} +0200"
        if files:
            write(self.path, files)
            self.git("add", "--", *files)
        commit = ("commit", "--all", "--allow-empty", "--quiet", "--message=a change")
        dates = {"GIT_COMMITTER_DATE": date, "GIT_AUTHOR_DATE": date}
        self.git(*IDENTITY, *commit, **NO_SETTINGS, **dates)

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    @property
    def site(self) -> Path:
        return self.path / "site"

    def build(self, files: Files) -> None:
        """Write `files` into the site, beside what it holds."""
        write(self.site, files)

    def revise(self, files: Files) -> None:
        """Build `files` and commit the source that they are said to come from."""
        self.build(files)
        self.commit()

    def clone(self, path: Path, *options: str, of: Bare | None = None) -> Checkout:
        """Clone this checkout, or the repository that it is a clone of, and copy the site.

        The file protocol is used, so that `--depth` counts. Both share one clock.
        """
        address = (of or self).path.as_uri()
        git(path.parent, "clone", "--quiet", "--template=", *options, address, str(path))
        other = Checkout(path, self.clock)
        shutil.copytree(self.site, other.site)
        return other

    def edit_by_hand(self, remote: Bare, files: Files) -> None:
        """Commit `files` to the public branch without Glasscase."""
        folder = self.path.parent / "by-hand"
        if not folder.exists():
            git(folder.parent, "clone", "--quiet", "--branch=public", str(remote.path), str(folder))
        editor = Checkout(folder, self.clock)
        editor.commit(files)
        editor.git("push", "--quiet", "origin", "HEAD:public")

    def preflight(
        self,
        remote: str | Path | None = None,
        *,
        source: Path | None = None,
        branch: str = "public",
        dry_run: bool = False,
    ) -> Request:
        name = None if remote is None else str(remote)
        folder = source or self.path
        return preflight(self.site, folder, remote=name, branch=branch, dry_run=dry_run)

    def publish(
        self,
        remote: str | Path | None = None,
        *,
        source: Path | None = None,
        branch: str = "public",
        dry_run: bool = False,
        now: datetime | None = None,
    ) -> Outcome:
        request = self.preflight(remote, source=source, branch=branch, dry_run=dry_run)
        return publish_site(self.site, request, now=now)

    def refused(
        self, remote: Bare | str | None, match: str, *, branch: str = "public", built: bool = False
    ) -> PublishError:
        """Require a refusal that says `match` and changes nothing, and return it.

        It must come before the build, or only once the site is `built`.
        """
        bare = remote if isinstance(remote, Bare) else None
        target = remote.path if isinstance(remote, Bare) else remote
        before, local = bare and bare.state(), self.state()
        step: Callable[[], object] = partial(self.preflight, target, branch=branch)
        if built:
            step = partial(publish_site, self.site, self.preflight(target, branch=branch))
        with pytest.raises(PublishError, match=match) as caught:
            step()
        assert (bare and bare.state(), self.state()) == (before, local)
        return caught.value

    def overtaken(self, remote: Bare, newer: str) -> None:
        """Require that nothing is done because `newer` is published, and builds on this source."""
        before, local = remote.state(), self.state()
        outcome = self.publish(remote.path)
        assert (outcome.state, outcome.newer) == (State.OVERTAKEN, newer)
        assert (remote.state(), self.state()) == (before, local)

    def state(self) -> dict[str, object]:
        """Return everything of the repository that a publication to elsewhere must leave."""
        folder = self.path / ".git"
        return {**contents(folder), "index time": (folder / "index").stat().st_mtime_ns}
