"""Deadlines: when a duty is due, from which start, and what shows that it was done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from glasscase.law.model.condition import Condition
from glasscase.records.base import Model
from glasscase.records.plain import Flag, Line


class DeadlineKind(StrEnum):
    """How a duration counts."""

    WITHIN = "within"
    """At most so long after the start."""
    BY = "by"
    """No later than the start, or so long before it (`before`)."""
    EVERY = "every"
    """Again and again, at most so far apart."""
    KEEP = "keep"
    """To be kept at least so long."""
    WITHOUT_DELAY = "without-delay"
    """No number in the text."""


class Deadline(Model):
    """When a duty is due. Days are calendar days unless `business` is true."""

    kind: DeadlineKind
    trigger: Line = Field(description="What sets it off, in our words.")
    start: tuple[Line, ...] = Field(
        (),
        description=(
            "Fields that hold the start; the earliest given one counts, or `each`; for `keep`, the"
            " latest."
        ),
        examples=[["times.determined", "times.reasonable_belief"]],
    )
    each: Flag = Field(
        False, description="For `by`: every start counts, such as each release and modification."
    )
    since: date | None = Field(
        None, description="For `by`: a start before this day sets nothing off."
    )
    not_before: date | None = Field(
        None, description="For `by`: what would be due before this day is due on it."
    )
    length: Annotated[str, Field(pattern=r"^P(\d+[YMWD]|T\d+H)$")] | None = Field(
        None, description="ISO 8601: `PT72H`, `P15D`, `P6M`.", examples=["PT72H"]
    )
    before: Flag = Field(False, description="For `by`: that long before the start.")
    business: Flag = Field(False, description="Days are business days.")
    on: date | None = Field(None, description="For `by`: a fixed day.")
    recipient: Line
    done: tuple[Line, ...] = Field(
        (), description="Fields that show that it was done, with their dates."
    )
    until: tuple[Line, ...] = Field(
        (),
        description="Fields that hold the end of a series: from then on nothing more is due.",
        examples=[["times.resolved"]],
    )
    types: tuple[Line, ...] = Field(
        (),
        description="Types of protocol whose fields start it, where no answer names them.",
        examples=[["frontier-framework"]],
    )
    when: Condition | None = Field(None, description="Runs only if this holds of the subject.")
    note: Line | None = Field(
        None, description="Printed with the clock; for `keep`, why the end may be later."
    )
