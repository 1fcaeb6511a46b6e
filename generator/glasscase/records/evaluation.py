"""Evaluations, risk assessments and those who make them."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Model
from .disclosure import Maybe
from .plain import (
    CommitmentRef,
    Date,
    EvaluationId,
    Flag,
    Line,
    MitigationId,
    Number,
    PartialDate,
    Prose,
    ProtocolRef,
    RowId,
    Url,
)
from .values import Mitigation, Uncertainty


class EvaluatorKind(StrEnum):
    """Whether an evaluator belongs to the provider."""

    INTERNAL = "internal"
    EXTERNAL = "external"


class Evaluator(Model):
    """Who evaluated."""

    kind: EvaluatorKind = Field(description="Whether it belongs to the provider.")
    name: Line | None = Field(None, description="Team or organisation.")


class Comparison(Model):
    """A result beside which the value is read."""

    name: Line = Field(description="What it is.", examples=["Aurora 1", "Expert baseline"])
    value: Number = Field(description="Its value, in the evaluation's unit.")


class Evaluation(Model):
    """One result."""

    id: RowId = Field(description="Stable id.", examples=["vct-2"])
    benchmark: Line = Field(description="Name of the test.", examples=["VCT-2"])
    benchmark_version: Line | None = Field(None, description="Version of the test.")
    capability: Line | None = Field(
        None, description="What it measures; results are grouped by it.", examples=["Biology"]
    )
    metric: Line = Field(description="The metric.", examples=["pass@1"])
    value: Maybe[Number] = Field(description="The result.", examples=[43.1])
    unit: Line = Field(description="Its unit.", examples=["%"])
    scale_low: Number | None = Field(None, description="Lowest possible value.")
    scale_high: Number | None = Field(None, description="Highest possible value.")
    higher_is: Line | None = Field(
        None, pattern=r"^(better|worse)$", description="`better` or `worse`."
    )
    uncertainty: Maybe[Uncertainty] = Field(None, description="How far it may be off.")
    conditions: Maybe[Prose] = Field(
        None, description="Conditions: shots, tools, temperature, samples, limits."
    )
    elicitation: Maybe[Prose] = Field(
        None, description="What was done to draw out the model's full capability."
    )
    mitigations_on: Flag | None = Field(
        None, description="True if safety mitigations were active during the test."
    )
    model_version: Line | None = Field(None, description="Version or checkpoint tested.")
    evaluator: Evaluator = Field(description="Who evaluated.")
    date: Maybe[PartialDate] = Field(None, description="When.")
    comparisons: tuple[Comparison, ...] = Field((), description="Results to read it beside.")
    commitments: tuple[CommitmentRef, ...] = Field((), description="Commitments that it serves.")
    samples: Url | None = Field(None, description="Sample inputs and outputs.")
    source: Maybe[Url] = Field(None, description="Report or data behind the number.")
    note: Prose | None = Field(None, description="What a reader must know to read the number.")


class RiskResult(StrEnum):
    """Outcome of a risk assessment."""

    BELOW = "below-threshold"
    NEAR = "near-threshold"
    REACHED = "threshold-reached"
    CANNOT_RULE_OUT = "cannot-rule-out"
    NOT_ASSESSED = "not-assessed"


class RiskAssessment(Model):
    """The assessment of one risk domain (Code of Practice, measure 7.3)."""

    id: RowId = Field(description="Its permalink.")
    domain: Line = Field(description="Risk domain.", examples=["Cyber offence"])
    protocol: ProtocolRef | None = Field(None, description="Framework under which it was made.")
    result: Maybe[RiskResult] = Field(description="Outcome.")
    tier: Line | None = Field(None, description="Tier reached, in the framework's words.")
    summary: Prose = Field(description="Assessment and result in plain words.")
    method: Maybe[Prose] = Field(None, description="How the risk was identified and modelled.")
    unmitigated: Maybe[Prose] = Field(None, description="Risk without mitigations, fully elicited.")
    residual: Maybe[Prose] = Field(None, description="Risk that remains.")
    mitigations: tuple[MitigationId, ...] = Field(
        (), description="Ids of the card's safety mitigations that apply."
    )
    evaluations: tuple[EvaluationId, ...] = Field(
        (), description="Ids of the evaluations behind it."
    )
    catastrophic: Flag | None = Field(
        None,
        description="True for an assessment of catastrophic risk under SB 53 and its siblings.",
    )
    date: PartialDate | None = Field(None, description="When.")


class AssessorKind(StrEnum):
    """What a third party is."""

    AUTHORITY = "authority"
    INSTITUTE = "safety-institute"
    RESEARCH = "research"
    COMPANY = "company"
    AUDITOR = "auditor"
    OTHER = "other"


class Assessor(Model):
    """A third party that assessed the model."""

    id: RowId = Field(description="Its permalink.")
    name: Maybe[Line] = Field(description="Its name.")
    kind: AssessorKind = Field(description="What it is.")
    scope: Prose = Field(description="What it assessed.")
    access: Line | None = Field(
        None, description="Access it had.", examples=["API without filters, four weeks"]
    )
    independence: Line | None = Field(None, description="Payment, ties, right to publish.")
    period: Line | None = Field(None, description="When.")
    summary: Maybe[Prose] = Field(None, description="What it found.")
    report: Maybe[Url] = Field(None, description="Its report.")


class DeploymentDecision(Model):
    """Why the provider went ahead (Code of Practice, measure 7.2)."""

    justification: Prose = Field(description="Why the risk is acceptable, with safety margins.")
    conditions: Maybe[Prose] = Field(None, description="When the justification no longer holds.")
    decided_by: Line | None = Field(None, description="The role or body that decided.")
    external_input: Maybe[Prose] = Field(None, description="Input from outside.")
    date: Date | None = Field(None, description="Day of the decision.")


class SafetyMeasures(Model):
    """What makes and keeps the model safe."""

    mitigations: Maybe[tuple[Mitigation, ...]] = Field(None, description="Safety mitigations.")
    human_oversight: Maybe[Prose] = Field(None, description="Human oversight that it needs.")
    security: Maybe[Prose] = Field(None, description="Security of the weights and systems.")
    monitoring: Maybe[Prose] = Field(None, description="Monitoring after deployment.")
    internal_use: Maybe[Prose] = Field(None, description="Risk from the provider's own use.")
    specification: Maybe[Prose] = Field(
        None, description="Principles that the model is to follow, what it refuses, system prompt."
    )
