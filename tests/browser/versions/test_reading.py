"""What a reader of a site with a past finds: which version this is, what changed, what is gone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from ..reader import Visit, Window
from .publications import SITE

FRAMEWORK, EMBER, CINDER = "protocols/framework/", "models/ember/", "models/cinder/"
INCIDENT = "incidents/2026-001-outage/"


def texts(found: Locator) -> list[str]:
    """Return what is read of each, on one line."""
    return [" ".join(text.split()) for text in found.all_inner_texts()]


def test_the_list_of_versions_opens_and_leads_without_scripts(window: Window) -> None:
    with window(java_script_enabled=False) as visit:
        page = visit.open(FRAMEWORK)
        menu = page.locator("details.gc-versions")
        expect(menu.locator("summary")).to_have_text("Version 2.0 current, 3 versions")
        expect(menu.get_by_role("link", name="Version 1.0")).to_be_hidden()
        menu.locator("summary").click()
        assert [text.split(" published ")[0] for text in texts(menu.locator("li"))] == [
            "Version 2.0 Current",
            "Version 1.1 Superseded",
            "Version 1.0 Superseded",
        ]
        expect(menu.locator("[aria-current=page]")).to_have_text("Version 2.0")
        menu.get_by_role("link", name="Version 1.0").click()
        assert page.url == f"{visit.site}{FRAMEWORK}1.0/"
        expect(page.locator(".gc-versions summary")).to_contain_text("Version 1.0 superseded")
        assert visit.faults == []


def test_the_list_of_versions_works_by_keyboard(visit: Visit) -> None:
    page = visit.open(FRAMEWORK)
    page.locator(".gc-versions summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{FRAMEWORK}1.1/")


def test_a_superseded_version_says_so_and_leads_on(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}1.0/")
    banner = page.locator(".gc-banner--superseded")
    expect(banner).to_be_in_viewport()
    expect(banner).to_contain_text("This version was replaced by 1.1 on 1 March 2026.")
    expect(page.get_by_text("What they find is written down on the same day.")).to_be_visible()
    banner.get_by_role("link", name="See what changed since").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed from 1.0 to 2.0")
    page.go_back()
    banner.get_by_role("link", name="Read the current version, 2.0").click()
    assert page.url == f"{visit.site}{FRAMEWORK}"
    expect(page.locator(".gc-banner")).to_have_count(0)


@pytest.mark.parametrize("address", [EMBER, f"{EMBER}3/"])
def test_a_withdrawn_record_says_why_before_anything_else(visit: Visit, address: str) -> None:
    page = visit.open(address)
    banner = page.locator(".gc-banner--withdrawn")
    expect(banner).to_be_in_viewport()
    expect(banner).to_contain_text("Withdrawn on 1 March 2026")
    expect(banner).to_contain_text("made up sources in one of ten answers")
    expect(page.locator(".gc-badges").first).to_contain_text("Withdrawn")


def test_earlier_versions_of_a_withdrawn_record_tell_of_it(visit: Visit) -> None:
    page = visit.open(f"{EMBER}1/")
    banner = page.locator(".gc-banner--superseded")
    expect(banner).to_contain_text("The record has since been withdrawn.")


def test_a_version_to_come_says_that_it_is_not_published(preview: Visit) -> None:
    page = preview.open(f"{FRAMEWORK}2.1/")
    banner = page.locator(".gc-banner--coming")
    expect(banner).to_be_in_viewport()
    expect(banner).to_contain_text("not published yet")
    expect(page.locator(".gc-proof")).to_contain_text("Not yet")
    expect(page.locator(".gc-cite")).to_have_count(0)
    banner.get_by_role("link", name="Read the published version, 2.0").click()
    assert page.url == f"{preview.site}{FRAMEWORK}2.0/"


def test_an_erased_version_leaves_its_name_its_digest_and_the_reason(visit: Visit) -> None:
    page = visit.open(f"{CINDER}1/")
    banner = page.locator(".gc-banner--erased")
    expect(banner).to_contain_text("This version was erased on 1 March 2026")
    expect(banner).to_contain_text("It named a person who did not agree to it.")
    assert len(page.locator(".gc-digest").inner_text()) == 64
    assert "Nightjar" not in page.content()
    banner.get_by_role("link", name="Read the current version").click()
    assert page.url == f"{visit.site}{CINDER}"


def _changes(page: Page, section: str) -> Locator:
    return page.locator(f"section[aria-labelledby='in-{section}']")


def test_changes_are_marked_and_named_not_only_coloured(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}2.0/changes/")
    section = _changes(page, "commitments")
    line = section.locator(".gc-line").first
    expect(line.locator(".gc-line__name")).to_have_text("Threshold \u203a Value")
    expect(line.locator("del")).to_have_text("removed: 50 %")
    expect(line.locator("ins")).to_have_text("added: 60 %")
    expect(line.locator("del")).to_have_css("text-decoration-line", "line-through")
    expect(line.locator("ins")).to_have_css("text-decoration-line", "underline")
    for mark in page.locator("article ins, article del").all():
        label = mark.locator(".gc-hidden").inner_text().strip()
        assert label in ("added:", "removed:", "moved here:", "moved away:")
    for label in (".gc-label--weakened", ".gc-label--removed", ".gc-label--changed"):
        expect(section.locator(label).first).to_be_visible()


def test_what_weakens_comes_first_with_both_values(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}2.0/changes/")
    told = texts(page.get_by_role("region", name="In short").locator("li"))
    assert told == [
        "Weakened Review \u203a Reviewed every: 6 months → 1 year. The review is due less often.",
        "Weakened Commitments \u203a Halt on biological uplift \u203a Threshold \u203a Value: "
        "50 % → 60 %. Fewer results cross the line than before.",
        "Weakened Commitments \u203a Tell the public \u203a Threshold \u203a Value: "
        "72 hours → 4 days. Fewer results cross the line than before.",
        "Weakened Commitments \u203a Outside audit: The commitment is no longer made.",
    ]


def test_the_providers_reasons_stand_apart_and_only_once(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}2.0/changes/")
    claims = page.get_by_role("region", name="What the provider says")
    expect(claims).to_contain_text("They are not checked.")
    expect(claims).to_contain_text("Material modification")
    expect(claims).to_contain_text("30 days after it31 March 2026")
    expect(page.get_by_text("The old line was reached by noise of the test.")).to_have_count(1)
    expect(_changes(page, "notes")).to_have_count(0)


def test_all_changes_up_to_the_current_version_are_put_together(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}1.0/since/")
    claims = page.get_by_role("region", name="What the provider says")
    assert texts(claims.locator("h3")) == ["Version 2.0", "Version 1.1"]
    # What came with 1.1 and went with 2.0 has not changed from 1.0 to 2.0.
    expect(_changes(page, "commitments")).not_to_contain_text("Outside audit")


def test_lines_of_a_text_are_not_broken_where_its_file_breaks_them(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}1.1/changes/")
    passage = _changes(page, "body").locator(".gc-passage").last
    assert "\n" not in (passage.text_content() or "")
    expect(passage).to_contain_text("[…] that a determined attacker would have.")


def test_the_history_lists_every_version_newest_first(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}history/")
    assert [text.rstrip("¶") for text in texts(page.locator(".gc-release > h2"))] == [
        "Version 2.0",
        "Version 1.1",
        "Version 1.0",
    ]
    first = page.locator(".gc-release").first
    expect(first).to_contain_text("4 weakened")
    expect(first).to_contain_text("Published 1 March 2026, 03:00 UTC")
    expect(first).to_contain_text("72 hours → 4 days")
    assert page.locator(".gc-release__proof .gc-digest").count() == 3


def test_the_history_shows_what_was_erased(visit: Visit) -> None:
    page = visit.open(f"{CINDER}history/")
    gone = page.locator(".gc-release").last
    expect(gone).to_contain_text("Version 1")
    expect(gone).to_contain_text("It named a person who did not agree to it.")
    assert "Nightjar" not in page.content()


def test_all_changes_of_the_site_come_newest_first(visit: Visit) -> None:
    page = visit.open("changes/")
    times = [
        time.get_attribute("datetime") or ""
        for time in page.locator(".gc-entry__facts > span:first-child time").all()
    ]
    assert len(times) == 14
    assert times == sorted(times, reverse=True)
    titles = texts(page.locator(".gc-entry h3"))
    assert titles[0] == "Ember, version 3"
    incident = page.locator(".gc-entry").filter(has_text="version 1.1").filter(has_text="Answers")
    expect(incident).to_contain_text("Weakened: Corrective actions \u203a split \u203a Due:")
    # A kind is no severity: its label has no colour of one.
    colours = page.locator(".gc-entry .gc-label:first-child").evaluate_all(
        "(all) => [...new Set(all.map((one) => getComputedStyle(one).color))]"
    )
    assert len(colours) == 1
    page.get_by_role("link", name="What changed from 1.1").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What changed from 1.1 to")


def test_updates_of_an_incident_are_its_versions(visit: Visit) -> None:
    page = visit.open(f"{INCIDENT}history/")
    assert texts(page.locator(".gc-release .gc-prose")) == [
        *("The cache is split.", "Resolved."),
        "The cause is known. The corrective action is due a month later.",
        "The cache must be rebuilt first.",
    ]


def test_a_version_can_be_cited(visit: Visit) -> None:
    page = visit.open(f"{FRAMEWORK}1.1/")
    digest = page.locator(".gc-proof .gc-digest").last.inner_text()
    cite = page.locator("details.gc-cite")
    cite.locator("summary").click()
    text, bibtex = texts(cite.locator("pre code"))
    for part in ("version 1.1", "1 March 2026", f"{SITE}{FRAMEWORK}1.1/", digest):
        assert part in text
    assert bibtex.startswith("@misc{framework-1.1, author")
    for part in ("year = {2026}", "month = {3}", "day = {1}", "version = {1.1}", digest):
        assert part in bibtex


CANONICAL = [
    (FRAMEWORK, FRAMEWORK, True),
    (f"{FRAMEWORK}2.0/", FRAMEWORK, True),
    (f"{FRAMEWORK}1.1/", f"{FRAMEWORK}1.1/", False),
    (EMBER, EMBER, False),
    (f"{EMBER}3/", f"{EMBER}3/", False),
    (f"{CINDER}1/", f"{CINDER}1/", False),
    (f"{FRAMEWORK}2.0/changes/", f"{FRAMEWORK}2.0/changes/", False),
    (f"{FRAMEWORK}1.0/since/", f"{FRAMEWORK}1.0/since/", False),
    (f"{FRAMEWORK}history/", f"{FRAMEWORK}history/", True),
    ("changes/", "changes/", True),
]


@pytest.mark.parametrize(("address", "canonical", "indexed"), CANONICAL)
def test_search_engines_are_led_to_what_holds(
    visit: Visit, address: str, canonical: str, indexed: bool
) -> None:
    page = visit.open(address)
    link = page.locator("link[rel=canonical]")
    expect(link).to_have_attribute("href", SITE + canonical)
    robots = [one.get_attribute("content") for one in page.locator("meta[name=robots]").all()]
    assert robots == ([] if indexed else ["noindex"])
