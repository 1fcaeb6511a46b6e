"""Training content, field by field as in the EU template and in AB 2013.

Section numbers are those of the template for the public summary of training content
(Reg. (EU) 2024/1689, Art. 53(1)(d); C(2025) 8311 final, checked 2026-11-21). "AB 2013" is
Cal. Civ. Code 3111(a) with its twelve items.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from .base import Model, Presupposes
from .disclosure import Maybe
from .plain import Date, Flag, Language, Line, ModelRef, Month, Prose, RowId, Url
from .values import Link, Modality, Period, Quantity, Range

_USED = Presupposes(("used",))
_HAD = Presupposes(("licensed", "obtained"))
_OF_USERS = Presupposes(("interactions", "other_services"))


class Size(StrEnum):
    """Size bins of section 1.3, smallest first.

    Text: below 1 billion, 1 billion to 10 trillion, above 10 trillion tokens. Images: below
    1 million, 1 million to 1 billion, above 1 billion. Audio and video: below 10,000 hours,
    10,000 to 1 million hours, above 1 million hours.
    """

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Provenance(StrEnum):
    """Where data comes from (Model Documentation Form, item 29)."""

    WEB_CRAWLING = "web-crawling"
    PRIVATE_THIRD_PARTY = "private-third-party"
    USER_DATA = "user-data"
    PUBLIC_DATASETS = "public-datasets"
    OTHER_MEANS = "other-means"
    OWN_SYNTHETIC = "own-synthetic"
    OTHER = "other"


class RightsStatus(StrEnum):
    """Protection of the data by intellectual property (AB 2013, item 5)."""

    PROTECTED = "protected"
    PUBLIC_DOMAIN = "public-domain"
    MIXED = "mixed"
    UNKNOWN = "unknown"


class ModalityContent(Model):
    """Training content of one modality (section 1.3)."""

    modality: Modality = Field(description="The modality.")
    size: Maybe[Size] = Field(None, description="Size bin of the template.")
    amount: Maybe[Quantity] = Field(None, description="Exact size, where it is given.")
    content_types: tuple[Line, ...] = Field((), description="Types of content.")
    latest_acquisition: Maybe[Month] = Field(None, description="Month of the latest acquisition.")
    continuous: Flag | None = Field(None, description="True if training goes on continuously.")
    languages: tuple[Language, ...] = Field((), description="Main languages.")
    characteristics: Maybe[Prose] = Field(None, description="Linguistic and other characteristics.")
    comments: Prose | None = Field(None, description="Comments.")


class Dataset(Model):
    """A named dataset."""

    id: RowId = Field(description="Its permalink.")
    name: Line = Field(description="Name or identifier.")
    url: Url | None = Field(None, description="Where it is.")
    description: Prose | None = Field(None, description="What it holds.")
    owner: Line | None = Field(None, description="Owner or source (AB 2013, item 1).")
    licence: Line | None = Field(None, description="Its licence.")
    modalities: tuple[Modality, ...] = Field((), description="Modalities.")
    amount: Quantity | None = Field(None, description="How much of it was used.")
    collected: Period | None = Field(None, description="When its content was collected.")


class PublicDatasets(Model):
    """Publicly available datasets (section 2.1)."""

    used: Flag = Field(description="True if any were used.")
    modalities: Annotated[tuple[Modality, ...], _USED] = Field((), description="Modalities.")
    large: Annotated[Maybe[tuple[Dataset, ...]], _USED] = Field(
        None,
        description="Datasets above 3 % of the public-dataset volume of their modality.",
    )
    others: Annotated[Maybe[Prose], _USED] = Field(
        None, description="General description of the others."
    )
    comments: Prose | None = Field(None, description="Comments.")


class PrivateDatasets(Model):
    """Datasets licensed or obtained from others (sections 2.2.1 and 2.2.2)."""

    licensed: Flag = Field(description="True if there are commercial agreements (2.2.1).")
    obtained: Flag = Field(description="True if other private data was obtained (2.2.2).")
    modalities: Annotated[tuple[Modality, ...], _HAD] = Field((), description="Modalities.")
    known: Annotated[tuple[Dataset, ...], _HAD] = Field(
        (), description="Those that are publicly known."
    )
    description: Annotated[Maybe[Prose], _HAD] = Field(None, description="General description.")
    comments: Prose | None = Field(None, description="Comments.")


class DomainShare(Model):
    """A domain and its share of the scraped volume."""

    domain: Line = Field(description="Domain name.")
    share: Line | None = Field(None, description="Share or rank.")


class CrawledData(Model):
    """Data crawled and scraped from online sources (section 2.3)."""

    used: Flag = Field(description="True if crawlers were used.")
    crawlers: Annotated[tuple[Line, ...], _USED] = Field(
        (), description="Names or identifiers of the crawlers."
    )
    purposes: Annotated[Maybe[Prose], _USED] = Field(None, description="Purposes of the crawlers.")
    behaviour: Annotated[Maybe[Prose], _USED] = Field(
        None, description="How they treat robots.txt, captchas and paywalls."
    )
    period: Annotated[Maybe[Period], _USED] = Field(None, description="Period of collection.")
    content: Annotated[Maybe[Prose], _USED] = Field(
        None, description="Types of content and sources."
    )
    modalities: Annotated[tuple[Modality, ...], _USED] = Field((), description="Modalities.")
    domains: Annotated[Maybe[tuple[DomainShare, ...]], _USED] = Field(
        None, description="Most relevant domains: top 10 % by volume (SME: 5 % or 1,000)."
    )
    domain_list: Annotated[Url | None, _USED] = Field(None, description="Address of the full list.")
    comments: Prose | None = Field(None, description="Comments.")


class UserData(Model):
    """Data from users (section 2.4)."""

    interactions: Flag = Field(description="True if model interactions were used.")
    other_services: Flag = Field(description="True if data of other services was used.")
    services: Annotated[Maybe[Prose], _OF_USERS] = Field(None, description="Which services.")
    modalities: Annotated[tuple[Modality, ...], _OF_USERS] = Field((), description="Modalities.")
    comments: Prose | None = Field(None, description="Comments.")


class GeneratingModel(Model):
    """A model that generated synthetic data."""

    name: Line = Field(description="Name and version.")
    model: ModelRef | None = Field(None, description="Its card here, if there is one.")
    summary: Url | None = Field(None, description="Its public summary of training content.")


class SyntheticData(Model):
    """Synthetic data made by or for the provider (section 2.5; AB 2013, item 12)."""

    used: Flag = Field(description="True if any was used.")
    modalities: Annotated[tuple[Modality, ...], _USED] = Field((), description="Modalities.")
    models: Annotated[tuple[GeneratingModel, ...], _USED] = Field(
        (), description="Models on the market used."
    )
    other_models: Annotated[Maybe[Prose], _USED] = Field(
        None, description="Other models, own unreleased included."
    )
    purpose: Annotated[Maybe[Prose], _USED] = Field(None, description="What it was needed for.")
    comments: Prose | None = Field(None, description="Comments.")


class OtherData(Model):
    """Other sources (section 2.6), human feedback made for training included."""

    used: Flag = Field(description="True if any was used.")
    description: Annotated[Maybe[Prose], _USED] = Field(None, description="Which.")
    comments: Prose | None = Field(None, description="Comments.")


class TrainingData(Model):
    """Data for training, testing and validation."""

    summary_updated: Date | None = Field(
        None, description="Day of the last update of the public summary of training content."
    )
    previous_summaries: tuple[Link, ...] = Field((), description="Earlier summaries.")
    covers: Line | None = Field(
        None, description="Models and versions that it covers, if not just those of the card."
    )
    modalities: Maybe[tuple[ModalityContent, ...]] = Field(
        None, description="Content by modality (1.3)."
    )
    provenance: Maybe[tuple[Provenance, ...]] = Field(None, description="Provenance, in general.")
    public_datasets: Maybe[PublicDatasets] = Field(None, description="Public datasets (2.1).")
    private_datasets: Maybe[PrivateDatasets] = Field(None, description="Private datasets (2.2).")
    crawled: Maybe[CrawledData] = Field(None, description="Crawled and scraped data (2.3).")
    user_data: Maybe[UserData] = Field(None, description="User data (2.4).")
    synthetic: Maybe[SyntheticData] = Field(None, description="Synthetic data (2.5).")
    other: Maybe[OtherData] = Field(None, description="Other sources (2.6).")
    data_points: Maybe[Quantity] = Field(
        None, description="Number of data points, exact (Model Documentation Form, item 32)."
    )
    data_points_range: Maybe[Range] = Field(
        None, description="Number of data points as a range (item 31; AB 2013, item 3)."
    )
    data_point_types: Maybe[Prose] = Field(
        None,
        description="Types of data points: labels or characteristics (AB 2013, item 4).",
    )
    purpose: Maybe[Prose] = Field(
        None, description="How the data serves the model's purpose (AB 2013, item 2)."
    )
    owners: Maybe[Prose] = Field(None, description="Sources or owners (AB 2013, item 1).")
    rights: Maybe[RightsStatus] = Field(
        None, description="Protected by intellectual property or in the public domain (item 5)."
    )
    purchased_or_licensed: Maybe[Flag] = Field(
        None, description="True if datasets were bought or licensed (AB 2013, item 6)."
    )
    personal_information: Maybe[Flag] = Field(
        None, description="True if datasets hold personal information (AB 2013, item 7)."
    )
    aggregate_consumer_information: Maybe[Flag] = Field(
        None, description="True if they hold aggregate consumer information (AB 2013, item 8)."
    )
    processing: Maybe[Prose] = Field(
        None, description="Cleaning and other processing, with its purpose (AB 2013, item 9)."
    )
    collected: Maybe[Period] = Field(None, description="When it was collected (AB 2013, item 10).")
    first_used: Maybe[Line] = Field(
        None, description="When the datasets were first used in development (AB 2013, item 11)."
    )
    selection: Maybe[Prose] = Field(
        None, description="How it was obtained, selected and annotated (item 30)."
    )
    characteristics: Maybe[Prose] = Field(
        None, description="Scope and main characteristics: domain, geography, language (item 33)."
    )
    curation: Maybe[Prose] = Field(None, description="Curation methods (item 34).")
    unsuitable_content: Maybe[Prose] = Field(
        None, description="Measures against unsuitable sources and illegal content (item 35; 3.2)."
    )
    bias_measures: Maybe[Prose] = Field(
        None, description="Measures against identifiable bias (item 36)."
    )


class Copyright(Model):
    """Respect for copyright (section 3.1; Code of Practice, copyright chapter)."""

    signatory: Flag | None = Field(None, description="True if the provider signed the code.")
    reservations: Maybe[Prose] = Field(
        None, description="Measures to find and honour reservations, before and during collection."
    )
    protocols: tuple[Line, ...] = Field(
        (), description="Machine-readable protocols that are honoured.", examples=[["robots.txt"]]
    )
    safeguards: Maybe[Prose] = Field(None, description="Measures against infringing outputs.")
    illegal_content: Maybe[Prose] = Field(None, description="Removal of illegal content (3.2).")
    other: Maybe[Prose] = Field(None, description="Other information (3.3).")
