"""A provider's checkout, the repository that it is cloned from, and the commands run in it."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner

from glasscase.archive.archive import Archive, Version
from glasscase.archive.branch import local_archive
from glasscase.cli import main

from ..providers import PROVIDER
from ..publish.repositories import Bare, Checkout, contents, git, write

FRAMEWORK = "content/protocols/framework.md"
EMBER = "content/models/ember.yml"
_FETCHED = "public:refs/remotes/origin/public"
_CONFIG = """\
site_name: Demonstration
site_url: https://transparency.example/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - search
  - glasscase:
      log_keys: [%s]
      law: %s
"""
_FRAMEWORK = """\
---
id: framework
version: "%s"
status: current
title: Frontier framework
type: safety-policy
summary: What we promise.
%s---

%s
"""
_EMBER = """\
id: ember
version: "%s"
status: current
title: Ember
summary: A model of which little is said.
model: {name: Ember}
"""


def framework(version: str, words: str = "We test every model.", more: str = "") -> str:
    """Return the file of the protocol `framework`; every version after 1.0 tells of itself."""
    changes = "" if version == "1.0" else note(version)
    return _FRAMEWORK % (version, changes + more, words)


def ember(version: str) -> str:
    """Return the file of the model `ember`, as `framework`."""
    return _EMBER % version + ("" if version == "1" else note(version))


def note(version: str) -> str:
    """Return the list of changes with one entry."""
    told = f'{{version: "{version}", date: 2026-01-01, summary: New words., reason: Asked for.}}'
    return f"changes:\n  - {told}\n"


def hour(number: int) -> datetime:
    """Return an hour of the first of March 2026, UTC."""
    return datetime(2026, 3, 1, number, tzinfo=UTC)


@dataclass(frozen=True)
class Answer:
    """What a command did."""

    status: int
    said: str


@dataclass(frozen=True)
class Stage:
    """A checkout with a small project, cloned from a bare repository that holds `public` too."""

    checkout: Checkout
    remote: Bare
    clock: list[int] = field(default_factory=lambda: [0])
    """Publications so far: each has its own hour, of one day."""

    @classmethod
    def make(
        cls, folder: Path, files: Mapping[str, str] | None = None, *, law: bool = False
    ) -> Stage:
        """Make both repositories; `files` are the project's own, if others than usual.

        With `law` the site has pages of coverage, which take about a third of a build.
        """
        remote = Bare.make(folder / "remote.git")
        checkout = Checkout.make(folder / "source")
        shutil.rmtree(checkout.site)
        stage = cls(checkout, remote)
        checkout.git("remote", "add", "origin", f"file://{remote.path}")
        stage.commit(
            {
                ".gitignore": "/site/\n/.cache/\n",
                "mkdocs.yml": config(law=law),
                "content/provider.yml": PROVIDER,
                "content/index.md": "# Demonstration\n",
                **({FRAMEWORK: framework("1.0"), EMBER: ember("1")} if files is None else files),
            }
        )
        return stage

    def copy(self, folder: Path) -> Stage:
        remote = self.remote.copy(folder / "remote.git")
        checkout = self.checkout.copy(folder / "source")
        checkout.git("remote", "set-url", "origin", f"file://{remote.path}")
        return Stage(checkout, remote, [*self.clock])

    def clone(self, folder: Path, *options: str) -> Stage:
        """Return another checkout of the same repository; it has fetched all branches."""
        address = f"file://{self.remote.path}"
        command = ("clone", "--quiet", "--template=", "--no-single-branch", "--branch=main")
        git(folder.parent, *command, *options, address, str(folder))
        return Stage(Checkout(folder, self.checkout.clock), self.remote, self.clock)

    def commit(self, files: Mapping[str, str] | None = None) -> None:
        """Commit files of the project and push them to `main`."""
        self.checkout.commit(files)
        self.checkout.git("push", "--quiet", "--force", "origin", "HEAD:main")

    def fetch(self) -> None:
        """Fetch the public branch, as a person does."""
        self.checkout.git("fetch", "--quiet", "--force", "origin", _FETCHED)

    def run(self, *arguments: str, now: datetime | None = None) -> Answer:
        """Run a command in the checkout, in this process; `now` is the time that it is."""
        # Each command sets MkDocs' log up as a new process would, so that its words are caught.
        logging.getLogger("mkdocs").handlers.clear()
        here = Path.cwd()
        os.chdir(self.checkout.path)
        try:
            result = CliRunner().invoke(main, arguments, obj=now)
        finally:
            os.chdir(here)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Answer(result.exit_code, result.output)

    def publish(self, files: Mapping[str, str] | None = None, *options: str) -> str:
        """Commit files, publish, and fetch what was published; return what was said."""
        if files:
            self.commit(files)
        answer = self.try_to_publish(*options)
        assert answer.status == 0, answer.said
        self.fetch()
        return answer.said

    def publish_now(self, files: Mapping[str, str]) -> None:
        """Publish at the time that it is."""
        self.commit(files)
        answer = self.run("publish")
        assert answer.status == 0, answer.said
        self.fetch()

    def try_to_publish(self, *options: str) -> Answer:
        """Publish, each time an hour later."""
        self.clock[0] += 1
        return self.run("publish", *options, now=hour(self.clock[0]))

    def refused(self, *messages: str, status: int | None = None) -> None:
        """Require that nothing can be published, that the command says why, and changes nothing."""
        before, local = self.remote.state(), self.checkout.state()
        answer = self.try_to_publish()
        assert answer.status in ((1, 2) if status is None else (status,)), answer.said
        said = " ".join(answer.said.split())
        for message in messages:
            assert message in said
        assert (self.remote.state(), self.checkout.state()) == (before, local)

    def found(self, *messages: str) -> None:
        """Require that the check finds errors that say this."""
        answer = self.run("check")
        assert answer.status == 1, answer.said
        said = " ".join(answer.said.split())
        for message in messages:
            assert message in said

    def build(self) -> dict[str, bytes]:
        """Build the site and return its files."""
        answer = self.run("build", "--quiet")
        assert answer.status == 0, answer.said
        return contents(self.checkout.site)

    @property
    def archive(self) -> Archive:
        """What the checkout knows of the public branch."""
        return local_archive(self.checkout.path)

    @property
    def published(self) -> list[tuple[str, str, int]]:
        """Id, version and hour of publication of every version, in the order of the log."""
        versions = [v for own in self.archive.versions.values() for v in own]
        return [(v.id, v.version, v.published.hour) for v in sorted(versions, key=_index)]

    def verify(self, folder: Path, *options: str) -> Answer:
        """Write the public branch's files into a folder and verify them."""
        site = folder / "verified"
        shutil.rmtree(site, ignore_errors=True)
        write(site, self.remote.files())
        return self.run("verify", str(site), *options)

    def everything(self) -> str:
        """Return all that the public branch says in its commits and files, as one text."""
        files = b"\0".join(self.remote.files().values())
        return self.remote.git("log", "--format=%B", "public") + files.decode("utf-8", "replace")


def config(*keys: str, law: bool = False) -> str:
    """Return mkdocs.yml, with the public keys of the log."""
    return _CONFIG % (", ".join(f'"{key}"' for key in keys), str(law).lower())


def _index(version: Version) -> int:
    return version.index
