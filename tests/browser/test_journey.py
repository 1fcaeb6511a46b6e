"""A reader's way: search for a record, read it, follow what mentions it, change the colours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .reader import Visit, Window

SEARCH = "input.md-search__input"
RESULT = ".md-search-result__item a.md-search-result__link"


def scheme(page: Page) -> str:
    found = page.locator("body").get_attribute("data-md-color-scheme")
    assert found
    return found


def paper(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def until(page: Page, reached: Callable[[], bool]) -> None:
    """Press the palette switch until the state is reached; it has three."""
    for _ in range(3):
        if reached():
            return
        page.locator("form[data-md-component=palette] label:visible").click()
    assert reached()


def test_search_read_follow(visit: Visit) -> None:
    page = visit.open()
    page.locator(SEARCH).click()
    page.keyboard.type("pharmacy")
    result = page.locator(RESULT).first
    expect(result).to_contain_text("Wrong doses named by a pharmacy")
    expect(page.locator(".md-search-result__meta")).to_have_attribute("role", "status")
    result.click()

    page.wait_for_url("**/incidents/2026-007-dosage-advice/**")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Wrong doses named by a pharmacy's assistant"
    )

    mentioned = page.get_by_role("region", name="Where it is mentioned")
    link = mentioned.locator("li a").first
    title = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    # The other page does mention the first one.
    expect(page.locator('main section a[href*="2026-007-dosage-advice"]').first).to_be_visible()


def test_a_result_opens_at_its_section(visit: Visit) -> None:
    page = visit.open()
    page.locator(SEARCH).click()
    page.keyboard.type("millilitres")
    link = page.locator(RESULT + '[href*="/2026-007-dosage-advice/"][href$="#description"]')
    expect(link).to_be_visible()
    link.click()
    page.wait_for_url("**/incidents/2026-007-dosage-advice/**#description")
    expect(page.locator("h2#description")).to_be_in_viewport()
    expect(page.locator("section mark[data-md-highlight]").first).to_have_text("millilitres")


def test_search_on_a_phone(window: Window) -> None:
    with window(width=390, has_touch=True) as visit:
        page = visit.open()
        page.get_by_role("button", name="Search").tap()
        page.keyboard.type("adapters")
        page.locator(RESULT).filter(has_text="Fine-tuned adapters").first.tap()
        page.wait_for_url("**/incidents/2026-005-weights-staging/**")
        assert visit.faults == []


def test_search_suggests_and_shares(visit: Visit) -> None:
    page = visit.open("models/")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(SEARCH).click()
    page.keyboard.type("pharm")
    expect(page.locator(".md-search__suggest")).to_contain_text("pharmac")
    expect(page.locator(RESULT).first).to_be_visible()
    page.get_by_role("link", name="Share").click()
    # The address of the search, which opens it again with its words.
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == visit.site + "models/?q=pharm"
    page.goto(copied)
    expect(page.locator(SEARCH)).to_have_value("pharm")
    expect(page.locator(RESULT).first).to_contain_text("pharmac")


def test_the_search_runs_in_a_worker_of_the_site(visit: Visit) -> None:
    page = visit.page
    with page.expect_worker() as started:
        visit.open()
        page.locator(SEARCH).click()
    assert started.value.url.startswith(visit.site)


@pytest.mark.parametrize("wanted", ["slate", "default"])
def test_the_chosen_palette_stays(window: Window, wanted: str) -> None:
    # The system asks for the other one, so that it is the choice that counts.
    with window(dark=wanted == "default") as visit:
        page = visit.open()
        before = paper(page)
        assert scheme(page) != wanted
        until(page, lambda: scheme(page) == wanted)
        chosen = paper(page)
        assert chosen != before
        page.reload()
        assert (scheme(page), paper(page)) == (wanted, chosen)
        page.get_by_role("navigation", name="Tabs").get_by_role("link", name="Models").click()
        page.wait_for_url("**/models/")
        assert (scheme(page), paper(page)) == (wanted, chosen)
        assert visit.faults == []


def test_the_palette_follows_the_system(window: Window) -> None:
    with window(dark=True) as visit:
        page = visit.open()
        assert scheme(page) == "slate"
        page.emulate_media(color_scheme="light")
        visit.open("models/")
        assert scheme(page) == "default"


def test_the_provider_leads_home(visit: Visit) -> None:
    page = visit.open("incidents/2026-007-dosage-advice/")
    page.locator(".md-header a[data-md-component=logo]").click()
    page.wait_for_url(visit.site)
    tiles = page.locator(".gc-tile")
    expect(tiles).to_have_count(3)
    tiles.get_by_role("link", name="Incidents").click()
    page.wait_for_url("**/incidents/")
    expect(page.locator(".gc-entry")).to_have_count(6)
