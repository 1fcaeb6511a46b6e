"""The fixed skeleton of each kind of page: which sections there are, and what stands in them.

A reader who knows one model card finds everything in the next at the same place. A test holds
that every field of a record stands in exactly one section or in the head.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from glasscase.records import Incident, Kind, Model, ModelCard, Protocol, Provider
from glasscase.records.model_card import Compute

from . import plan, results
from .context import Context
from .nodes import Nothing, Row
from .plan import FieldPlan

Json = Any

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


class Shown(NamedTuple):
    """A section with what is in it."""

    id: str
    title: str
    rows: list[Row]


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
            ),
        ),
        Section("contacts", "Contact points", _flat("contacts")),
        Section("services", "Services", _flat("services")),
        Section("responsibilities", "Who is responsible for what", _flat("responsibilities")),
        Section("further", "Further pages", _parts("links"), optional=True),
    ),
}

_MODELS: Mapping[Kind, type[Model]] = {
    Kind.MODEL: ModelCard,
    Kind.PROTOCOL: Protocol,
    Kind.INCIDENT: Incident,
    Kind.PROVIDER: Provider,
}

_SPECIAL: Mapping[tuple[Kind, str], Callable[[Json, Context, str], Any]] = {
    (Kind.MODEL, "evaluations"): results.evaluations,
    (Kind.INCIDENT, "timeline"): results.timeline,
    (Kind.INCIDENT, "updates"): results.updates,
    (Kind.INCIDENT, "times"): results.times,
}


def sections(kind: Kind, form: Mapping[str, Json], context: Context) -> list[Shown]:
    """Lay a public form out in its kind's skeleton."""
    shown = []
    for section in LAYOUTS[kind]:
        if section.optional and not any(part.key in form for part in section.parts):
            continue
        rows: list[Row] = []
        for part in section.parts:
            rows.extend(_rows(kind, part, form, context))
        shown.append(Shown(section.id.replace("_", "-"), section.title, rows))
    return shown


def _rows(kind: Kind, part: Part, form: Mapping[str, Json], context: Context) -> list[Row]:
    model = _MODELS[kind]
    field = plan.field_of(model, part.key)
    given = form.get(part.key)
    group = plan.model_of(model, part.key)
    if given is None:
        if not field.skeleton:
            return []
        missing = _skeleton(group) if part.flat and group else ""
        return [Row(part.key, field.label, Nothing(missing))]
    if type(given) is dict and ("withheld" in given or "absent" in given):
        notice = plan.present_disclosed(field, given, context, part.key)
        return [Row(part.key, field.label, notice)]
    special = _SPECIAL.get((kind, part.key))
    if special is not None:
        node = special(given, context, part.key)
        return node.rows if part.key == "times" else [Row(part.key, "", node)]
    if part.flat and group is not None and isinstance(given, dict):
        rows = plan.rows(group, given, context, part.key)
        drawn = results.ruler(given) if group is Compute else None
        return [Row("", "", drawn), *rows] if drawn else rows
    row = _one(field, given, context)
    return [Row(row.id, "", row.node)] if part.flat else [row]


def _one(field: FieldPlan, given: Json, context: Context) -> Row:
    return Row(field.key, field.label, field.present(given, context, field.key))


def _skeleton(group: type[Any]) -> str:
    """Name what a group that is not given would have held."""
    fields = plan.fields(group)  # type: ignore[arg-type]
    names = [field.label for field in fields if field.skeleton]
    return ", ".join(names).lower() if len(names) > 1 else ""
