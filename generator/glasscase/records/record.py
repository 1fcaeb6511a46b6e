"""What every record has, whatever its kind."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from .base import Kind, Model
from .plain import Date, Identifier, Language, Line, Prose, Reason, Summary, Version
from .values import ChangeNote, ContactPoint, Link, Section, Translation


class Status(StrEnum):
    """Where a record stands. That a version is superseded is derived, never written."""

    DRAFT = "draft"
    CURRENT = "current"
    WITHDRAWN = "withdrawn"


class Withdrawal(Model):
    """Why and when a record was withdrawn; the record stays readable."""

    reason: Prose = Field(description="Why it no longer holds.")
    date: Date = Field(description="Day from which it no longer holds.")
    replaced_by: Identifier | None = Field(None, description="Id of the record to read instead.")


class Waiver(Model):
    """An accepted finding. It is published with the record: an exception is not a secret."""

    rule: Line = Field(description="Id of the rule.", examples=["threshold-exceeded"])
    at: Line | None = Field(
        None,
        description="The field that it covers; the whole record if left out.",
        examples=["evaluations.vct-2"],
    )
    reason: Reason = Field(description="Why the finding is accepted, in a full sentence.")


class ErasedVersion(Model):
    """A published version that must be taken away, and why. A tombstone stays in its place."""

    version: Version = Field(description="The version to erase.", examples=["1.0"])
    reason: Reason = Field(
        description="Why, in a full sentence. It stays public for ever: name nothing in it that"
        " must be erased.",
        examples=["It named a person who did not agree to it."],
    )


class Record(Model):
    """One disclosure. One file under `content/`."""

    kind: ClassVar[Kind]

    schema_: Literal[1] = Field(1, alias="schema", description="Version of the data model.")
    id: Identifier = Field(
        description="Stable id, also the address. It never changes, wherever the file lies.",
        examples=["aurora-2"],
    )
    version: Version = Field(description="Version of this document.", examples=["1.2"])
    status: Status = Field(description="`draft` is never published.", examples=["current"])
    withdrawal: Withdrawal | None = Field(
        None, description="Required when `status` is `withdrawn`, refused otherwise."
    )
    language: Language = Field("en", description="Language of the file.", examples=["en"])
    translation_of: Translation | None = Field(
        None, description="The original, if this file is a translation."
    )
    title: Line = Field(description="Title, as a reader would cite it.")
    summary: Summary = Field(description="What a reader must know first, in plain words.")
    changes: tuple[ChangeNote, ...] = Field(
        (), description="Notes on this version and earlier ones, newest first."
    )
    sections: tuple[Section, ...] = Field(
        (), description="Further texts that no other field holds, each with its own heading."
    )
    links: tuple[Link, ...] = Field((), description="Further reading.")
    contact: ContactPoint | None = Field(
        None, description="Whom to ask about this record; else the provider's contact points."
    )
    waivers: tuple[Waiver, ...] = Field((), description="Findings that are accepted, with reasons.")
    erase: tuple[ErasedVersion, ...] = Field(
        (),
        exclude=True,
        description="Published versions to erase, where the law asks for it. No part of the"
        " published record: each erased version leaves a tombstone with its reason.",
    )
