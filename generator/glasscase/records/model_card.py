"""Model cards. Classes of risk are those of Reg. (EU) 2024/1689; checked 2026-11-21."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from .base import Kind, Model
from .disclosure import Maybe
from .evaluation import Assessor, DeploymentDecision, Evaluation, RiskAssessment, SafetyMeasures
from .identity import Identity, Release
from .offer import Distribution, Integration, Use
from .plain import Date, Flag, Language, Line, Prose, ProtocolRef
from .record import Record
from .technical import Architecture, Compute, Energy, InferenceCompute, Modalities, Training
from .training_data import Copyright, TrainingData


class RiskLevel(StrEnum):
    """Class of a model or of the systems it is made for under Reg. (EU) 2024/1689."""

    GENERAL_PURPOSE = "general-purpose"
    SYSTEMIC_RISK = "general-purpose-systemic-risk"
    HIGH_RISK = "high-risk"
    TRANSPARENCY = "transparency-duties"
    MINIMAL = "minimal"


class Annex(StrEnum):
    """Annex of Reg. (EU) 2024/1689 under which a system is high-risk (Art. 6(1) and 6(2))."""

    PRODUCT = "I"
    """A product under Union law, or its safety component."""
    USE = "III"
    """A use that the annex lists."""


class Classification(Model):
    """The provider's own classification."""

    level: RiskLevel = Field(description="Class.")
    basis: Line = Field(description="Why.")
    annex: Annex | None = Field(
        None,
        description="Annex that makes a system high-risk: its rules apply from 2 December 2027"
        " (III) or 2 August 2028 (I). Of both, III.",
    )
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
