"""What goes into a model, what comes out, and how it is built and trained.

"Item" numbers are those of the Model Documentation Form (Code of Practice, transparency
chapter; checked 2026-11-21).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field, Strict

from .base import Model
from .disclosure import Maybe
from .plain import Line, NonNegative, PartialDate, Positive, Prose, RowId
from .values import Modality, Period, Quantity


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
