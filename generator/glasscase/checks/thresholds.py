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
    index = context.index
    if not index.lines:
        return
    yield from _unmeasured(context)
    for loaded in context.collection.models:
        card = loaded.record
        if card.status is Status.WITHDRAWN:
            continue
        for place, evaluation in enumerate(given(card.evaluations) or ()):
            path = ("evaluations", place)
            for line in index.lines.get(plain(evaluation.metric), ()):
                if line.measures(evaluation) and _applies(line, card, context.today):
                    yield from _compare(loaded, path, evaluation, line)
            for name in evaluation.commitments:
                named = index.drawn.get(name)
                if named is not None and _applies(named, card, context.today):
                    yield from _mismatch(loaded, path, evaluation, named)


def _unmeasured(context: Context) -> Iterator[Found]:
    """Tell of the lines that no model card's result can be held against."""
    if not context.index.unmeasured:
        return
    for loaded in context.collection.protocols:
        protocol = loaded.record
        for place, commitment in enumerate(protocol.commitments):
            name = f"{protocol.id}#{commitment.id}"
            line = context.index.drawn.get(name)
            if name not in context.index.unmeasured or line is None:
                continue
            if commitment.threshold is not None and not _starts_later(line.since, context.today):
                yield found(
                    "threshold-unmeasured",
                    loaded,
                    ("commitments", place, "threshold", "metric"),
                    f"no model card has a result on {_test(commitment.threshold)},"
                    f" so the line of `{commitment.id}` is held against nothing",
                    "Publish the results, and write benchmark and metric as they are here."
                    + (
                        ""
                        if commitment.threshold.benchmark
                        else f" Name `{name}` under `commitments` of the evaluation."
                    ),
                )


def _mismatch(
    loaded: Loaded[Any], path: Path, evaluation: Evaluation, line: Line
) -> Iterator[Found]:
    """Tell of a result that is said to serve a commitment, and was measured otherwise."""
    wanted = line.threshold
    for key, is_, drawn in (
        ("benchmark", evaluation.benchmark, wanted.benchmark),
        ("metric", evaluation.metric, wanted.metric),
    ):
        if drawn is not None and plain(is_) != plain(drawn):
            yield found(
                "threshold-mismatch",
                loaded,
                (*path, key),
                f"`{evaluation.id}` names commitment `{line.name}`, whose line is drawn on"
                f" {_test(wanted)} ({line.place}); the {key} here is another, so the two are not"
                " compared",
                f"If both are the same, write `{drawn}` in both places. If not, take the"
                " commitment out of `commitments`.",
            )
            return


def _test(threshold: Threshold) -> str:
    """Return what a line is drawn on: `VCT-2 (pass@1)`."""
    if threshold.benchmark is None:
        return f"`{threshold.metric}`"
    return f"`{threshold.benchmark}` ({threshold.metric})"


def _applies(line: Line, card: ModelCard, today: date) -> bool:
    return line.binds(card.id) and not _starts_later(line.since, today)


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
