"""A report to an authority: what a regime asks for, answered from the records."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from glasscase.law.catalogue import Catalogue
from glasscase.law.facts import Facts
from glasscase.law.model.duty import Reader, Strength
from glasscase.law.model.regime import Regime
from glasscase.reading.words import closest
from glasscase.records import Incident, Provider, PublicForm, public_form
from glasscase.records.incident import ReportStage
from glasscase.records.private import PrivateIncident, overlaid
from glasscase.reporting.answers import Reply, Sources, State, owed_to, reply, revealed, unused
from glasscase.reporting.asked import Asked, asked, asks_anything, is_reported
from glasscase.reporting.errors import ReportError
from glasscase.reporting.files import json_bytes

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Known:
    """Everything that is known of an incident and of who reports it."""

    id: str
    provider: Provider
    record: Incident | None
    """The public record or its draft; None if there is none yet."""
    private: PrivateIncident | None
    facts: Facts
    """The question who owes what about it, with the private part."""
    file: str
    """Where the incident is to be mended, as messages name it."""
    part: str
    """The private part, as messages name it."""
    names: Mapping[str, str]
    """Titles of the provider's models and services, by id."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a report says, without its number and its time."""

    regime: Regime
    replies: tuple[Reply, ...]
    duty: str
    """The duty to report that it meets, by its id; empty if none is found."""
    notes: tuple[str, ...]
    """For those who send it; no part of the report."""
    document: dict[str, Any]

    @property
    def missing(self) -> tuple[Reply, ...]:
        """What is asked for and not stated in any way."""
        return tuple(one for one in self.replies if _is_missing(one))

    @property
    def not_yet(self) -> tuple[Reply, ...]:
        """What is said to be not yet available (Code of Practice, measure 9.2)."""
        return tuple(one for one in self.replies if one.state is State.NOT_YET)


def incident_form(
    id_: str, record: Incident | None, private: PrivateIncident | None
) -> tuple[object, PublicForm]:
    """Return an incident with its private part: the values, and their public form."""
    if record is not None:
        whole = overlaid(record, private)
        return whole, public_form(whole)
    fields = private.fields if private is not None else None
    held = fields.model_dump(mode="json", exclude_none=True) if fields is not None else {}
    return fields, {"kind": "incident", "id": id_, **held}


def compose(
    catalogue: Catalogue, regime: Regime, known: Known, stage: ReportStage, base: ReportStage
) -> Content:
    """Return what a report says. `base` is the stage that an amended report amends.

    Raises ReportError if the regime asks for no reports about incidents.
    """
    if not asks_anything(regime):
        raise ReportError(
            f"{regime.short} asks for no report about an incident",
            hint="`glasscase deadlines` shows which laws and codes do.",
        )
    found = asked(catalogue, regime, known.facts, base)
    may_be_public = Reader.PUBLIC in _readers(regime)
    if may_be_public:
        if known.record is None:
            raise ReportError(
                f"what {regime.short} asks for may be published, and {known.id} has no record",
                hint="Begin one with `glasscase new incident`: its private part is not used here.",
            )
        known = replace(known, private=None)
    sources = _sources(known, regime)
    replies = tuple(reply(item, sources, regime.id) for item in found.items)
    notes = [*found.notes, *_idle_statements(catalogue, sources.statements)]
    if may_be_public:
        notes.append("It may be published, so nothing of the private part is in it.")
    return Content(
        regime,
        replies,
        found.duty.id if found.duty is not None else "",
        tuple(notes),
        _document(catalogue, regime, known, stage, found, replies),
    )


def numbered(
    content: Content, number: int, amends: int | None, made: datetime
) -> tuple[dict[str, Any], bytes]:
    """Return a report with its number and its time, as a document and as bytes."""
    head = {**content.document["report"], "number": number, "amends": amends}
    head["made"] = made.isoformat().replace("+00:00", "Z")
    document = {**content.document, "report": head}
    return document, json_bytes(document)


def is_same(content: Content, document: Mapping[str, Any]) -> bool:
    """Tell whether a written report says what would be said now."""
    head = {
        key: value
        for key, value in document.get("report", {}).items()
        if key not in ("number", "amends", "made")
    }
    own, other = _said(content.document), _said(document)
    return head == content.document["report"] and own == other


def _said(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a report says, without what changes while it says the same."""
    regime = {key: value for key, value in document["regime"].items() if key != "catalogue"}
    incident = {
        key: value for key, value in document["incident"].items() if key != "record_version"
    }
    rest = {key: value for key, value in document.items() if key != "report"}
    return {**rest, "regime": regime, "incident": incident}


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a report's JSON, in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def _readers(regime: Regime) -> set[Reader]:
    return {reader for duty in regime.duties if is_reported(duty) for reader in duty.readers}


def _sources(known: Known, regime: Regime) -> Sources:
    is_owed = owed_to(_readers(regime))
    held, form = incident_form(known.id, known.record, known.private)
    provider = revealed(known.provider, public_form(known.provider), is_owed)
    public = public_form(known.record) if known.record is not None else {}
    statements = known.private.statements if known.private is not None else {}
    return Sources(revealed(held, form, is_owed), provider, public, statements)


def _idle_statements(catalogue: Catalogue, statements: Mapping[str, str]) -> Iterable[str]:
    """Say which statements no regime asks for: a slip in one would hide what was written."""
    every = {
        (regime.id, answer)
        for regime in catalogue.regimes.values()
        for duty in regime.duties
        if is_reported(duty)
        for answer in (duty.title, *(one.asks for one in duty.answers if one.asks))
    }
    known = [words for id_, asks in sorted(every) for words in (asks, f"{id_}: {asks}")]
    for key in unused(statements, every):
        near = closest(key, known)
        yield (
            f"No law or code of the catalogue asks for the statement `{key}`, so it is not used."
            + (f" Did you mean `{near}`?" if near else "")
        )


def _document(
    catalogue: Catalogue,
    regime: Regime,
    known: Known,
    stage: ReportStage,
    found: Asked,
    replies: tuple[Reply, ...],
) -> dict[str, Any]:
    _, form = incident_form(known.id, known.record, known.private)
    duty = found.duty
    recipient = duty.deadline.recipient if duty is not None and duty.deadline else regime.authority
    return {
        "schema": SCHEMA,
        "report": {"incident": known.id, "regime": regime.id, "stage": stage.value},
        "regime": {
            "short": regime.short,
            "title": regime.title,
            "recipient": recipient,
            "catalogue": catalogue.version,
        },
        "provider": _provider(known.provider),
        "incident": _incident(known, form),
        "items": [_item(one, known.names) for one in replies],
        "missing": [_named(one) for one in replies if _is_missing(one)],
        "not_yet_available": [_named(one) for one in replies if one.state is State.NOT_YET],
    }


def _incident(known: Known, form: PublicForm) -> dict[str, Any]:
    found = {"id": known.id}
    for key in ("title", "language"):
        if isinstance(form.get(key), str):
            found[key] = form[key]
    if known.record is not None:
        found["record_version"] = known.record.version
    return found


def _provider(provider: Provider) -> dict[str, Any]:
    form = public_form(provider)
    keys = ("legal_name", "trading_name", "address", "registration", "established", "website")
    found = {key: form[key] for key in keys if isinstance(form.get(key), str)}
    contacts = form.get("contacts", {})
    contact = contacts.get("incidents") or contacts.get("general")
    return {**found, **({"contact": contact} if contact else {})}


def _item(one: Reply, names: Mapping[str, str]) -> dict[str, Any]:
    duty = one.item.duty
    return {
        "duty": duty.id,
        "clause": duty.clause,
        "title": duty.title,
        "asks": one.item.asks,
        "state": one.state.value,
        **({"statement": one.statement} if one.statement else {}),
        "fields": [_field(part, names) for part in one.parts],
    }


def _field(part: Any, names: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {
        "field": part.field,
        "label": part.label,
        "state": part.state.value,
    }
    if part.state is State.GIVEN:
        found["value"] = part.value
        found["public"] = part.public
        known = {
            id_: names[id_]
            for id_ in (part.value if isinstance(part.value, list) else [])
            if part.field in ("models", "services") and isinstance(id_, str) and id_ in names
        }
        if known:
            found["names"] = known
    for key in ("reason", "expected"):
        if getattr(part, key):
            found[key] = getattr(part, key)
    return found


def _is_missing(one: Reply) -> bool:
    return not one.state.is_stated and one.item.duty.strength is not Strength.MAY


def _named(one: Reply) -> dict[str, str]:
    return {"clause": one.item.duty.clause, "asks": one.item.asks}
