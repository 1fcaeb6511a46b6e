"""A document as data, and the JSON Schema of it.

Illinois asks that the summaries of large frontier developers be machine-readable, 430 ILCS
185/10(c)(3); every document is.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from glasscase.documents.common import Common
from glasscase.documents.filled import (
    PUBLIC,
    Answer,
    Document,
    Filled,
    FilledSection,
    Heading,
    Owing,
    Previous,
    Rows,
    State,
)
from glasscase.documents.form import FormId
from glasscase.documents.indented import Written, indented
from glasscase.law.model.duty import Reader
from glasscase.records import MODELS, Kind

Json = Any


def data_of(document: Document) -> bytes:
    """Return a document as JSON, with its keys in their order."""
    return indented(_plain(document, _written)).encode() + b"\n"


def as_json(document: Document) -> dict[str, Json]:
    """Return a document as plain values."""
    return _plain(document, _item)


def _written(item: Filled) -> Json:
    """Return an item as plain values; a common one as it is written in every document."""
    return _COMMON.of(item) if item.common else _item(item)


def _plain(document: Document, item: Callable[[Filled], Json]) -> dict[str, Json]:
    form = document.form
    return _pruned(
        {
            "schema": 1,
            "form": form.id.value,
            "title": form.title,
            "basis": form.basis,
            "audience": document.audience,
            "provider": document.provider,
            "demonstration": document.demonstration,
            "record": {
                "kind": document.kind,
                "id": document.id,
                "version": document.version,
                "title": document.title,
                "status": document.status,
                "language": document.language,
                "date": document.day,
                "sha256": document.digest,
            },
            "checked": form.checked.isoformat(),
            "catalogue": document.catalogue,
            "advice": "Readiness, not legal advice.",
            "unverified": list(form.unverified),
            "duties": [_owing(one) for one in document.owing],
            "sections": [_section(section, item) for section in document.sections],
        }
    )


def _owing(one: Owing) -> Json:
    applies = {True: "yes", False: "no", None: "cannot-tell"}[one.holds]
    return _pruned(
        {
            "regime": one.regime,
            "clause": one.clause,
            "jurisdiction": one.jurisdiction,
            "applies": applies,
            "in_force": one.in_force,
            "because": list(one.because),
            "differs": one.differs,
        }
    )


def _section(section: FilledSection, item: Callable[[Filled], Json]) -> Json:
    return _pruned(
        {
            "id": section.id,
            "number": section.number,
            "title": section.title,
            "level": section.level - 1,
            "items": [item(one) for one in section.items],
        }
    )


def _item(item: Filled) -> Json:
    return _pruned(
        {
            "id": item.id,
            "number": item.number,
            "label": item.label,
            "state": item.state.value,
            "why": item.why,
            "clauses": [{"regime": one.regime, "clause": one.clause} for one in item.clauses],
            "readers": [reader.value for reader in item.readers],
            "answers": [_answer(one) for one in item.answers],
            "table": _table(item.rows) if item.rows is not None else None,
            "not_public": [one._asdict() for one in item.sealed],
        }
    )


_ITEM_LEVEL = 4
"""An item stands in the list of a section, in the list of sections, in the document."""
_COMMON = Common(lambda item: Written(indented(_item(item), _ITEM_LEVEL)))


def _table(rows: Rows) -> Json:
    names = rows.columns
    return [
        {
            name: [_answer(one) for one in cell] or [{"state": "given", "value": row.head}]
            for name, cell in zip(names, row.cells, strict=True)
        }
        for row in rows.rows
    ]


def _answer(answer: Answer) -> Json:
    found: dict[str, Json] = {"label": answer.label, "state": answer.state.value}
    if answer.of in ("record", "provider"):
        found["of"] = answer.of
        found["field"] = answer.field
    if answer.state is State.GIVEN:
        found["value"] = _value(answer)
        found["said"] = answer.said
    elif answer.state in (State.WITHHELD, State.ABSENT):
        found["notice"] = answer.value
    return _pruned(found)


def _value(answer: Answer) -> Json:
    if answer.of == "commitments":
        return [one["id"] for one in answer.value]
    if isinstance(answer.value, tuple | list):
        return [
            one.title
            if isinstance(one, Heading)
            else one.version
            if isinstance(one, Previous)
            else one
            for one in answer.value
        ]
    return answer.value


def _pruned(value: dict[str, Json]) -> dict[str, Json]:
    """Return a mapping without what is empty; numbers and flags stay."""
    return {key: one for key, one in value.items() if one is not None and one != "" and one != []}


def document_schema() -> dict[str, Json]:
    """Return the JSON Schema of a document's data."""
    text = {"type": "string"}
    texts = {"type": "array", "items": text}
    state = {"enum": [one.value for one in State], "description": "What became of the question."}
    answer = {
        "type": "object",
        "required": ["state"],
        "properties": {
            "label": {**text, "description": "Name of the value, where an item has several."},
            "state": state,
            "of": {"enum": ["record", "provider"], "description": "Whose field it is."},
            "field": {**text, "description": "Path of the field, as in the record's own schema."},
            "value": {"description": "The value, as in the record's own schema."},
            "said": {**text, "description": "What the form calls the value."},
            "notice": {"type": "object", "description": "What stands in the place of a value."},
        },
    }
    clause = {"type": "object", "properties": {"regime": text, "clause": text}}
    item = {
        "type": "object",
        "required": ["id", "label", "state"],
        "properties": {
            "id": {**text, "description": "Permalink of the item on the page."},
            "number": text,
            "label": {**text, "description": "Title of the item, as the form has it."},
            "state": state,
            "why": {**text, "description": "Why it is not asked, or where it is answered."},
            "clauses": {"type": "array", "items": clause},
            "readers": {"type": "array", "items": {"enum": [one.value for one in Reader]}},
            "answers": {"type": "array", "items": answer},
            "table": {
                "type": "array",
                "description": "Rows: the title of each column, and what stands in the cell.",
                "items": {
                    "type": "object",
                    "additionalProperties": {"type": "array", "items": answer},
                },
            },
            "not_public": {
                "type": "array",
                "description": "Values that the public does not see; none in what is public.",
                "items": {
                    "type": "object",
                    "properties": {"field": text, "basis": text, "describe": text},
                },
            },
        },
    }
    duty = {
        "type": "object",
        "properties": {
            "regime": text,
            "clause": text,
            "jurisdiction": text,
            "applies": {"enum": ["yes", "no", "cannot-tell"]},
            "in_force": {**text, "format": "date"},
            "because": texts,
            "differs": {**text, "description": "What this law asks that the others do not."},
        },
    }
    section = {
        "type": "object",
        "required": ["id", "title", "level"],
        "properties": {
            "id": text,
            "number": text,
            "title": text,
            "level": {"type": "integer", "minimum": 1, "maximum": 3},
            "items": {"type": "array", "items": item},
        },
    }
    record = {
        "type": "object",
        "required": ["kind", "id", "version", "sha256"],
        "properties": {
            "kind": {"enum": [kind.value for kind in MODELS if kind is not Kind.PROVIDER]},
            "id": text,
            "version": text,
            "title": text,
            "status": text,
            "language": text,
            "date": {**text, "format": "date"},
            "sha256": {**text, "pattern": "^[0-9a-f]{64}$"},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Document",
        "description": "A document that a duty asks for, made from a record.",
        "type": "object",
        "required": ["schema", "form", "title", "audience", "provider", "record", "sections"],
        "properties": {
            "schema": {"const": 1},
            "form": {"enum": [one.value for one in FormId]},
            "title": text,
            "basis": {**text, "description": "The text that asks for it."},
            "audience": {"enum": [PUBLIC, *(one.value for one in Reader if one != PUBLIC)]},
            "provider": text,
            "demonstration": {"type": "boolean"},
            "record": record,
            "checked": {**text, "format": "date"},
            "catalogue": text,
            "advice": text,
            "unverified": texts,
            "duties": {"type": "array", "items": duty},
            "sections": {"type": "array", "items": section},
        },
    }
