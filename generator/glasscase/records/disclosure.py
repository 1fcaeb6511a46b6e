"""Disclosure: a value is given, withheld, or absent with a reason."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import Discriminator, Field, Tag

from .base import Model
from .plain import Date, Line, PartialDate


class Basis(StrEnum):
    """Why a value is withheld.

    The first five are the only grounds on which SB 53 and its siblings allow a redaction
    (Cal. Bus. & Prof. Code 22757.12(f), N.Y. Gen. Bus. Law 1421(5), 430 ILCS 185/10(g);
    checked 2026-11-21).
    """

    TRADE_SECRET = "trade-secret"  # noqa: S105
    CYBERSECURITY = "cybersecurity"
    PUBLIC_SAFETY = "public-safety"
    NATIONAL_SECURITY = "national-security"
    LEGAL_OBLIGATION = "legal-obligation"
    PERSONAL_DATA = "personal-data"
    THIRD_PARTY_CONFIDENCE = "third-party-confidence"
    RESERVED = "reserved"
    """Owed to named audiences only, e.g. the exact form of a figure whose range is public."""


class Audience(StrEnum):
    """Who receives a value that the public does not."""

    AI_OFFICE = "ai-office"
    NATIONAL_AUTHORITIES = "national-authorities"
    DOWNSTREAM_PROVIDERS = "downstream-providers"
    STATE_AUTHORITIES = "state-authorities"
    AUDITORS = "auditors"


class Absence(StrEnum):
    """Why there is no value."""

    NOT_APPLICABLE = "not-applicable"
    NOT_AVAILABLE = "not-available"
    NOT_YET = "not-yet"


class Withheld(Model):
    """A value that exists and is not published; the public sees this notice instead."""

    withheld: Basis = Field(description="The ground for withholding.", examples=["trade-secret"])
    describe: Line = Field(
        description="What is withheld and why, as far as the ground allows.",
        examples=["The exact count is a trade secret; its range is given."],
    )
    audience: tuple[Audience, ...] = Field((), description="Who receives the value in full.")
    since: Date | None = Field(None, description="Day from which the value is withheld.")
    value: Any = Field(
        None,
        exclude=True,
        repr=False,
        description="The value itself, for private repositories. It never leaves the source file.",
    )


class Absent(Model):
    """A value that does not exist, with the reason."""

    absent: Absence = Field(description="Why there is none.", examples=["not-yet"])
    reason: Line = Field(
        description="The reason in a sentence.", examples=["The evaluation ends in March 2027."]
    )
    expected: PartialDate | None = Field(
        None, description="When the value is expected, for `not-yet`.", examples=["2027-03"]
    )


def disclosure(value: Any) -> str:
    """Tell by its keys which form a value takes: `given`, `withheld` or `absent`."""
    kind = type(value)
    if kind is dict:
        if "withheld" in value:
            return "withheld"
        if "absent" in value:
            return "absent"
    elif kind is Withheld:
        return "withheld"
    elif kind is Absent:
        return "absent"
    return "given"


T = TypeVar("T")

Disclosed = Annotated[
    Annotated[T, Tag("given")]
    | Annotated[Withheld, Tag("withheld")]
    | Annotated[Absent, Tag("absent")],
    Discriminator(disclosure),
]
"""A `T`, or the notice that it is withheld, or the reason why there is none."""

Maybe = Disclosed[T] | None
"""As `Disclosed`, and may be left out: the page then says that it is not disclosed."""
