"""Pages on narrow screens, with large text, in a reader's own colours; and the place of a link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from .reader import PAGES, RECORDS, Visit, Window

# What reaches over the edge and is not in a region that scrolls by itself.
_OVER_THE_EDGE = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter((one) => {
    const box = one.getBoundingClientRect();
    if (!box.width || box.right <= innerWidth + 1 || !one.checkVisibility()) return false;
    for (let above = one.parentElement; above !== document.body; above = above.parentElement)
      if (getComputedStyle(above).overflowX !== "visible") return false;
    return true;
  }).map((one) => `${one.tagName} ${one.className}`).slice(0, 5)"""
_SIDEWAYS = "document.documentElement.scrollWidth > innerWidth + 1"
_SPACING = """() => document.querySelectorAll("*").forEach((one) => Object.assign(one.style, {
  lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" }))"""


def fits(page: Page) -> None:
    assert page.evaluate(_OVER_THE_EDGE) == []
    assert not page.evaluate(_SIDEWAYS)


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways_at_320_pixels(window: Window, kind: str) -> None:
    with window(width=320) as visit:
        page = visit.open(PAGES[kind])
        fits(page)
        # Nor with the spacing of WCAG 1.4.12.
        page.evaluate(_SPACING)
        fits(page)


@pytest.mark.parametrize("kind", PAGES)
def test_nothing_scrolls_sideways_with_text_twice_as_large(window: Window, kind: str) -> None:
    with window() as visit:
        page = visit.open(PAGES[kind])
        size: float = page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")
        page.evaluate("document.documentElement.style.fontSize = '250%'")
        assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 2 * size
        fits(page)


@pytest.mark.parametrize("kind", [*RECORDS, "services"])
def test_tables_of_a_record_stack_on_a_phone(window: Window, kind: str) -> None:
    with window(width=390) as visit:
        page = visit.open(PAGES[kind])
        cut = page.evaluate("""() => [...document.querySelectorAll(".gc-scroll")]
          .filter((one) => one.querySelector(".gc-table--rows, .gc-results")
            && one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.ariaLabel)""")
        assert cut == []


def test_a_stacked_value_keeps_the_name_of_its_column(window: Window) -> None:
    with window(width=390) as visit:
        page = visit.open(PAGES["incident"])
        actions = page.get_by_role("region", name="Corrective actions")
        cell = actions.locator("tbody tr").first.locator("td").first
        label = cell.evaluate("(one) => getComputedStyle(one, '::before').content")
        assert label == '"State"'
        # It is still a table for those who cannot see it.
        expect(actions.get_by_role("columnheader", name="State")).to_be_attached()
        expect(actions.get_by_role("cell", name="Done").first).to_be_visible()


def test_a_wide_table_is_a_stop_only_where_it_scrolls(window: Window) -> None:
    region = ".gc-scroll:has(.gc-table--rows)"
    with window() as wide:
        assert wide.open(PAGES["incident"]).locator(f"{region}[tabindex]").count() == 0
    with window(java_script_enabled=False) as plain:
        page = plain.open(PAGES["incident"])
        assert page.locator(region).count() == page.locator(f"{region}[tabindex='0']").count() > 0


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("models/aurora-3/", "evaluations.cyrange-40"),
        ("models/aurora-3/", "use.intended"),
        ("protocols/frontier-safety-framework/", "commitments.bio-halt"),
        ("incidents/2026-007-dosage-advice/", "notifications"),
    ],
)
def test_a_permalink_leads_to_its_place_and_marks_it(
    visit: Visit, address: str, place: str
) -> None:
    page = visit.open(f"{address}#{place}")
    found = page.locator(f"[id='{place}']")
    expect(found).to_be_in_viewport()
    top: float = found.evaluate("(one) => one.getBoundingClientRect().top")
    header = page.locator(".md-header").bounding_box()
    assert header
    assert top >= header["height"] - 1
    marked = "(one) => getComputedStyle(one.matches('tr') ? one.cells[0] : one).backgroundColor"
    colour = found.evaluate(marked)
    page.evaluate("location.hash = 'top'")
    assert found.evaluate(marked) != colour


def test_a_row_shows_its_permalink_to_the_pointer(visit: Visit) -> None:
    page = visit.open(PAGES["model"])
    row = page.locator("[id='evaluations.cyrange-40'] th")
    mark = row.locator("a[href^='#']")
    expect(mark).to_have_css("visibility", "hidden")
    row.hover()
    expect(mark).to_have_css("visibility", "visible")
    mark.click()
    assert page.url.endswith("#evaluations.cyrange-40")


def test_bars_can_be_read_in_the_colours_of_the_system(window: Window) -> None:
    with window(forced_colors="active") as visit:
        page = visit.open(PAGES["model"])
        fills = page.locator(".gc-bar").first.evaluate("""(bar) => [
          getComputedStyle(document.body).backgroundColor,
          getComputedStyle(bar.querySelector("rect:nth-child(2)")).fill,
          getComputedStyle(bar.querySelector("rect:first-child")).stroke,
        ]""")
        paper, value, outline = fills
        assert value != paper
        assert outline not in (paper, "none")


def test_nothing_moves_for_who_asked_for_rest(window: Window) -> None:
    with window(reduced_motion="reduce") as visit:
        page = visit.open()
        slow = page.evaluate("""() => [...document.querySelectorAll("*")].filter((one) => {
          const style = getComputedStyle(one);
          return [style.transitionDuration, style.animationDuration].some((times) =>
            times.split(",").some((time) => parseFloat(time) > 0.001));
        }).length""")
        assert slow == 0
