"""Who does what, for one service; and the prompts of a charter, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from .reader import PAGES, Visit, Window


def table(page: Page) -> Locator:
    """Return the matrix that is shown: there is one at a time."""
    return page.locator(".gc-matrix table").filter(visible=True)


def choose(page: Page, service: str) -> None:
    page.get_by_role("navigation", name="Show one service").get_by_role(
        "link", name=service, exact=True
    ).click()


def test_a_reader_picks_a_service_without_scripts(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(PAGES["services"])
        everything = table(page).locator("tbody tr").count()
        choose(page, "Aurora API")
        expect(page.get_by_role("heading", name="Aurora API: who does what")).to_be_visible()
        expect(table(page)).to_have_count(1)
        assert 0 < table(page).locator("tbody tr").count() < everything
        # The other choices stay in sight.
        expect(page.get_by_role("link", name="Forge Tune", exact=True).last).to_be_in_viewport()
        choose(page, "All services")
        expect(table(page)).to_have_count(1)
        assert table(page).locator("tbody tr").count() == everything


def test_a_link_to_a_row_shows_the_whole_matrix(visit: Visit) -> None:
    page = visit.open(PAGES["services"] + "#responsibilities.continuity")
    expect(table(page)).to_have_count(1)
    expect(page.locator("[id='responsibilities.continuity']")).to_be_in_viewport()


def test_what_a_reader_has_picked_is_printed(visit: Visit) -> None:
    page = visit.open(PAGES["services"] + "#matrix.forge-metal")
    page.emulate_media(media="print")
    expect(table(page)).to_have_count(1)
    expect(page.get_by_role("heading", name="Forge Metal: who does what")).to_be_visible()
    expect(page.locator(".gc-choices")).to_be_hidden()


def test_an_old_address_of_a_service_leads_on(visit: Visit) -> None:
    page = visit.open("provider/#services.aurora-api.data_use")
    link = page.locator("li", has=page.locator("[id='services.aurora-api.data_use']")).get_by_role(
        "link"
    )
    expect(link).to_be_in_viewport()
    link.click()
    expect(page.locator("[id='services.aurora-api']")).to_be_in_viewport()
    assert page.url.endswith("/services/#services.aurora-api")


def test_each_prompt_can_be_copied(visit: Visit) -> None:
    page = visit.open(PAGES["charter"])
    prompts = page.locator(".gc-prompt")
    assert prompts.count() == 5
    for prompt in prompts.all():
        expect(prompt.get_by_role("button", name="Copy to clipboard")).to_have_count(1)
