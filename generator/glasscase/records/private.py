"""What is known of an incident and is not for the public: `private/incidents/ID.yml`.

It lies beside `content/`, never in it, and the site is built without it. Reports to authorities
and clocks are made from the public record and from this.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import Field, StringConstraints, create_model

from .base import Model
from .disclosure import Absence, Absent, Withheld
from .incident import Circumstances, Impact, Incident, ReportStage, Times
from .plain import Count, Identifier, Line, Prose, Time
from .record import Record

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""A SHA-256 in lower-case hexadecimal."""

Json = Annotated[str, StringConstraints(min_length=1, max_length=8_000_000)]
"""A JSON text."""

_GROUPS: dict[str, type[Model]] = {"times": Times, "impact": Impact, "circumstances": Circumstances}


class Delivery(Model):
    """An event about the incident, as another system sent it."""

    source: Identifier = Field(description="The form in which it came.", examples=["pagerduty"])
    key: Line = Field(
        description="What tells it from other events of that source: the source's own id.",
        examples=["PT4KHLK"],
    )
    received: Time | None = Field(None, description="When it was received.")
    digest: Digest = Field(description="SHA-256 of the event's canonical JSON.")
    event: Json = Field(
        description="The event as it came, as JSON text. What no text file can hold is written"
        " with the escapes of JSON."
    )


class Sending(Model):
    """One delivery of a report to its recipient."""

    at: Time = Field(description="When it was accepted.")
    by: Line = Field(description="How it was sent.", examples=["smtp", "https"])
    to: Line = Field(description="To whom.")
    reference: Line | None = Field(None, description="Message id, or the recipient's reference.")
    timestamp: Line | None = Field(
        None, description="File of an RFC 3161 time stamp, relative to the report's folder."
    )


class Report(Model):
    """A report to an authority that was made."""

    regime: Identifier = Field(description="The law or code.", examples=["us-ca-sb53"])
    duty: Line | None = Field(None, description="The duty that it meets.")
    stage: ReportStage = Field(description="Which report of the series.")
    number: Count = Field(description="Number of the report within its regime, from 1.")
    digest: Digest = Field(description="SHA-256 of the report's JSON.")
    path: Line = Field(description="Folder of the report's files, relative to `private/`.")
    sent: tuple[Sending, ...] = Field((), description="Deliveries of it.")


def _partial(model: type[Model], **groups: type[Model]) -> Any:
    """Return a model with the same fields, none of which is required."""
    fields: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        if name in Record.model_fields:
            continue
        held: Any = groups.get(name)
        if held is None:
            held = (
                Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation
            )
        fields[name] = (held | None, Field(None, description=info.description))
    name = f"{model.__name__}Fields"
    doc = f"Fields of {model.__name__.lower()} that are not for the public, each optional."
    return create_model(name, __base__=Model, __module__=__name__, __doc__=doc, **fields)


if TYPE_CHECKING:

    class IncidentFields(Model):
        """Fields of an incident that are not for the public, each optional."""
else:
    IncidentFields = _partial(Incident, **{name: _partial(m) for name, m in _GROUPS.items()})


class PrivateIncident(Model):
    """The private part of an incident: YAML under `private/incidents/`."""

    schema_: Literal[1] = Field(1, alias="schema", description="Version of the data model.")
    incident: Identifier = Field(
        description="Id of the incident record, or of its draft.",
        examples=["2026-007-dosage-advice"],
    )
    dismissed: Line | None = Field(
        None,
        description="Why there is no record of it. The same event then makes no draft again.",
        examples=["A drill."],
    )
    fields: IncidentFields | None = Field(
        None,
        description="Values for reports and clocks only, under the names that they have in an"
        " incident record. They take the place of what the public record says.",
    )
    statements: dict[Line, Prose] = Field(
        default_factory=dict,
        description="Answers to what a law asks for and no field of an incident holds: what is"
        " asked, in the catalogue's words, and the answer.",
    )
    reports: tuple[Report, ...] = Field((), description="Reports to authorities, oldest first.")
    events: tuple[Delivery, ...] = Field(
        (), description="Events of other systems about it, in the order in which they came."
    )


def overlaid(incident: Incident, private: PrivateIncident | None) -> Incident:
    """Return an incident with the values of its private part in place of the public ones."""
    if private is None or private.fields is None:
        return incident
    return cast("Incident", _over(incident, private.fields))


def _over(base: Model, fields: Model) -> Model:
    update: dict[str, Any] = {}
    for name in fields.model_fields_set:
        value = getattr(fields, name)
        group = _GROUPS.get(name) if isinstance(base, Incident) else None
        if group is not None and isinstance(value, Model) and not _is_notice(value):
            held = getattr(base, name)
            value = _over(held if isinstance(held, group) else _begun(group), value)
        update[name] = value
    return base.model_copy(update=update)


def _is_notice(value: Model) -> bool:
    return isinstance(value, Withheld | Absent)


def _begun(group: type[Model]) -> Model:
    """Return a group in which all that is required is said to be missing."""
    missing = Absent(absent=Absence.NOT_YET, reason="Not stated.")
    required = {name for name, info in group.model_fields.items() if info.is_required()}
    return group.model_construct(**dict.fromkeys(required, missing))  # type: ignore[arg-type]
