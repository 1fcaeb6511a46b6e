"""axe on every kind of page, in both palettes, on a wide and on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .reader import PAGES, Visit, Window, visiting
from .tools import module

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN = """async (tags) => {
  const found = await axe.run(document, {
    runOnly: { type: "tag", values: tags },
    resultTypes: ["violations"],
  });
  return found.violations.map((one) => ({
    rule: one.id, help: one.help, count: one.nodes.length, first: one.nodes[0].html.slice(0, 200),
  }));
}"""


@cache
def axe() -> str:
    return module("axe-core/axe.min.js").read_text("utf-8")


def violations(page: Page) -> list[dict[str, Any]]:
    page.evaluate(axe())
    found: list[dict[str, Any]] = page.evaluate(_RUN, TAGS)
    return found


@pytest.fixture(
    scope="module",
    params=[(1280, False), (1280, True), (360, False), (360, True)],
    ids=["1280-light", "1280-dark", "360-light", "360-dark"],
)
def visit(request: pytest.FixtureRequest, browser: Browser, site: str) -> Iterator[Visit]:
    """One window for all pages: of a width, in a palette."""
    width, dark = request.param
    with visiting(browser, site, width=width, dark=dark, bypass_csp=True) as opened:
        yield opened


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_stands_in_the_way(visit: Visit, kind: str) -> None:
    assert violations(visit.open(PAGES[kind])) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nor_in_what_opens(window: Window, dark: bool) -> None:
    """Conditions of a result, the list of search results, the row that an address names."""
    with window(dark=dark, bypass_csp=True) as visit:
        page = visit.open(PAGES["model"] + "#evaluations.cyrange-40")
        page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        page.locator("input.md-search__input").click()
        page.keyboard.type("pharmacy")
        page.locator(".md-search-result__link").first.wait_for()
        assert violations(page) == []


def test_nor_in_the_drawer(window: Window) -> None:
    with window(width=360, bypass_csp=True) as visit:
        page = visit.open()
        page.get_by_role("button", name="Navigation").click()
        page.locator(".md-sidebar--primary").get_by_role("link", name="Models").first.wait_for()
        assert violations(page) == []


def test_axe_does_find_faults(window: Window) -> None:
    with window(bypass_csp=True) as visit:
        page = visit.open(PAGES["about"])
        page.evaluate("document.querySelector('main p').innerHTML = '<img src=\"data:,\">'")
        assert [one["rule"] for one in violations(page)] == ["image-alt"]
