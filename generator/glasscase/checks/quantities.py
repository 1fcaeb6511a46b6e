"""Numbers: results within their scales, sensible bounds, and magnitudes that can be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from glasscase.checks.context import Context, Found, Path, found, given
from glasscase.checks.parts import parts
from glasscase.reading.load import Loaded
from glasscase.records import ModelCard, Protocol
from glasscase.records.evaluation import Evaluation
from glasscase.records.numbers import number
from glasscase.records.units import canonical
from glasscase.records.values import Quantity, Range, Threshold, Uncertainty


def check(context: Context) -> Iterator[Found]:
    """Check the numbers of all records."""
    for loaded in (*context.collection.models, *context.collection.protocols):
        yield from _units(loaded)
        yield from _ranges(loaded)
        if isinstance(loaded.record, ModelCard):
            for path, evaluation in parts(loaded, Evaluation):
                yield from _scale(loaded, path, evaluation)
                yield from _uncertainty(loaded, path, evaluation)
        elif isinstance(loaded.record, Protocol):
            for path, threshold in parts(loaded, Threshold):
                yield from _percent(loaded, (*path, "value"), threshold.value, threshold.unit)


def _units(loaded: Loaded[Any]) -> Iterator[Found]:
    for model in (Evaluation, Quantity, Range, Threshold):
        for path, part in parts(loaded, model):
            preferred = canonical(part.unit)  # type: ignore[attr-defined]
            if preferred != part.unit:  # type: ignore[attr-defined]
                yield found(
                    "unit-spelling",
                    loaded,
                    (*path, "unit"),
                    f"the unit `{part.unit}` is written `{preferred}` elsewhere",  # type: ignore[attr-defined]
                    f"Write `{preferred}`, so that numbers can be compared.",
                )


def _ranges(loaded: Loaded[Any]) -> Iterator[Found]:
    for path, span in parts(loaded, Range):
        if span.low is None and span.high is None:
            yield found(
                "range-order",
                loaded,
                path,
                "this range has neither a lower nor an upper end",
                "Give `low`, `high` or both.",
                key=True,
            )
        elif span.low is not None and span.high is not None and span.low > span.high:
            yield found(
                "range-order",
                loaded,
                (*path, "low"),
                f"the lower end ({number(span.low)}) is above the upper end ({number(span.high)})",
                "Exchange the two, or correct the wrong one.",
            )


def _percent(loaded: Loaded[Any], path: Path, value: float, unit: str) -> Iterator[Found]:
    if canonical(unit) == "%" and not 0 <= value <= 100:
        yield found(
            "number-percent",
            loaded,
            path,
            f"a value of {number(value)} % lies outside 0 to 100 %",
            "Correct the number or its unit. If it is right, an evaluation says so with"
            " `scale_low` and `scale_high`.",
        )


def _scale(loaded: Loaded[Any], path: Path, evaluation: Evaluation) -> Iterator[Found]:
    low, high = evaluation.scale_low, evaluation.scale_high
    if low is not None and high is not None and low >= high:
        yield found(
            "number-scale",
            loaded,
            (*path, "scale_low"),
            f"the scale starts at {number(low)} and ends at {number(high)}",
            "Exchange the two, or correct the wrong one.",
        )
        return
    values: list[tuple[Path, float | None]] = [((*path, "value"), given(evaluation.value))]
    for place, comparison in enumerate(evaluation.comparisons):
        values.append(((*path, "comparisons", place, "value"), comparison.value))
    for where, value in values:
        if value is None:
            continue
        if low is None and high is None:
            yield from _percent(loaded, where, value, evaluation.unit)
        elif (low is not None and value < low) or (high is not None and value > high):
            ends = (
                f"{number(low)} to {number(high)}"
                if low is not None and high is not None
                else f"from {number(low)} on"
                if low is not None
                else f"up to {number(high or 0.0)}"
            )
            yield found(
                "number-scale",
                loaded,
                where,
                f"a result of {number(value)} {evaluation.unit} lies outside the scale of"
                f" `{evaluation.id}` ({ends})",
                "Correct the number, its unit, or the scale.",
            )


def _uncertainty(loaded: Loaded[Any], path: Path, evaluation: Evaluation) -> Iterator[Found]:
    uncertainty = given(evaluation.uncertainty)
    if uncertainty is None:
        return
    place = (*path, "uncertainty")
    low, high = uncertainty.low, uncertainty.high
    bounds = low is not None or high is not None
    if uncertainty.plus_minus is not None and bounds:
        yield found(
            "uncertainty-form",
            loaded,
            (*place, "plus_minus"),
            "the uncertainty is given twice: as `plus_minus` and as bounds",
            "Keep `plus_minus`, or `low` and `high`, not both.",
            key=True,
        )
    elif uncertainty.plus_minus is None and not bounds:
        yield found(
            "uncertainty-form",
            loaded,
            place,
            "the uncertainty has a kind, but no number",
            "Add `plus_minus`, or `low` and `high`.",
            key=True,
        )
    else:
        yield from _bounds(loaded, place, uncertainty, given(evaluation.value))


def _bounds(
    loaded: Loaded[Any], place: Path, uncertainty: Uncertainty, value: float | None
) -> Iterator[Found]:
    low, high = uncertainty.low, uncertainty.high
    if low is not None and high is not None and low > high:
        yield found(
            "uncertainty-bounds",
            loaded,
            (*place, "low"),
            f"the lower bound ({number(low)}) is above the upper bound ({number(high)})",
            "Exchange the two, or correct the wrong one.",
        )
        return
    for key, bound, wrong in (
        ("low", low, low is not None and value is not None and value < low),
        ("high", high, high is not None and value is not None and value > high),
    ):
        if wrong and bound is not None and value is not None:
            side = "below the lower" if key == "low" else "above the upper"
            yield found(
                "uncertainty-bounds",
                loaded,
                (*place, key),
                f"the value ({number(value)}) lies {side} bound ({number(bound)})",
                "Bounds are in the value's unit and enclose it. For a half width use `plus_minus`.",
            )
