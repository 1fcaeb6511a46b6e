"""Documents that duties ask for, in a real browser and on paper."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from .reader import PAGES, Visit, Window

DOCUMENTS = (
    "training content",
    "training data",
    "transparency report",
    "model documentation",
    "framework summary",
)


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_on_paper_it_begins_like_a_document(visit: Visit, kind: str) -> None:
    page = visit.open(PAGES[kind])
    page.emulate_media(media="print")
    head = page.locator(".gc-document__head")
    for words in ("Provider", "Version", "Date", "SHA-256 of the record"):
        expect(head.get_by_text(words, exact=True)).to_be_visible()
    expect(head.locator(".gc-digest")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))
    for furniture in (".md-tabs", ".md-sidebar", ".headerlink"):
        for one in page.locator(furniture).all():
            expect(one).to_be_hidden()
    expect(page.locator(".gc-address")).to_be_visible()


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_tables_fit_the_paper(visit: Visit, kind: str) -> None:
    # A4 less the margins, in CSS pixels.
    visit.page.set_viewport_size({"width": 657, "height": 960})
    page = visit.open(PAGES[kind])
    page.emulate_media(media="print")
    cut = page.evaluate("""() => [...document.querySelectorAll(".gc-scroll table")]
      .filter((one) => one.getBoundingClientRect().right > innerWidth + 1)
      .map((one) => one.closest("[id]").id)""")
    assert cut == []


def test_a_reader_finds_a_document_from_its_record_without_scripts(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(PAGES["model"] + "#documents")
        page.get_by_role("link", name="Public summary of training content").click()
        title = "Public Summary of Training Content for general-purpose AI models"
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        page.get_by_role("link", name="Aurora 3: model card").first.click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Aurora 3: model card")


def test_a_topic_leads_to_its_section_of_the_framework(visit: Visit) -> None:
    page = visit.open(PAGES["framework summary"])
    page.locator("#thresholds").get_by_role("link", name="Risk tiers and thresholds").click()
    heading = page.get_by_role("heading", name="Risk tiers and thresholds")
    expect(heading.first).to_be_in_viewport()
