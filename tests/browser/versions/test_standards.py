"""Pages of versions keep what all pages keep: for axe, checkers, phones, paper and no scripts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..reader import Visit, Window
from ..test_accessibility import violations
from ..test_layout import fits
from ..test_markup import html_validate, nu
from ..test_paper import _PRINTED
from ..test_scripts import _INLINE, _LINKS, _SEEN
from .publications import PAGES, SITE

COMING = [f"protocols/framework/{page}" for page in ("", "2.1/changes/", "history/")]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_stands_in_the_way(window: Window, width: int, dark: bool) -> None:
    found = {}
    with window(width=width, dark=dark, bypass_csp=True) as visit:
        for kind, address in PAGES.items():
            page = visit.open(address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            found[kind] = violations(page)
        assert visit.faults == []
    assert {kind: own for kind, own in found.items() if own} == {}


@pytest.mark.parametrize("width", [1280, 360])
def test_nor_on_pages_of_a_version_to_come(previews: Window, width: int) -> None:
    with previews(width=width, bypass_csp=True) as visit:
        assert [violations(visit.open(address)) for address in COMING] == [[]] * len(COMING)


def test_no_page_asks_others_or_breaks_its_policy(visit: Visit) -> None:
    for address in PAGES.values():
        page = visit.open(address)
        page.wait_for_load_state("networkidle")
        assert visit.refused() == []
        assert page.context.cookies() == []


def test_a_page_says_the_same_without_scripts(window: Window) -> None:
    with window() as with_scripts, window(java_script_enabled=False) as without:
        for address in PAGES.values():
            full, plain = with_scripts.open(address), without.open(address)
            assert plain.evaluate(_SEEN) == full.evaluate(_SEEN)
            assert plain.evaluate(_LINKS) == full.evaluate(_LINKS)
        assert without.faults == []


def test_no_page_has_inline_scripts_or_styles(folder: Path) -> None:
    pages = sorted(folder.rglob("*.html"))
    assert len(pages) > 30
    assert [page for page in pages if _INLINE.search(page.read_text("utf-8"))] == []


def test_nothing_scrolls_sideways_at_320_pixels(window: Window) -> None:
    with window(width=320) as visit:
        for address in PAGES.values():
            page = visit.open(address)
            page.evaluate("document.querySelectorAll('details').forEach((one) => one.open = true)")
            fits(page)


@pytest.mark.parametrize("kind", ["version", "incident"])
def test_the_table_of_changes_fits_a_usual_window(window: Window, kind: str) -> None:
    with window() as visit:
        cut = visit.open(PAGES[kind]).evaluate("""() =>
          [...document.querySelectorAll(".gc-scroll:has(.gc-table--rows)")]
            .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.ariaLabel)""")
        assert cut == []


def test_html_validate_finds_nothing(folder: Path, tmp_path: Path) -> None:
    assert html_validate(folder, tmp_path) == []


def test_nu_finds_nothing(folder: Path, tmp_path: Path) -> None:
    assert nu(folder, tmp_path) == []


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_on_paper_loses_nothing_and_names_itself(visit: Visit, kind: str) -> None:
    page = visit.open(PAGES[kind])
    # A4 less the margins, in CSS pixels.
    page.set_viewport_size({"width": 657, "height": 960})
    page.emulate_media(media="print")
    for furniture in (".md-tabs", ".md-sidebar", ".md-search", ".md-footer__inner", ".headerlink"):
        assert not any(one.is_visible() for one in page.locator(furniture).all())
    printed: str = page.evaluate(_PRINTED)
    for heading in page.locator("article h2").all():
        assert heading.is_visible()
    for mark in page.locator("article ins, article del").all():
        assert mark.is_visible()
    for digest in page.locator("article .gc-digest").all():
        assert digest.inner_text() in printed
    fits(page)
    lost = page.evaluate("""() => [...document.querySelectorAll("article pre, article pre code")]
      .filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.textContent)""")
    assert lost == []
    assert page.locator(".gc-address").inner_text().startswith(SITE)
