"""How far a statement of the catalogue was checked against the texts."""

from __future__ import annotations

from enum import StrEnum


class Confidence(StrEnum):
    """How far the text behind a statement was checked."""

    VERIFIED = "verified"
    """The instrument itself was read."""
    QUOTED = "quoted"
    """Literal quotations of the instrument were read."""
    RESTATED = "restated"
    """Only a restatement by others was read."""
    UNVERIFIED = "unverified"
    """Not checked against any text. Shown as such wherever the duty is."""
