"""Model cards.

"Item" numbers are those of the Model Documentation Form (Code of Practice, transparency
chapter; checked 2026-11-21). "Annex" is Reg. (EU) 2024/1689.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar

from pydantic import Field, Strict

from .base import (
    Date,
    Flag,
    Jurisdiction,
    Kind,
    Language,
    Line,
    Maybe,
    Model,
    ModelRef,
    NonNegative,
    PartialDate,
    Positive,
    Prose,
    ProtocolRef,
    RowId,
    Url,
)
from .evaluation import Assessor, DeploymentDecision, Evaluation, RiskAssessment, SafetyMeasures
from .record import Record
from .training_data import Copyright, TrainingData
from .values import Modality, Period, Quantity


class ModelVersion(Model):
    """A version of the model that the card covers (item 2)."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Public name.", examples=["aurora-2-2026-05"])
    released: PartialDate | None = Field(None, description="Release date.")
    differs: Prose | None = Field(
        None, description="How it differs in risk and mitigations from the others."
    )
    retired: PartialDate | None = Field(None, description="Date of retirement.")


class Evidence(Model):
    """Evidence of authenticity (item 3)."""

    kind: Line = Field(description="What it is.", examples=["SHA-256 of the weights"])
    value: Line | None = Field(None, description="The hash.")
    url: Url | None = Field(None, description="An endpoint or a list of hashes.")


class Relation(StrEnum):
    """How a model comes from another."""

    FINE_TUNED = "fine-tuned"
    DISTILLED = "distilled"
    MERGED = "merged"
    QUANTISED = "quantised"
    CONTINUED = "continued-training"
    ADAPTER = "adapter"
    COMPONENT = "component"


class Dependency(Model):
    """A model on which this one is built (item 6)."""

    name: Line = Field(description="Name and version.")
    relation: Relation = Field(description="How this model comes from it.")
    model: ModelRef | None = Field(None, description="Its card here, if there is one.")
    provider: Line | None = Field(None, description="Who provides it.")
    url: Url | None = Field(None, description="Its card elsewhere.")
    training_summary: Url | None = Field(None, description="Its summary of training content.")
    operations: Maybe[Positive] = Field(
        None,
        description="Its training compute in floating-point operations.",
        json_schema_extra={"unit": "FLOP"},
    )
    systemic_risk: Flag | None = Field(
        None, description="True if it is a model with systemic risk; needed for the one-third rule."
    )


class Identity(Model):
    """What the model is called and how it is told from others."""

    name: Line = Field(description="Public name.", examples=["Aurora 2"])
    identifier: Line | None = Field(None, description="Unique identifier, e.g. of the API.")
    family: Line | None = Field(None, description="Collection that it belongs to.")
    versions: Maybe[tuple[ModelVersion, ...]] = Field(None, description="Versions covered.")
    evidence: Maybe[tuple[Evidence, ...]] = Field(None, description="Evidence of authenticity.")
    dependencies: Maybe[tuple[Dependency, ...]] = Field(None, description="Models it is built on.")


class Release(Model):
    """When and where the model was made available."""

    first: Maybe[PartialDate] = Field(None, description="First release by any channel (item 4).")
    eu_market: Maybe[Date] = Field(None, description="Day of placing on the Union market (item 5).")
    jurisdictions: tuple[Jurisdiction, ...] = Field((), description="Where it is available.")
    substantially_modified: Date | None = Field(
        None, description="Day of the last substantial modification."
    )
    stage: Line | None = Field(None, description="Stage.", examples=["general availability"])


class ModalityLimit(Model):
    """A modality that goes in or comes out, with its largest size (items 9 to 12)."""

    modality: Modality = Field(description="The modality.")
    formats: tuple[Line, ...] = Field((), description="Formats.", examples=[["PNG", "JPEG"]])
    maximum: Maybe[Quantity] = Field(None, description="Largest size.")
    note: Line | None = Field(None, description="Anything that the size cannot say.")


class Modalities(Model):
    """What goes in and what comes out."""

    inputs: Maybe[tuple[ModalityLimit, ...]] = Field(None, description="Inputs.")
    outputs: Maybe[tuple[ModalityLimit, ...]] = Field(None, description="Outputs.")


class ParameterRange(StrEnum):
    """Ranges of the total parameter count (item 14)."""

    TO_500M = "1-500M"
    TO_5B = "500M-5B"
    TO_15B = "5-15B"
    TO_50B = "15-50B"
    TO_100B = "50-100B"
    TO_500B = "100-500B"
    TO_1T = "500B-1T"
    OVER_1T = ">1T"


class Architecture(Model):
    """How the model is built."""

    description: Maybe[Prose] = Field(None, description="General description (item 7).")
    parameters: Maybe[Positive] = Field(
        None, description="Total parameters, exact (item 13).", examples=[1.4e12]
    )
    parameter_range: Maybe[ParameterRange] = Field(
        None, description="Total parameters, range (item 14)."
    )
    active_parameters: Maybe[Positive] = Field(
        None, description="Parameters used per token, for a mixture of experts."
    )
    context: Maybe[Quantity] = Field(None, description="Context window.")
    design: Maybe[Prose] = Field(
        None, description="Design specifications, rationale and assumptions (item 8)."
    )
    knowledge_cutoff: Maybe[PartialDate] = Field(None, description="Until when the data reaches.")
    system: Maybe[Prose] = Field(None, description="Architecture of the system around the model.")


class Licence(Model):
    """Terms under which the model may be used (items 17 and 18)."""

    name: Line = Field(description="Name.")
    spdx: Line | None = Field(None, description="SPDX identifier.", examples=["Apache-2.0"])
    url: Url | None = Field(None, description="Its text.")
    category: Line | None = Field(
        None, description="Type.", examples=["free and open-source", "proprietary, API terms"]
    )
    open_source: Flag | None = Field(
        None, description="True if anyone may access, use, modify and distribute the model."
    )


class Channel(Model):
    """A way to get at the model (items 15 and 16)."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Its name.")
    url: Url | None = Field(None, description="Its address.")
    access: Line = Field(description="Level of access.", examples=["API", "weights"])
    audience: Line | None = Field(None, description="For whom.", examples=["downstream providers"])
    jurisdictions: tuple[Jurisdiction, ...] = Field((), description="Where.")


class Asset(Model):
    """Something released beside the model (item 19)."""

    name: Line = Field(description="What.", examples=["Evaluation code"])
    url: Url | None = Field(None, description="Where.")
    access: Line | None = Field(None, description="Level of access.")
    licence: Line | None = Field(None, description="Its licence.")


class Availability(StrEnum):
    """How freely something can be had."""

    PUBLIC = "public"
    GATED = "gated"
    ON_REQUEST = "on-request"
    NOT_RELEASED = "not-released"


class Distribution(Model):
    """How the model can be had, and on what terms."""

    licence: Maybe[Licence] = Field(None, description="Licence.")
    channels: Maybe[tuple[Channel, ...]] = Field(None, description="Channels.")
    weights: Maybe[Availability] = Field(None, description="Availability of the weights.")
    code: Maybe[Availability] = Field(None, description="Availability of the code.")
    architecture_public: Flag | None = Field(
        None, description="True if information on the architecture is public (Art. 53(2))."
    )
    usage_public: Flag | None = Field(
        None, description="True if information on usage is public (Art. 53(2))."
    )
    monetised: Maybe[Flag] = Field(
        None, description="True if the model itself is monetised (guidelines, section 4.2)."
    )
    monetisation: Line | None = Field(None, description="How.")
    assets: tuple[Asset, ...] = Field((), description="Further assets released.")


class Use(Model):
    """What the model is for, and what it is not for (items 20 to 22)."""

    intended: Maybe[Prose] = Field(None, description="Intended uses.")
    restricted: Maybe[Prose] = Field(None, description="Restricted and prohibited uses.")
    acceptable_use: Maybe[ProtocolRef] = Field(None, description="The acceptable use policy.")
    acceptable_use_url: Url | None = Field(None, description="Its address, if it is not here.")
    systems: Maybe[Prose] = Field(None, description="Systems into which it can be integrated.")
    unsuitable_systems: Maybe[Prose] = Field(None, description="Systems into which it should not.")
    actual: Maybe[Prose] = Field(None, description="Past and expected use.")
    conditions: Maybe[Prose] = Field(
        None,
        description="Generally applicable restrictions or conditions (SB 53, 22757.12(c)(1)(G)).",
    )


class Integration(Model):
    """What is needed to build the model in (items 23 to 25)."""

    means: Maybe[Prose] = Field(None, description="Technical means.")
    hardware: Maybe[Prose] = Field(None, description="Hardware needed, with versions.")
    software: Maybe[Prose] = Field(None, description="Software needed, with versions.")
    interaction: Maybe[Prose] = Field(
        None, description="Interaction with hardware or software outside it (Annex XII.1.d)."
    )


class Stage(Model):
    """A stage of training."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Its name.", examples=["Pre-training"])
    description: Prose = Field(description="Method, data, objective.")
    objective: Line | None = Field(None, description="What is optimised.")


class Training(Model):
    """How the model was trained (items 26 and 27)."""

    process: Maybe[Prose] = Field(None, description="Design specifications of the training.")
    stages: tuple[Stage, ...] = Field((), description="Stages.")
    rationale: Maybe[Prose] = Field(None, description="Key choices and why.")
    objective: Maybe[Prose] = Field(None, description="What it optimises for.")


class DurationRange(StrEnum):
    """Ranges of the training period (item 37)."""

    UNDER_1 = "<1 month"
    TO_3 = "1-3 months"
    TO_6 = "3-6 months"
    OVER_6 = ">6 months"


class Hardware(Model):
    """Hardware used, and for how long (item 38)."""

    type: Line = Field(description="Type.", examples=["accelerator, 141 GB"])
    units: Positive | None = Field(None, description="How many.")
    days: NonNegative | None = Field(
        None, description="Days of one unit, summed over all.", json_schema_extra={"unit": "days"}
    )


Magnitude = Annotated[int, Strict(), Field(ge=10, le=40)]
"""An exponent of ten."""


class Compute(Model):
    """Training compute (items 37 to 41)."""

    operations: Maybe[Positive] = Field(
        None,
        description="Floating-point operations of all training up to now, two figures at least.",
        examples=[3.1e26],
        json_schema_extra={"unit": "FLOP"},
    )
    magnitude: Maybe[Magnitude] = Field(
        None, description="Order of magnitude (item 39): 26 stands for 10^26.", examples=[26]
    )
    modification_operations: Maybe[Positive] = Field(
        None,
        description="Of these, spent on modifying a model of someone else (guidelines, point 60).",
        json_schema_extra={"unit": "FLOP"},
    )
    method: Maybe[Prose] = Field(None, description="How it was measured or estimated (item 41).")
    period: Maybe[Period] = Field(None, description="When training took place.")
    duration: Maybe[DurationRange] = Field(None, description="Length of training, range.")
    days: Maybe[Positive] = Field(
        None, description="Length of training in days.", json_schema_extra={"unit": "days"}
    )
    hardware: Maybe[tuple[Hardware, ...]] = Field(None, description="Hardware.")


class Energy(Model):
    """Energy used in training (items 42 and 43)."""

    training: Maybe[Positive] = Field(
        None, description="Energy in megawatt-hours.", json_schema_extra={"unit": "MWh"}
    )
    method: Maybe[Prose] = Field(None, description="Method, or the information that is missing.")
    location: Maybe[Line] = Field(None, description="Where the energy was used.")
    emissions: Maybe[NonNegative] = Field(
        None,
        description="Emissions in tonnes of CO2 equivalent.",
        json_schema_extra={"unit": "t CO2e"},
    )
    water: Maybe[NonNegative] = Field(
        None, description="Water in cubic metres.", json_schema_extra={"unit": "m³"}
    )


class InferenceCompute(Model):
    """Compute of a reference task (items 44 and 45)."""

    operations: Maybe[Positive] = Field(
        None, description="Floating-point operations.", json_schema_extra={"unit": "FLOP"}
    )
    task: Maybe[Line] = Field(None, description="The task.")
    hardware: Maybe[Line] = Field(None, description="The hardware.")


class RiskLevel(StrEnum):
    """Class of a model or of the systems it is made for under Reg. (EU) 2024/1689."""

    GENERAL_PURPOSE = "general-purpose"
    SYSTEMIC_RISK = "general-purpose-systemic-risk"
    HIGH_RISK = "high-risk"
    TRANSPARENCY = "transparency-duties"
    MINIMAL = "minimal"


class Classification(Model):
    """The provider's own classification."""

    level: RiskLevel = Field(description="Class.")
    basis: Line = Field(description="Why.")
    designated: Flag | None = Field(
        None, description="True if designated by the Commission (Art. 52(4))."
    )
    notified: Date | None = Field(None, description="Day of the notification (Art. 52(1)).")


class ModelCard(Record):
    """A model card: YAML under `models/`."""

    kind: ClassVar[Kind] = Kind.MODEL

    model: Identity = Field(description="What the model is.")
    release: Release = Field(Release(), description="When and where it was made available.")
    classification: Maybe[Classification] = Field(None, description="Risk level.")
    protocols: tuple[ProtocolRef, ...] = Field((), description="Protocols that it falls under.")
    modalities: Maybe[Modalities] = Field(None, description="Inputs and outputs.")
    languages: Maybe[tuple[Language, ...]] = Field(None, description="Languages.")
    architecture: Maybe[Architecture] = Field(None, description="How it is built.")
    distribution: Maybe[Distribution] = Field(None, description="How it can be had.")
    use: Maybe[Use] = Field(None, description="What it is for.")
    integration: Maybe[Integration] = Field(None, description="How it is built in.")
    training: Maybe[Training] = Field(None, description="How it was trained.")
    data: Maybe[TrainingData] = Field(None, description="Data it was trained on.")
    copyright: Maybe[Copyright] = Field(None, description="Respect for copyright.")
    compute: Maybe[Compute] = Field(None, description="Training compute.")
    energy: Maybe[Energy] = Field(None, description="Energy of training.")
    inference: Maybe[InferenceCompute] = Field(None, description="Compute of a reference task.")
    evaluations: Maybe[tuple[Evaluation, ...]] = Field(None, description="Results.")
    risks: Maybe[tuple[RiskAssessment, ...]] = Field(None, description="Risk assessments.")
    decision: Maybe[DeploymentDecision] = Field(None, description="Why it was deployed.")
    assessors: Maybe[tuple[Assessor, ...]] = Field(None, description="Third-party assessors.")
    safety: Maybe[SafetyMeasures] = Field(None, description="What makes it safe.")
    limitations: Maybe[Prose] = Field(None, description="What it cannot do well.")
    bias: Maybe[Prose] = Field(None, description="Known bias.")
