"""What a page shows, free of markup: each node is one thing that a template knows how to draw.

Nodes are named tuples because a site of 10,000 records makes millions of them; `kind` is the
name by which the templates choose.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

Node = Any
"""Any class of this module (closed: the templates draw these and no others)."""


class Text(NamedTuple):
    """Plain text."""

    value: str


class Prose(NamedTuple):
    """Sanitised HTML of a Markdown text."""

    html: Markup


class Amount(NamedTuple):
    """A number as it is read, with its unit."""

    value: str
    unit: str


class Moment(NamedTuple):
    """A date or time: machine form and the form that is read."""

    iso: str
    shown: str


class Label(NamedTuple):
    """One of a fixed set of values; `value` also names its style."""

    value: str
    shown: str


class Anchor(NamedTuple):
    """A link. `href` of our own pages starts at the site's root (see `prose.ROOT`)."""

    href: str
    shown: str


class Sequence(NamedTuple):
    """Short values side by side."""

    items: list[Node]


class Row(NamedTuple):
    """One fact: its permalink, its name and its value."""

    id: str
    label: str
    node: Node


class Facts(NamedTuple):
    """Facts below one another."""

    rows: list[Row]


class TableRow(NamedTuple):
    """A row of a table, with its permalink ("" if it has none)."""

    id: str
    cells: list[Node]


class Table(NamedTuple):
    """Like things, compared column by column."""

    caption: str
    columns: list[str]
    rows: list[TableRow]


class Card(NamedTuple):
    """One of several things that each need room."""

    id: str
    title: str
    badges: list[Label]
    lead: Prose | None
    rows: list[Row]


class Cards(NamedTuple):
    """Things that each need room, below one another."""

    items: list[Card]


class Notice(NamedTuple):
    """What stands in the place of a value that is withheld or absent."""

    value: str
    title: str
    reason: str
    detail: str


class Nothing(NamedTuple):
    """A value that the provider does not disclose, without saying why."""

    fields: str = ""


class Mark(NamedTuple):
    """A line across a bar: where another result or a threshold lies, 0 to 100."""

    at: float
    style: str


class Bar(NamedTuple):
    """A result on its scale; all positions in percent of the scale."""

    width: float
    low: float | None
    high: float | None
    marks: list[Mark]


class Result(NamedTuple):
    """One evaluation, as a row."""

    id: str
    benchmark: str
    version: str
    metric: str
    value: Node
    uncertainty: str
    bar: Bar | None
    beside: list[str]
    lines: list[Anchor]
    rows: list[Row]
    evaluator: str
    date: str


class ResultGroup(NamedTuple):
    """Evaluations of one capability."""

    id: str
    title: str
    results: list[Result]


class Results(NamedTuple):
    """Evaluations, by capability."""

    groups: list[ResultGroup]


class Tick(NamedTuple):
    """A threshold on the ruler of training compute."""

    at: float
    label: str
    text: str


class Ruler(NamedTuple):
    """Training compute on a logarithmic scale; positions in percent."""

    start: float
    end: float
    shown: str
    ticks: list[Tick]


class Step(NamedTuple):
    """An entry of a timeline."""

    id: str
    moment: Moment
    title: str
    html: Markup


class Timeline(NamedTuple):
    """Entries in the order of their times."""

    steps: list[Step]
