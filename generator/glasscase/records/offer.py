"""How a model can be had, what it is for, and how it is built in.

"Item" numbers are those of the Model Documentation Form (Code of Practice, transparency
chapter; checked 2026-11-21). "Annex" is Reg. (EU) 2024/1689.
"""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from .base import Model
from .disclosure import Maybe
from .plain import Flag, Jurisdiction, Line, Prose, ProtocolRef, RowId, Url


class Licence(Model):
    """Terms under which the model may be used (items 17 and 18)."""

    name: Line = Field(description="Name.")
    spdx: Line | None = Field(None, description="SPDX identifier.", examples=["Apache-2.0"])
    url: Url | None = Field(None, description="Its text.")
    category: Line | None = Field(
        None, description="Type.", examples=["free and open-source", "proprietary, API terms"]
    )
    open_source: Flag | None = Field(
        None, description="True if anyone may access, use, modify and distribute the model."
    )


class Channel(Model):
    """A way to get at the model (items 15 and 16)."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Its name.")
    url: Url | None = Field(None, description="Its address.")
    access: Line = Field(description="Level of access.", examples=["API", "weights"])
    audience: Line | None = Field(None, description="For whom.", examples=["downstream providers"])
    jurisdictions: tuple[Jurisdiction, ...] = Field((), description="Where.")


class Asset(Model):
    """Something released beside the model (item 19)."""

    name: Line = Field(description="What.", examples=["Evaluation code"])
    url: Url | None = Field(None, description="Where.")
    access: Line | None = Field(None, description="Level of access.")
    licence: Line | None = Field(None, description="Its licence.")


class Availability(StrEnum):
    """How freely something can be had."""

    PUBLIC = "public"
    GATED = "gated"
    ON_REQUEST = "on-request"
    NOT_RELEASED = "not-released"


class Distribution(Model):
    """How the model can be had, and on what terms."""

    licence: Maybe[Licence] = Field(None, description="Licence.")
    channels: Maybe[tuple[Channel, ...]] = Field(None, description="Channels.")
    weights: Maybe[Availability] = Field(None, description="Availability of the weights.")
    code: Maybe[Availability] = Field(None, description="Availability of the code.")
    architecture_public: Flag | None = Field(
        None, description="True if information on the architecture is public (Art. 53(2))."
    )
    usage_public: Flag | None = Field(
        None, description="True if information on usage is public (Art. 53(2))."
    )
    monetised: Maybe[Flag] = Field(
        None, description="True if the model itself is monetised (guidelines, section 4.2)."
    )
    monetisation: Line | None = Field(None, description="How.")
    assets: tuple[Asset, ...] = Field((), description="Further assets released.")


class Use(Model):
    """What the model is for, and what it is not for (items 20 to 22)."""

    intended: Maybe[Prose] = Field(None, description="Intended uses.")
    restricted: Maybe[Prose] = Field(None, description="Restricted and prohibited uses.")
    acceptable_use: Maybe[ProtocolRef] = Field(None, description="The acceptable use policy.")
    acceptable_use_url: Url | None = Field(None, description="Its address, if it is not here.")
    systems: Maybe[Prose] = Field(None, description="Systems into which it can be integrated.")
    unsuitable_systems: Maybe[Prose] = Field(None, description="Systems into which it should not.")
    actual: Maybe[Prose] = Field(None, description="Past and expected use.")
    conditions: Maybe[Prose] = Field(
        None,
        description="Generally applicable restrictions or conditions (SB 53, 22757.12(c)(1)(G)).",
    )


class Integration(Model):
    """What is needed to build the model in (items 23 to 25)."""

    means: Maybe[Prose] = Field(None, description="Technical means.")
    hardware: Maybe[Prose] = Field(None, description="Hardware needed, with versions.")
    software: Maybe[Prose] = Field(None, description="Software needed, with versions.")
    interaction: Maybe[Prose] = Field(
        None, description="Interaction with hardware or software outside it (Annex XII.1.d)."
    )
