"""Where a site is read from, and a folder as such a place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from glasscase.log.errors import LogError
from glasscase.log.faults import ANSWER_TOO_LARGE, COPY_UNREADABLE, Fault


class SourceError(LogError):
    """A file of the site could not be read, though it may be there; `fault` says of what kind."""

    def __init__(self, fault: Fault, message: str) -> None:
        super().__init__(message, hint=fault.help)
        self.fault = fault


class Source(Protocol):
    """A copy of a published site. Addresses are relative to it and come from checked parts."""

    @property
    def address(self) -> str:
        """Where the site is, for people."""

    @property
    def parallel(self) -> int:
        """How many files are best read at a time."""

    def fetch(self, path: str, limit: int) -> bytes | None:
        """Return a file of at most `limit` bytes, or None if there is none at this address.

        Raises SourceError if that cannot be told. May be called from several threads.
        """

    def listed(self, *patterns: str) -> Sequence[str]:
        """Return the addresses of all files that match; none where files cannot be listed."""

    def close(self) -> None:
        """End everything that is under way."""


class FolderSource:
    """A site in a folder."""

    parallel = 1

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise LogError(
                f"there is no folder {folder}",
                hint="Give the folder that holds the site's front page, or an address that "
                "starts with https://.",
            )
        self._folder = folder
        self.address = str(folder)

    def fetch(self, path: str, limit: int) -> bytes | None:
        """Return a file of the folder; see `Source`."""
        file = self._folder.joinpath(*path.split("/"))
        try:
            if not file.exists():
                return None
            if not file.is_file():
                raise SourceError(COPY_UNREADABLE, "this is not a file")
            with file.open("rb") as opened:
                data = opened.read(limit + 1)
        except OSError as error:
            raise SourceError(
                COPY_UNREADABLE, f"the file cannot be read: {error.strerror}"
            ) from None
        if len(data) > limit:
            raise SourceError(ANSWER_TOO_LARGE, f"the file has more than {limit:,} bytes")
        return data

    def listed(self, *patterns: str) -> Sequence[str]:
        """Return the files of the folder that match; see `Source`."""
        found = (file for pattern in patterns for file in self._folder.glob(pattern))
        return sorted(f.relative_to(self._folder).as_posix() for f in found if f.is_file())

    def close(self) -> None:
        """Do nothing: no file stays open."""
