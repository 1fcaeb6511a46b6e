"""Real repositories for the tests: checkouts with a built site, and bare remotes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from glasscase.publish import Outcome, publish_site

Files = Mapping[str, bytes | str]


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
        git(path, "init", "--quiet", "--bare", "--initial-branch=main", *options, ".")
        git(path, "config", "uploadpack.allowFilter", "true")
        return cls(path)

    def git(self, *arguments: str) -> str:
        return git(self.path, f"--git-dir={self.path}", *arguments)

    def tip(self, branch: str = "public") -> str | None:
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}") or None

    def files(self, commit: str = "public") -> dict[str, bytes]:
        """Return the bytes of every file of `commit`, by path."""
        names = self.git("ls-tree", "-r", "-z", "--name-only", commit).split("\0")[:-1]
        return {
            name: subprocess.run(
                ["git", f"--git-dir={self.path}", "cat-file", "blob", f"{commit}:{name}"],
                check=True,
                capture_output=True,
            ).stdout
            for name in names
        }

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

    def state(self) -> str:
        """Return everything that a publication can change."""
        return self.git("for-each-ref") + self.git("count-objects", "-v")


@dataclass(frozen=True)
class Checkout:
    """A provider's checkout with a site built into its `site` folder."""

    path: Path
    clock: list[int] = field(default_factory=lambda: [1_750_000_000])

    @classmethod
    def make(cls, path: Path, *options: str) -> Checkout:
        path.mkdir(parents=True)
        git(path, "init", "--quiet", "--initial-branch=main", *options, ".")
        checkout = cls(path)
        checkout.commit({".gitignore": "/site/\n", "content/provider.yml": "name: Demonstration\n"})
        checkout.build({"index.html": "<h1>Home</h1>\n"})
        return checkout

    def git(self, *arguments: str, **environment: str) -> str:
        return git(self.path, *arguments, **environment)

    def commit(self, files: Files | None = None, at: int | None = None) -> str:
        """Commit `files` (or nothing) one minute after the last commit, and return its id."""
        write(self.path, files or {})
        self.clock[0] += 60
        date = f"{at or self.clock[0]} +0200"
        self.git("add", "--all")
        identity = ("-c", "user.name=Editor", "-c", "user.email=editor@localhost")
        message = ("--allow-empty", "--quiet", "--message=a change")
        self.git(*identity, "commit", *message, GIT_COMMITTER_DATE=date, GIT_AUTHOR_DATE=date)
        return self.head

    @property
    def head(self) -> str:
        return self.git("rev-parse", "HEAD")

    @property
    def site(self) -> Path:
        return self.path / "site"

    def build(self, files: Files) -> None:
        """Write `files` into the site, beside what it holds."""
        write(self.site, files)

    def clone(self, path: Path, *options: str) -> Checkout:
        """Clone over the file protocol, so that `--depth` counts, and copy the site."""
        git(self.path.parent, "clone", "--quiet", *options, f"file://{self.path}", str(path))
        other = Checkout(path, self.clock)
        files = (found for found in self.site.rglob("*") if found.is_file())
        other.build({str(found.relative_to(self.site)): found.read_bytes() for found in files})
        return other

    def publish(
        self,
        remote: str | Path | None = None,
        *,
        branch: str = "public",
        dry_run: bool = False,
        now: datetime | None = None,
    ) -> Outcome:
        name = None if remote is None else str(remote)
        return publish_site(
            self.site, self.path, remote=name, branch=branch, dry_run=dry_run, now=now
        )

    def state(self) -> dict[str, object]:
        """Return everything of the repository that a publication to elsewhere must leave."""
        folder = self.path / ".git"
        files = {
            str(found.relative_to(folder)): found.read_bytes()
            for found in folder.rglob("*")
            if found.is_file()
        }
        return {"files": files, "index": (folder / "index").stat().st_mtime_ns}
