"""Plain types of fields: texts, addresses, dates, numbers and references."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    Field,
    Strict,
    StringConstraints,
)

from . import codes
from .base import (
    Calendar,
    Identity,
    Kind,
    LanguageTag,
    LocalReference,
    Markdown,
    Reference,
    Span,
    Territory,
    WebAddress,
)

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
