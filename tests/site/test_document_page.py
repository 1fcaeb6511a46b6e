"""Pages of documents, drawn in one process after the other: nothing of one is on the next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from glasscase.documents.form import FormId, forms
from glasscase.law.catalogue import package_catalogue
from glasscase.law.coverage import Law
from glasscase.records import MODELS, Kind, Markdown, PublicForm, Reference, canonical, digest
from glasscase.site import plan
from glasscase.site.catalogue import Batch, Catalogue, Edition, Entry, catalogue
from glasscase.site.document_page import document_page
from glasscase.site.documents import documents
from glasscase.site.pages import Addresses
from glasscase.site.shapes import shape_of

from ..documents.demonstration import DAY, card, known

HERE = Addresses("https://example.com/", "")
FORMS = [form for form in forms().values() if form.record_kind is Kind.MODEL]


def edition(form: PublicForm) -> Edition:
    data = canonical(form)
    name, version, title = form["id"], form["version"], form["title"]
    path = f"models/{name}.yml"
    return Edition(
        Kind.MODEL, name, version, title, form["status"], form["language"], "", path, data,
        digest(data), {},
    )  # fmt: skip


def site(provider: PublicForm | None, *forms_: PublicForm) -> Catalogue:
    return catalogue([Batch(tuple(Entry(edition(one), (), ()) for one in forms_), provider, ())])


def page(of: Catalogue, id_: str, form: FormId) -> str:
    papers = documents(of, package_catalogue(), DAY)
    one = of.by_key[Kind.MODEL, id_]
    return document_page(papers.document(one, forms()[form], one.form()), one, of, HERE).html


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id.value)
def test_two_cards_that_say_nothing_differ_in_their_names_only(form: Any) -> None:
    first = card(id="small-1", model={"name": "Small 1"}, title="Small 1")
    second = card(id="small-2", model={"name": "Small 2"}, title="Small 2")
    both = site(known().provider, first, second)
    shown = page(both, "small-1", form.id)
    for old, new in (("small-1", "small-2"), ("Small 1", "Small 2")):
        assert old in shown
        shown = shown.replace(old, new)
    own = both.by_key[Kind.MODEL, "small-1"].digest, both.by_key[Kind.MODEL, "small-2"].digest
    assert shown.replace(*own) == page(both, "small-2", form.id)


def test_what_a_provider_says_is_on_pages_of_its_own_records_only() -> None:
    other = {**known().provider, "legal_name": "Someone else Ltd"}
    first = page(site(known().provider, card()), "small-1", FormId.AB_2013)
    second = page(site(other, card()), "small-1", FormId.AB_2013)
    third = page(site(known().provider, card()), "small-1", FormId.AB_2013)
    assert "Someone else Ltd" in second
    assert "Someone else Ltd" not in first
    assert first == third


@pytest.mark.parametrize("name", ["\ue0010\ue002", "100 % %s", "<b>&", "{{ digest }}"])
def test_no_name_is_read_as_a_place_in_the_template(name: str) -> None:
    provider = {**known().provider, "legal_name": name}
    shown = page(site(provider, card(title=name)), "small-1", FormId.AB_2013)
    escaped = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    assert f"<dt>Provider</dt><dd>{escaped}</dd>" in shown
    assert f">{escaped}</a> <span" in shown


def test_what_forms_ask_of_a_provider_has_no_links_that_lead_on_from_a_page() -> None:
    """It is drawn once for all pages, wherever they stand."""
    fields = {
        part.field
        for form in forms().values()
        for section in form.sections
        for item in section.items
        for part in item.fields
        if part.of == "provider"
    }
    assert {"legal_name", "contacts.natural_persons"} <= fields
    for path in fields:
        *groups, key = path.split(".")
        model: Any = MODELS[Kind.PROVIDER]
        for group in groups:
            model = plan.model_of(model, group)
        markers = [type(one) for one in _markers(model, key)]
        assert Markdown not in markers, path
        assert Reference not in markers, path


def _markers(model: type[BaseModel], key: str) -> Iterator[object]:
    """Yield the markers of a field and of all below it."""
    [info] = [info for name, info in model.model_fields.items() if (info.alias or name) == key]
    yield from shape_of(info).markers
    inner = plan.model_of(model, key)
    if inner is not None:
        for name, below in inner.model_fields.items():
            yield from _markers(inner, below.alias or name)


def test_a_law_that_was_compiled_already_asks_for_the_same_documents() -> None:
    law = package_catalogue()
    models = [one.form for one in known().collection.models]
    of = site(known().provider, *models)
    own = documents(of, law, DAY)
    shared = documents(of, law, DAY, compiled=Law.of(law))
    for one in of.editions:
        form = one.form()
        owed = own.owed(one, form)
        assert shared.owed(one, form) == owed
        for wanted in owed:
            assert shared.document(one, wanted, form) == own.document(one, wanted, form)
