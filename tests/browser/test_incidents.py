"""Incidents in a browser: drawings that are read on a phone, and lists narrowed without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from .reader import PAGES, Visit, Window

WORDS = """(selector) => [...document.querySelectorAll(`${selector} text`)].map((one) => {
  const box = one.getBoundingClientRect();
  return [one.textContent, box.left, box.right, box.top, box.bottom];
})"""


def words(page: Page, drawing: str) -> list[Any]:
    found: list[Any] = page.evaluate(WORDS, drawing)
    return found


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    ("kind", "drawing"), [("incident", ".gc-chronicle"), ("register", ".gc-history")]
)
def test_no_word_of_a_drawing_lies_on_another_or_leaves_the_page(
    window: Window, kind: str, drawing: str, width: int
) -> None:
    with window(width=width) as visit:
        shown = words(visit.open(PAGES[kind]), drawing)

    assert len(shown) > 5
    assert [one for one in shown if one[1] < 0 or one[2] > width] == []
    assert [
        (one[0], other[0])
        for number, one in enumerate(shown)
        for other in shown[:number]
        if min(one[2], other[2]) > max(one[1], other[1])
        # Lines of text may touch: a letter is lower than its line.
        and min(one[4], other[4]) - max(one[3], other[3]) > 3
    ] == []


def test_words_of_a_drawing_keep_their_size_on_a_phone(window: Window) -> None:
    with window(width=360) as visit:
        page = visit.open(PAGES["incident"])
        sizes = page.evaluate(
            "[...document.querySelectorAll('.gc-chronicle text')]"
            ".map((one) => one.getBoundingClientRect().height)"
        )

    assert min(sizes) >= 12


def test_the_register_is_narrowed_without_scripts(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(PAGES["register"])
        count = page.locator(".gc-entry").count()
        link = page.locator(".gc-filters").get_by_role("link", name="Serious incident")
        link.click()
        assert page.get_by_role("heading", level=1).inner_text() == "Incidents: Serious incident"
        assert 0 < page.locator(".gc-entry").count() < count
        assert page.locator(".gc-filters [aria-current=page]").count() == 1
        page.get_by_role("link", name="All incidents").click()
        assert page.locator(".gc-entry").count() == count


def counts(page: Page) -> dict[str, str]:
    """The number beside each choice, by its list."""
    found: dict[str, str] = page.evaluate(
        """Object.fromEntries([...document.querySelectorAll('[data-gc-facet]')].map((one) =>
             [`${one.dataset.gcFacet}_${one.dataset.gcValue}`, one.lastElementChild.innerText]))"""
    )
    return found


def choose(page: Page, title: str, value: str) -> None:
    group = page.locator(".gc-filters section").filter(has=page.get_by_role("heading", name=title))
    with page.expect_navigation():
        group.get_by_role("link", name=value, exact=True).click()
    page.locator(".gc-filters [aria-current]").first.wait_for()


def test_ways_to_narrow_the_register_combine(visit: Visit) -> None:
    page = visit.open(PAGES["register"])
    every = page.locator(".gc-entry").count()
    whole = counts(page)
    choose(page, "Severity", "Serious incident")
    assert page.url.endswith("/incidents/?severity=serious-incident")
    status = page.get_by_role("status")
    status.wait_for()
    severe = page.locator(".gc-entry").count()
    assert severe == int(whole["severity_serious-incident"])

    link = page.locator("[data-gc-value=discrimination] a")
    number = int(counts(page)["class_discrimination"])
    assert 0 < number < severe
    with page.expect_navigation():
        link.click()
    assert page.url.endswith("/incidents/?severity=serious-incident&class=discrimination")
    status.wait_for()
    assert status.inner_text() == f"{number} of {every} incident summaries."
    assert page.locator(".gc-entry").count() == number
    for entry in page.locator(".gc-entry").all():
        assert entry.locator(".gc-badges").inner_text().startswith("Serious incident")
    assert page.locator(".gc-history").count() == 0

    # Each choice says how many it leaves, and none leads to an empty list.
    for slug, count in counts(page).items():
        assert int(count) <= int(whole[slug])
    assert page.locator(".gc-filters a:not([href]):not([aria-current])").count() > 0

    first = page.locator(".gc-entry a").first
    title = first.inner_text()
    with page.expect_navigation():
        first.click()
    assert page.get_by_role("heading", level=1).inner_text() == title
    page.go_back()
    status.wait_for()
    with page.expect_navigation():
        page.get_by_role("link", name="Remove Serious incident").click()
    assert page.url.endswith("/incidents/?class=discrimination")
    status.wait_for()
    assert page.locator(".gc-entry").count() == int(whole["class_discrimination"])


def test_an_address_with_what_nobody_knows_shows_the_whole_register(visit: Visit) -> None:
    page = visit.open(f"{PAGES['register']}?severity=terrible&x=1")
    assert page.locator(".gc-entry").count() > 1
    assert page.locator(".gc-narrowed").count() == 0


def test_a_combination_that_nothing_has_says_so(visit: Visit) -> None:
    page = visit.open(f"{PAGES['register']}?severity=serious-hazard&model=ledger-assist")
    page.get_by_role("status").wait_for()
    assert page.get_by_role("status").inner_text() == "No incident summary has all of these."
    assert page.get_by_role("link", name="Remove Serious hazard").count() == 1


def test_a_screen_reader_is_told_what_the_drawing_shows(window: Window) -> None:
    with window() as visit:
        page = visit.open(PAGES["incident"])
        drawing = page.get_by_role("img", name="Timeline")
        assert drawing.count() == 1
        marks = page.locator(".gc-chronicle :is(circle, path)").count()
        named = page.locator(".gc-chronicle line.name").count()
        assert page.locator(".gc-timeline").first.locator("> li").count() == marks + named
