"""The fixed skeleton: every field has its place, and whatever a record says is on its page."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from glasscase.records import (
    MODELS,
    Identity,
    Kind,
    Markdown,
    Record,
    Reference,
    WebAddress,
    canonical,
    public_form,
)
from glasscase.records.base import LocalReference
from glasscase.records.disclosure import Absence
from glasscase.site import pages, services_page, skeletons
from glasscase.site.catalogue import Catalogue, catalogue, published
from glasscase.site.pages import Addresses, Page

from ..records.filled import Choice, Field, Filler, Form, Leaf, replaced
from .projects import collection, words

RECORDS = [kind for kind, model in MODELS.items() if issubclass(model, Record)]
CASES = [(kind, status) for kind in RECORDS for status in ("current", "withdrawn", "draft")]


@cache
def filled(kind: Kind, status: str = "current") -> tuple[Form, tuple[Leaf, ...]]:
    """Return a record that has every field, and its plain values."""
    filler = Filler(choose=_but_one, given={("status",): status})
    form = filler.fill(MODELS[kind])
    if status != "withdrawn":
        form.pop("withdrawal", None)
    kept = [leaf for leaf in filler.leaves if leaf.path[0] in form]
    return form, tuple(kept)


def _but_one(field: Field) -> Choice:
    """Fill everything but the half width of an uncertainty, which its bounds stand in for."""
    return Choice.LEFT_OUT if field.key == "plus_minus" else Choice.GIVEN


def shown(kind: Kind, form: Form) -> tuple[Catalogue, Page]:
    """Lay out the page of a record that stands beside the ones that it names."""
    others: list[tuple[Kind, Form]] = []
    if "withdrawal" in form:
        successor = {**filled(kind)[0], "id": form["withdrawal"]["replaced_by"]}
        others.append((kind, {**successor, "title": "The successor"}))
    made = catalogue([published(collection((kind, form), *others), drafts=True)])
    if kind is Kind.PROVIDER:
        return made, _of_provider(made)
    edition = made.by_key[kind.value, form["id"]]
    return made, pages.record_page(edition, made, Addresses("https://example.org/", ""))


def _of_provider(made: Catalogue) -> Page:
    """Return the page of the provider with that of its services, to which it leads."""
    page = pages.provider_page(made)
    if services_page.is_shown(made):
        more = services_page.services_page(made)
        page = page._replace(html=page.html + more.html, toc=page.toc + more.toc)
    return page


def content(page: Page) -> str:
    """Return a page without what proves its bytes: that changes with any change."""
    return page.html.partition('<h2 id="version">')[0]


@pytest.mark.parametrize("kind", MODELS)
def test_every_field_stands_in_one_section_or_in_the_head(kind: Kind) -> None:
    parts = [part.key for section in skeletons.LAYOUTS[kind] for part in section.parts]
    fields = {
        info.alias or name for name, info in MODELS[kind].model_fields.items() if not info.exclude
    }
    assert len(parts) == len(set(parts))
    assert set(parts) == fields - skeletons.HEAD
    assert not set(parts) & skeletons.HEAD


@pytest.mark.parametrize("kind", MODELS)
def test_sections_have_their_own_permalinks(kind: Kind) -> None:
    ids = [section.id for section in skeletons.LAYOUTS[kind]]
    assert len(ids) == len(set(ids))
    assert not {"top", "referred", "version"} & set(ids)


@pytest.mark.parametrize(("kind", "status"), [*CASES, (Kind.PROVIDER, "current")])
def test_every_text_of_a_record_is_on_its_page(kind: Kind, status: str) -> None:
    form, leaves = filled(kind, status)
    made, page = shown(kind, form)
    text = words(html.fragment_fromstring(page.html, create_parent="div"))
    missing = []
    for leaf in leaves:
        # An id, a reference or an address may stand in an attribute: it is where a link leads.
        links = leaf.marked(Identity, Reference, LocalReference, WebAddress)
        if leaf.canary and leaf.canary not in (page.html if links else text):
            missing.append(leaf.path)
    if kind is Kind.PROVIDER:
        assert missing == []
        return
    in_links = {("withdrawal", "replaced_by")}
    assert set(missing) <= in_links
    if status == "withdrawn":
        assert f"{form['withdrawal']['replaced_by']}/" in page.html
        assert "The successor" in text
    data = made.by_key[kind.value, form["id"]].data.decode()
    assert [leaf.path for leaf in leaves if leaf.canary and leaf.canary not in data] == []


@pytest.mark.parametrize("kind", MODELS)
def test_every_value_of_a_record_makes_a_difference_to_its_page(kind: Kind) -> None:
    """Numbers, dates and fixed values too: change any, and a reader sees it."""
    form, leaves = filled(kind)
    before = content(shown(kind, form)[1])
    unseen = []
    for leaf in leaves:
        names = tuple(step for step in leaf.path if isinstance(step, str))
        if leaf.canary or leaf.other == leaf.value:
            continue
        if content(shown(kind, replaced(form, leaf))[1]) == before:
            unseen.append(names)
    assert unseen == []


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("depth", range(4))
@pytest.mark.parametrize("choice", [Choice.WITHHELD, Choice.ABSENT])
def test_every_notice_is_on_the_page(kind: Kind, depth: int, choice: Choice) -> None:
    def choose(field: Field) -> Choice:
        return choice if field.depth == depth and field.disclosed else Choice.GIVEN

    filler = Filler(choose=choose)
    form = filler.fill(MODELS[kind])
    form.pop("withdrawal", None)
    _, page = shown(kind, form)
    assert "hidden" not in page.html.replace("aria-hidden", "")
    notices = [leaf for leaf in filler.leaves if leaf.path[-1] in ("describe", "reason")]
    notices = [leaf for leaf in notices if leaf.path[0] != "withdrawal"]
    text = words(html.fragment_fromstring(page.html, create_parent="div"))
    assert [leaf.path for leaf in notices if leaf.canary not in text] == []
    if choice is Choice.WITHHELD and filler.secrets:
        assert "Withheld: " in text


@pytest.mark.parametrize("kind", MODELS)
def test_what_is_not_disclosed_is_said_to_be(kind: Kind) -> None:
    """A record of required fields alone has the same sections, and names what is missing."""
    form = Filler(choose=lambda _: Choice.LEFT_OUT).fill(MODELS[kind])
    _, page = shown(kind, form)
    tree = html.fragment_fromstring(page.html, create_parent="div")
    for section in skeletons.LAYOUTS[kind]:
        found = tree.xpath(f'//section[@aria-labelledby="{section.id.replace("_", "-")}"]')
        required = {
            part.key for part in section.parts if MODELS[kind].model_fields[part.key].is_required()
        }
        assert len(found) == (0 if section.optional else 1), section.id
        if found and not required:
            text = words(found[0])
            assert "Not disclosed" in text or "Nothing is stated" in text, section.id


@pytest.mark.parametrize("kind", MODELS)
@pytest.mark.parametrize("absence", Absence)
def test_a_reason_says_which_kind_of_absence_it_is(kind: Kind, absence: Absence) -> None:
    form = Filler().fill(MODELS[kind])
    form.pop("withdrawal", None)
    key = next(k for k, v in MODELS[kind].model_fields.items() if _may_be_absent(v.annotation))
    form[key] = {"absent": absence.value, "reason": "Because of it."}
    page = shown(kind, form)[1].html
    assert "Because of it." in page
    others = {"not-applicable": "Not applicable", "not-available": "Not available"}
    assert (others.get(absence.value, "Not yet") in page) is True


def _may_be_absent(annotation: Any) -> bool:
    return "Absent" in repr(annotation)


@pytest.mark.parametrize(("kind", "status"), CASES)
def test_ids_on_a_page_are_unique_and_links_within_it_lead_to_them(kind: Kind, status: str) -> None:
    def many(field: Field) -> int:
        return 2

    form = Filler(many=many, given={("status",): status}).fill(MODELS[kind])
    if status != "withdrawn":
        form.pop("withdrawal", None)
    made = catalogue([published(collection((kind, form)), drafts=True)])
    page = pages.record_page(made.editions[0], made, Addresses("", ""))
    tree = html.fragment_fromstring(page.html, create_parent="div")
    ids = tree.xpath("//@id")
    assert [i for n, i in enumerate(ids) if i in ids[:n]] == []
    named = {href[1:] for href in tree.xpath("//a/@href") if href.startswith("#")}
    dead = {name for name in named - set(ids) if "canary" not in name}
    assert dead == set()
    assert [entry.id for entry in page.toc if entry.id not in ids] == []
    assert set(" ".join(tree.xpath("//@aria-labelledby")).split()) <= set(ids)


@pytest.mark.parametrize(("kind", "status"), CASES)
def test_the_state_of_a_record_is_told_first(kind: Kind, status: str) -> None:
    _, page = shown(kind, filled(kind, status)[0])
    head = page.html.partition("</header>")[0]
    assert ("gc-banner" in head) is (status != "current")
    assert ("Draft" in head) is (status == "draft")
    assert ("Withdrawn on" in head) is (status == "withdrawn")


@pytest.mark.parametrize("kind", RECORDS)
def test_canonical_bytes_are_those_of_the_public_form(kind: Kind) -> None:
    form, _ = filled(kind)
    made, _ = shown(kind, form)
    record = MODELS[kind].model_validate(form)
    data = made.by_key[kind.value, form["id"]].data
    assert data == canonical(public_form(record))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", MODELS)
def test_a_row_offers_its_permalink_unless_what_it_stands_in_does(kind: Kind) -> None:
    """The link is empty: a style sheet shows it to the pointer."""
    form = Filler(many=lambda _: 2).fill(MODELS[kind])
    form.pop("withdrawal", None)
    tree = html.fragment_fromstring(shown(kind, form)[1].html, create_parent="div")
    marks = tree.xpath("//a[starts-with(@href, '#') and not(text())]")
    offered = [mark.get("href")[1:] for mark in marks]
    holders = tree.xpath("//section[@class='gc-card']/@id | //tr/@id | //th/@id | //li/@id")
    rows = tree.xpath("//dl[@class='gc-facts']/div[@id]")
    inner = tree.xpath(
        "//*[self::dd or self::details or @class='gc-card']//dl[@class='gc-facts']/div[@id]"
    )
    assert rows
    assert len(offered) == len(set(offered))
    assert set(offered) - {"canary"} >= set(holders) - _of_texts(tree)
    assert set(offered) >= {row.get("id") for row in rows} - {row.get("id") for row in inner}
    assert not set(offered) & {row.get("id") for row in inner}
    for mark in marks:
        assert mark.xpath("ancestor::*[@id][1]/@id") == [mark.get("href")[1:]]


def _of_texts(tree: Any) -> set[str]:
    return set(tree.xpath("//*[@class='gc-prose']//@id"))


@pytest.mark.parametrize("kind", RECORDS)
def test_texts_say_which_language_they_are_in(kind: Kind) -> None:
    filler = Filler(given={("language",): "fr"})
    form = filler.fill(MODELS[kind])
    form.pop("withdrawal", None)
    form.pop("translation_of", None)
    sentences = [leaf for leaf in filler.leaves if leaf.marked(Markdown) and leaf.path[0] in form]
    tree = html.fragment_fromstring(shown(kind, form)[1].html, create_parent="div")
    french = " ".join(words(element) for element in tree.xpath("//*[@lang='fr']"))
    assert sentences
    assert [leaf.path for leaf in sentences if leaf.canary not in french] == []
