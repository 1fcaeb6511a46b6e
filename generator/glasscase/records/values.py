"""Small values that several records share: quantities, contacts, links, notes of change."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Model
from .plain import (
    CommitmentRef,
    Date,
    Duration,
    Flag,
    Identifier,
    Line,
    NonNegative,
    Number,
    PartialDate,
    Positive,
    Prose,
    RowId,
    Url,
    Version,
)


class Modality(StrEnum):
    """Kinds of content that go in or come out (Model Documentation Form, items 9 and 11)."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CODE = "code"
    TABULAR = "tabular"
    OTHER = "other"


class Operator(StrEnum):
    """How a measured value is compared with a threshold."""

    ABOVE = ">"
    AT_LEAST = ">="
    BELOW = "<"
    AT_MOST = "<="


class Quantity(Model):
    """A number with its unit."""

    value: Number = Field(description="The number.", examples=[15.2e12])
    unit: Line = Field(description="The unit.", examples=["tokens"])
    approximate: Flag = Field(False, description="True if the number is an estimate.")
    note: Line | None = Field(None, description="What the number covers.")


class Range(Model):
    """A span of numbers; one end may be open."""

    low: NonNegative | None = Field(None, description="Lower end, included.")
    high: Positive | None = Field(None, description="Upper end, included.")
    unit: Line = Field(description="The unit.", examples=["tokens"])


class Uncertainty(Model):
    """How far a measured value may be off."""

    plus_minus: NonNegative | None = Field(None, description="Half width, in the value's unit.")
    low: Number | None = Field(None, description="Lower bound, in the value's unit.")
    high: Number | None = Field(None, description="Upper bound, in the value's unit.")
    kind: Line = Field(
        description="What the bounds are.", examples=["95 % confidence interval (bootstrap)"]
    )


class Period(Model):
    """A span of time, as exact as it is known."""

    start: PartialDate | None = Field(None, description="First day, month or year.")
    end: PartialDate | None = Field(None, description="Last day, month or year.")
    ongoing: Flag = Field(False, description="True if it has not ended.")
    note: Line | None = Field(None, description="What the dates cannot say.")


class Link(Model):
    """A titled address."""

    title: Line = Field(description="What the reader finds there.")
    url: Url = Field(description="Its address.")


class ContactPoint(Model):
    """How to reach the provider on one matter; a role, never a person's name."""

    role: Line = Field(description="Who answers.", examples=["Documentation desk"])
    email: Line | None = Field(
        None,
        pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$",
        description="A mailbox of the role.",
        examples=["documentation@lumenforge.example"],
    )
    url: Url | None = Field(None, description="A form or page.")
    phone: Line | None = Field(None, description="A number of the role.")
    postal: Line | None = Field(None, description="A postal address on one line.")
    note: Line | None = Field(None, description="Languages, hours, keys.")


class ChangeNote(Model):
    """Why a version differs from the one before it, in the author's words."""

    version: Version = Field(description="The version that brought the change.")
    date: Date = Field(description="Day of the change.")
    summary: Prose = Field(description="What changed.")
    reason: Prose = Field(description="Why.")
    material: Flag = Field(
        False,
        description=(
            "True if a framework was materially modified; the change and its justification are "
            "then due in public within 30 days (Cal. Bus. & Prof. Code 22757.12(b)(2))."
        ),
    )
    announced: Date | None = Field(None, description="Day it was announced, if before `date`.")


class Section(Model):
    """A titled text of the provider's own, kept as it is."""

    id: RowId = Field(description="Its permalink.")
    title: Line = Field(description="Its heading.")
    body: Prose = Field(description="Its text.")


class Review(Model):
    """When a document is looked at again."""

    cadence: Duration = Field(description="How often.", examples=["P1Y"])
    last: Date | None = Field(None, description="Day of the last review.")
    next: Date | None = Field(None, description="Day by which the next one is due.")
    responsible: Line | None = Field(None, description="The role that reviews.")


class Threshold(Model):
    """A machine-readable line: `metric` `operator` `value` `unit`."""

    metric: Line = Field(
        description="What is measured; the same words as in an evaluation's `metric`.",
        examples=["pass@1"],
    )
    benchmark: Line | None = Field(
        None,
        description="On which test; the same words as in an evaluation's `benchmark`.",
        examples=["VCT-2"],
    )
    operator: Operator = Field(description="How the result is compared.", examples=[">="])
    value: Number = Field(description="The line.", examples=[50])
    unit: Line = Field(description="Its unit.", examples=["%"])


class Standard(Model):
    """A standard, guideline or code that is followed."""

    name: Line = Field(description="Its name.", examples=["ISO/IEC 42001:2023"])
    url: Url | None = Field(None, description="Where it can be read.")
    how: Prose | None = Field(None, description="How it is followed, and where not.")


class Mitigation(Model):
    """A measure that lowers a risk."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Its name.")
    description: Prose = Field(description="What it does and where it sits.")
    limits: Prose | None = Field(None, description="What it does not stop.")
    commitments: tuple[CommitmentRef, ...] = Field((), description="Commitments it carries out.")


class Translation(Model):
    """The record and version of which this one is a translation."""

    id: Identifier = Field(description="Id of the original record.")
    version: Version = Field(description="The version that was translated.")
