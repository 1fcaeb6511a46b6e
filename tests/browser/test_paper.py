"""A record on paper: nothing is lost, the address is on it, links can be followed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .reader import PAGES, RECORDS, Visit, Window

_PRINTED = "() => document.querySelector('article').innerText.split(/\\s+/).join(' ')"


def paper(visit: Visit, kind: str) -> Page:
    page = visit.open(PAGES[kind])
    page.emulate_media(media="print")
    return page


@pytest.mark.parametrize("kind", RECORDS)
def test_all_sections_are_on_paper(visit: Visit, kind: str) -> None:
    page = paper(visit, kind)
    sections = page.locator("section.gc-section > h2")
    assert sections.count() >= 5
    for heading in sections.all():
        expect(heading).to_be_visible()
    for furniture in (".md-tabs", ".md-sidebar", ".md-search", ".md-footer__inner", ".headerlink"):
        for one in page.locator(furniture).all():
            expect(one).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_folded_is_printed(window: Window, scripts: bool) -> None:
    with window(java_script_enabled=scripts) as visit:
        page = paper(visit, "model")
        conditions = page.locator("details.gc-more").first
        words = conditions.locator("dd").first.text_content() or ""
        assert " ".join(words.split()) in page.evaluate(_PRINTED)


def test_the_address_is_on_paper(visit: Visit, published: str) -> None:
    page = paper(visit, "incident")
    address = page.locator(".gc-address")
    expect(address).to_be_visible()
    expect(address).to_have_text(published + PAGES["incident"])
    expect(page.get_by_text("SHA-256 of the data")).to_be_visible()


def test_links_say_where_they_lead(visit: Visit) -> None:
    page = paper(visit, "provider")
    link = page.locator("main a[href^=http]").first
    shown = link.evaluate("(one) => getComputedStyle(one, '::after').content")
    assert str(link.get_attribute("href")) in shown


def test_tables_fit_the_paper(visit: Visit) -> None:
    page = visit.page
    # A4 less the margins, in CSS pixels.
    page.set_viewport_size({"width": 657, "height": 960})
    paper(visit, "model")
    cut = page.evaluate("""() => [...document.querySelectorAll(".gc-scroll table")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.closest("section").ariaLabelledByElements[0].innerText)""")
    assert cut == []


def test_the_pdf_is_a_document(visit: Visit) -> None:
    page = visit.open(PAGES["incident"])
    titles = [
        heading.evaluate("(one) => one.firstChild.textContent")
        for heading in page.locator("section.gc-section > h2").all()
    ]
    pdf = page.pdf(format="A4", tagged=True, outline=True)
    assert pdf.startswith(b"%PDF-")
    assert 3 <= len(re.findall(rb"/Type /Page\b", pdf)) <= 20
    assert b"/Marked true" in pdf
    assert b"/Lang (en)" in pdf
    for title in titles:
        assert f"/Title ({title}".encode() in pdf
    # Links inside and outside the site can be followed from it.
    assert b"/URI (https://lumenforge.example" in pdf
    assert f"/URI ({visit.site}models/aurora-2-mini/".encode() in pdf
