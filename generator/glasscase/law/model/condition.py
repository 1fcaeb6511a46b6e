"""Conditions: who is in scope. Each is true, false, or cannot be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from glasscase.records.base import Model
from glasscase.records.plain import Flag, Jurisdiction, Line


class Comparison(StrEnum):
    """How a number is compared."""

    ABOVE = "above"
    AT_LEAST = "at-least"


class All(Model):
    """True if every part is."""

    all: tuple[Condition, ...] = Field(min_length=1)


class Any_(Model):  # noqa: N801 - `Any` means something else in annotations
    """True if some part is."""

    any: tuple[Condition, ...] = Field(min_length=1)


class Not(Model):
    """True if the part is false."""

    not_: Condition = Field(alias="not")


class Term(Model):
    """True if a term holds: `name` of this regime, or `regime/name` of another."""

    term: Line = Field(examples=["frontier-model", "eu-ai-act/general-purpose"])


class Compute(Model):
    """True if a model's training compute passes a line."""

    compute: Literal["total", "modification"] = Field(
        description="All training up to now, later modifications included; or the provider's own"
        " modification of a model of someone else."
    )
    is_: Comparison = Field(alias="is")
    operations: Annotated[float, Field(gt=0)] = Field(description="The line, in operations.")


class Revenue(Model):
    """True if the provider's group had more gross revenue, in the calendar year before."""

    revenue: Annotated[float, Field(gt=0)] = Field(
        description="The line, in US dollars. The year is the one before the day of asking.",
        examples=[500_000_000],
    )
    is_: Literal[Comparison.ABOVE] = Field(Comparison.ABOVE, alias="is")


class Deployed(Model):
    """True if the provider or the model is offered there."""

    deployed: Jurisdiction


class Established(Model):
    """True if the provider is established there."""

    established: Jurisdiction


class HasRole(Model):
    """True if the provider has one of these roles, or offers a service in one of them."""

    role: tuple[Line, ...] = Field(min_length=1)
    offered: Jurisdiction | None = Field(
        None,
        description="Only services that are offered there bring a role; stated roles always count.",
    )


class Offers(Model):
    """True if the provider has a service of one of these types."""

    service: tuple[Line, ...] = Field(min_length=1)


class Signed(Model):
    """True if the provider has signed a code whose name contains these words."""

    signed: Line
    chapter: Line | None = None


class FieldIs(Model):
    """True if a field of the subject, or `provider.` and a field of it, has a value.

    Exactly one of the tests is given. An absent-as-not-applicable field counts as `false`; a
    field that is withheld or left out cannot be told.
    """

    field: Line = Field(examples=["distribution.monetised", "provider.sme"])
    equals: Flag | Line | None = None
    one_of: tuple[Line, ...] = ()
    has: tuple[Line, ...] = Field((), description="A list, of which one item is among these.")
    before: date | None = Field(None, description="A day before this one.")
    from_: date | None = Field(None, alias="from", description="This day or a later one.")
    stated: Flag | None = Field(None, description="True: it has a value; false: it has none.")


class Rule(Model):
    """True if a test holds that no other condition can express.

    They are written in `rules.py`, `own-model` in `supply.py`.
    """

    rule: Literal["general-purpose-output", "modifier-third", "open-source-exemption", "own-model"]


CONDITIONS: Mapping[str, type[Model]] = {
    "all": All,
    "any": Any_,
    "not": Not,
    "term": Term,
    "compute": Compute,
    "revenue": Revenue,
    "deployed": Deployed,
    "established": Established,
    "role": HasRole,
    "service": Offers,
    "signed": Signed,
    "field": FieldIs,
    "rule": Rule,
}
"""Every kind of condition, by the key that only it has."""


def _chosen(value: Any, handler: ValidatorFunctionWrapHandler) -> Any:
    """Let the key decide which kind of condition is meant, so that errors are about that one."""
    if not isinstance(value, dict):
        return handler(value)
    kinds = [kind for key, kind in CONDITIONS.items() if key in value]
    if len(kinds) == 1:
        return kinds[0].model_validate(value)
    keys = ", ".join(f"`{key}`" for key in CONDITIONS)
    raise PydanticCustomError("condition", f"a condition has exactly one of the keys {keys}")


Condition: TypeAlias = Annotated[
    All
    | Any_
    | Not
    | Term
    | Compute
    | Revenue
    | Deployed
    | Established
    | HasRole
    | Offers
    | Signed
    | FieldIs
    | Rule,
    WrapValidator(_chosen),
]


def parts(condition: Condition) -> tuple[Condition, ...]:
    """Return the conditions that a condition joins or denies; of all others, none."""
    match condition:
        case All():
            return condition.all
        case Any_():
            return condition.any
        case Not():
            return (condition.not_,)
        case _:
            return ()


for _model in (All, Any_, Not):
    _model.model_rebuild()
