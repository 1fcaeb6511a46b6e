"""Where a document that is not for the public may be written: nowhere that is published.

Not into the content, the site or the theme's overrides, and not into a folder that Git tracks,
unless Git ignores the file.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

from glasscase.errors import GlasscaseError


class DestinationError(GlasscaseError):
    """A document cannot be written there."""


def require_private(file: Path, published: Iterable[Path]) -> Path:
    """Return where `file` really is. Raises DestinationError where it would be published.

    `published` are folders whose content gets onto the site. Links are followed first.
    """
    try:
        real = file.resolve()
    except (OSError, RuntimeError):
        raise DestinationError(f"{file} cannot be written.") from None
    if real.is_dir() or not real.parent.is_dir():
        raise DestinationError(
            f"{file} is no file in an existing folder.", hint="Make the folder first."
        )
    for folder in published:
        if real.is_relative_to(folder.resolve()):
            raise DestinationError(
                f"{file} lies in {folder}, which is published.",
                hint="This document holds values that the public must not see. Write it to a "
                "folder outside of the project.",
            )
    if _is_tracked(real):
        raise DestinationError(
            f"{file} lies in a repository of Git that does not ignore it.",
            hint="This document holds values that the public must not see. Write it to a folder "
            "outside of the repository, or to one that .gitignore names.",
        )
    return real


def _is_tracked(file: Path) -> bool:
    """Tell whether Git tracks a file or would add it. Unless Git says no, it is taken for yes."""
    if not any((folder / ".git").exists() for folder in file.parents) and not _git(
        file.parent, "rev-parse", "--git-dir"
    ):
        return False
    return not _git(file.parent, "check-ignore", "--quiet", "--", str(file))


def _git(folder: Path, *arguments: str) -> bool:
    """Ask Git in a folder; True if it says yes."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            env=clean,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def write_private(file: Path, data: bytes) -> None:
    """Write a file that only its owner can read. Raises DestinationError.

    It is written under its own name at once: a temporary name might not be ignored by Git.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        file.unlink(missing_ok=True)
        with os.fdopen(os.open(file, flags, 0o600), "wb") as stream:
            stream.write(data)
    except OSError as error:
        raise DestinationError(f"{file} cannot be written.", hint=f"{error.strerror}.") from error
