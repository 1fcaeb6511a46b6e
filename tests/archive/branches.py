"""Public branches in real repositories, published by hand."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from glasscase.archive.archive import Archive, New
from glasscase.archive.branch import local_archive
from glasscase.archive.notes import changes_files
from glasscase.checks.erasure import erasures
from glasscase.log import log_files
from glasscase.reading.load import load
from glasscase.records import Status

ORIGIN = "transparency.example/log"
MODELS = "content/models"
_OUTSIDE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str, stdin: bytes = b"") -> str:
    """Run `git` in a folder and return its output; a failure fails the test."""
    answer = subprocess.run(
        ["git", "-c", "user.name=Editor", "-c", "user.email=editor@localhost", *arguments],
        cwd=folder,
        env={**os.environ, **_OUTSIDE},
        input=stdin,
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr.decode()
    return answer.stdout.decode().strip()


def repository(folder: Path) -> Path:
    """Make a folder a repository, unless it is one."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".git").exists():
        git(folder, "init", "--quiet", "--template=", "--initial-branch=main")
    return folder


def commit_files(
    folder: Path, files: Mapping[str, bytes | None], ref: str = "refs/heads/public"
) -> str:
    """Write files onto the end of a branch, or remove them, without a checkout of it."""
    lines = [f"commit {ref}\ncommitter Editor <editor@localhost> 1767604800 +0000\ndata 0\n"]
    tip = git(folder, "for-each-ref", "--format=%(objectname)", ref)
    if tip:
        lines.append(f"from {tip}\n")
    parts = ["".join(lines).encode()]
    for path, data in files.items():
        if data is None:
            parts.append(f"D {path}\n".encode())
        else:
            parts += [f"M 100644 inline {path}\ndata {len(data)}\n".encode(), data, b"\n"]
    git(folder, "fast-import", "--quiet", "--force", stdin=b"".join(parts))
    return git(folder, "rev-parse", ref)


def publish(project: Path, when: datetime, branch: str = "public") -> Archive:
    """Publish the records of a project as they stand, and return the archive as it is then."""
    repository(project)
    archive = local_archive(project, branch)
    collection = load(project)
    records = (*collection.protocols, *collection.models, *collection.incidents)
    new = [
        New(one.record.kind, one.record.id, one.record.version, one.canonical)
        for one in records
        if one.record.status is not Status.DRAFT
        and archive.find(one.record.kind, one.record.id, one.record.version) is None
    ]
    extended = archive.extended(new, erasures(collection), when)
    files: dict[str, bytes | None] = dict(log_files(extended.entries, ORIGIN))
    for versions in extended.versions.values():
        for version in versions:
            if version.erased is not None:
                files[version.record] = None
    for one in new:
        files[f"{one.kind.folder}/{one.id}/{one.version}/record.json"] = one.data
    files |= changes_files(extended)
    commit_files(project, files, f"refs/heads/{branch}")
    return local_archive(project, branch)


def day(text: str) -> datetime:
    """Return noon of a day, in UTC."""
    return datetime.fromisoformat(f"{text}T12:00:00").replace(tzinfo=UTC)
