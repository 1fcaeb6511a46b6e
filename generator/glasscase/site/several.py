"""What a record holds several of: which models stand in a table, and what heads a card."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel

TABLES: dict[str, tuple[str, ...]] = {
    "ModelVersion": ("name", "released", "retired", "differs"),
    "Evidence": ("kind", "value", "url"),
    "ModalityLimit": ("modality", "formats", "maximum", "note"),
    "Channel": ("name", "access", "audience", "jurisdictions", "url"),
    "Asset": ("name", "access", "licence", "url"),
    "Hardware": ("type", "units", "days"),
    "DomainShare": ("domain", "share"),
    "GeneratingModel": ("name", "model", "summary"),
    "Approval": ("role", "date"),
    "Standard": ("name", "how", "url"),
    "Definition": ("term", "meaning"),
    "Crawler": ("name", "user_agent", "purposes", "respects", "url"),
    "RiskQuestion": ("area", "question", "answer", "remedy"),
    "TopicAnswer": ("topic", "summary", "section"),
    "Affected": ("group", "people", "description"),
    "CorrectiveAction": ("description", "state", "owner", "due", "completed"),
    "NearMiss": ("at", "description"),
    "Notification": ("at", "regime", "authority", "stage", "receipt"),
    "Material": ("title", "url"),
    "DataLocation": ("place", "purpose"),
    "SubProcessor": ("name", "purpose", "place"),
    "Certification": ("name", "scope", "issued", "expires", "url"),
    "Filing": ("filed", "duty", "models", "authority", "receipt"),
    "SignedCode": ("name", "chapters", "signed", "url"),
    "Responsibility": ("aspect", "borne_by", "provider", "customer", "services"),
    "Waiver": ("rule", "at", "reason"),
    "ChangeNote": ("version", "date", "summary", "reason", "material", "announced"),
    "Comparison": ("name", "value"),
}
"""Models of which several are shown as a table, and its columns."""

LEADS = frozenset(("text", "description", "summary", "body"))
"""Texts that need no name in a card: they say what it is about."""

_TITLES = ("name", "title", "benchmark", "aspect", "domain", "auditor", "modality", "role")
"""Which field heads a card, by preference; its id if it has none of them."""

_HEADS = {"RiskTier": ("domain", "name")}
"""Cards that are headed by more than one field."""

_KEYS = {"TopicAnswer": "topic"}
"""What names a row that has no id."""


@cache
def row_key(model: type[BaseModel]) -> str:
    """Return the field whose value names one of several, and ends its permalink; "" if none."""
    return "id" if "id" in model.model_fields else _KEYS.get(model.__name__, "")


@cache
def heads(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the fields that head a card of a model."""
    if model.__name__ in _HEADS:
        return _HEADS[model.__name__]
    return next(((key,) for key in _TITLES if key in model.model_fields), ())
