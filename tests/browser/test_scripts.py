"""What no page may do: ask others, fail, break its policy; and what it must do without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .reader import PAGES, Visit, Window

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "
    "base-uri 'self'; form-action 'self'"
)

# What a reader sees: text that is laid out, details opened.
_SEEN = """() => {
  const main = document.querySelector("main");
  main.querySelectorAll("details").forEach((one) => (one.open = true));
  return main.innerText.split(/\\s+/).join(" ").trim();
}"""
# The script puts a link into each tab of a set; without it the tab itself does the same.
_LINKS = """() => [...document.querySelectorAll("main a[href]:not(.tabbed-labels *)")]
  .filter((link) => link.checkVisibility()).map((link) => link.getAttribute("href"))"""

# What is written into a page and would need an exception from the policy.
_INLINE = re.compile(
    r"<style|<[^>]+\s(?:style|on[a-z]+)\s*=|<script(?![^>]*\ssrc=)(?![^>]*type=.application/json)",
    re.IGNORECASE,
)


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_asks_nobody_and_breaks_nothing(visit: Visit, kind: str) -> None:
    page = visit.open(PAGES[kind])
    page.wait_for_load_state("networkidle")
    policies = page.locator("meta[http-equiv=Content-Security-Policy]")
    assert [one.get_attribute("content") for one in policies.all()] == [POLICY]
    assert visit.page.context.cookies() == []


def test_no_page_has_inline_scripts_or_styles(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 100
    assert [page for page in pages if _INLINE.search(page.read_text("utf-8"))] == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_says_the_same_without_scripts(window: Window, kind: str) -> None:
    with window() as with_scripts, window(java_script_enabled=False) as without:
        full, plain = with_scripts.open(PAGES[kind]), without.open(PAGES[kind])
        assert plain.evaluate(_SEEN) == full.evaluate(_SEEN)
        assert plain.evaluate(_LINKS) == full.evaluate(_LINKS)
        assert without.faults == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", PAGES)
def test_without_scripts_no_control_is_dead(window: Window, kind: str, width: int) -> None:
    with window(width=width, java_script_enabled=False) as visit:
        page = visit.open(PAGES[kind])
        dead = "button, select, form, input[type=text], input[type=search], [data-clipboard-target]"
        assert [one for one in page.locator(dead).all() if one.is_visible()] == []
        # A label must belong to a box that is there.
        for label in page.locator("label[for]:visible").all():
            assert page.locator(f"[id='{label.get_attribute('for')}']").count() == 1


def test_without_scripts_the_site_can_be_read(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open()
        page.get_by_role("link", name="Incidents").first.click()
        page.get_by_role("link", name="Wrong doses named by a pharmacy's assistant").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Wrong doses")
        page.get_by_role("link", name="record.json").click()
        assert page.url.endswith("/record.json")


def test_without_scripts_conditions_open(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(PAGES["model"])
        conditions = page.locator("details.gc-more").first
        facts = conditions.locator("dl")
        expect(facts).to_be_hidden()
        conditions.locator("summary").click()
        expect(facts).to_be_visible()


def test_without_scripts_content_tabs_change(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(PAGES["documentation"])
        tabs = page.locator(".tabbed-set").first
        blocks = tabs.locator(".tabbed-block")
        expect(blocks.nth(0)).to_be_visible()
        expect(blocks.nth(1)).to_be_hidden()
        tabs.locator(".tabbed-labels label").nth(1).click()
        expect(blocks.nth(1)).to_be_visible()


def test_without_scripts_the_drawer_opens(window: Window) -> None:
    with window(width=390, java_script_enabled=False) as visit:
        page = visit.open()
        link = page.locator(".md-sidebar--primary").get_by_role("link", name="Protocols").first
        expect(link).to_be_hidden()
        page.locator("label.md-header__button[for=__drawer]").click()
        expect(link).to_be_in_viewport()
        link.click()
        page.wait_for_url("**/protocols/")


def test_without_scripts_the_palette_follows_the_system(window: Window) -> None:
    def paper(page: Page) -> str:
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return colour

    with (
        window(java_script_enabled=False, dark=True) as dark,
        window(java_script_enabled=False) as light,
        window(dark=True) as full,
    ):
        assert paper(dark.open()) == paper(full.open())
        assert paper(dark.page) != paper(light.open())
