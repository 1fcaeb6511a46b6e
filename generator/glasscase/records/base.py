"""What every part of a record is made of: the model base, plain types and disclosure."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
)

from . import codes


class Kind(StrEnum):
    """What a record, or the target of a reference, is."""

    PROVIDER = "provider"
    PROTOCOL = "protocol"
    MODEL = "model"
    INCIDENT = "incident"
    SERVICE = "service"
    COMMITMENT = "commitment"

    @property
    def folder(self) -> str:
        """Folder of the kind's records in `content/` and of its addresses on the site."""
        return _FOLDERS[self]


_FOLDERS = {
    Kind.PROVIDER: "",
    Kind.PROTOCOL: "protocols",
    Kind.MODEL: "models",
    Kind.INCIDENT: "incidents",
    Kind.SERVICE: "services",
    Kind.COMMITMENT: "protocols",
}


class Model(BaseModel):
    """Base of all parts of a record: frozen, and unknown keys are refused."""

    model_config = ConfigDict(
        # Only whole records are validated: parts need no validators of their own.
        defer_build=True,
        frozen=True,
        extra="forbid",
        populate_by_name=True,
        hide_input_in_errors=True,
        serialize_by_alias=True,
    )


# Markers that a field's type carries; `walk` finds fields by them.


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a text that names another record, a service or a commitment."""

    kind: Kind


@dataclass(frozen=True, slots=True)
class LocalReference:
    """Marks a text that names a part of the same record, by the part's id."""

    at: str
    """The field that holds the part, with dots: `safety.mitigations`."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """Marks a text that is CommonMark with tables and footnotes."""


@dataclass(frozen=True, slots=True)
class WebAddress:
    """Marks a text that is an absolute http or https address."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Marks a text that identifies its part within the record and its row on the page."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """Marks a text that is a day, a month or a year."""


@dataclass(frozen=True, slots=True)
class Span:
    """Marks a text that is a length of time (ISO 8601)."""


@dataclass(frozen=True, slots=True)
class LanguageTag:
    """Marks a text that is a language (BCP 47)."""


@dataclass(frozen=True, slots=True)
class Presupposes:
    """Marks a field that has something to say only where a flag beside it is true."""

    flags: tuple[str, ...]
    """Keys of the flags, of which one is enough."""


@dataclass(frozen=True, slots=True)
class Territory:
    """Marks a text that is a country, a part of one, or a union of them."""


# Plain types.

_ID = r"^[a-z0-9]+([.-][a-z0-9]+)*$"
_VERSION = r"^[0-9A-Za-z]+([.+-][0-9A-Za-z]+)*$"
_URL = r"^https?://[^\s<>\"]+$"
_LANGUAGE = r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$"
_JURISDICTION = r"^(EU|EEA|WORLD|[A-Z]{2}(-[A-Z0-9]{1,3})?)$"
_PARTIAL_DATE = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
_YEAR = r"^[0-9]{4}$"
_MONTH = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
_DURATION = r"^P([0-9]+[YMW]|[0-9]+D)$"

Line = Annotated[str, StringConstraints(min_length=1, max_length=400, pattern=r"^[^\r\n]+$")]
"""Plain text on one line, 400 characters at most."""

Reason = Annotated[str, StringConstraints(min_length=15, max_length=400, pattern=r"^[^\r\n]+$")]
"""A sentence on one line: 15 characters at least, so that a mark alone is none."""

Prose = Annotated[str, StringConstraints(min_length=1, max_length=400_000), Markdown()]
"""CommonMark with tables and footnotes."""

Summary = Annotated[str, StringConstraints(min_length=1, max_length=1_500), Markdown()]
"""A short plain-words text, 1,500 characters at most."""

Identifier = Annotated[str, StringConstraints(max_length=80, pattern=_ID)]
"""Lower-case letters and digits, joined by single hyphens or dots."""

RowId = Annotated[str, StringConstraints(max_length=80, pattern=_ID), Identity()]
"""An identifier of a part within its record; it becomes the part's permalink."""

Version = Annotated[str, StringConstraints(max_length=40, pattern=_VERSION)]
"""A version label such as `1.2`, `2026-04` or `3.0-rc1`."""

Url = Annotated[str, StringConstraints(max_length=2_000, pattern=_URL), WebAddress()]
"""An absolute address that starts with https:// or http://."""

Language = Annotated[
    str,
    StringConstraints(pattern=_LANGUAGE),
    AfterValidator(codes.known_language),
    LanguageTag(),
]
"""A language tag (BCP 47) such as `en`, `fr` or `pt-BR`."""

Jurisdiction = Annotated[
    str,
    StringConstraints(pattern=_JURISDICTION),
    AfterValidator(codes.known_territory),
    Territory(),
]
"""`EU`, `EEA`, `WORLD`, a country (ISO 3166-1) or a part of one (ISO 3166-2), e.g. `US-NY`."""


def _on_the_calendar(value: str) -> str:
    """Return a date as it is written; ValueError if there is no such day."""
    date.fromisoformat(f"{value}-01-01"[: len("2026-04-30")])
    return value


PartialDate = Annotated[
    str, StringConstraints(pattern=_PARTIAL_DATE), AfterValidator(_on_the_calendar), Calendar()
]
"""`2026`, `2026-04` or `2026-04-30`, as exact as it is known."""

Year = Annotated[
    str, StringConstraints(pattern=_YEAR), AfterValidator(_on_the_calendar), Calendar()
]
"""`2026`."""

Month = Annotated[
    str, StringConstraints(pattern=_MONTH), AfterValidator(_on_the_calendar), Calendar()
]
"""`2026-04`."""

Duration = Annotated[str, StringConstraints(pattern=_DURATION), Span()]
"""A whole period in ISO 8601: `P1Y`, `P6M`, `P2W`, `P90D`."""

Number = Annotated[float, Strict(), Field(allow_inf_nan=False)]
Count = Annotated[int, Strict(), Field(ge=0, le=2**53 - 1)]
"""A whole number that JSON can carry exactly (RFC 8785, section 3.2.2.3)."""

Positive = Annotated[float, Strict(), Field(gt=0, allow_inf_nan=False)]
NonNegative = Annotated[float, Strict(), Field(ge=0, allow_inf_nan=False)]
Flag = Annotated[bool, Strict()]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(
    r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|z|[+-]\d{2}(:?\d{2})?)?"
)


def _iso(pattern: re.Pattern[str], form: str) -> Callable[[Any], Any]:
    """Refuse every input but ISO 8601 text and real dates: no numbers taken for timestamps."""

    def check(value: Any) -> Any:
        if isinstance(value, date):
            return value
        if isinstance(value, str) and pattern.fullmatch(value.strip()):
            return value.strip()
        raise ValueError(f"write it as {form}")

    return check


Date = Annotated[date, BeforeValidator(_iso(_DATE, "2026-04-30 (year-month-day)"))]
"""A calendar day, claimed by the provider."""

Time = Annotated[
    AwareDatetime,
    BeforeValidator(_iso(_TIME, "2026-04-30T14:05:00+02:00 (with its time zone)")),
]
"""A moment with its zone."""

ProtocolRef = Annotated[Identifier, Reference(Kind.PROTOCOL)]
ModelRef = Annotated[Identifier, Reference(Kind.MODEL)]
IncidentRef = Annotated[Identifier, Reference(Kind.INCIDENT)]
ServiceRef = Annotated[Identifier, Reference(Kind.SERVICE)]
MitigationId = Annotated[Identifier, LocalReference("safety.mitigations")]
EvaluationId = Annotated[Identifier, LocalReference("evaluations")]
CommitmentRef = Annotated[
    str,
    StringConstraints(max_length=161, pattern=_ID[:-1] + "#" + _ID[1:]),
    Reference(Kind.COMMITMENT),
]
"""A commitment of a protocol: `PROTOCOL#COMMITMENT`."""


# Disclosure: a value is given, withheld, or absent with a reason.


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
