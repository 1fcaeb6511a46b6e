"""Regimes: laws, codes, guidelines and voluntary frameworks, with their terms and duties."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field

from glasscase.law.model.condition import Condition
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.duty import Duty
from glasscase.records.base import Model
from glasscase.records.plain import Identifier, Jurisdiction, Line, Url


class Force(StrEnum):
    """What binds a provider to a duty."""

    LAW = "law"
    CODE = "code"
    """Binding on those who signed."""
    GUIDANCE = "guidance"
    VOLUNTARY = "voluntary"


class TermDefinition(Model):
    """A legal term, as a condition."""

    id: Identifier
    name: Line = Field(description="As sentences call it.", examples=["a frontier model"])
    clause: Line
    when: Condition
    note: Line | None = None
    confidence: Confidence
    source: Identifier


class SourceText(Model):
    """A text behind the catalogue."""

    id: Identifier
    title: Line
    url: Url | None = None
    confidence: Confidence


class Regime(Model):
    """One instrument: a law, a code, a guideline or a voluntary framework."""

    id: Identifier = Field(examples=["us-ca-sb53"])
    short: Line = Field(examples=["California SB 53"])
    title: Line
    force: Force
    jurisdiction: Jurisdiction
    authority: Line = Field(description="Who supervises or receives.")
    zone: Line | None = Field(
        None,
        description="Time zone of the authority, if not that of the jurisdiction.",
        examples=["America/Denver"],
    )
    in_force: date
    checked: date = Field(description="Day on which the texts were checked.")
    summary: Line = Field(description="What it asks, in one or two sentences.")
    sources: tuple[SourceText, ...] = Field(min_length=1)
    unverified: tuple[Line, ...] = Field((), description="What could not be verified.")
    who: Condition | None = Field(None, description="Who owes any duty of it.")
    terms: tuple[TermDefinition, ...] = ()
    duties: tuple[Duty, ...] = Field(min_length=1)


class Override(Model):
    """A provider's additions to a regime of the catalogue: `law/REGIME.yml` of its repository."""

    extends: Identifier = Field(description="Id of the regime.")
    terms: tuple[TermDefinition, ...] = Field((), description="Added, or in place of its own.")
    duties: tuple[Duty, ...] = Field((), description="Added, or in place of its own.")
