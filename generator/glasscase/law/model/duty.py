"""Duties: what is asked, of what, for whom, how strongly, and which fields answer it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import Field

from glasscase.law.model.condition import Condition
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import Deadline
from glasscase.records import Kind
from glasscase.records.base import Model
from glasscase.records.incident import ReportStage
from glasscase.records.plain import Flag, Identifier, Line


class Strength(StrEnum):
    """How strongly the instrument asks."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Subject(StrEnum):
    """What a duty is asked of: one answer for each."""

    PROVIDER = "provider"
    """Answered once, by the provider's record and by its protocols."""
    MODEL = "model"
    """Answered for each model card."""
    INCIDENT = "incident"
    """Answered for each incident summary."""


KINDS: Mapping[Subject, Kind] = {
    Subject.PROVIDER: Kind.PROVIDER,
    Subject.MODEL: Kind.MODEL,
    Subject.INCIDENT: Kind.INCIDENT,
}
"""The kind of record that answers for each subject."""


class Reader(StrEnum):
    """Whom a duty is owed to."""

    PUBLIC = "public"
    AI_OFFICE = "ai-office"
    NATIONAL_AUTHORITIES = "national-authorities"
    DOWNSTREAM_PROVIDERS = "downstream-providers"
    STATE_AUTHORITIES = "state-authorities"
    ORGANISATION = "organisation"
    """An organisation that collects answers, such as the OECD."""


class Answer(Model):
    """One thing that a duty asks for, and the fields that hold it.

    Paths are those of the files: `compute.operations`. A step into a list may pick rows:
    `topics[topic=standards]`. One row that answers is enough, unless `every` row has to.
    """

    asks: Line | None = Field(None, description="What is asked, if the duty asks several things.")
    fields: tuple[Line, ...] = Field(
        min_length=1, description="Paths; each must answer.", examples=[["compute.operations"]]
    )
    either: Flag = Field(False, description="One of the fields is enough.")
    every: Flag = Field(
        False,
        description="Asked of every row of a list, as in “for each modality”; the last key of a"
        " path is then one of its rows.",
    )
    of: Literal["subject", "provider", "protocol"] = Field(
        "subject",
        description="Whose fields: the subject's own, the provider's, or those of a current "
        "protocol of the `types`.",
    )
    types: tuple[Line, ...] = Field((), description="Types of protocol, for `of: protocol`.")
    when: Condition | None = Field(None, description="Asked only if this holds.")


class Transition(Model):
    """A later date for some."""

    when: Condition
    from_: date = Field(alias="from")
    clause: Line


class Duty(Model):
    """One clause that asks for something to be published, reported or kept."""

    id: Identifier = Field(description="Stable id within the regime.")
    clause: Line = Field(examples=["Art. 53(1)(d)"])
    title: Line = Field(description="Short name, in our words.")
    what: Line = Field(description="What is asked, in our words.")
    subject: Subject
    strength: Strength = Strength.MUST
    who: Condition | None = Field(None, description="Who owes it; the regime's `who` as well.")
    readers: tuple[Reader, ...] = Field(min_length=1)
    in_force: date | None = Field(None, description="If other than the regime's.")
    transition: tuple[Transition, ...] = ()
    answers: tuple[Answer, ...] = Field((), description="Empty: no field of a record answers it.")
    items: tuple[Identifier, ...] = Field(
        (),
        description="Duties of the same regime that it is made of, such as a report of its"
        " contents. What they ask is asked by it too, of those that owe them.",
    )
    by_tool: Flag = Field(
        False, description="Without answers: the tool itself meets it, whatever the records say."
    )
    stages: tuple[ReportStage, ...] = Field(
        (), description="Reports of a series that must hold it. Empty: every one."
    )
    deadline: Deadline | None = None
    exact: Flag = Field(False, description="The exact form of a figure that has a coarse one too.")
    source: Identifier
    confidence: Confidence
    note: Line | None = Field(None, description="What a reader must know; what is not verified.")
