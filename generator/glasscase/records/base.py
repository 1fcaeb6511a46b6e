"""What every part of a record is made of: the model base, and the markers of fields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


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
