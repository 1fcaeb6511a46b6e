"""Values that need more than one field: results, timelines, times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from glasscase.records.evaluation import Evaluation
from glasscase.records.incident import ActionState, Incident, Times

from . import charts, draw, numbers, phrases, plan, prose, rows, values, words
from .context import Context
from .nodes import Block, Place, Results
from .rows import FieldPlan
from .stencils import cut, text

Json = Any

_IN_ROW = frozenset(
    "id benchmark benchmark_version capability metric value unit scale_low scale_high evaluator "
    "comparisons commitments".split()
)


def evaluations(value: list[Json], context: Context, at: str) -> Results:
    """Group results by capability, in the order in which the capabilities first appear."""
    groups: dict[str, list[Json]] = {}
    for element in value:
        groups.setdefault(element.get("capability", "Results"), []).append(element)
    places = [Place(f"{at}.{prose.slug(title)}-results", title) for title in groups]
    drawn = [
        cut.result_group(
            place.id, text(place.title), "".join([_result(e, context, at) for e in elements])
        )
        for place, elements in zip(places, groups.values(), strict=True)
    ]
    return Results(places, cut.results("".join(drawn)))


def _result(element: Json, context: Context, at: str) -> str:
    place = text(f"{at}.{element['id']}")
    name = text(element["benchmark"])
    if version := element.get("benchmark_version"):
        name = f"{name} {cut.muted(text(version))}"
    spread = element.get("uncertainty")
    known = type(spread) is dict and "kind" in spread
    return cut.result(
        place,
        name,
        text(element["metric"]),
        _value(element, context, place),
        text(phrases.uncertainty(spread)) if known else "",
        "".join(_details(element, context, place, known=known)),
        _evaluator(element),
    )


def _value(element: Json, context: Context, place: str) -> str:
    value = element.get("value")
    if isinstance(value, int | float):
        return draw.amount(numbers.number(value), element["unit"])
    return rows.shown(plan.field_of(Evaluation, "value"), value, context, place)


def _details(element: Json, context: Context, place: str, *, known: bool) -> Iterable[str]:
    """Yield what stands below a value; a `known` uncertainty is beside it already."""
    if isinstance(element.get("value"), int | float):
        yield charts.bar(element, context)
    if others := element.get("comparisons"):
        unit = element["unit"]
        beside = [f"{o['name']}: {numbers.measured(o['value'], unit)}" for o in others]
        yield cut.beside(text(" · ".join(beside)))
    if lines := element.get("commitments"):
        yield cut.beside("Serves " + ", ".join([_line(line, context) for line in lines]))
    dated = type(element.get("date")) is str
    facts = rows.inner(_below_value(known=known, dated=dated), element, context, place)
    if facts:
        yield cut.conditions(text(element["benchmark"]), draw.facts(facts))


@cache
def _below_value(*, known: bool, dated: bool) -> tuple[FieldPlan, ...]:
    """Return the fields of a result that its row does not show by itself."""
    beside = {key for key, given in (("uncertainty", known), ("date", dated)) if given}
    shown = _IN_ROW | beside
    return tuple([field for field in plan.fields(Evaluation) if field.key not in shown])


def _line(reference: str, context: Context) -> str:
    found = context.targets.get(("commitment", reference))
    if found is None:
        return text(reference)
    line = context.thresholds.get(reference)
    title = f"{found[1]} ({phrases.threshold(line)})" if line else found[1]
    return draw.anchor(found[0], title)


def _evaluator(element: Json) -> str:
    evaluator = element["evaluator"]
    date = element.get("date")
    day = date if type(date) is str else ""
    return _who(evaluator["kind"], evaluator.get("name", ""), day)


@lru_cache(maxsize=1024)
def _who(kind: str, name: str, date: str) -> str:
    who = text(f"{kind.capitalize()}: {name}" if name else kind.capitalize())
    return who + cut.below(text(numbers.day(date))) if date else who


def actions(value: list[Json], context: Context, at: str) -> Block:
    """Show corrective actions below how many of them are in which state."""
    counts = Counter(element["state"] for element in value)
    said = [
        draw.label(state, f"{words.value(state)}: {counts[state]}")
        for state in ActionState
        if counts[state]
    ]
    field = plan.field_of(Incident, "corrective_actions")
    return Block(cut.badges(" ".join(said)) + field.present(value, context, at))


def updates(value: list[Json], context: Context, at: str) -> Block:
    """Order the updates of an incident, newest first."""
    ordered = sorted(value, key=lambda update: numbers.instant(update["at"]), reverse=True)
    return _steps(ordered, "body", context._replace(top=4), at)  # Below the title of an update.


def _steps(ordered: list[Json], key: str, context: Context, at: str) -> Block:
    steps = []
    for element in ordered:
        place = text(f"{at}.{element['id']}")
        title = cut.step_title(text(element["title"])) if "title" in element else ""
        prose_html = values.show_prose(element[key], context, place)
        steps.append(cut.step(place, draw.time(element["at"]), title, prose_html))
    return Block(cut.timeline("".join(steps)))


def times(value: Mapping[str, Json], context: Context, at: str) -> str:
    """Show the times of an incident, each with its distance from the discovery."""
    drawn = []
    for row in plan.fixed_rows(Times, at):
        given = value.get(row.key)
        if isinstance(given, str):
            note = noted(value, row.key)
            told = f"{numbers.moment(given)} {note}" if note else numbers.moment(given)
            drawn.append(row.fill(draw.moment(given, told)))
        elif row.key != "estimated":
            shown = rows.shown(row.field, given, context, row.place)
            drawn.append(row.missing if given is None else row.fill(shown))
    return "".join(drawn)


def noted(times: Mapping[str, Json], key: str) -> str:
    """Return what is said of a time in brackets: `(estimated, 3 h after discovery)`, or ""."""
    notes = ["estimated"] if key in times.get("estimated", ()) else []
    if key != "discovered":
        notes.append(_distance(times["discovered"], times[key]))
    return f"({', '.join(notes)})" if notes else ""


def _distance(start: str, end: str) -> str:
    gap = numbers.span(start, end)
    if gap.startswith("\u2212"):
        return f"{gap[1:]} before discovery"
    return f"{gap} after discovery" if gap != "0 min" else "at discovery"
