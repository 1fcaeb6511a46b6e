"""The site without a mouse: every stop is seen, nothing holds the focus, search opens by a key."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from .reader import PAGES, Visit, Window

# The element that has the focus: whether it can be seen, and whether a ring shows it.
# Where a form stands for its field, or a row of tabs for its boxes, the ring is drawn there.
_STOP = """() => {
  const stop = document.activeElement;
  if (!stop || stop === document.body) return null;
  const set = stop.matches(".tabbed-set > input") && stop.parentElement;
  const stands = [stop.closest(".md-search__form"), set && set.querySelector(".tabbed-labels")];
  const shown = [stop, ...stands].filter(
    (one) => one && one.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
  const ringed = shown.filter((one) => {
    const style = getComputedStyle(one);
    return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
      || style.boxShadow !== "none";
  });
  const inside = ringed.some((one) => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight;
  });
  window.stops = window.stops || new Map();
  if (!window.stops.has(stop)) window.stops.set(stop, window.stops.size);
  return {
    number: window.stops.get(stop),
    name: `${stop.tagName} ${stop.className} ${stop.innerText || stop.ariaLabel}`.slice(0, 80),
    skip: stop.classList.contains("md-skip"),
    ringed: inside,
  };
}"""


def walk(page: Page, most: int = 900) -> list[dict[str, Any]]:
    """Press Tab from the start of a page to its end; return the stops."""
    stops: list[dict[str, Any]] = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None:
            return stops
        stops.append(stop)
    pytest.fail(f"the focus does not leave the page after {most} stops: {stops[-3:]}")


@pytest.mark.parametrize(
    ("kind", "width"),
    [
        ("home", 1280),
        ("incident", 1280),
        ("documentation", 1280),
        ("home", 360),
        ("listing", 360),
        ("charter", 360),
        ("documentation", 360),
        ("missing", 360),
    ],
)
def test_every_stop_is_seen_and_let_go(window: Window, kind: str, width: int) -> None:
    with window(width=width) as visit:
        stops = walk(visit.open(PAGES[kind]))
        assert stops[0]["skip"]
        assert len(stops) > 5
        assert [stop["name"] for stop in stops if not stop["ringed"]] == []
        # Each stop comes once: there is no way back but the one backwards.
        assert [stop["number"] for stop in stops] == list(range(len(stops)))


@pytest.mark.parametrize("kind", ["home", "model", "listing", "documentation", "missing"])
def test_the_first_stop_skips_to_the_content(visit: Visit, kind: str) -> None:
    page = visit.open(PAGES[kind])
    page.keyboard.press("Tab")
    expect(page.locator(".md-skip")).to_be_focused()
    expect(page.locator(".md-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    page.keyboard.press("Tab")
    reached = "document.activeElement === document.querySelector('article :is(a, [tabindex])')"
    assert page.evaluate(reached)


@pytest.mark.parametrize("key", ["/", "s", "f"])
def test_a_key_opens_the_search(visit: Visit, key: str) -> None:
    page = visit.open(PAGES["incident"])
    page.keyboard.press(key)
    search = page.locator("input.md-search__input")
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    page.keyboard.type("adapters")
    # Each letter searches again. Only the list for the whole word is the one that stays.
    result = page.locator(".md-search-result__link").first
    expect(result).to_have_attribute("href", re.compile(r"\?h=adapters$"))
    page.keyboard.press("ArrowDown")
    expect(result).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/2026-005-weights-staging/**")


def test_escape_closes_the_search(visit: Visit) -> None:
    page = visit.open()
    page.keyboard.press("/")
    page.keyboard.type("adapters")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-search-result__link").first).to_be_hidden()


def test_tab_reaches_the_search_and_the_palette(visit: Visit) -> None:
    page = visit.open()
    search, switch = page.locator("input.md-search__input"), page.locator(".md-option:focus")
    for _ in range(3):
        page.keyboard.press("Tab")
    expect(search).to_be_focused()
    page.keyboard.press("Tab")
    expect(switch).to_be_visible()
    seen = []
    for key in ("Space", "Enter", "ArrowRight"):
        page.keyboard.press(key)
        expect(switch).to_be_visible()
        seen.append(page.locator("body").get_attribute("data-md-color-media"))
    # One round through light, dark and as the system has it; the focus stays.
    assert len(set(seen)) == 3


def test_the_drawer_takes_the_focus_and_gives_it_back(window: Window) -> None:
    with window(width=360) as visit:
        page = visit.open()
        opener = page.get_by_role("button", name="Navigation")
        opener.focus()
        page.keyboard.press("Enter")
        expect(opener).to_have_attribute("aria-expanded", "true")
        assert page.evaluate("Boolean(document.activeElement.closest('.md-sidebar--primary'))")
        page.keyboard.press("Escape")
        expect(opener).to_have_attribute("aria-expanded", "false")
        expect(opener).to_be_focused()


def test_conditions_open_by_key(visit: Visit) -> None:
    page = visit.open(PAGES["model"])
    conditions = page.locator("details.gc-more").first
    conditions.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(conditions.locator("dl")).to_be_visible()
