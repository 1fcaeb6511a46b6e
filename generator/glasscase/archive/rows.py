"""How rows of lists are told apart, and by what a reader knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from pydantic import BaseModel

from glasscase.archive.shape import Content, Shape, fields
from glasscase.records import (
    evaluation,
    identity,
    incident,
    offer,
    protocol,
    provider,
    technical,
    values,
)
from glasscase.records import record as records
from glasscase.records import training_data as data

Keys = tuple[str, ...]

NATURAL_KEYS: Mapping[type[BaseModel], tuple[Keys, ...]] = {
    data.DomainShare: (("domain",),),
    data.GeneratingModel: (("name",), ("model",)),
    data.ModalityContent: (("modality",),),
    evaluation.Comparison: (("name",),),
    incident.Affected: (("group",),),
    incident.Material: (("title",), ("url",)),
    offer.Asset: (("name",), ("url",)),
    identity.Dependency: (("name",), ("model",), ("url",)),
    identity.Evidence: (("kind",), ("value",)),
    technical.Hardware: (("type",),),
    technical.ModalityLimit: (("modality",),),
    protocol.Approval: (("role",),),
    protocol.Crawler: (("name",), ("user_agent",)),
    protocol.Definition: (("term",),),
    protocol.ExamplePrompt: (("title",),),
    values.Standard: (("name",), ("url",)),
    protocol.TopicAnswer: (("topic",),),
    provider.Certification: (("name",),),
    provider.DataLocation: (("place", "purpose"), ("place",)),
    provider.SignedCode: (("name",), ("url",)),
    provider.SubProcessor: (("name",),),
    records.Waiver: (("rule", "at"), ("rule",)),
    values.ChangeNote: (("version",),),
    values.Link: (("url",), ("title",)),
}
"""What identifies the rows that have no id, most telling first; each is tried in turn."""

_TITLES: Mapping[type[BaseModel], Keys] = {
    evaluation.Evaluation: ("benchmark", "metric"),
    incident.Event: (),
    incident.Notification: ("authority", "stage"),
    protocol.RiskTier: ("domain", "name"),
    values.Link: ("title",),
}
"""What a reader knows the rows by, where it is neither their title nor their natural key."""

_CALLED = ("id", "title", "name", "benchmark", "domain", "term")
_USUAL_TITLES = ("title", "name", "domain", "question", "aspect", "auditor")
_GUESSED_KEYS = (("id",), ("version",), ("name",), ("title",), ("url",))

_Lists: TypeAlias = frozenset[tuple[type[BaseModel], str]]

ORDERED: _Lists = frozenset({(technical.Training, "stages"), (protocol.Protocol, "tiers")})
"""Lists whose order says something. The order of all others is only that of the page."""

EMPTY_MEANS_ALL: _Lists = frozenset(
    {
        (protocol.Commitment, "models"),
        (protocol.Scope, "models"),
        (protocol.Scope, "services"),
        (provider.Responsibility, "services"),
    }
)
"""Lists that bind everything, or leave open what they bind, when they are left out."""

_LONGEST_STEP = 80


def has_id(item: Shape) -> bool:
    """Tell whether rows of this shape have ids."""
    return item.model is not None and "id" in fields(item)


def keys_of(item: Shape) -> tuple[Keys, ...]:
    """Return the fields that identify rows, most telling first."""
    if item.model is None:
        return _GUESSED_KEYS if item.content is Content.ANYTHING else ()
    if has_id(item):
        return (("id",),)
    return NATURAL_KEYS.get(item.model, _GUESSED_KEYS)


def step_of(row: Any, position: int, item: Shape) -> str:
    """Return the name of a row in a path: its id, its natural key, itself, or its place."""
    if isinstance(row, dict):
        for keys in keys_of(item):
            found = _texts(row, keys)
            if found:
                return " / ".join(found)
    elif isinstance(row, str) and 0 < len(row) <= _LONGEST_STEP:
        return row
    return str(position + 1)


def title_of(row: Any, position: int, item: Shape) -> str:
    """Return the words by which a reader knows a row."""
    if isinstance(row, dict):
        own = _TITLES.get(item.model) if item.model is not None else None
        for keys in (own,) if own is not None else ((usual,) for usual in _USUAL_TITLES):
            found = _texts(row, keys)
            if found:
                return ": ".join(found)
    return step_of(row, position, item)


def names_of(group: Any) -> tuple[str, ...]:
    """Return the texts by which people may call a group: its id, its title, its benchmark."""
    return tuple(_texts(group, _CALLED)) if isinstance(group, dict) else ()


def _texts(row: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    return [value for key in keys if isinstance(value := row.get(key), str) and value]
