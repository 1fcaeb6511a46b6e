"""What a model is called, what it is built on, and when it was released.

"Item" numbers are those of the Model Documentation Form (Code of Practice, transparency
chapter; checked 2026-11-21).
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Model
from .disclosure import Maybe
from .plain import (
    Date,
    Flag,
    Jurisdiction,
    Line,
    ModelRef,
    PartialDate,
    Positive,
    Prose,
    RowId,
    Url,
)


class ModelVersion(Model):
    """A version of the model that the card covers (item 2)."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Public name.", examples=["aurora-2-2026-05"])
    released: PartialDate | None = Field(None, description="Release date.")
    differs: Prose | None = Field(
        None, description="How it differs in risk and mitigations from the others."
    )
    retired: PartialDate | None = Field(None, description="Date of retirement.")


class Evidence(Model):
    """Evidence of authenticity (item 3)."""

    kind: Line = Field(description="What it is.", examples=["SHA-256 of the weights"])
    value: Line | None = Field(None, description="The hash.")
    url: Url | None = Field(None, description="An endpoint or a list of hashes.")


class Relation(StrEnum):
    """How a model comes from another."""

    FINE_TUNED = "fine-tuned"
    DISTILLED = "distilled"
    MERGED = "merged"
    QUANTISED = "quantised"
    CONTINUED = "continued-training"
    ADAPTER = "adapter"
    COMPONENT = "component"


DERIVING = frozenset(
    {
        Relation.FINE_TUNED,
        Relation.MERGED,
        Relation.QUANTISED,
        Relation.CONTINUED,
        Relation.ADAPTER,
    }
)
"""Relations in which the original stays a part of the result, and so does its training."""


class Dependency(Model):
    """A model on which this one is built (item 6)."""

    name: Line = Field(description="Name and version.")
    relation: Relation = Field(description="How this model comes from it.")
    model: ModelRef | None = Field(None, description="Its card here, if there is one.")
    provider: Line | None = Field(None, description="Who provides it.")
    url: Url | None = Field(None, description="Its card elsewhere.")
    training_summary: Url | None = Field(None, description="Its summary of training content.")
    operations: Maybe[Positive] = Field(
        None,
        description="Its training compute in floating-point operations.",
        json_schema_extra={"unit": "FLOP"},
    )
    systemic_risk: Flag | None = Field(
        None, description="True if it is a model with systemic risk; needed for the one-third rule."
    )


class Identity(Model):
    """What the model is called and how it is told from others."""

    name: Line = Field(description="Public name.", examples=["Aurora 2"])
    identifier: Line | None = Field(None, description="Unique identifier, e.g. of the API.")
    family: Line | None = Field(None, description="Collection that it belongs to.")
    versions: Maybe[tuple[ModelVersion, ...]] = Field(None, description="Versions covered.")
    evidence: Maybe[tuple[Evidence, ...]] = Field(None, description="Evidence of authenticity.")
    dependencies: Maybe[tuple[Dependency, ...]] = Field(None, description="Models it is built on.")


class Release(Model):
    """When and where the model was made available."""

    first: Maybe[PartialDate] = Field(None, description="First release by any channel (item 4).")
    eu_market: Maybe[Date] = Field(None, description="Day of placing on the Union market (item 5).")
    jurisdictions: tuple[Jurisdiction, ...] = Field((), description="Where it is available.")
    substantially_modified: Date | None = Field(
        None, description="Day of the last substantial modification."
    )
    stage: Line | None = Field(None, description="Stage.", examples=["general availability"])
