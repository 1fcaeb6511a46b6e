"""The organisation that publishes, its services, and who is responsible for what."""

from __future__ import annotations

from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import Field

from .base import Kind, Model
from .disclosure import Maybe
from .plain import (
    Date,
    Flag,
    Jurisdiction,
    Language,
    Line,
    ModelRef,
    NonNegative,
    PartialDate,
    Prose,
    ProtocolRef,
    RowId,
    ServiceRef,
    Summary,
    Url,
    Year,
)
from .values import ContactPoint, Link


class Role(StrEnum):
    """Roles under the EU AI Act (Art. 3) and the United States' frontier laws."""

    MODEL_PROVIDER = "general-purpose-model-provider"
    SYSTEM_PROVIDER = "ai-system-provider"
    DOWNSTREAM_PROVIDER = "downstream-provider"
    DOWNSTREAM_MODIFIER = "downstream-modifier"
    DEPLOYER = "deployer"
    DISTRIBUTOR = "distributor"
    IMPORTER = "importer"
    AUTHORISED_REPRESENTATIVE = "authorised-representative"
    HOST = "host"
    FRONTIER_DEVELOPER = "frontier-developer"


class ServiceType(StrEnum):
    """Layers at which AI is supplied, from bare infrastructure to a finished product."""

    IAAS = "iaas"
    PAAS = "paas"
    PAAS_AI = "paas-with-ai"
    MLAAS = "mlaas"
    AI_API = "ai-api"
    FOUNDATION_MODEL = "foundation-model"
    SAAS_AI = "saas-with-ai"


class ServiceRole(StrEnum):
    """What the provider is with regard to one service."""

    PROVIDER = "provider"
    DEPLOYER = "deployer"
    DISTRIBUTOR = "distributor"
    HOST = "host"


class Party(StrEnum):
    """Who bears one aspect of a service."""

    PROVIDER = "provider"
    CUSTOMER = "customer"
    SHARED = "shared"


class Certification(Model):
    """A certificate or attestation that a service holds."""

    name: Line = Field(description="Its name.", examples=["ISO/IEC 27001", "SecNumCloud", "C5"])
    scope: Line | None = Field(None, description="What it covers.")
    issued: Date | None = Field(None, description="Day of issue.")
    expires: Date | None = Field(None, description="Last day of validity.")
    url: Url | None = Field(None, description="The certificate or its register entry.")


class DataLocation(Model):
    """Where data of a service is stored or processed."""

    place: Line = Field(description="Country or region.", examples=["Germany (Frankfurt)"])
    purpose: Line = Field(description="What happens there.", examples=["storage and inference"])


class SubProcessor(Model):
    """A third party that processes data for a service."""

    name: Line = Field(description="Legal name.")
    purpose: Line = Field(description="What it does.")
    place: Line = Field(description="Where.")


class Service(Model):
    """One offer of the provider."""

    id: RowId = Field(description="Stable id.", examples=["aurora-api"])
    name: Line = Field(description="Its name.")
    type: ServiceType = Field(description="The layer at which AI is supplied.")
    role: ServiceRole = Field(description="What the provider is with regard to it.")
    description: Prose = Field(description="What it does and for whom.")
    models: tuple[ModelRef, ...] = Field((), description="Models that it uses or offers.")
    protocols: tuple[ProtocolRef, ...] = Field((), description="Protocols that apply to it.")
    jurisdictions: tuple[Jurisdiction, ...] = Field((), description="Where it is offered.")
    available_from: PartialDate | None = Field(None, description="When it was first offered.")
    data_locations: Maybe[tuple[DataLocation, ...]] = Field(
        None, description="Where its data is stored and processed."
    )
    data_use: Maybe[Prose] = Field(
        None,
        description="Whether inputs and outputs are kept, how long, and used for training.",
    )
    certifications: Maybe[tuple[Certification, ...]] = Field(
        None, description="Certificates and attestations."
    )
    sub_processors: Maybe[tuple[SubProcessor, ...]] = Field(
        None, description="Third parties that process its data."
    )
    url: Url | None = Field(None, description="Its page.")


class Responsibility(Model):
    """One row of the responsibility matrix."""

    id: RowId = Field(description="Its permalink.")
    aspect: Line = Field(description="What is to be done.", examples=["Human review of outputs"])
    services: tuple[ServiceRef, ...] = Field((), description="Services; all if left out.")
    borne_by: Party = Field(description="Who bears it.")
    provider: Line | None = Field(None, description="What the provider does.")
    customer: Line | None = Field(None, description="What the customer does.")


class LargeDeveloper(Model):
    """The revenue that makes a large frontier developer, or a statement without the figure.

    Gross revenue with affiliates above 500,000,000 US dollars in the preceding calendar year
    (Cal. Bus. & Prof. Code 22757.11(j), N.Y. Gen. Bus. Law 1420(10), 430 ILCS 185/5;
    checked 2026-11-21). What is stated of another year tells nothing.
    """

    revenue: Maybe[NonNegative] = Field(
        None,
        description="Gross revenue of the provider with its affiliates in that year, in US dollars."
        " It decides; `large` must agree with it.",
        examples=[690_000_000],
    )
    year: Year | None = Field(
        None,
        description="The calendar year that was looked at. The law looks at the one before.",
        examples=["2025"],
    )
    large: Flag | None = Field(
        None,
        description="True if the revenue was more than 500,000,000 US dollars; for those who do"
        " not give the figure.",
    )
    basis: Line = Field(
        description="Where the answer comes from: accounts, rate of exchange, affiliates."
    )


class SignedCode(Model):
    """A code or commitment that the provider has signed."""

    name: Line = Field(description="Its name.")
    chapters: tuple[Line, ...] = Field((), description="Chapters that were signed, if not all.")
    signed: PartialDate | None = Field(None, description="When.")
    url: Url | None = Field(None, description="Proof.")


class Filing(Model):
    """A statement, report or registration that was filed with an authority."""

    id: RowId = Field(description="Its permalink.", examples=["ny-2026"])
    duty: Line = Field(
        description="The duty that asked for it: regime and duty, as `glasscase coverage` names"
        " them. Its clock starts again from here.",
        examples=["us-ny-raise/disclosure-statement"],
    )
    models: tuple[ModelRef, ...] = Field(
        (), description="Models that it is about; without them, every model of the provider."
    )
    authority: Line = Field(description="Who received it.")
    filed: Date = Field(description="Day of filing.")
    receipt: Line | None = Field(None, description="The authority's reference.")


class AuthorisedRepresentative(Model):
    """Representative in the Union of a provider from elsewhere (Reg. (EU) 2024/1689, Art. 54)."""

    name: Line = Field(description="Legal name.")
    address: Line = Field(description="Postal address in the Union.")
    contact: ContactPoint | None = Field(None, description="How to reach it.")


class Contacts(Model):
    """How to reach the provider, by matter."""

    general: ContactPoint | None = Field(None, description="Anything else.")
    natural_persons: ContactPoint | None = Field(
        None,
        description=(
            "Mechanism that lets a natural person communicate with the provider "
            "(Cal. Bus. & Prof. Code 22757.12(c)(1)(B))."
        ),
    )
    documentation: ContactPoint | None = Field(
        None,
        description=(
            "Requests for documentation by the AI Office and downstream providers "
            "(Code of Practice, transparency chapter, measure 1.2)."
        ),
    )
    copyright: ContactPoint | None = Field(
        None,
        description="Complaints of rightsholders (Code of Practice, copyright, measure 1.5).",
    )
    security: ContactPoint | None = Field(None, description="Reports of vulnerabilities.")
    incidents: ContactPoint | None = Field(None, description="Reports of incidents and harm.")
    press: ContactPoint | None = Field(None, description="Press.")


class Provider(Model):
    """The organisation that publishes: `content/provider.yml`."""

    kind: ClassVar[Kind] = Kind.PROVIDER

    schema_: Literal[1] = Field(1, alias="schema", description="Version of the data model.")
    legal_name: Line = Field(description="Registered name.", examples=["Lumenforge AI SAS"])
    trading_name: Line = Field(description="Name that the public knows.", examples=["Lumenforge"])
    demonstration: Flag = Field(
        False, description="True for an invented provider; every page then says so."
    )
    summary: Summary = Field(description="Who the provider is, in two or three sentences.")
    language: Language = Field("en", description="Main language.")
    address: Line = Field(description="Postal address of the registered office.")
    registration: Line | None = Field(None, description="Company register and number.")
    website: Url = Field(description="Main web site.")
    established: Jurisdiction = Field(description="Where it is established.", examples=["FR"])
    contacts: Contacts = Field(description="Contact points.")
    authorised_representative: Maybe[AuthorisedRepresentative] = Field(
        None, description="Representative in the Union, for a provider from elsewhere."
    )
    roles: tuple[Role, ...] = Field(description="Roles under the laws that apply.")
    jurisdictions: tuple[Jurisdiction, ...] = Field(
        description="Where its models or services are deployed.", examples=[["EU", "US-CA"]]
    )
    large_developer: Maybe[LargeDeveloper] = Field(
        None, description="Whether it is a large frontier developer, with the basis."
    )
    sme: Flag | None = Field(
        None, description="True for a small or medium-sized enterprise (Rec. 2003/361/EC)."
    )
    codes: tuple[SignedCode, ...] = Field((), description="Codes and commitments signed.")
    filings: tuple[Filing, ...] = Field(
        (), description="What was filed with authorities, newest first."
    )
    services: tuple[Service, ...] = Field((), description="What it offers.")
    responsibilities: tuple[Responsibility, ...] = Field(
        (), description="The responsibility matrix: who bears what."
    )
    links: tuple[Link, ...] = Field((), description="Further pages.")
