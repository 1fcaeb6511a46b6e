"""Nodes that need more than one field: results, training compute, timelines, times."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from glasscase.records.evaluation import Evaluation
from glasscase.records.incident import Times

from . import numbers, phrases, plan, prose
from .context import Context, permalink
from .nodes import (
    Amount,
    Anchor,
    Bar,
    Facts,
    Mark,
    Moment,
    Node,
    Nothing,
    Result,
    ResultGroup,
    Results,
    Row,
    Ruler,
    Step,
    Tick,
    Timeline,
)

Json = Any

_SHOWN_IN_ROW = frozenset(
    "id benchmark benchmark_version capability metric value unit uncertainty scale_low scale_high "
    "evaluator date comparisons commitments".split()
)


def evaluations(value: list[Json], context: Context, at: str) -> Results:
    """Group results by capability, in the order in which the capabilities first appear."""
    groups: dict[str, list[Json]] = {}
    for element in value:
        groups.setdefault(element.get("capability", "Results"), []).append(element)
    return Results(
        [
            ResultGroup(
                f"{at}.{prose.slug(title)}-results",
                title,
                [_result(element, context, at) for element in elements],
            )
            for title, elements in groups.items()
        ]
    )


def _result(element: Json, context: Context, at: str) -> Result:
    value, unit = element.get("value"), element["unit"]
    uncertainty = element.get("uncertainty")
    plans = plan.fields(Evaluation)
    place = permalink(at, element["id"])
    if isinstance(value, dict) or value is None:
        field = plan.field_of(Evaluation, "value")
        shown: Node = (
            Nothing() if value is None else plan.present_disclosed(field, value, context, place)
        )
    else:
        shown = Amount(numbers.number(value), unit)
    known = isinstance(uncertainty, dict) and "kind" in uncertainty
    evaluator = element["evaluator"]
    who = evaluator["kind"].capitalize()
    return Result(
        id=place,
        benchmark=element["benchmark"],
        version=element.get("benchmark_version", ""),
        metric=element["metric"],
        value=shown,
        uncertainty=phrases.uncertainty(uncertainty) if known else "",
        bar=_bar(element, context) if isinstance(value, int | float) else None,
        beside=[
            f"{other['name']}: {numbers.number(other['value'])}\u00a0{unit}"
            for other in element.get("comparisons", ())
        ],
        lines=[_line(ref, context) for ref in element.get("commitments", ())],
        rows=[
            row
            for field in plans
            if (field.key not in _SHOWN_IN_ROW or (field.key == "uncertainty" and not known))
            and (row := plan.show(field, element, context, place)) is not None
        ],
        evaluator=f"{who}: {evaluator['name']}" if "name" in evaluator else who,
        date=numbers.day(element["date"]) if "date" in element else "",
    )


def _line(ref: str, context: Context) -> Anchor:
    found = context.targets.get(("commitment", ref))
    if found is None:
        return Anchor("", ref)
    line = context.thresholds.get(ref)
    title = f"{found[1]} ({phrases.threshold(line)})" if line else found[1]
    return Anchor(found[0], title)


def _bar(element: Json, context: Context) -> Bar | None:
    low, high = element.get("scale_low"), element.get("scale_high")
    if element["unit"] == "%":
        low, high = low if low is not None else 0, high if high is not None else 100
    if low is None or high is None or high <= low:
        return None

    def position(number: float) -> float:
        share = float((number - low) / (high - low))
        return round(100 * min(max(share, 0.0), 1.0), 2)

    value = element["value"]
    bounds = element.get("uncertainty") or {}
    half = bounds.get("plus_minus")
    lower = value - half if half is not None else bounds.get("low")
    upper = value + half if half is not None else bounds.get("high")
    marks = [Mark(position(other["value"]), "other") for other in element.get("comparisons", ())]
    for ref in element.get("commitments", ()):
        line = context.thresholds.get(ref)
        if line and line["unit"] == element["unit"] and line["metric"] == element["metric"]:
            marks.append(Mark(position(line["value"]), "line"))
    return Bar(
        width=position(value),
        low=position(lower) if lower is not None else None,
        high=position(upper) if upper is not None else None,
        marks=marks,
    )


_RULER = (21.0, 28.0)
_TICKS = (
    (23.0, "10²³", "general-purpose model, indicative (EU guidelines)"),
    (25.0, "10²⁵", "systemic risk presumed (EU AI Act, Art. 51(2))"),
    (26.0, "10²⁶", "frontier model (California, New York, Illinois)"),
)


def ruler(compute: Mapping[str, Json]) -> Ruler | None:
    """Place training compute on a logarithmic scale beside the thresholds of the laws."""
    operations, magnitude = compute.get("operations"), compute.get("magnitude")
    start, end = _RULER

    def position(exponent: float) -> float:
        return round(100 * (min(max(exponent, start), end) - start) / (end - start), 2)

    ticks = [Tick(position(at), label, text) for at, label, text in _TICKS]
    if isinstance(operations, int | float):
        at = position(math.log10(operations))
        return Ruler(at, at, f"{numbers.number(operations)} FLOP", ticks)
    if isinstance(magnitude, int):
        powers = [numbers.number(10.0**exponent) for exponent in (magnitude, magnitude + 1)]
        shown = f"between {powers[0]} and {powers[1]} FLOP"
        return Ruler(position(magnitude), position(magnitude + 1), shown, ticks)
    return None


def timeline(value: list[Json], context: Context, at: str) -> Timeline:
    """Order the events of an incident by their times."""
    ordered = sorted(value, key=lambda event: numbers.instant(event["at"]))
    return Timeline([_step(event, context, at, "what", "") for event in ordered])


def updates(value: list[Json], context: Context, at: str) -> Timeline:
    """Order the updates of an incident, newest first."""
    ordered = sorted(value, key=lambda update: numbers.instant(update["at"]), reverse=True)
    return Timeline([_step(update, context, at, "body", update["title"]) for update in ordered])


def _step(element: Json, context: Context, at: str, text: str, title: str) -> Step:
    place = permalink(at, element["id"])
    return Step(
        place,
        Moment(element["at"], numbers.moment(element["at"])),
        title,
        prose.to_html(element[text], context.page, f"{place}.", 4 if title else 3).html,
    )


def times(value: Mapping[str, Json], context: Context, at: str) -> Facts:
    """Show the times of an incident, each with its distance from the discovery."""
    discovered = value["discovered"]
    estimated = value.get("estimated", ())
    shown: list[Row] = []
    for row in plan.rows(Times, value, context, at):
        key = row.id.rpartition(".")[2]
        if key == "estimated":
            continue
        node = row.node
        if isinstance(node, Moment):
            notes = ["estimated"] if key in estimated else []
            if key != "discovered":
                notes.append(_distance(discovered, node.iso))
            if notes:
                node = Moment(node.iso, f"{node.shown} ({', '.join(notes)})")
        shown.append(Row(row.id, row.label, node))
    return Facts(shown)


def _distance(start: str, end: str) -> str:
    gap = numbers.span(start, end)
    if gap.startswith("\u2212"):
        return f"{gap[1:]} before discovery"
    return f"{gap} after discovery" if gap != "0 min" else "at discovery"
