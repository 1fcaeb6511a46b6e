"""The catalogue's own data model: regimes, terms, duties, answers, deadlines.

A regime is one file. It says nothing in Python: who is in scope is a condition on fields of the
provider's and the model's records, and what answers a duty is the name of a field.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import Field, ValidatorFunctionWrapHandler, WrapValidator
from pydantic_core import PydanticCustomError

from glasscase.records.base import Flag, Identifier, Jurisdiction, Line, Model, Url
from glasscase.records.incident import ReportStage


class Confidence(StrEnum):
    """How far the text behind a statement was checked."""

    VERIFIED = "verified"
    """The instrument itself was read."""
    QUOTED = "quoted"
    """Literal quotations of the instrument were read."""
    RESTATED = "restated"
    """Only a restatement by others was read."""
    UNVERIFIED = "unverified"
    """Not checked against any text. Shown as such wherever the duty is."""


class Force(StrEnum):
    """What binds a provider to a duty."""

    LAW = "law"
    CODE = "code"
    """Binding on those who signed."""
    GUIDANCE = "guidance"
    VOLUNTARY = "voluntary"


class Strength(StrEnum):
    """How strongly the instrument asks."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Subject(StrEnum):
    """What a duty is asked of: one answer for each."""

    PROVIDER = "provider"
    """Answered once, by the provider's record and by its protocols."""
    MODEL = "model"
    """Answered for each model card."""
    INCIDENT = "incident"
    """Answered for each incident summary."""


class Reader(StrEnum):
    """Whom a duty is owed to."""

    PUBLIC = "public"
    AI_OFFICE = "ai-office"
    NATIONAL_AUTHORITIES = "national-authorities"
    DOWNSTREAM_PROVIDERS = "downstream-providers"
    STATE_AUTHORITIES = "state-authorities"
    ORGANISATION = "organisation"
    """An organisation that collects answers, such as the OECD."""


class Comparison(StrEnum):
    """How a number is compared."""

    ABOVE = "above"
    AT_LEAST = "at-least"


# Conditions: who is in scope. Each is true, false, or cannot be told.


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


class Deployed(Model):
    """True if the provider or the model is offered there."""

    deployed: Jurisdiction


class Established(Model):
    """True if the provider is established there."""

    established: Jurisdiction


class HasRole(Model):
    """True if the provider has one of these roles, or offers a service in one of them."""

    role: tuple[Line, ...] = Field(min_length=1)


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
    """True if a test holds that a condition cannot express; it is written in `rules.py`."""

    rule: Literal["general-purpose-output", "modifier-third", "open-source-exemption"]


CONDITIONS: Mapping[str, type[Model]] = {
    "all": All,
    "any": Any_,
    "not": Not,
    "term": Term,
    "compute": Compute,
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
    | Deployed
    | Established
    | HasRole
    | Offers
    | Signed
    | FieldIs
    | Rule,
    WrapValidator(_chosen),
]


class TermDefinition(Model):
    """A legal term, as a condition."""

    id: Identifier
    name: Line = Field(description="As sentences call it.", examples=["a frontier model"])
    clause: Line
    when: Condition
    note: Line | None = None
    confidence: Confidence
    source: Identifier


# Answers: where a duty is met.


class Answer(Model):
    """One thing that a duty asks for, and the fields that hold it.

    Paths are those of the files: `compute.operations`. A step into a list may pick rows:
    `topics[topic=standards]`. Without a pick, one row that answers is enough.
    """

    asks: Line | None = Field(None, description="What is asked, if the duty asks several things.")
    fields: tuple[Line, ...] = Field(
        min_length=1, description="Paths; each must answer.", examples=[["compute.operations"]]
    )
    either: Flag = Field(False, description="One of the fields is enough.")
    of: Literal["subject", "provider", "protocol"] = Field(
        "subject",
        description="Whose fields: the subject's own, the provider's, or those of a current "
        "protocol of the `types`.",
    )
    types: tuple[Line, ...] = Field((), description="Types of protocol, for `of: protocol`.")
    when: Condition | None = Field(None, description="Asked only if this holds.")


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
        description="Fields that hold the start; the earliest given one counts.",
        examples=[["times.determined", "times.reasonable_belief"]],
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
    note: Line | None = None


class Transition(Model):
    """A later date for some."""

    when: Condition
    from_: date = Field(alias="from")
    clause: Line


class Duty(Model):
    """One clause that asks for something to be published, reported or kept."""

    id: Identifier = Field(description="Stable id within the regime.")
    clause: Line = Field(examples=["Art. 53(1)(d)"])
    title: Line = Field(description="Short name, in our words.")
    what: Line = Field(description="What is asked, in our words.")
    subject: Subject
    strength: Strength = Strength.MUST
    who: Condition | None = Field(None, description="Who owes it; the regime's `who` as well.")
    readers: tuple[Reader, ...] = Field(min_length=1)
    in_force: date | None = Field(None, description="If other than the regime's.")
    transition: tuple[Transition, ...] = ()
    answers: tuple[Answer, ...] = Field((), description="Empty: no field of a record answers it.")
    stages: tuple[ReportStage, ...] = Field(
        (), description="Reports of a series that must hold it. Empty: every one."
    )
    deadline: Deadline | None = None
    exact: Flag = Field(False, description="The exact form of a figure that has a coarse one too.")
    source: Identifier
    confidence: Confidence
    note: Line | None = Field(None, description="What a reader must know; what is not verified.")


class SourceText(Model):
    """A text behind the catalogue."""

    id: Identifier
    title: Line
    url: Url | None = None
    confidence: Confidence


class Regime(Model):
    """One instrument: a law, a code, a guideline or a voluntary framework."""

    id: Identifier = Field(examples=["us-ca-sb53"])
    short: Line = Field(examples=["California SB 53"])
    title: Line
    force: Force
    jurisdiction: Jurisdiction
    authority: Line = Field(description="Who supervises or receives.")
    zone: Line | None = Field(
        None,
        description="Time zone of the authority, if not that of the jurisdiction.",
        examples=["America/Denver"],
    )
    in_force: date
    checked: date = Field(description="Day on which the texts were checked.")
    summary: Line = Field(description="What it asks, in one or two sentences.")
    sources: tuple[SourceText, ...] = Field(min_length=1)
    unverified: tuple[Line, ...] = Field((), description="What could not be verified.")
    who: Condition | None = Field(None, description="Who owes any duty of it.")
    terms: tuple[TermDefinition, ...] = ()
    duties: tuple[Duty, ...] = Field(min_length=1)


class Override(Model):
    """A provider's additions to a regime of the catalogue: `law/REGIME.yml` of its repository."""

    extends: Identifier = Field(description="Id of the regime.")
    terms: tuple[TermDefinition, ...] = Field((), description="Added, or in place of its own.")
    duties: tuple[Duty, ...] = Field((), description="Added, or in place of its own.")


for _model in (All, Any_, Not):
    _model.model_rebuild()
