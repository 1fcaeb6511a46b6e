"""From a model's fields to nodes: how each type of value is shown.

The plan of a model class is worked out once, from the same annotations that validate it; a page
then only follows the plan through a public form. So no field can be forgotten: what the model
can hold, the page can show.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from pydantic import AwareDatetime, BaseModel
from pydantic.fields import FieldInfo

from glasscase.records import Absent, Kind, Markdown, Reference, WebAddress, Withheld
from glasscase.records.base import Calendar, Identity, LanguageTag, LocalReference, Span, Territory

from . import numbers, places, prose, words
from .nodes import (
    Amount,
    Anchor,
    Card,
    Cards,
    Facts,
    Label,
    Moment,
    Node,
    Nothing,
    Notice,
    Prose,
    Row,
    Sequence,
    Table,
    TableRow,
    Text,
)

Json = Any
Target = tuple[str, str]
"""Address from the site's root, and title."""


class Context(NamedTuple):
    """What a value is shown in: the page's address, and where references lead.

    `thresholds` are those of the commitments, by `PROTOCOL#COMMITMENT`. `top` is the level of
    the highest heading that a text may have where it stands.
    """

    page: str
    targets: Mapping[tuple[str, str], Target]
    thresholds: Mapping[str, Json]
    top: int = 3

    def target(self, kind: Kind, identifier: str) -> Target | None:
        """Return where a reference leads, or None if the site has no such thing."""
        return self.targets.get((kind.value, identifier))


Present = Callable[[Json, Context, str], Node]
"""(value, context, permalink of the value) → node."""


@dataclass(frozen=True, slots=True)
class FieldPlan:
    """How one field is shown. `skeleton` fields are shown even when nothing is given."""

    key: str
    label: str
    present: Present
    skeleton: bool
    identity: bool
    text: bool


class Shape(NamedTuple):
    """An annotation taken apart."""

    core: Any
    markers: tuple[object, ...]
    disclosed: bool


def permalink(*parts: str) -> str:
    """Join field names and row ids to the permalink of a value: the path in the source file."""
    return ".".join([part for part in parts if part])


def show(field: FieldPlan, form: Mapping[str, Json], context: Context, at: str) -> Row | None:
    """Return the row of a field in a public form; None if it is an unused extra."""
    given = form.get(field.key)
    place = f"{at}.{field.key}" if at else field.key
    if given is None:
        return Row(place, field.label, Nothing()) if field.skeleton else None
    return Row(place, field.label, present_disclosed(field, given, context, place))


def present_disclosed(field: FieldPlan, given: Json, context: Context, place: str) -> Node:
    """Show a value, or the notice in its place."""
    if type(given) is dict:
        if "withheld" in given:
            return _withheld(given)
        if "absent" in given:
            return _absent(given)
    return field.present(given, context, place)


def rows(model: type[BaseModel], form: Mapping[str, Json], context: Context, at: str) -> list[Row]:
    """Return the rows of all fields of a group."""
    return [row for field in fields(model) if (row := show(field, form, context, at)) is not None]


@cache
def fields(model: type[BaseModel]) -> tuple[FieldPlan, ...]:
    """Return the plans of a model's fields, in its order."""
    plans = []
    for name, info in model.model_fields.items():
        held = shape_of(info)
        extra = info.json_schema_extra if isinstance(info.json_schema_extra, dict) else {}
        plans.append(
            FieldPlan(
                key=info.alias or name,
                label=words.field(model.__name__, name),
                present=_presenter(held, str(extra.get("unit", ""))),
                skeleton=held.disclosed,
                identity=any(isinstance(marker, Identity) for marker in held.markers),
                text=any(isinstance(marker, Markdown) for marker in held.markers),
            )
        )
    return tuple(plans)


@cache
def field_of(model: type[BaseModel], key: str) -> FieldPlan:
    """Return the plan of one field by its key in the file."""
    return next(field for field in fields(model) if field.key == key)


@cache
def model_of(model: type[BaseModel], key: str) -> type[BaseModel] | None:
    """Return the model class that a field holds, one or several; None for plain values."""
    name = next(n for n, info in model.model_fields.items() if (info.alias or n) == key)
    core = shape(model.model_fields[name].annotation, ()).core
    if typing.get_origin(core) is tuple:
        core = shape(typing.get_args(core)[0], ()).core
    return core if isinstance(core, type) and issubclass(core, BaseModel) else None


def shape_of(info: FieldInfo) -> Shape:
    """Take the type of a field apart."""
    return shape(info.annotation, tuple(info.metadata))


def shape(annotation: Any, markers: tuple[object, ...] = ()) -> Shape:
    """Take an annotation apart: what it holds, its markers, and whether it is disclosed."""
    disclosed = False
    while True:
        metadata = getattr(annotation, "__metadata__", None)
        if metadata is not None:
            markers = (*markers, *metadata)
            annotation = typing.get_args(annotation)[0]
            continue
        parts = [part for part in typing.get_args(annotation) if part is not type(None)]
        if typing.get_origin(annotation) in _UNIONS:
            cores = [part for part in parts if _bare(part) not in (Withheld, Absent)]
            disclosed = disclosed or len(cores) < len(parts)
            annotation = cores[0]
            continue
        return Shape(annotation, markers, disclosed)


def _bare(annotation: Any) -> Any:
    return annotation.__origin__ if hasattr(annotation, "__metadata__") else annotation


def _presenter(held: Shape, unit: str) -> Present:
    core = held.core
    for marker in held.markers:
        if isinstance(marker, Calendar):
            return _day
        if isinstance(marker, Span):
            return _duration
        if isinstance(marker, LanguageTag):
            return _language
        if isinstance(marker, Territory):
            return _territory
        if isinstance(marker, Markdown):
            return _prose
        if isinstance(marker, WebAddress):
            return _url
        if isinstance(marker, Reference):
            return _reference(marker.kind)
        if isinstance(marker, LocalReference):
            return _local(marker.at)
    if typing.get_origin(core) is tuple:
        return _sequence(shape(typing.get_args(core)[0], ()))
    if core is bool:
        return _flag
    if core is date:
        return _day
    if core in (AwareDatetime, datetime):
        return _moment
    if core in (float, int):
        return _amount(unit)
    if isinstance(core, type) and issubclass(core, Enum):
        return _label
    if isinstance(core, type) and issubclass(core, BaseModel):
        return SHORT.get(core.__name__) or _group(core)
    return _text


def type_words(core: Any, markers: tuple[object, ...]) -> str:
    """Say in a word or two what a plain value is written as."""
    for marker in markers:
        for known, said in _MARKER_WORDS:
            if isinstance(marker, known):
                return said
    return _TYPE_WORDS.get(core, "text")


_MARKER_WORDS: tuple[tuple[type[object], str], ...] = (
    (Calendar, "day, month or year"),
    (Span, "length of time"),
    (LanguageTag, "language"),
    (Territory, "country or region"),
    (Markdown, "Markdown"),
    (WebAddress, "web address"),
    (Reference, "id of another record"),
    (LocalReference, "id of a part of this record"),
    (Identity, "id"),
)
_TYPE_WORDS: dict[Any, str] = {
    bool: "true or false",
    int: "whole number",
    float: "number",
    date: "day (2026-04-30)",
    datetime: "time with zone",
    AwareDatetime: "time with zone",
}


def _withheld(given: Json) -> Notice:
    audience = [words.AUTHORITY_NAMES[name] for name in given.get("audience", ())]
    detail = f"Given in full to {' and '.join(audience)}." if audience else ""
    if since := given.get("since"):
        detail = f"{detail} Withheld since {numbers.day(since)}.".strip()
    return Notice(
        "withheld", f"Withheld: {words.BASES[given['withheld']]}", given["describe"], detail
    )


def _absent(given: Json) -> Notice:
    expected = given.get("expected")
    detail = f"Expected: {numbers.day(expected)}." if expected else ""
    return Notice(given["absent"], words.ABSENCES[given["absent"]], given["reason"], detail)


def _text(value: Json, _context: Context, _at: str) -> Node:
    return Text(str(value))


def _prose(value: Json, context: Context, at: str) -> Node:
    return Prose(prose.to_html(value, context.page, f"{at}.", context.top).html)


def _url(value: Json, _context: Context, _at: str) -> Node:
    return Anchor(value, value.removeprefix("https://").removeprefix("http://").rstrip("/"))


def _flag(value: Json, _context: Context, _at: str) -> Node:
    return Label("yes" if value else "no", "Yes" if value else "No")


def _label(value: Json, _context: Context, _at: str) -> Node:
    return Label(value, words.value(value))


def _day(value: Json, _context: Context, _at: str) -> Node:
    return Moment(value, numbers.day(value))


def _moment(value: Json, _context: Context, _at: str) -> Node:
    return Moment(value, numbers.moment(value))


def _duration(value: Json, _context: Context, _at: str) -> Node:
    return Text(numbers.duration(value))


def _language(value: Json, _context: Context, _at: str) -> Node:
    return Text(places.language(value))


def _territory(value: Json, _context: Context, _at: str) -> Node:
    return Text(places.territory(value))


def _amount(unit: str) -> Present:
    def present(value: Json, _context: Context, _at: str) -> Node:
        return Amount(numbers.number(value), unit)

    return present


def _reference(kind: Kind) -> Present:
    def present(value: Json, context: Context, _at: str) -> Node:
        target = context.target(kind, value)
        return Anchor(*target) if target else Text(value)

    return present


def _local(at: str) -> Present:
    def present(value: Json, _context: Context, _at: str) -> Node:
        return Anchor(f"#{permalink(at, value)}", value)

    return present


def _sequence(item: Shape) -> Present:
    core = item.core
    if isinstance(core, type) and issubclass(core, BaseModel) and core.__name__ not in SHORT:
        columns = TABLES.get(core.__name__)
        return _table(core, columns) if columns else _cards(core)
    one = _presenter(item, "")

    def present(value: Json, context: Context, at: str) -> Node:
        return Sequence([one(element, context, at) for element in value])

    return present


def _group(model: type[BaseModel]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        return Facts(rows(model, value, context, at))

    return present


def _table(model: type[BaseModel], keys: tuple[str, ...]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        plans = [plan for plan in map_fields(model, keys) if any(plan.key in e for e in value)]
        table = []
        for position, element in enumerate(value):
            place = _place(element, at, position)
            cells = [
                (Nothing() if plan.skeleton else Text("–"))
                if (given := element.get(plan.key)) is None
                else present_disclosed(plan, given, context, permalink(place, plan.key))
                for plan in plans
            ]
            table.append(TableRow(place if "id" in element else "", cells))
        return Table("", [plan.label for plan in plans], table)

    return present


@cache
def map_fields(model: type[BaseModel], keys: tuple[str, ...]) -> tuple[FieldPlan, ...]:
    """Return the plans of the fields that `keys` name, in that order."""
    return tuple(field_of(model, key) for key in keys)


def _cards(model: type[BaseModel]) -> Present:
    def present(value: Json, context: Context, at: str) -> Node:
        return Cards([card(model, element, context, at, n) for n, element in enumerate(value)])

    return present


def _place(element: Mapping[str, Json], at: str, position: int) -> str:
    """Return where one of several things stands. Without an id that is no permalink."""
    return permalink(at, element.get("id") or str(position + 1))


def card(
    model: type[BaseModel], element: Mapping[str, Json], context: Context, at: str, position: int
) -> Card:
    """Show one of several things that each need room."""
    linked = "id" in element
    context = context._replace(top=4)  # Below the title of the card.
    place = _place(element, at, position)
    head = _heads(model)
    badges: list[Label] = []
    shown: list[Row] = []
    lead: Prose | None = None
    for plan in fields(model):
        given = element.get(plan.key)
        if plan.identity or (plan.key in head and isinstance(given, str)):
            continue
        if plan.present is _label and isinstance(given, str):
            badges.append(Label(given, words.value(given)))
        elif plan.key in _LEADS and isinstance(given, str):
            lead = Prose(prose.to_html(given, context.page, f"{place}.", context.top).html)
        elif (row := show(plan, element, context, place)) is not None:
            shown.append(row if linked else row._replace(id=""))
    named = [element[key] for key in head if isinstance(element.get(key), str)]
    title = ": ".join(named) or element.get("id") or "Name withheld"
    return Card(place if linked else "", title, badges, lead, shown)


@cache
def _heads(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields that head a card of a model."""
    if model.__name__ in _HEADS:
        return _HEADS[model.__name__]
    return next(((key,) for key in _TITLES if key in model.model_fields), ())


# Values that read best as one phrase.


def _quantity(value: Json, _context: Context, _at: str) -> Node:
    shown = numbers.number(value["value"])
    if value.get("approximate"):
        shown = f"about {shown}"
    unit = f"{value['unit']} ({value['note']})" if "note" in value else value["unit"]
    return Amount(shown, unit)


def _range(value: Json, _context: Context, _at: str) -> Node:
    low, high = value.get("low"), value.get("high")
    if low is None:
        shown = f"up to {numbers.number(high)}" if high is not None else "not bounded"
    elif high is None:
        shown = f"{numbers.number(low)} or more"
    else:
        shown = f"{numbers.number(low)} to {numbers.number(high)}"
    return Amount(shown, value["unit"])


def _period(value: Json, _context: Context, _at: str) -> Node:
    start, end = value.get("start"), value.get("end")
    shown = numbers.day(start) if start else ""
    if end:
        shown = f"{shown} to {numbers.day(end)}" if shown else f"until {numbers.day(end)}"
    if value.get("ongoing"):
        shown = f"since {shown}, ongoing" if start and not end else f"{shown}, ongoing".strip(", ")
    return Text("; ".join(part for part in (shown, value.get("note", "")) if part))


def _link(value: Json, _context: Context, _at: str) -> Node:
    return Anchor(value["url"], value["title"])


def _contact(value: Json, _context: Context, _at: str) -> Node:
    items: list[Node] = [Text(value["role"])]
    if email := value.get("email"):
        items.append(Anchor(f"mailto:{email}", email))
    if url := value.get("url"):
        items.append(_url(url, _context, _at))
    items += [Text(value[key]) for key in ("phone", "postal", "note") if key in value]
    return Sequence(items)


def uncertainty(value: Json) -> str:
    """Write an uncertainty: `± 1.2 (95 % interval)`."""
    if "plus_minus" in value:
        bounds = f"± {numbers.number(value['plus_minus'])}"
    else:
        ends = [numbers.number(value[key]) for key in ("low", "high") if key in value]
        bounds = " to ".join(ends)
    return f"{bounds} ({value['kind']})"


def threshold(value: Json) -> str:
    """Write a threshold: `pass@1 on VCT-2 ≥ 50 %`."""
    operator = {">=": "≥", "<=": "≤"}.get(value["operator"], value["operator"])
    where = f" on {value['benchmark']}" if "benchmark" in value else ""
    return f"{value['metric']}{where} {operator} {numbers.number(value['value'])} {value['unit']}"


def _review(value: Json, _context: Context, _at: str) -> Node:
    parts = [f"Every {numbers.duration(value['cadence']).removeprefix('1 ')}"]
    if "last" in value:
        parts.append(f"last {numbers.day(value['last'])}")
    if "next" in value:
        parts.append(f"next due {numbers.day(value['next'])}")
    if "responsible" in value:
        parts.append(f"by the {value['responsible']}")
    return Text(", ".join(parts))


SHORT: dict[str, Present] = {
    "Quantity": _quantity,
    "Range": _range,
    "Period": _period,
    "Link": _link,
    "ContactPoint": _contact,
    "Uncertainty": lambda value, _context, _at: Text(uncertainty(value)),
    "Threshold": lambda value, _context, _at: Text(threshold(value)),
    "Review": _review,
}
"""Models that are shown as one phrase."""

TABLES: dict[str, tuple[str, ...]] = {
    "ModelVersion": ("name", "released", "retired", "differs"),
    "Evidence": ("kind", "value", "url"),
    "ModalityLimit": ("modality", "formats", "maximum", "note"),
    "Channel": ("name", "access", "audience", "jurisdictions", "url"),
    "Asset": ("name", "access", "licence", "url"),
    "Hardware": ("type", "units", "days"),
    "DomainShare": ("domain", "share"),
    "GeneratingModel": ("name", "model", "summary"),
    "Approval": ("role", "date"),
    "Standard": ("name", "how", "url"),
    "Definition": ("term", "meaning"),
    "Crawler": ("name", "user_agent", "purposes", "respects", "url"),
    "RiskQuestion": ("area", "question", "answer", "remedy"),
    "TopicAnswer": ("topic", "summary", "section"),
    "Affected": ("group", "people", "description"),
    "CorrectiveAction": ("description", "state", "owner", "due", "completed"),
    "NearMiss": ("at", "description"),
    "Notification": ("at", "regime", "authority", "stage", "receipt"),
    "Material": ("title", "url"),
    "DataLocation": ("place", "purpose"),
    "SubProcessor": ("name", "purpose", "place"),
    "Certification": ("name", "scope", "issued", "expires", "url"),
    "SignedCode": ("name", "chapters", "signed", "url"),
    "Responsibility": ("aspect", "borne_by", "provider", "customer", "services"),
    "Waiver": ("rule", "at", "reason"),
    "ChangeNote": ("version", "date", "summary", "reason", "material", "announced"),
    "Comparison": ("name", "value"),
}
"""Models of which several are shown as a table, and its columns."""

_TITLES = ("name", "title", "benchmark", "aspect", "domain", "auditor", "modality", "role")
"""Which field heads a card, by preference; its id if it has none of them."""

_HEADS = {"RiskTier": ("domain", "name")}
"""Cards that are headed by more than one field."""

_LEADS = frozenset(("text", "description", "summary", "body"))
"""Texts that need no name in a card: they say what it is about."""

_UNIONS = {typing.Union, type(int | str)}
