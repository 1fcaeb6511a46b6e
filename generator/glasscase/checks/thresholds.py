"""Thresholds: a model card's own results against the lines that protocols draw."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.outline import Line
from glasscase.checks.words import plain
from glasscase.reading.load import Loaded
from glasscase.records import ModelCard, Status
from glasscase.records.evaluation import Evaluation, RiskResult
from glasscase.records.numbers import number
from glasscase.records.units import convert
from glasscase.records.values import Operator, Threshold

_STATED = (RiskResult.REACHED, RiskResult.CANNOT_RULE_OUT)


def check(context: Context) -> Iterator[Found]:
    """Compare the evaluations of all model cards with all thresholds."""
    lines = context.index.lines
    if not lines:
        return
    for loaded in context.collection.models:
        card = loaded.record
        if card.status is Status.WITHDRAWN:
            continue
        for place, evaluation in enumerate(given(card.evaluations) or ()):
            for line in lines.get(plain(evaluation.metric), ()):
                if _starts_later(line.since, context.today):
                    continue
                if line.binds(card.id) and line.measures(evaluation):
                    yield from _compare(loaded, ("evaluations", place), evaluation, line)


def _compare(
    loaded: Loaded[Any], path: Path, evaluation: Evaluation, line: Line
) -> Iterator[Found]:
    value = given(evaluation.value)
    if value is None:
        return
    threshold = line.threshold
    here = convert(value, evaluation.unit, threshold.unit)
    if here is None:
        yield found(
            "threshold-unit",
            loaded,
            (*path, "unit"),
            f"`{evaluation.id}` is in `{evaluation.unit}`, but commitment `{line.name}` draws its"
            f" line in `{threshold.unit}` ({line.place}); the two cannot be compared",
            "Give both in one unit.",
        )
        return
    if _crosses(here, threshold):
        yield found(
            "threshold-exceeded",
            loaded,
            (*path, "value"),
            f"{_scores(loaded.record, evaluation, value)};"
            f" commitment `{line.name}` draws the line at {_drawn(line.threshold)} ({line.place})",
            f"State it in `risks`: name `{evaluation.id}` under `evaluations` and give the"
            " `result` `threshold-reached`. Or accept it under `waivers` with the reason.",
            accepted=_stated(loaded.record, evaluation.id),
        )
    elif any(_crosses(bound, threshold) for bound in _bounds(evaluation, value, threshold.unit)):
        yield found(
            "threshold-near",
            loaded,
            (*path, "value"),
            f"{_scores(loaded.record, evaluation, value)}; with its uncertainty the result"
            f" reaches the line of commitment `{line.name}`, {_drawn(line.threshold)}"
            f" ({line.place})",
            "Say in `risks` how this was weighed: name"
            f" `{evaluation.id}` there under `evaluations`.",
            accepted=_weighed(loaded.record, evaluation.id),
        )


def _drawn(threshold: Threshold) -> str:
    """Return a line in words: `>= 50 %`."""
    return f"{threshold.operator.value} {number(threshold.value)} {threshold.unit}"


def _scores(card: ModelCard, evaluation: Evaluation, value: float) -> str:
    return (
        f"`{card.id}` scores {number(value)} {evaluation.unit}"
        f" on {evaluation.benchmark} ({evaluation.metric})"
    )


def _bounds(evaluation: Evaluation, value: float, unit: str) -> Iterator[float]:
    """Yield the ends of the result's uncertainty in the line's unit."""
    uncertainty = given(evaluation.uncertainty)
    if uncertainty is None:
        return
    ends = [uncertainty.low, uncertainty.high]
    if uncertainty.plus_minus is not None:
        ends = [value - uncertainty.plus_minus, value + uncertainty.plus_minus]
    for end in ends:
        converted = convert(end, evaluation.unit, unit) if end is not None else None
        if converted is not None:
            yield converted


def _crosses(value: float, threshold: Threshold) -> bool:
    match threshold.operator:
        case Operator.ABOVE:
            return value > threshold.value
        case Operator.AT_LEAST:
            return value >= threshold.value
        case Operator.BELOW:
            return value < threshold.value
        case Operator.AT_MOST:
            return value <= threshold.value


def _stated(card: ModelCard, evaluation: str) -> bool:
    """Tell whether the card itself says that the line is reached."""
    return any(
        evaluation in risk.evaluations and given(risk.result) in _STATED
        for risk in given(card.risks) or ()
    )


def _weighed(card: ModelCard, evaluation: str) -> bool:
    return any(evaluation in risk.evaluations for risk in given(card.risks) or ())


def _starts_later(since: date | None, today: date) -> bool:
    return since is not None and since > today
