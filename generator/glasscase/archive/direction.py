"""Whether a change asks more of the provider or less: only what follows from values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from glasscase.archive.change import Direction
from glasscase.archive.direction_rules import (
    DISCLOSURE,
    GIVEN,
    LEFT_OUT,
    LIMITS,
    MEASURES,
    PRESENCE,
    ROWS,
    Pair,
    Rule,
    Side,
)
from glasscase.archive.rows import EMPTY_MEANS_ALL
from glasscase.archive.sameness import MISSING
from glasscase.archive.shape import ANYTHING, Shape, fields, of_model
from glasscase.records import disclosure


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules say of a change; no direction if none of them speaks of it."""

    direction: Direction | None = None
    rule: str = ""
    why: str = ""


NONE = Judgement()


def judge(side: Side, shape: Shape, before: Any, after: Any) -> Judgement:
    """Return the direction of a change from one value to another, `MISSING` for none.

    A group or a row that comes or goes as a whole, and of which no rule speaks, has the direction
    of what stands in it: removing a parent is never milder than removing its children.
    """
    rule = _rule(side, shape, before, after) or _inner(shape, before, after)
    return Judgement(rule.direction, rule.id, rule.sentence) if rule is not None else NONE


def _rule(side: Side, shape: Shape, before: Any, after: Any) -> Rule | None:
    if side.model is None:
        return None
    place = (side.model, side.key)
    lost, won = after is MISSING, before is MISSING
    if side.row:
        listed = fields(of_model(side.model)).get(side.key, ANYTHING)
        left_out = DISCLOSURE[GIVEN, LEFT_OUT] if side.alone and listed.disclosed else None
        return _of_pair(ROWS.get(place, left_out), lost, won)
    if place in PRESENCE:
        return _of_pair(PRESENCE[place], lost, won)
    if place in LIMITS:
        return _of_pair(LIMITS[place], won, lost)
    if not (lost or won) and place in MEASURES:
        measure = MEASURES[place]
        turned = Side(side.model, side.key, side.after, side.before)
        less, more = measure.weaker(side, before, after), measure.weaker(turned, after, before)
        return _of_pair(measure.rules, less, more)
    return _disclosure(before, after) if shape.disclosed else None


def _inner(shape: Shape, before: Any, after: Any) -> Rule | None:
    """Return the first rule that gives a group, which is on one side only, its direction."""
    gone = after is MISSING
    if gone == (before is MISSING):
        return None
    wanted = Direction.WEAKENED if gone else Direction.STRENGTHENED
    rules = _rules_inside(shape, before if gone else after, gone=gone)
    return next((rule for rule in rules if rule.direction is wanted), None)


def _rules_inside(shape: Shape, group: Any, *, gone: bool) -> Iterator[Rule]:
    """Yield what the rules say of each value of a group that comes or goes."""
    if shape.model is None or not isinstance(group, dict):
        return
    before, after = (group, {}) if gone else ({}, group)
    for key, own in fields(shape).items():
        if key not in group:
            continue
        value = group[key]
        rows = isinstance(value, list) and (shape.model, key) not in EMPTY_MEANS_ALL
        side = Side(shape.model, key, before, after, row=rows, alone=rows)
        inner = (own.item or ANYTHING) if rows else own
        for each in value if rows else (value,):
            step = (each, MISSING) if gone else (MISSING, each)
            if rule := _rule(side, inner, *step):
                yield rule
            else:
                yield from _rules_inside(inner, each, gone=gone)


def _of_pair(pair: Pair | None, less: bool, more: bool) -> Rule | None:
    if pair is None or less == more:
        return None
    return pair.less if less else pair.more


def _disclosure(before: Any, after: Any) -> Rule | None:
    step = _state(before), _state(after)
    if step in DISCLOSURE:
        return DISCLOSURE[step].less
    back = DISCLOSURE.get(step[::-1])
    return back.more if back is not None else None


def _state(value: Any) -> str:
    return LEFT_OUT if value is MISSING or value is None else disclosure(value)
