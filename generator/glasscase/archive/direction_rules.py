"""The rules that give a change its direction: tables, each row with an id and a sentence.

What no rule speaks of has no direction. Prose never has one: whether a text that is longer,
shorter or softer asks more or less is for readers to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from glasscase.archive.change import Direction
from glasscase.archive.measures import LINE, later, less_often, narrower_line
from glasscase.records import Status
from glasscase.records.evaluation import RiskAssessment, SafetyMeasures
from glasscase.records.incident import ActionState, CorrectiveAction, Incident
from glasscase.records.model_card import ModelCard
from glasscase.records.protocol import Charter, Commitment, Crawler, Protocol, RiskTier, Scope
from glasscase.records.values import Review, Threshold


@dataclass(frozen=True, slots=True)
class Rule:
    """A reason for a direction."""

    id: str
    direction: Direction
    sentence: str


@dataclass(frozen=True, slots=True)
class Side:
    """Where a value stands: a field of a group, or a row of the list in that field."""

    model: type[BaseModel] | None = None
    key: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    """The whole group before."""
    after: Mapping[str, Any] = field(default_factory=dict)
    row: bool = False
    alone: bool = False
    """True for a row of a list that stands on one side only."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A rule and its reverse."""

    less: Rule
    more: Rule


def _pair(less: str, less_sentence: str, more: str, more_sentence: str) -> Pair:
    return Pair(
        Rule(less, Direction.WEAKENED, less_sentence),
        Rule(more, Direction.STRENGTHENED, more_sentence),
    )


Place = tuple[type[BaseModel], str]

ROWS: Mapping[Place, Pair] = {
    (Protocol, "commitments"): _pair(
        "commitment-removed",
        "The commitment is no longer made.",
        "commitment-added",
        "The commitment is new.",
    ),
    (Protocol, "topics"): _pair(
        "topic-removed",
        "The topic is no longer answered.",
        "topic-added",
        "The topic is now answered.",
    ),
    (Protocol, "tiers"): _pair(
        "tier-removed",
        "The risk tier is no longer set.",
        "tier-added",
        "The risk tier is new.",
    ),
    (Protocol, "standards"): _pair(
        "standard-removed",
        "The standard is no longer among those that are followed.",
        "standard-added",
        "The standard is now among those that are followed.",
    ),
    (Protocol, "audits"): _pair(
        "audit-removed",
        "The audit is no longer listed.",
        "audit-added",
        "The audit is now listed.",
    ),
    (Charter, "must_not_enter"): _pair(
        "prohibition-removed",
        "What must never be entered no longer names this.",
        "prohibition-added",
        "What must never be entered now names this.",
    ),
    (Crawler, "respects"): _pair(
        "reservation-removed",
        "The crawler is no longer said to follow this reservation.",
        "reservation-added",
        "The crawler is now said to follow this reservation.",
    ),
    (Scope, "models"): _pair(
        "scope-model-removed",
        "The model is no longer in scope.",
        "scope-model-added",
        "The model is now in scope.",
    ),
    (Scope, "services"): _pair(
        "scope-service-removed",
        "The service is no longer in scope.",
        "scope-service-added",
        "The service is now in scope.",
    ),
    (Commitment, "models"): _pair(
        "bound-model-removed",
        "The commitment no longer binds this model.",
        "bound-model-added",
        "The commitment now binds this model.",
    ),
    (ModelCard, "protocols"): _pair(
        "protocol-removed",
        "The model no longer falls under this protocol.",
        "protocol-added",
        "The model now falls under this protocol.",
    ),
    (ModelCard, "evaluations"): _pair(
        "evaluation-removed",
        "The evaluation is no longer in the card.",
        "evaluation-added",
        "The evaluation is new in the card.",
    ),
    (ModelCard, "risks"): _pair(
        "risk-assessment-removed",
        "The risk assessment is no longer in the card.",
        "risk-assessment-added",
        "The risk assessment is new in the card.",
    ),
    (ModelCard, "assessors"): _pair(
        "assessor-removed",
        "The third party is no longer named as an assessor.",
        "assessor-added",
        "The third party is now named as an assessor.",
    ),
    (SafetyMeasures, "mitigations"): _pair(
        "mitigation-removed",
        "The mitigation is no longer in the card.",
        "mitigation-added",
        "The mitigation is new in the card.",
    ),
    (RiskAssessment, "mitigations"): _pair(
        "applied-mitigation-removed",
        "The mitigation is no longer said to apply to this risk.",
        "applied-mitigation-added",
        "The mitigation is now said to apply to this risk.",
    ),
    (Incident, "corrective_actions"): _pair(
        "action-removed",
        "The corrective action is no longer listed.",
        "action-added",
        "The corrective action is new.",
    ),
}
"""Rows whose removal asks less, and whose addition asks more."""

PRESENCE: Mapping[Place, Pair] = {
    (Protocol, "charter"): _pair(
        "charter-removed",
        "The rules of use are no longer given.",
        "charter-added",
        "Rules of use are now given.",
    ),
    (Commitment, "threshold"): _pair(
        "line-removed",
        "The commitment no longer draws a line that can be measured.",
        "line-added",
        "The commitment now draws a line that can be measured.",
    ),
    (Commitment, "then"): _pair(
        "consequence-removed",
        "It is no longer said what happens when the line is crossed.",
        "consequence-added",
        "It is now said what happens when the line is crossed.",
    ),
    (RiskTier, "mitigations"): _pair(
        "tier-mitigations-removed",
        "It is no longer said what must be in place for this tier.",
        "tier-mitigations-added",
        "It is now said what must be in place for this tier.",
    ),
}
"""Values whose removal asks less, and whose addition asks more."""

LIMITS: Mapping[Place, Pair] = {
    (Commitment, "exceptions"): _pair(
        "exceptions-added",
        "The commitment now has exceptions.",
        "exceptions-removed",
        "The commitment has no exceptions any more.",
    ),
    (Commitment, "models"): _pair(
        "bound-models-named",
        "The commitment bound all models and now binds those that it names.",
        "bound-models-all",
        "The commitment bound the models that it named and now binds all.",
    ),
}
"""Values whose addition asks less, and whose removal asks more."""


@dataclass(frozen=True, slots=True)
class Measure:
    """Two given values compared: `weaker` tells whether the second asks less than the first."""

    rules: Pair
    weaker: Callable[[Side, Any, Any], bool]


def _withdrawn(side: Side, before: Any, after: Any) -> bool:
    """Tell whether a protocol was withdrawn with nothing to read in its stead."""
    withdrawal = side.after.get("withdrawal")
    replaced = isinstance(withdrawal, dict) and "replaced_by" in withdrawal
    return bool(before != after == Status.WITHDRAWN.value) and not replaced


MEASURES: Mapping[Place, Measure] = {
    (Protocol, "status"): Measure(
        _pair(
            "protocol-withdrawn",
            "The protocol is withdrawn, and no other takes its place.",
            "protocol-reinstated",
            "The protocol was withdrawn and holds again.",
        ),
        _withdrawn,
    ),
    **dict.fromkeys(
        [(Threshold, key) for key in LINE],
        Measure(
            _pair(
                "line-crossed-later",
                "Fewer results cross the line than before.",
                "line-crossed-earlier",
                "More results cross the line than before.",
            ),
            lambda side, *_: narrower_line(side.key, side.before, side.after),
        ),
    ),
    (Review, "cadence"): Measure(
        _pair(
            "review-less-often",
            "The review is due less often.",
            "review-more-often",
            "The review is due more often.",
        ),
        lambda _, before, after: less_often(before, after),
    ),
    (Commitment, "since"): Measure(
        _pair(
            "binding-later",
            "The commitment binds from a later day.",
            "binding-earlier",
            "The commitment binds from an earlier day.",
        ),
        lambda _, before, after: later(before, after),
    ),
    (CorrectiveAction, "due"): Measure(
        _pair(
            "action-due-later",
            "The corrective action is due later.",
            "action-due-earlier",
            "The corrective action is due earlier.",
        ),
        lambda _, before, after: later(before, after),
    ),
    (CorrectiveAction, "state"): Measure(
        _pair(
            "action-dropped",
            "The corrective action is dropped.",
            "action-resumed",
            "The corrective action was dropped and is taken up again.",
        ),
        lambda _, __, after: bool(after == ActionState.DROPPED.value),
    ),
}
"""Values that can be measured against each other."""

GIVEN, WITHHELD, ABSENT, LEFT_OUT = "given", "withheld", "absent", "left out"
_NOTICE_GONE = _pair(
    "notice-left-out",
    "It is no longer said why there is no value.",
    "notice-added",
    "It is now said why there is no value.",
)
DISCLOSURE: Mapping[tuple[str, str], Pair] = {
    (GIVEN, WITHHELD): _pair(
        "value-withheld",
        "The value was given and is now withheld: less is disclosed.",
        "value-released",
        "The value was withheld and is now given: more is disclosed.",
    ),
    (GIVEN, ABSENT): _pair(
        "value-absent",
        "The value was given and is now said to be absent: less is disclosed.",
        "value-supplied",
        "The value was said to be absent and is now given: more is disclosed.",
    ),
    (GIVEN, LEFT_OUT): _pair(
        "value-left-out",
        "The value was given and is now left out: less is disclosed.",
        "value-stated",
        "The value was left out and is now given: more is disclosed.",
    ),
    (WITHHELD, LEFT_OUT): _NOTICE_GONE,
    (ABSENT, LEFT_OUT): _NOTICE_GONE,
}
"""What the public is told, and what it is told less."""


def rules() -> Mapping[str, Rule]:
    """Return all rules by their ids."""
    pairs = [
        *ROWS.values(),
        *PRESENCE.values(),
        *LIMITS.values(),
        *(measure.rules for measure in MEASURES.values()),
        *DISCLOSURE.values(),
    ]
    return {rule.id: rule for pair in pairs for rule in (pair.less, pair.more)}
