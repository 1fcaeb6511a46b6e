"""What `glasscase intake` takes in: an event about an incident, or a document."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from .base import Model
from .incident import HarmClass, IncidentSeverity, IncidentState
from .plain import Identifier, Jurisdiction, Line, Prose, Time


class IncidentNotice(Model):
    """An event about an incident, in Glasscase's own form."""

    schema_: Literal[1] = Field(1, alias="schema", description="Version of this form.")
    type: Literal["incident"] = Field("incident", description="What it is about.")
    source: Identifier | None = Field(
        None, description="The system that sends it.", examples=["make", "monitoring"]
    )
    key: Line | None = Field(
        None,
        description="The sender's own id of the incident. The same key always means the same"
        " incident. Without it, only an event with the very same content is recognised.",
        examples=["INC-4711"],
    )
    id: Identifier | None = Field(
        None, description="Id of the record that is to be made. Without it, one is made up."
    )
    title: Line = Field(description="What happened, in a few words.")
    description: Prose | None = Field(None, description="What happened. It goes into the draft.")
    occurred: Time | None = Field(None, description="When it began.")
    discovered: Time | None = Field(
        None, description="When the provider first became aware of it. Clocks start from it."
    )
    reasonable_belief: Time | None = Field(
        None, description="When there were facts enough to believe what it was."
    )
    determined: Time | None = Field(None, description="When its class was determined.")
    contained: Time | None = Field(None, description="When it stopped spreading.")
    resolved: Time | None = Field(None, description="When it was over.")
    severity: IncidentSeverity | None = Field(None, description="How grave it is.")
    harms: tuple[HarmClass, ...] = Field((), description="Types of harm, if they are known.")
    state: IncidentState | None = Field(None, description="How far the handling has come.")
    models: tuple[Line, ...] = Field((), description="Models involved: ids, or names.")
    services: tuple[Line, ...] = Field((), description="Services involved: ids, or names.")
    countries: tuple[Jurisdiction, ...] = Field((), description="Where.")
    details: Any = Field(
        None, description="Anything else. It stays in the private part.", examples=[{"trace": "…"}]
    )


class DocumentNotice(Model):
    """A new text of a document that is a record already."""

    schema_: Literal[1] = Field(1, alias="schema", description="Version of this form.")
    type: Literal["document"] = Field(description="Says that this is a document.")
    kind: Literal["protocol"] = Field(description="Kind of the record.")
    id: Identifier = Field(description="Id of the record whose text it is.")
    markdown: Prose = Field(
        description="The text, as Markdown. Front matter in it is left out: that of the file stays."
    )
    source: Identifier | None = Field(None, description="The system that sends it.")
