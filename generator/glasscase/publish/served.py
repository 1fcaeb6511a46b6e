"""An earlier checkpoint of the log: in a file, or on the site as it is served."""

from __future__ import annotations

from pathlib import Path

from glasscase.log import CHECKPOINT, LogError, parse_checkpoint
from glasscase.log.address import parse_site
from glasscase.log.files import CHECKPOINT_LIMIT
from glasscase.log.saved import saved_checkpoint
from glasscase.log.transport import Limits
from glasscase.log.web import WebSource
from glasscase.publish.errors import redact
from glasscase.publish.memory import Remembered

SERVED = "served"
"""What stands for the address of the site that is published."""

_LIMITS = Limits(silence=10.0, answer=30.0, attempts=2, parallel=1)
_FORGET = "leave out `--since`"


def kept_checkpoint(file: Path) -> Remembered:
    """Return the checkpoint in a file. Raises LogError where there is none."""
    shown = redact(str(file))
    return Remembered(saved_checkpoint(file, shown), f"saved in {shown}", None, _FORGET)


def served_checkpoint(url: str) -> tuple[Remembered | None, str]:
    """Return the checkpoint of the site at an address, or None with a note that says why not.

    A site that does not answer holds up no publication. Raises LogError if the address is
    malformed.
    """
    shown = redact(url)
    address = url.removesuffix(CHECKPOINT)
    parse_site(address)
    try:
        source = WebSource(address, _LIMITS)
        try:
            data = source.fetch(CHECKPOINT, CHECKPOINT_LIMIT)
        finally:
            source.close()
        if data is None:
            return None, f"No log is served at {shown} yet, so there is nothing to continue."
        checkpoint, _ = parse_checkpoint(data)
    except LogError as error:
        why = f"{error.message[:1].lower()}{error.message[1:]}"
        return None, f"The log was not compared with the one served at {shown}: {why}."
    return Remembered(checkpoint, f"served at {shown}", None, _FORGET), ""
