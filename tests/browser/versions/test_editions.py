"""Editions of the whole site: which one a reader looks at, and the ways from one to another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from ...providers import PROVIDER
from ...publish.repositories import write
from ...versions.stage import EMBER, FRAMEWORK, Stage, config, ember, framework
from ..reader import Visit, Window, visiting
from ..serving import served
from .publications import alone

SELECTOR = "extra: {version: {provider: mike}}\n"


@pytest.fixture(scope="module", params=["/", "/sub/"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def folder(base: str, tmp_path_factory: pytest.TempPathFactory, compiled_templates: None) -> Path:
    """The public branch of a site with two editions; the framework is newer than both."""
    home = tmp_path_factory.mktemp("editions")
    with alone(home):
        settings = config().replace("transparency.example/", f"transparency.example{base}")
        files = {
            "mkdocs.yml": settings + SELECTOR,
            "content/provider.yml": PROVIDER,
            FRAMEWORK: framework("1.0"),
            EMBER: ember("1"),
        }
        stage = Stage.make(home / "stage", files)
        stage.publish(None, "--edition", "2026.4")
        stage.publish({EMBER: ember("2")}, "--edition", "2026.5")
        stage.publish({FRAMEWORK: framework("1.1", "We test every large model.")})
        write(home / "public", stage.remote.files())
        shutil.rmtree(home / "stage")
    return home / "public"


@pytest.fixture(scope="module")
def site(folder: Path, base: str) -> Iterator[str]:
    with served(folder, base) as address:
        yield address


@pytest.fixture
def window(browser: Browser, site: str) -> Window:
    return partial(visiting, browser, site)


@pytest.mark.parametrize("address", ["", "protocols/framework/1.0/"])
def test_the_current_site_offers_its_editions(visit: Visit, address: str) -> None:
    page = visit.open(address)
    selector = page.locator(".md-header .md-version")
    expect(selector.get_by_role("button", name="Select version: Current site")).to_have_text(
        "Current site"
    )
    assert selector.locator("a").all_text_contents() == ["Current site", "2026.5", "2026.4"]
    expect(page.locator(".gc-edition")).to_have_count(0)
    selector.get_by_role("button").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{visit.site}2026.4/")


@pytest.mark.parametrize("address", ["", "protocols/framework/", "protocols/framework/1.0/"])
def test_a_page_of_an_edition_says_so_and_leads_back(visit: Visit, address: str) -> None:
    page = visit.open(f"2026.4/{address}")
    note = page.locator(".gc-edition")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("Edition 2026.4 of this site, as it stood when it was made.")
    selector = page.locator(".md-version")
    expect(selector.get_by_role("button")).to_have_text("2026.4")
    assert selector.locator("a[aria-current]").all_text_contents() == ["2026.4"]
    note.get_by_role("link", name="Read this page on the current site").click()
    page.wait_for_url(f"{visit.site}{address}")
    expect(page.locator(".gc-edition")).to_have_count(0)


def test_an_edition_shows_what_was_current_then(visit: Visit) -> None:
    page = visit.open("2026.4/protocols/framework/")
    expect(page.get_by_text("We test every model.")).to_be_visible()
    page.locator(".md-version").hover()
    page.get_by_role("link", name="Current site", exact=True).click()
    page.wait_for_url(visit.site)
    page = visit.open("protocols/framework/")
    expect(page.get_by_text("We test every large model.")).to_be_visible()


def test_an_edition_can_be_read_without_scripts(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open("2026.5/models/ember/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Ember")
        assert visit.faults == []


def test_a_copy_of_the_site_elsewhere_is_no_edition(browser: Browser, folder: Path) -> None:
    with served(folder, "/copy/") as address, visiting(browser, address) as visit:
        page = visit.open("models/")
        page.wait_for_load_state("networkidle")
        expect(page.get_by_role("heading", level=1)).to_have_text("Models")
        expect(page.locator(".gc-edition")).to_have_count(0)
