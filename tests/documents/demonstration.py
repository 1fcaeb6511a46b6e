"""The demonstration's records, and the documents that are made from them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from glasscase.documents.duties import Duties, Judge
from glasscase.documents.fill import Source, fill
from glasscase.documents.filled import Document, Filled
from glasscase.documents.form import Form, FormId, forms
from glasscase.law.catalogue import package_catalogue
from glasscase.law.coverage import Law
from glasscase.reading.load import Collection, Loaded, load
from glasscase.records import PublicForm

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
DUTIES = Duties.of(package_catalogue())

OWED = {
    ("aurora-2-mini", FormId.AB_2013),
    ("aurora-2-mini", FormId.MODEL_DOCUMENTATION),
    ("aurora-2-mini", FormId.TRAINING_CONTENT),
    ("aurora-3", FormId.AB_2013),
    ("aurora-3", FormId.MODEL_DOCUMENTATION),
    ("aurora-3", FormId.TRAINING_CONTENT),
    ("aurora-3", FormId.TRANSPARENCY_REPORT),
    ("ember-7b", FormId.AB_2013),
    ("ember-7b", FormId.TRAINING_CONTENT),
    ("frontier-safety-framework", FormId.FRAMEWORK_SUMMARY),
}
"""Which documents a lawyer would say are owed; the open model owes no model documentation."""


class Known(NamedTuple):
    """What of the demonstration documents are made from."""

    collection: Collection
    judge: Judge

    @property
    def provider(self) -> PublicForm:
        assert self.collection.provider is not None
        return self.collection.provider.form

    def record(self, id_: str) -> Loaded[Any]:
        records = (*self.collection.models, *self.collection.protocols)
        return next(one for one in records if one.record.id == id_)

    def made(self, form: Form, id_: str) -> Document:
        loaded = self.record(id_)
        return fill(
            form,
            Source(
                loaded.form,
                self.provider,
                loaded.digest,
                DUTIES,
                owing=self.judge.owing(form, loaded.form),
                not_owed=self.judge.not_owed(form, loaded.form),
            ),
        )


@cache
def known() -> Known:
    """Read the demonstration once."""
    collection = load(ROOT, "content")
    assert collection.provider is not None
    law = Law.of(package_catalogue())
    protocols = [one.form for one in collection.protocols]
    models = [one.form for one in collection.models]
    law = law.knowing([law.know(collection.provider.form, protocols, models)])
    return Known(collection, Judge(law, DAY))


@cache
def document(form: FormId, id_: str) -> Document:
    """Return a document of the demonstration."""
    return known().made(forms()[form], id_)


def made(form: FormId, record: PublicForm, provider: PublicForm | None = None) -> Document:
    """Return a document of a record in its public form."""
    return fill(forms()[form], Source(record, provider, "0" * 64, DUTIES))


def card(**fields: Any) -> PublicForm:
    """Return the public form of a model card with the least that there can be."""
    return {
        "kind": "model",
        "schema": 1,
        "language": "en",
        "id": "small-1",
        "version": "1.0",
        "status": "current",
        "title": "Small 1",
        "summary": "A model.",
        "model": {"name": "Small 1"},
        **fields,
    }


def item(document: Document, id_: str) -> Filled:
    """Return an item of a document."""
    items = {one.id: one for section in document.sections for one in section.items}
    return items[id_]
