"""A checkpoint that someone kept in a file of their own."""

from __future__ import annotations

from pathlib import Path

from glasscase.log.checkpoint import Checkpoint, parse_checkpoint
from glasscase.log.errors import LogError
from glasscase.log.files import CHECKPOINT_LIMIT


def saved_checkpoint(file: Path, shown: str) -> Checkpoint:
    """Return the checkpoint in a file, which messages call `shown`.

    Raises LogError if the file cannot be read or holds none.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(CHECKPOINT_LIMIT)
        return parse_checkpoint(data)[0]
    except OSError as error:
        raise LogError(
            f"the earlier checkpoint {shown} cannot be read: {error.strerror}",
            hint="The first time there is none: leave --since out, and keep one with"
            " `glasscase verify --save FILE`.",
        ) from None
    except LogError as error:
        raise LogError(f"{shown}: {error.message}", hint=error.hint) from None
