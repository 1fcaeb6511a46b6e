"""Import a file from disk into a file of the content folder."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from glasscase.exchange.errors import ExchangeError
from glasscase.exchange.importer import Importer, ImportResult
from glasscase.exchange.writer import write_yaml
from glasscase.findings import Finding, Severity
from glasscase.reading.limits import DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Transfer:
    """A file that was imported: what came of it, and the text of the new file."""

    source: str
    """The file as it was named."""
    result: ImportResult
    name: str = ""
    """Name of the new file; empty if there is none."""
    text: str = ""


def choose(importers: Iterable[Importer], file: Path) -> Importer:
    """Return the importer for a file; raise `ExchangeError` if there is none."""
    for importer in importers:
        if importer.reads(file.as_posix()):
            return importer
    raise ExchangeError(
        f"no importer reads files such as {file.name}",
        hint="A model card is a Markdown file. If this is one, say so with --format huggingface.",
    )


def transfer(file: Path, importer: Importer, record_id: str | None = None) -> Transfer:
    """Import a file. Raises `ExchangeError` if it cannot be opened."""
    source = file.as_posix()
    try:
        with file.open("rb") as stream:
            data = stream.read(DEFAULT_LIMITS.size + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        message = f"{source} cannot be opened: {reason.lower()}"
        raise ExchangeError(message, hint="Check its path and who may read it.") from error
    result = importer.read(data, path=source, record_id=record_id)
    if result.record is None:
        return Transfer(source, result)
    header = (
        f"Imported from {file.name}. This is a draft, which is never published.",
        "Look it over, add what is missing, and then set the status to current.",
    )
    text = write_yaml(result.record, header)
    size = len(text.encode())
    if size > DEFAULT_LIMITS.size:
        message = f"the record would have {size:,} bytes; the most is {DEFAULT_LIMITS.size:,}"
        help_ = "Move long prose into a page of its own before the import."
        too_large = Finding("file-too-large", Severity.ERROR, source, message, help_)
        return Transfer(source, replace(result, findings=(*result.findings, too_large)))
    return Transfer(source, result, f"{result.record['id']}.yml", text)


def save(target: Path, text: str, *, force: bool = False) -> None:
    """Write a file in one step; raise `ExchangeError` if it exists already, unless `force`.

    Whatever happens, there is either the whole new file or what was there before.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=target.parent)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(text.encode())
                stream.flush()
                os.fsync(stream.fileno())
            # A temporary file is its owner's alone; a record is as open as other new files.
            draft.chmod(0o666 & ~_umask())
            if force:
                draft.replace(target)
            else:
                _put(draft, target)
        finally:
            with contextlib.suppress(FileNotFoundError):
                draft.unlink()
    except FileExistsError as error:
        raise ExchangeError(
            f"{target.as_posix()} exists already and was left as it is",
            hint="Choose another id with --id, or write over it with --force.",
        ) from error
    except OSError as error:
        message = f"{target.as_posix()} cannot be written: {(error.strerror or '').lower()}"
        raise ExchangeError(message, hint="Check the folder and who may write to it.") from error


def _put(draft: Path, target: Path) -> None:
    """Give the finished file its name, unless the name is taken."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # A file system without hard links.
        if target.exists():
            raise FileExistsError from None
        draft.replace(target)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
