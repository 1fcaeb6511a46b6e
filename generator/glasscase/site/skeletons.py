"""The fixed skeleton of each kind of page: which sections there are, and what stands in them.

A reader who knows one model card finds everything in the next at the same place. A test holds
that every field of a record stands in exactly one section or in the head.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from glasscase.records import Kind

HEAD = frozenset(
    "schema id version status withdrawal language translation_of title summary type state severity "
    "harms trading_name demonstration".split()
)
"""Fields that the head of a page shows."""


class Part(NamedTuple):
    """One field of a section. A `flat` group shows its fields without a heading of its own."""

    key: str
    flat: bool = False


class Section(NamedTuple):
    """A section: its permalink, its heading and its fields. An `optional` one may be left out."""

    id: str
    title: str
    parts: tuple[Part, ...]
    optional: bool = False


def _flat(*keys: str) -> tuple[Part, ...]:
    return tuple(Part(key, flat=True) for key in keys)


def _parts(*keys: str) -> tuple[Part, ...]:
    return tuple(Part(key) for key in keys)


_RECORD = Section("record", "About this document", _parts("changes", "contact", "waivers"))
_MORE = Section("further", "Further information", _parts("sections", "links"), optional=True)

LAYOUTS: Mapping[Kind, tuple[Section, ...]] = {
    Kind.MODEL: (
        Section(
            "model", "Model", (*_flat("model", "release"), *_parts("classification", "protocols"))
        ),
        Section("use", "Use", _flat("use")),
        Section("modalities", "Inputs and outputs", (*_flat("modalities"), *_parts("languages"))),
        Section("evaluations", "Evaluations", _flat("evaluations")),
        Section("risks", "Risk assessment", (*_flat("risks", "decision"), *_parts("assessors"))),
        Section("safety", "Safety measures", _flat("safety")),
        Section("limitations", "Limitations and bias", _parts("limitations", "bias")),
        Section("architecture", "Architecture", _flat("architecture")),
        Section("training", "Training", _flat("training")),
        Section("data", "Training data", _flat("data")),
        Section("copyright", "Copyright", _flat("copyright")),
        Section("compute", "Compute and energy", _flat("compute", "energy", "inference")),
        Section("distribution", "Distribution and licence", _flat("distribution")),
        Section("integration", "Integration", _flat("integration")),
        _MORE,
        _RECORD,
    ),
    Kind.PROTOCOL: (
        Section("validity", "Validity", _parts("effective_from", "approvals", "review", "scope")),
        Section("commitments", "Commitments", _flat("commitments")),
        Section("topics", "Topics covered", _flat("topics"), optional=True),
        Section("tiers", "Risk tiers", _flat("tiers"), optional=True),
        Section("charter", "Rules of use", _flat("charter"), optional=True),
        Section("risk_grid", "Risk grid", _flat("risk_grid"), optional=True),
        Section("body", "Full text", _flat("body")),
        Section("standards", "Standards", _flat("standards")),
        Section("crawlers", "Crawlers", _flat("crawlers"), optional=True),
        Section("audits", "Independent audits", _flat("audits"), optional=True),
        Section("definitions", "Definitions", _flat("definitions"), optional=True),
        _MORE,
        _RECORD,
    ),
    Kind.INCIDENT: (
        Section("description", "What happened", _flat("description")),
        Section("times", "Times", _flat("times")),
        Section("timeline", "Timeline", _flat("timeline")),
        Section("impact", "Impact", _flat("impact")),
        Section(
            "involved",
            "What was involved",
            _parts(
                "models",
                "model_versions",
                "services",
                "protocols",
                "commitments",
                "internal_use",
                "classification",
            ),
        ),
        Section("response", "Response", _flat("response")),
        Section(
            "causes",
            "Causes and lessons",
            _parts("root_cause", "contributing_factors", "lessons", "near_misses"),
        ),
        Section("corrective_actions", "Corrective actions", _flat("corrective_actions")),
        Section("notifications", "Notifications to authorities", _flat("notifications")),
        Section("updates", "Updates", _flat("updates"), optional=True),
        Section("circumstances", "Circumstances", _flat("circumstances")),
        Section("evidence", "Material and related", _parts("materials", "related"), optional=True),
        _MORE,
        _RECORD,
    ),
    Kind.PROVIDER: (
        Section(
            "identity",
            "Identity",
            _parts(
                "legal_name",
                "address",
                "registration",
                "website",
                "established",
                "authorised_representative",
                "roles",
                "jurisdictions",
                "large_developer",
                "sme",
                "codes",
                "filings",
            ),
        ),
        Section("contacts", "Contact points", _flat("contacts")),
        Section("services", "Services", _flat("services")),
        Section("responsibilities", "Who is responsible for what", _flat("responsibilities")),
        Section("further", "Further pages", _parts("links"), optional=True),
    ),
}
