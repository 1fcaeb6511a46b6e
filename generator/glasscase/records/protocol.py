"""Protocols: frameworks, policies, plans and charters."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from .base import Kind, Model
from .disclosure import Maybe
from .plain import Date, Line, ModelRef, Prose, RowId, ServiceRef, Url
from .record import Record
from .values import Period, Review, Standard, Threshold


class ProtocolType(StrEnum):
    """What a protocol is."""

    FRONTIER_FRAMEWORK = "frontier-framework"
    RESPONSIBLE_SCALING_POLICY = "responsible-scaling-policy"
    SAFETY_POLICY = "safety-policy"
    SECURITY_POLICY = "security-policy"
    ACCEPTABLE_USE_POLICY = "acceptable-use-policy"
    USAGE_CHARTER = "usage-charter"
    INCIDENT_RESPONSE_PLAN = "incident-response-plan"
    COPYRIGHT_POLICY = "copyright-policy"
    OTHER = "other"


class Topic(StrEnum):
    """Topics that laws and codes ask a framework to cover.

    The first ten are Cal. Bus. & Prof. Code 22757.12(a), N.Y. Gen. Bus. Law 1421(1)(a)-(j) and
    430 ILCS 185/10(a). The others are Code of Practice, safety and security chapter, measure 1.1,
    and common elements of published policies. Checked 2026-11-21.
    """

    STANDARDS = "standards"
    THRESHOLDS = "thresholds"
    MITIGATIONS = "mitigations"
    DEPLOYMENT_REVIEW = "deployment-review"
    THIRD_PARTY_ASSESSMENT = "third-party-assessment"
    UPDATING = "updating"
    WEIGHT_SECURITY = "weight-security"
    INCIDENT_RESPONSE = "incident-response"
    GOVERNANCE = "governance"
    INTERNAL_USE = "internal-use"
    EVALUATION_TRIGGERS = "evaluation-triggers"
    RISK_TIERS = "risk-tiers"
    TIER_MITIGATIONS = "tier-mitigations"
    RISK_TIMELINES = "risk-timelines"
    EXTERNAL_INPUT = "external-input"
    RESPONSIBILITIES = "responsibilities"
    UPDATE_CONFIRMATION = "update-confirmation"
    HALTING = "halting-conditions"
    ELICITATION = "elicitation"


class TopicAnswer(Model):
    """Where and how a protocol covers one topic."""

    topic: Topic = Field(description="The topic.")
    summary: Prose = Field(description="How the provider handles it, in a few sentences.")
    section: Line | None = Field(
        None, description="Heading in the protocol's text that says more, as it is written there."
    )


class Commitment(Model):
    """One promise that a reader can hold the provider to."""

    id: RowId = Field(description="Stable id.", examples=["bio-halt"])
    title: Line | None = Field(
        None, description="A short name.", examples=["Halt on biological uplift"]
    )
    text: Prose = Field(description="The promise, in the protocol's words.")
    topic: Topic | None = Field(None, description="The topic it belongs to.")
    threshold: Threshold | None = Field(
        None,
        description="The line which a model's own evaluation must not cross unless `then` is done.",
    )
    then: Prose | None = Field(None, description="What happens when the line is crossed.")
    models: tuple[ModelRef, ...] = Field((), description="Models it binds; if left out, all.")
    since: Date | None = Field(None, description="Day from which it binds.")
    exceptions: Prose | None = Field(None, description="When it does not bind.")


class RiskTier(Model):
    """One tier of risk with its acceptance criteria (Code of Practice, measure 1.1(2))."""

    id: RowId = Field(description="Its permalink.")
    domain: Line = Field(description="Risk domain.", examples=["Biological"])
    name: Line = Field(description="Name of the tier.", examples=["Critical"])
    criteria: Prose = Field(description="What puts a model into it, and why the line is there.")
    mitigations: Prose | None = Field(None, description="What must be in place.")
    outlook: Prose | None = Field(
        None, description="When the provider expects a model to exceed it, with the assumptions."
    )


class Scope(Model):
    """What a protocol applies to."""

    models: tuple[ModelRef, ...] = Field((), description="Models.")
    services: tuple[ServiceRef, ...] = Field((), description="Services.")
    description: Prose | None = Field(None, description="Whom and what else it binds.")


class Approval(Model):
    """Who approved a protocol: a role, never a name."""

    role: Line = Field(description="The role.", examples=["Board safety committee"])
    date: Date | None = Field(None, description="Day of approval.")


class RiskArea(StrEnum):
    """Columns of the risk grid of a usage charter."""

    DATA_PROTECTION = "data-protection"
    ETHICS = "ethics"
    RESPONSIBILITY = "responsibility"
    SECURITY = "security"


class RiskQuestion(Model):
    """One row of the risk grid."""

    id: RowId = Field(description="Its permalink.")
    area: RiskArea = Field(description="The area.")
    question: Line = Field(description="What to ask before using the tool.")
    answer: Prose = Field(description="The answer.")
    remedy: Prose | None = Field(None, description="What to do about what is wrong.")


class ExamplePrompt(Model):
    """A prompt that a usage charter shows."""

    title: Line = Field(description="What it is for.")
    prompt: Prose = Field(description="The prompt.")
    check: Prose | None = Field(None, description="How its result is to be checked.")


class Charter(Model):
    """The rules of an AI usage charter."""

    may_enter: tuple[Line, ...] = Field((), description="What may be entered.")
    must_not_enter: tuple[Line, ...] = Field((), description="What must never be entered.")
    checking: Prose | None = Field(None, description="How results are checked before use.")
    decides: Line | None = Field(None, description="The role that decides in doubt.")
    prompts: tuple[ExamplePrompt, ...] = Field((), description="Example prompts.")


class Crawler(Model):
    """A crawler that collects content (Code of Practice, copyright chapter, measure 1.3)."""

    name: Line = Field(description="Its name.")
    user_agent: Line | None = Field(None, description="What it calls itself in requests.")
    purposes: Line | None = Field(None, description="What its content is used for.")
    respects: tuple[Line, ...] = Field(
        (), description="Machine-readable reservations that it follows.", examples=[["robots.txt"]]
    )
    url: Url | None = Field(None, description="Its page for rightsholders.")


class Audit(Model):
    """An independent audit of compliance with the protocol (430 ILCS 185/10(d))."""

    id: RowId = Field(description="Its permalink.")
    auditor: Line = Field(description="Who audited.")
    period: Period | None = Field(None, description="What time was looked at.")
    received: Date | None = Field(None, description="Day on which the report was received.")
    summary: Prose = Field(description="Findings in plain words.")
    report: Url | None = Field(None, description="The redacted report.")


class Definition(Model):
    """A term and what it means here."""

    term: Line = Field(description="The term.")
    meaning: Prose = Field(description="What it means.")


class Protocol(Record):
    """A framework, policy, plan or charter: Markdown with front matter under `protocols/`."""

    kind: ClassVar[Kind] = Kind.PROTOCOL

    type: ProtocolType = Field(description="What it is.", examples=["frontier-framework"])
    effective_from: Maybe[Date] = Field(
        None, description="Day from which it binds; the provider's claim."
    )
    approvals: Maybe[tuple[Approval, ...]] = Field(None, description="Who approved it, by role.")
    review: Maybe[Review] = Field(None, description="How often and when it is reviewed.")
    scope: Maybe[Scope] = Field(None, description="What it applies to.")
    topics: tuple[TopicAnswer, ...] = Field(
        (), description="Topics that laws and codes ask for, with the answer to each."
    )
    commitments: tuple[Commitment, ...] = Field((), description="Promises.")
    tiers: tuple[RiskTier, ...] = Field((), description="Risk tiers and their criteria.")
    standards: Maybe[tuple[Standard, ...]] = Field(None, description="Standards followed.")
    risk_grid: tuple[RiskQuestion, ...] = Field((), description="Risk grid of a usage charter.")
    charter: Charter | None = Field(None, description="Rules of a usage charter.")
    crawlers: Maybe[tuple[Crawler, ...]] = Field(
        None, description="Crawlers, for a copyright policy."
    )
    audits: tuple[Audit, ...] = Field((), description="Independent audits.")
    definitions: tuple[Definition, ...] = Field((), description="Terms.")
    body: Maybe[Prose] = Field(
        None, description="The text itself: the Markdown below the front matter."
    )
