"""A site with more records than can be named beside each duty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from typing import Any

from lxml import html  # type: ignore[import-untyped]

from glasscase.law.catalogue import package_catalogue
from glasscase.law.coverage import Law
from glasscase.reading.document import read_document
from glasscase.records import Kind
from glasscase.site.catalogue import catalogue, published
from glasscase.site.coverage.building import Building
from glasscase.site.coverage.data import coverage_data
from glasscase.site.coverage.judging import Coverage
from glasscase.site.coverage.overview import overview, page_count, records_page
from glasscase.site.coverage.regime_page import regime_page
from glasscase.site.coverage.scoping import scope_of
from glasscase.site.coverage.serving import Serving
from glasscase.site.coverage.survey import FEW, Site
from glasscase.site.lineage import Lineage
from glasscase.site.listings import PAGE_SIZE
from glasscase.site.prose import ROOT

from ..projects import SMALL, collection, words

DAY = date(2026, 11, 21)
LAW = package_catalogue()
REGIME = LAW.regimes["us-ca-ab2013"]


def source(name: str, kind: Kind) -> dict[str, Any]:
    read = read_document((SMALL / "content" / name).read_bytes(), path=name, kind=kind)
    assert read.document is not None
    return dict(read.document.data)


def site_of(count: int, **stated: dict[str, Any]) -> Site:
    provider = source("provider.yml", Kind.PROVIDER) | stated.get("provider", {})
    model = source("models/aurora-3.yml", Kind.MODEL) | stated.get("model", {})
    for key in ("protocols", "waivers"):
        model.pop(key, None)
    models = [{**deepcopy(model), "id": f"model-{number:03}"} for number in range(count)]
    read = collection((Kind.PROVIDER, provider), *((Kind.MODEL, one) for one in models))
    law = Law.of(LAW)
    batch = published(read, law=law)
    assert batch.known is not None
    records = catalogue([batch])
    known = law.knowing([batch.known])
    coverage = Coverage.of(LAW, known, DAY, records)
    tallies = []
    for edition in records.of_kind(Kind.MODEL):
        laid = coverage.page(edition, edition.form(), None)
        assert laid.tally is not None
        tallies.append(laid.tally)
    return Site(coverage, records, tuple(tallies), None)


def test_a_card_that_was_not_published_in_time_says_so() -> None:
    offered = {
        "modalities": {"outputs": [{"modality": "text"}]},
        "release": {"first": "2026-01", "jurisdictions": ["US-CA"]},
    }
    site = site_of(1, provider={"jurisdictions": ["US-CA"]}, model=offered)
    [edition] = site.catalogue.of_kind(Kind.MODEL)
    laid = site.coverage.page(edition, edition.form(), Lineage.of((), edition))
    assert laid.tally is not None
    assert laid.tally.late
    page = html.fromstring(laid.content)
    said = page.xpath("//section[h2[@id='late']]//li")
    assert len(said) == len(laid.tally.late)
    assert "The card is not published yet" in words(said[0])


def tree(page_html: str) -> Any:
    return html.fragment_fromstring(page_html.replace(ROOT, "../"), create_parent="div")


def test_many_models_are_counted_and_few_are_named() -> None:
    sites = [site_of(count) for count in (FEW, FEW + 1)]
    few, many = (tree(regime_page(one, REGIME, scope_of(one, REGIME)).html) for one in sites)
    duty = REGIME.duties[0].id
    [named] = few.xpath(f"//*[@id='{duty}']")
    assert len(named.xpath(".//div[@class='gc-duty__answer'] | .//p[@class='gc-duty__others']")) > 0
    assert few.xpath("//table[@class='gc-grid-coverage']") or len(few.xpath("//article")) > 0
    [counted] = many.xpath(f"//*[@id='{duty}']")
    assert counted.xpath(".//div[@class='gc-duty__answer']") == []
    assert f"{FEW + 1} models" in words(counted)
    assert f"of {FEW + 1} models" in words(many.xpath("//section[h2[@id='scope']]")[0])


def test_a_long_list_of_records_is_split() -> None:
    site = site_of(PAGE_SIZE + 1)
    assert page_count(site) == 2
    scopes = {id_: scope_of(site, regime) for id_, regime in LAW.regimes.items()}
    first, second = tree(overview(site, scopes).html), tree(records_page(site, 2).html)
    rows = "//table[contains(@class, 'gc-regimes--records')]/tbody/tr"
    assert len(first.xpath(rows)) == PAGE_SIZE
    assert len(second.xpath(rows)) == 1
    assert first.xpath("//nav[@class='gc-pages']//a/@href") == ["../coverage/page/2/"]
    assert len(json.loads(coverage_data(site, ""))["records"]) == PAGE_SIZE + 1


def test_cards_that_share_a_drawing_link_to_rows_of_their_own() -> None:
    """Drawings are kept by outcome; what differs are the ids of the rows that answer."""
    site = site_of(1)
    [edition] = site.catalogue.of_kind(Kind.MODEL)
    form = edition.form()
    [evaluation, *_] = form["evaluations"]
    found = []
    for name in ("first", "second"):
        own = {**form, "evaluations": [{**evaluation, "id": name}]}
        found.append(site.coverage.page(edition, own, None).content)
    first, second = found
    assert b'"../#evaluations.first"' in first
    assert first.replace(b"evaluations.first", b"evaluations.second") == second
    several = {**form, "evaluations": [{**evaluation, "id": one} for one in ("a", "b")]}
    together = site.coverage.page(edition, several, None).content
    assert b'"../#evaluations.a"' not in together
    assert together.count(b'"../#evaluations"') > first.count(b'"../#evaluations"')
    assert b"\x05" not in b"".join(found)


ABSENT = {"absent": "not-yet", "reason": "It is being worked out."}


def variants(form: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield a card without each field or group, or field of a group, and with a reason for it."""
    for key, value in form.items():
        if key in {"id", "kind", "status", "version", "title", "language"}:
            continue
        rest = {own: inner for own, inner in form.items() if own != key}
        yield from (rest, {**rest, key: ABSENT})
        if isinstance(value, dict):
            for inner in value:
                left = {own: one for own, one in value.items() if own != inner}
                yield from ({**rest, key: left}, {**rest, key: {**left, inner: ABSENT}})


def test_a_card_is_told_the_same_among_others_as_alone() -> None:
    """What is worked out once for many goes by all that decides it, outcome by outcome."""
    site = site_of(1)
    [edition] = site.catalogue.of_kind(Kind.MODEL)
    cards = [edition.form(), *variants(edition.form())]
    together = [site.coverage.page(edition, card, None).content for card in cards * 2]
    assert len(set(together)) > len(cards) // 2
    law = site.coverage.law
    for card, among, again in zip(cards, together, together[len(cards) :], strict=False):
        fresh = Coverage.of(LAW, law.knowing([law.known]), DAY, site.catalogue)
        assert fresh.page(edition, card, None).content == among == again


def test_records_with_the_same_duties_share_the_lines_of_their_sections() -> None:
    site = site_of(3)
    serving = Serving(site.coverage, site.catalogue)
    first, *others = (serving(Kind.MODEL, one.form()) for one in site.catalogue.of_kind(Kind.MODEL))
    assert first
    assert all(one is first for one in others)
    gone = {**next(site.catalogue.of_kind(Kind.MODEL)).form(), "status": "withdrawn"}
    assert serving(Kind.MODEL, gone) == {}


def test_a_building_without_records_has_nothing_to_finish() -> None:
    building = Building(LAW)
    records = catalogue(())
    assert building.linked(records) is records
