"""Dates against today: what cannot have happened yet, and what should have by now.

"Today" is given from outside, so that a check of the same files on the same day says the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.moments import add, earliest_day, span, words
from glasscase.checks.parts import can_have, parts
from glasscase.reading.load import Loaded
from glasscase.records import Model, Status
from glasscase.records.evaluation import DeploymentDecision, Evaluation, RiskAssessment
from glasscase.records.identity import ModelVersion, Release
from glasscase.records.incident import (
    ActionState,
    CorrectiveAction,
    Event,
    NearMiss,
    Notification,
    Times,
    Update,
)
from glasscase.records.model_card import Classification
from glasscase.records.protocol import Approval, Audit, Commitment
from glasscase.records.provider import Certification, Service, SignedCode
from glasscase.records.record import Withdrawal
from glasscase.records.training_data import TrainingData
from glasscase.records.values import ChangeNote, Review

# What is written down because it has happened.
_HAPPENED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (
        Times,
        (
            "occurred",
            "occurred_until",
            "discovered",
            "reasonable_belief",
            "determined",
            "contained",
            "resolved",
        ),
    ),
    (Event, ("at",)),
    (NearMiss, ("at",)),
    (Notification, ("at",)),
    (Update, ("at",)),
    (CorrectiveAction, ("completed",)),
    (Evaluation, ("date",)),
    (RiskAssessment, ("date",)),
    (DeploymentDecision, ("date",)),
    (Approval, ("date",)),
    (Audit, ("received",)),
    (Review, ("last",)),
    (Certification, ("issued",)),
    (SignedCode, ("signed",)),
    (Classification, ("notified",)),
    (TrainingData, ("summary_updated",)),
)

# What may be announced beforehand, though not decades.
_PLANNED: tuple[tuple[type[Model], tuple[str, ...]], ...] = (
    (Release, ("first", "eu_market", "substantially_modified")),
    (ModelVersion, ("released", "retired")),
    (Service, ("available_from",)),
    (ChangeNote, ("date", "announced")),
    (Commitment, ("since",)),
    (CorrectiveAction, ("due",)),
    (Review, ("next",)),
    (Withdrawal, ("date",)),
)

_HORIZON = "P5Y"
_DAWN = date(1950, 1, 1)


@dataclass(frozen=True, slots=True)
class _Dated:
    """One date of a record."""

    path: Path
    value: Any
    text: str
    day: date
    happened: bool


def check(context: Context) -> Iterator[Found]:
    """Compare the dates of all records with today."""
    horizon = add(context.today, _HORIZON)
    for loaded in context.everything():
        for dated in _dates(loaded):
            if dated.happened and dated.day > context.today:
                yield found(
                    "date-future",
                    loaded,
                    dated.path,
                    f"{dated.text} is in the future, but what stands here has happened",
                    "Correct the date. What is only planned does not belong here.",
                )
            elif dated.day > horizon or dated.day < _DAWN:
                yield found(
                    "date-implausible",
                    loaded,
                    dated.path,
                    f"{dated.text} is far {'ahead' if dated.day > horizon else 'back'}:"
                    " is the year right?",
                    "Correct the date.",
                )
        yield from _reviews(loaded, context.today)
        yield from _actions(loaded, context.today)
        yield from _certificates(loaded, context.today)


def _dates(loaded: Loaded[Any]) -> Iterator[_Dated]:
    for happened, model, keys in _tables(type(loaded.record)):  # type: ignore[arg-type]
        for path, part in parts(loaded, model):
            for key in keys:
                value = getattr(part, key)
                if value is not None:
                    yield from _dated((*path, key), given(value), happened)
    effective = getattr(loaded.record, "effective_from", None)
    yield from _dated(("effective_from",), given(effective), False)


@cache
def _tables(record: type[Model]) -> tuple[tuple[bool, type[Model], tuple[str, ...]], ...]:
    """Return the dated parts that a kind of record can have, and whether they have happened."""
    return tuple(
        (happened, model, keys)
        for happened, table in ((True, _HAPPENED), (False, _PLANNED))
        for model, keys in table
        if can_have(record, model)
    )


def _dated(path: Path, value: Any, happened: bool) -> Iterator[_Dated]:
    known, day = span(value), earliest_day(value)
    if known is not None and day is not None:
        yield _Dated(path, value, known.text, day, happened)


def _reviews(loaded: Loaded[Any], today: date) -> Iterator[Found]:
    record = loaded.record
    for path, review in parts(loaded, Review):
        due = review.next or (add(review.last, review.cadence) if review.last else None)
        if due is not None and due < today and record.status is Status.CURRENT:
            computed = "" if review.next else f": it is reviewed every {words(review.cadence)}"
            yield found(
                "review-overdue",
                loaded,
                (*path, "next" if review.next else "last"),
                f"the review was due on {due}{computed}",
                "Review the text, then write the day in `last` and the next one in `next`.",
            )
        if review.last and review.next and review.next > add(review.last, review.cadence):
            latest = add(review.last, review.cadence)
            yield found(
                "review-cadence",
                loaded,
                (*path, "next"),
                f"the next review is on {review.next}, but a review every"
                f" {words(review.cadence)} is due by {latest}",
                "Bring `next` forward, or change `cadence` in a new version.",
            )


def _actions(loaded: Loaded[Any], today: date) -> Iterator[Found]:
    open_ = (ActionState.PLANNED, ActionState.IN_PROGRESS)
    for path, action in parts(loaded, CorrectiveAction):
        if action.due is not None and action.due < today and action.state in open_:
            yield found(
                "action-overdue",
                loaded,
                (*path, "due"),
                f"`{action.id}` was due on {action.due} and is still `{action.state}`",
                "Say how far it has come: change `state`, or explain the new day in an update.",
            )


def _certificates(loaded: Loaded[Any], today: date) -> Iterator[Found]:
    for path, certificate in parts(loaded, Certification):
        if certificate.expires is not None and certificate.expires < today:
            yield found(
                "certification-expired",
                loaded,
                (*path, "expires"),
                f"{certificate.name} expired on {certificate.expires}",
                "Remove it, or give the new certificate with its dates.",
            )
