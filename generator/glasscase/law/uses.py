"""Which fields the catalogue names, and which fields of the data model it does not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from glasscase.law.catalogue import Catalogue
from glasscase.law.fields import unused
from glasscase.law.model.duty import KINDS, Answer, Duty, Reader
from glasscase.law.model.regime import Regime
from glasscase.law.needed import conditions_of, looked_at
from glasscase.law.paths import exists
from glasscase.records import MODELS, Kind


class Field(NamedTuple):
    """A field of the records of one kind."""

    kind: Kind
    path: str


class Use(NamedTuple):
    """How much of the data model a regime uses."""

    regime: Regime
    duties: int
    public: int
    """Duties that are owed to the public."""
    answered: int
    """Duties that fields can answer."""
    fields: int
    """Different fields that answer."""


def uses(catalogue: Catalogue) -> tuple[Use, ...]:
    """Return for each regime how many duties it has, and how many fields answer them."""
    return tuple(
        Use(
            regime,
            len(regime.duties),
            sum(Reader.PUBLIC in duty.readers for duty in regime.duties),
            sum(bool(duty.answers or duty.items) for duty in regime.duties),
            len({field for duty in regime.duties for field in answering(duty)}),
        )
        for regime in catalogue.regimes.values()
    )


def answering(duty: Duty, type_: str = "") -> Iterator[Field]:
    """Yield the fields that answer a duty; of protocols, those of a type if one is given."""
    for answer in duty.answers:
        if not type_ or not answer.types or type_ in answer.types:
            yield from (Field(_kind(duty, answer), path) for path in answer.fields)


def _kind(duty: Duty, answer: Answer) -> Kind:
    if answer.of == "subject":
        return KINDS[duty.subject]
    return Kind(answer.of)


_BY_COVERAGE = (
    *(Field(kind, "status") for kind in (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)),
    *(Field(kind, "translation_of") for kind in (Kind.PROTOCOL, Kind.MODEL, Kind.INCIDENT)),
    Field(Kind.PROTOCOL, "type"),
    Field(Kind.PROTOCOL, "scope.models"),
    Field(Kind.MODEL, "protocols"),
)
"""What coverage itself looks at: which records count, and for which models."""


def named(catalogue: Catalogue) -> frozenset[Field]:
    """Return every field that the catalogue names: in answers, conditions and deadlines.

    What coverage itself looks at is among them.
    """
    found = set(_BY_COVERAGE)
    for regime in catalogue.regimes.values():
        for condition in (*conditions_of(regime), *(term.when for term in regime.terms)):
            found.update(
                Field(kind, path)
                for kind, path in looked_at(condition, catalogue, regime.id)
                if exists(kind, path)
            )
        for duty in regime.duties:
            found.update(answering(duty))
            found.update(_timed(duty))
    return frozenset(found)


def _timed(duty: Duty) -> Iterator[Field]:
    """Yield the fields of a deadline: of the subject, of a protocol, or of what was filed."""
    if duty.deadline is not None:
        kinds = (KINDS[duty.subject], Kind.PROTOCOL, Kind.PROVIDER)
        for path in (*duty.deadline.start, *duty.deadline.done):
            yield Field(next((kind for kind in kinds if exists(kind, path)), kinds[0]), path)


def without_duty(catalogue: Catalogue) -> dict[Kind, tuple[str, ...]]:
    """Return the fields of each kind that the catalogue names nowhere; groups as one."""
    used = named(catalogue)
    return {kind: unused(kind, (f.path for f in used if f.kind is kind)) for kind in MODELS}
