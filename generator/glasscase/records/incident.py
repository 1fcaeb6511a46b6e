"""Incident summaries: what happened, who was affected, what was done."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from .base import Kind, Model
from .disclosure import Maybe
from .plain import (
    CommitmentRef,
    Count,
    Date,
    Flag,
    IncidentRef,
    Jurisdiction,
    Line,
    ModelRef,
    Prose,
    ProtocolRef,
    RowId,
    ServiceRef,
    Time,
    Url,
)
from .record import Record


class IncidentState(StrEnum):
    """How far the handling has come."""

    INVESTIGATING = "investigating"
    ONGOING = "ongoing"
    CONTAINED = "contained"
    RESOLVED = "resolved"
    CLOSED = "closed"


class IncidentSeverity(StrEnum):
    """Severity in the OECD common reporting framework (2025), criterion 10."""

    HAZARD = "hazard"
    SERIOUS_HAZARD = "serious-hazard"
    INCIDENT = "incident"
    SERIOUS_INCIDENT = "serious-incident"
    DISASTER = "disaster"


class HarmClass(StrEnum):
    """Classes of harm as the laws and codes define them (checked 2026-11-21).

    The first four: Reg. (EU) 2024/1689, Art. 3(49)(a)-(d), with (a) in its two limbs.
    `serious-cybersecurity-breach`: Code of Practice, safety and security, measure 9.3(2).
    The `critical-safety-...` four: Cal. Bus. & Prof. Code 22757.11(d)(1)-(4) and its siblings.
    `personal-data-breach`: Reg. (EU) 2016/679, Art. 4(12).
    """

    DEATH = "death"
    HEALTH = "serious-harm-to-health"
    INFRASTRUCTURE = "critical-infrastructure-disruption"
    RIGHTS = "fundamental-rights-infringement"
    PROPERTY_ENVIRONMENT = "serious-harm-to-property-or-environment"
    CYBERSECURITY = "serious-cybersecurity-breach"
    WEIGHTS = "critical-safety-weights-with-injury"
    CATASTROPHIC = "critical-safety-catastrophic-risk"
    LOSS_OF_CONTROL = "critical-safety-loss-of-control-with-injury"
    DECEPTION = "critical-safety-deceptive-subversion"
    PERSONAL_DATA = "personal-data-breach"
    MISUSE = "misuse"
    DISCRIMINATION = "discrimination"
    MISINFORMATION = "misinformation"
    SERVICE = "service-disruption"
    OTHER = "other"
    NONE = "no-harm"


class TimeField(StrEnum):
    """Names of the times of an incident."""

    OCCURRED = "occurred"
    OCCURRED_UNTIL = "occurred_until"
    DISCOVERED = "discovered"
    BELIEVED = "reasonable_belief"
    DETERMINED = "determined"
    CONTAINED = "contained"
    RESOLVED = "resolved"


class Times(Model):
    """When things happened; every time with its zone. Clocks start from these."""

    occurred: Maybe[Time] = Field(None, description="When it began.")
    occurred_until: Time | None = Field(None, description="When it ended, if it lasted.")
    discovered: Time = Field(description="When the provider first became aware of it.")
    reasonable_belief: Time | None = Field(
        None,
        description=(
            "When the provider learnt facts sufficient for a reasonable belief that a critical "
            "safety incident occurred (N.Y. Gen. Bus. Law 1422(3)(a), 430 ILCS 185/15(c))."
        ),
    )
    determined: Maybe[Time] = Field(None, description="When its class was determined.")
    contained: Maybe[Time] = Field(None, description="When it stopped spreading.")
    resolved: Maybe[Time] = Field(None, description="When it was over.")
    estimated: tuple[TimeField, ...] = Field((), description="Which of these are estimates.")


class Affected(Model):
    """A group that was affected."""

    group: Line = Field(description="Who, as a group.", examples=["Users of the public API"])
    people: Count | None = Field(None, description="How many, if known.")
    description: Line | None = Field(None, description="How.")


class Impact(Model):
    """What the incident did."""

    description: Prose = Field(description="The harm, in plain words.")
    affected: Maybe[tuple[Affected, ...]] = Field(None, description="Who was affected.")
    countries: tuple[Jurisdiction, ...] = Field((), description="Where.")
    quantified: Maybe[Line] = Field(None, description="Harm in numbers.")
    rights: tuple[Line, ...] = Field((), description="Rights that were affected.")
    imminent_risk: Flag | None = Field(
        None, description="True if there was an imminent risk of death or serious physical injury."
    )


class Event(Model):
    """One entry of the timeline."""

    id: RowId = Field(description="Its permalink.")
    at: Time = Field(description="When.")
    what: Prose = Field(description="What happened.")


class ActionState(StrEnum):
    """How far a corrective action has come."""

    PLANNED = "planned"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    DROPPED = "dropped"


class CorrectiveAction(Model):
    """Something done so that it does not happen again."""

    id: RowId = Field(description="Its permalink.")
    description: Prose = Field(description="What is done.")
    state: ActionState = Field(description="How far it has come.")
    owner: Line | None = Field(None, description="The role that does it.")
    due: Date | None = Field(None, description="Day by which it is to be done.")
    completed: Date | None = Field(None, description="Day on which it was done.")


class NearMiss(Model):
    """A similar event that did no harm (Code of Practice, measure 9.2(9))."""

    id: RowId = Field(description="Its permalink.")
    at: Time | None = Field(None, description="When.")
    description: Prose = Field(description="What happened.")


class ReportStage(StrEnum):
    """Which report of a series a notification was."""

    INITIAL = "initial"
    INTERMEDIATE = "intermediate"
    FINAL = "final"
    AMENDED = "amended"


class Notification(Model):
    """A report that was made to an authority."""

    id: RowId = Field(description="Its permalink.")
    regime: Line = Field(
        description="The law or code, by its id in the catalogue.", examples=["us-ca-sb53"]
    )
    authority: Line = Field(description="Who received it.")
    stage: ReportStage = Field(description="Which report of the series.")
    at: Time = Field(description="When it was made.")
    receipt: Maybe[Line] = Field(None, description="The authority's reference.")


class Update(Model):
    """A dated addition to the summary, with an address of its own."""

    id: RowId = Field(description="Its permalink.", examples=["2026-03-04-root-cause"])
    at: Time = Field(description="When it was published.")
    title: Line = Field(description="Its heading.")
    body: Prose = Field(description="Its text.")


class Circumstances(Model):
    """Further criteria of the OECD common reporting framework (2025)."""

    ai_role: Prose = Field(description="How AI relates to the incident (criterion 3).")
    wrongful_use: Flag | None = Field(
        None, description="True if it came from unintended or wrongful use (13)."
    )
    principles: tuple[Line, ...] = Field((), description="OECD AI Principles concerned (16).")
    industries: tuple[Line, ...] = Field((), description="Industries, ISIC rev. 4 (17).")
    business_functions: tuple[Line, ...] = Field((), description="Business functions (18).")
    critical_infrastructure: Flag | None = Field(
        None, description="True if it concerned critical infrastructure (19)."
    )
    deployment: Line | None = Field(None, description="Breadth of deployment (20).")
    training_data_link: Line | None = Field(None, description="Link to training data (21).")
    model_link: Line | None = Field(None, description="Link to the model itself (22).")
    usage_rights: Line | None = Field(None, description="Rights of use (23).")
    multiple_systems: Line | None = Field(None, description="Interaction of systems (24).")
    tasks: tuple[Line, ...] = Field((), description="Tasks of the system (25).")
    autonomy: Line | None = Field(None, description="Level of autonomy (26).")
    reproduce: Maybe[Prose] = Field(None, description="Steps to reproduce (28).")


class Material(Model):
    """Supporting material (OECD criterion 7)."""

    title: Line = Field(description="What it is.")
    url: Url | None = Field(None, description="Where it is.")


class Incident(Record):
    """An incident summary: YAML under `incidents/`."""

    kind: ClassVar[Kind] = Kind.INCIDENT

    state: IncidentState = Field(description="How far the handling has come.")
    severity: IncidentSeverity = Field(description="How grave it is.")
    harms: tuple[HarmClass, ...] = Field(description="Classes of harm; `no-harm` for a hazard.")
    classification: Maybe[Prose] = Field(
        None, description="Why it falls into these classes and not into others."
    )
    times: Times = Field(description="When things happened.")
    models: tuple[ModelRef, ...] = Field((), description="Models involved.")
    model_versions: tuple[Line, ...] = Field((), description="Versions of them, in words.")
    services: tuple[ServiceRef, ...] = Field((), description="Services involved.")
    protocols: tuple[ProtocolRef, ...] = Field((), description="Protocols it was handled under.")
    commitments: tuple[CommitmentRef, ...] = Field((), description="Commitments that it touched.")
    internal_use: Flag | None = Field(
        None, description="True if it came from the provider's own use of the model."
    )
    description: Maybe[Prose] = Field(None, description="What happened, in plain words.")
    impact: Maybe[Impact] = Field(None, description="What it did, and to whom.")
    timeline: tuple[Event, ...] = Field((), description="What happened when.")
    response: Maybe[Prose] = Field(None, description="What the provider did.")
    root_cause: Maybe[Prose] = Field(None, description="Why it happened.")
    contributing_factors: tuple[Line, ...] = Field(
        (), description="What made it possible, or worse."
    )
    corrective_actions: Maybe[tuple[CorrectiveAction, ...]] = Field(
        None, description="What is done so that it does not happen again."
    )
    lessons: Maybe[Prose] = Field(None, description="What was learnt.")
    near_misses: Maybe[tuple[NearMiss, ...]] = Field(None, description="Similar harmless events.")
    notifications: Maybe[tuple[Notification, ...]] = Field(
        None, description="Reports made to authorities."
    )
    circumstances: Circumstances | None = Field(None, description="OECD criteria.")
    materials: tuple[Material, ...] = Field((), description="Supporting material.")
    related: tuple[IncidentRef, ...] = Field((), description="Related incidents.")
    updates: tuple[Update, ...] = Field((), description="Dated updates, newest first.")
