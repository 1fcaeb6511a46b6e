"""What templates and other modules draw or look at, free of markup except where it says HTML.

Single values have no node: they are made as HTML at once (see `values`).
"""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup


class Label(NamedTuple):
    """One of a fixed set of values; `value` also names its style."""

    value: str
    shown: str


class Anchor(NamedTuple):
    """A link. `href` of our own pages starts at the site's root (see `prose.ROOT`)."""

    href: str
    shown: str


class Moment(NamedTuple):
    """A date or time: machine form and the form that is read."""

    iso: str
    shown: str


class Place(NamedTuple):
    """A part of a page that a table of contents can name: its permalink and its title."""

    id: str
    title: str


class Facts(NamedTuple):
    """Named values below one another, as HTML."""

    html: str


class Block(NamedTuple):
    """A value without a name, as HTML."""

    html: str


class Cards(NamedTuple):
    """Things that each need room, below one another, as HTML. One without an id has no place."""

    items: list[Place]
    html: str


class Results(NamedTuple):
    """Evaluations by capability, as HTML."""

    groups: list[Place]
    html: str


Node = Label | Anchor | Moment | Facts | Block | Cards | Results | Markup


class Row(NamedTuple):
    """One value with its name; what stands in a section by itself has none."""

    id: str
    label: str
    node: Node
