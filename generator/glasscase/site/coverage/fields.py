"""Where a field that answers a duty stands on the page of its record, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from glasscase.law.fields import steps
from glasscase.records import MODELS, Kind

from .. import phrases, plan, words
from ..prose import ROOT
from ..skeletons import LAYOUTS, Section

TOP = "top"
"""Permalink of a page's head."""
WHOLE = 99
"""Depth of a field that is not stopped by a notice."""


class _Home(NamedTuple):
    """The section in which a field of a record stands."""

    section: Section
    flat: bool

    @property
    def id(self) -> str:
        return self.section.id.replace("_", "-")


@cache
def _homes(kind: Kind) -> Mapping[str, _Home]:
    return {
        part.key: _Home(section, part.flat) for section in LAYOUTS[kind] for part in section.parts
    }


def section_of(kind: Kind, path: str) -> str:
    """Return the permalink of the section that holds a field; that of the head for others."""
    home = _homes(kind).get(_keys(path)[0])
    return home.id if home else TOP


@cache
def unanswered(kind: Kind, path: str) -> str:
    """Return the section in which a field would stand; "" if it may be left out."""
    home = _homes(kind).get(_keys(path)[0])
    if home is None:
        return TOP
    return "" if home.section.optional else home.id


@cache
def permalink(kind: Kind, path: str, depth: int = WHOLE) -> str:
    """Return the permalink of a field on the page of its record.

    A notice in the place of a group stands for all below it: `depth` is how many steps lead to
    it. Rows of lists differ from record to record: the list's own permalink stands for them.
    """
    keys = _keys(path)
    home = _homes(kind).get(keys[0])
    if home is None:
        return TOP
    model: Any = MODELS[kind]
    found: list[str] = []
    for key in keys[:depth]:
        found.append(key)
        inner = plan.model_of(model, key)
        if inner is None or inner.__name__ in phrases.SHORT or plan.holds_several(model, key):
            break
        model = inner
    named = found[0].replace("_", "-") == home.id
    if len(found) == 1 and (named or (home.flat and depth == WHOLE)):
        return home.id
    return ".".join(found)


def depth(form: Mapping[str, Any], path: str) -> int:
    """Return how many steps lead to the notice that stands for a field in a public form."""
    value: Any = form
    for number, key in enumerate(_keys(path), 1):
        value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, dict) and ("withheld" in value or "absent" in value):
            return number
        if not isinstance(value, dict):
            return number
    return WHOLE


@cache
def label(kind: Kind, path: str) -> str:
    """Return what a field is called, with the groups that it is in."""
    model: Any = MODELS[kind]
    names: list[str] = []
    for step in steps(path) or ():
        name = plan.field_of(model, step.key).label
        names.append(f"{name}: {words.value(step.value)}" if step.column else name)
        model = plan.model_of(model, step.key)
    return ", ".join([*names[:1], *(name[:1].lower() + name[1:] for name in names[1:])])


def address(kind: Kind, id_: str) -> str:
    """Return the address of the page of a record, or of the provider."""
    return f"{ROOT}provider/" if kind is Kind.PROVIDER else f"{ROOT}{kind.folder}/{id_}/"


@cache
def _keys(path: str) -> tuple[str, ...]:
    return tuple(step.key for step in steps(path) or ())
