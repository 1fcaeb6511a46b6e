"""The data model: what a provider, a protocol, a model card and an incident summary hold.

Nothing here reads a file, and nothing here knows another part of Glasscase.
"""

from __future__ import annotations

from .base import Identity, Kind, Markdown, Model, Presupposes, Reference, WebAddress
from .disclosure import Absence, Absent, Audience, Basis, Withheld, disclosure
from .incident import Incident
from .model_card import ModelCard
from .protocol import Protocol
from .provider import Provider
from .public import PublicForm, canonical, digest, public_form
from .record import Record, Status
from .walk import Contents, contents, fields_held, find, held, models_in

MODELS: dict[Kind, type[Model]] = {
    Kind.PROVIDER: Provider,
    Kind.PROTOCOL: Protocol,
    Kind.MODEL: ModelCard,
    Kind.INCIDENT: Incident,
}
"""The model of each kind of file."""

__all__ = [
    "MODELS",
    "Absence",
    "Absent",
    "Audience",
    "Basis",
    "Contents",
    "Identity",
    "Incident",
    "Kind",
    "Markdown",
    "Model",
    "ModelCard",
    "Presupposes",
    "Protocol",
    "Provider",
    "PublicForm",
    "Record",
    "Reference",
    "Status",
    "WebAddress",
    "Withheld",
    "canonical",
    "contents",
    "digest",
    "disclosure",
    "fields_held",
    "find",
    "held",
    "models_in",
    "public_form",
]
