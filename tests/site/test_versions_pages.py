"""The pages of a record's versions, placed into the frames of a real site."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from glasscase.records import Kind, PublicForm
from glasscase.site.build import configured
from glasscase.site.catalogue import Catalogue
from glasscase.site.frames import STEP_FRAMES, Frame, FramePage
from glasscase.site.pages import Addresses, head, record_page
from glasscase.site.prose import ROOT

from ..archive.histories import histories
from .projects import small, words
from .versions import SITE, Catcher, Past, framed, past

FRAMEWORK = "protocols/framework/"


@pytest.fixture(scope="module")
def caught(tmp_path_factory: pytest.TempPathFactory) -> Catcher:
    """The frames of the small project."""
    project = small(tmp_path_factory.mktemp("versions"))
    folder = project.folder / "site"
    return framed(configured(project.folder / "mkdocs.yml", folder, strict=False), folder)[1]


@pytest.fixture(scope="module")
def frames(caught: Catcher) -> dict[FramePage, Frame]:
    return caught.frames


@pytest.fixture(scope="module")
def catalogue(caught: Catcher) -> Catalogue:
    return caught.catalogue


def note(version: str, **more: object) -> dict[str, Any]:
    said = {"summary": f"What {version} brought.", "reason": f"Why {version} came."}
    return {"version": version, "date": "2026-01-01", **said, **more}


@pytest.fixture(scope="module")
def framework(catalogue: Catalogue) -> Past:
    """The framework, with two versions before the living one; the last is weaker."""
    now = catalogue.by_key["protocol", "framework"].form()
    first = earlier(now, "1.0", 40, [note("1.0")])
    second = earlier(now, "1.1", 40, [note("1.1", material=True), note("1.0")])
    second["body"] = second["body"].replace("Every year.", "Every *other* <year>.")
    return past(first, second, now)


def earlier(
    now: PublicForm, version: str, threshold: float, notes: list[dict[str, Any]]
) -> PublicForm:
    form: PublicForm = json.loads(json.dumps(now))
    form["commitments"][0]["threshold"]["value"] = threshold
    return {**form, "version": version, "changes": notes}


@pytest.fixture(scope="module")
def pages(
    framework: Past, frames: dict[FramePage, Frame], catalogue: Catalogue
) -> dict[str, bytes]:
    return framework.pages(frames, catalogue)


def tree(pages: dict[str, bytes], address: str) -> Any:
    return html.document_fromstring(pages[f"{FRAMEWORK}{address}index.html"].decode())


def text(pages: dict[str, bytes], address: str) -> str:
    return words(tree(pages, address).xpath("//article")[0])


def test_a_touched_record_has_all_pages_but_those_of_its_living_version(
    pages: dict[str, bytes],
) -> None:
    assert sorted(pages) == [
        f"{FRAMEWORK}1.0/index.html",
        f"{FRAMEWORK}1.0/since/index.html",
        f"{FRAMEWORK}1.1/changes/index.html",
        f"{FRAMEWORK}1.1/index.html",
        f"{FRAMEWORK}1.1/since/index.html",
        f"{FRAMEWORK}2.0/changes/index.html",
        f"{FRAMEWORK}feed.xml",
        f"{FRAMEWORK}history/index.html",
    ]


def test_no_slot_is_left_and_every_link_inside_the_record_leads_somewhere(
    pages: dict[str, bytes], catalogue: Catalogue
) -> None:
    known = {name.removesuffix("index.html") for name in pages}
    known |= {FRAMEWORK, f"{FRAMEWORK}2.0/"}
    known |= {f"{FRAMEWORK}{version}/record.json" for version in ("1.0", "1.1", "2.0")}
    for name, data in pages.items():
        assert b"gcslot" not in data
        assert b"\0" not in data
        if not name.endswith(".html"):
            continue
        page = html.document_fromstring(data.decode())
        page.make_links_absolute(f"{SITE}{name.removesuffix('index.html')}")
        for link in page.xpath("//article//a/@href | //head/link[@rel='alternate']/@href"):
            address = link.partition("#")[0].removeprefix(SITE)
            if address.startswith(FRAMEWORK):
                assert address in known, f"{link} on {name}"
        for own in page.xpath("//article//a[starts-with(@href, '#')]/@href"):
            assert page.get_element_by_id(own[1:]) is not None


def test_a_superseded_version_says_by_what_and_when(pages: dict[str, bytes]) -> None:
    banner = tree(pages, "1.0/").xpath("//*[contains(@class, 'gc-banner--superseded')]")[0]
    assert words(banner.xpath(".//strong")[0]) == "This version was replaced by 1.1 on 4 May 2026."
    links = {words(a): a.get("href") for a in banner.xpath(".//a")}
    assert links == {
        "Read the current version, 2.0": f"../../../{FRAMEWORK}",
        "See what changed since": f"../../../{FRAMEWORK}1.0/since/",
    }


def test_the_list_of_versions_opens_without_scripts_and_marks_the_one_that_is_read(
    pages: dict[str, bytes],
) -> None:
    menu = tree(pages, "1.1/").xpath("//details[contains(@class, 'gc-versions')]")[0]
    assert words(menu.xpath("./summary")[0]) == "Version 1.1 superseded, 3 versions"
    assert [words(a) for a in menu.xpath(".//li/a")] == [
        "Version 2.0",
        "Version 1.1",
        "Version 1.0",
    ]
    assert [words(a) for a in menu.xpath(".//a[@aria-current='page']")] == ["Version 1.1"]
    assert menu.xpath(".//a/@href")[-1].endswith(f"{FRAMEWORK}history/")


def test_a_long_list_of_versions_is_cut_and_keeps_the_one_that_is_read(
    frames: dict[FramePage, Frame], catalogue: Catalogue
) -> None:
    now = catalogue.by_key["protocol", "framework"].form()
    forms = [{**now, "version": f"1.{number}", "changes": []} for number in range(20)]
    pages = past(*forms, now).pages(frames, catalogue)
    menu = tree(pages, "1.0/").xpath("//details[contains(@class, 'gc-versions')]")[0]
    listed = [words(a).removeprefix("Version ") for a in menu.xpath(".//li/a")]
    assert listed == ["2.0", *(f"1.{number}" for number in range(19, 8, -1)), "1.0"]
    assert "History: all 21 versions" in words(menu)


def test_a_version_says_when_it_was_published_and_what_the_log_holds_of_it(
    pages: dict[str, bytes], framework: Past
) -> None:
    version = framework.archive.of(Kind.PROTOCOL, "framework")[1]
    proof = tree(pages, "1.1/").xpath("//section[@aria-labelledby='version']")[0]
    assert proof.xpath(".//time/@datetime") == ["2026-05-04T09:30:00Z"]
    assert "Number 1 of the public log" in words(proof)
    assert proof.xpath(".//code[@class='gc-digest']/text()") == [version.root, version.sha256]
    assert f"2 entries, root hash {version.root}" in words(proof)


def test_a_version_can_be_cited(pages: dict[str, bytes], framework: Past) -> None:
    sha256 = framework.archive.of(Kind.PROTOCOL, "framework")[0].sha256
    cite = tree(pages, "1.0/").xpath("//details[contains(@class, 'gc-cite')]")[0]
    plain, bibtex = (code.text_content() for code in cite.xpath(".//pre/code"))
    for part in ("“Frontier framework”", "version 1.0", "3 May 2026", sha256):
        assert part in plain
    assert f"{SITE}{FRAMEWORK}1.0/" in plain
    assert bibtex.startswith("@misc{framework-1.0,\n")
    assert "  year    = {2026},\n  month   = {5},\n  day     = {3},\n" in bibtex
    assert f"  url     = {{{SITE}{FRAMEWORK}1.0/}},\n" in bibtex
    assert sha256 in bibtex


def test_an_earlier_version_does_not_show_what_may_change_without_it(
    pages: dict[str, bytes],
) -> None:
    assert "Where it is mentioned" not in text(pages, "1.0/")


@pytest.mark.parametrize("address", ["1.0/", "1.1/", "1.1/changes/", "1.0/since/"])
def test_pages_of_the_past_are_kept_out_of_search_engines(
    pages: dict[str, bytes], address: str
) -> None:
    page = tree(pages, address)
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"https://example.org/small/{FRAMEWORK}{address}"]


def test_the_history_can_be_found_by_search_engines(pages: dict[str, bytes]) -> None:
    page = tree(pages, "history/")
    assert page.xpath("//meta[@name='robots']") == []
    canonical = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == [f"https://example.org/small/{FRAMEWORK}history/"]


def test_every_page_says_where_the_feed_is(pages: dict[str, bytes]) -> None:
    for address, root in (("1.0/", "../../../"), ("1.1/changes/", "../../../../")):
        feed = tree(pages, address).xpath("//link[@type='application/atom+xml']")[0]
        assert feed.get("href") == f"{root}{FRAMEWORK}feed.xml"


def test_a_weakening_is_named_first_and_in_words(pages: dict[str, bytes]) -> None:
    page = tree(pages, "2.0/changes/")
    first = page.xpath("//section[@aria-labelledby='derived']//li")[0]
    assert words(first).startswith(
        "Weakened Commitments \u203a Halt on uplift \u203a Threshold \u203a Value:"
    )


def test_a_difference_is_told_by_elements_and_words_not_by_colour_alone(
    pages: dict[str, bytes],
) -> None:
    page = tree(pages, "2.0/changes/")
    section = page.xpath("//section[@aria-labelledby='in-commitments']")[0]
    assert [words(e) for e in section.xpath(".//del | .//ins")] == ["removed: 40 %", "added: 50 %"]
    assert section.xpath(".//del/span/@class") == ["gc-hidden"]


def test_texts_are_compared_word_by_word_and_what_they_hold_stays_text(
    pages: dict[str, bytes],
) -> None:
    section = tree(pages, "2.0/changes/").xpath("//section[@aria-labelledby='in-body']")[0]
    assert [words(e) for e in section.xpath(".//del")] == [
        "removed: *other* <",
        "removed: >",
    ]
    assert section.xpath(".//year") == []
    assert "Words of the framework." not in words(section)
    assert "unchanged paragraphs" in words(section)


def test_what_the_provider_says_stands_apart_from_what_was_derived(
    pages: dict[str, bytes],
) -> None:
    page = tree(pages, "1.1/changes/")
    claims = words(page.xpath("//section[@aria-labelledby='claims']")[0])
    assert "The provider’s own words and dates. They are not checked." in claims
    assert "What 1.1 brought." in claims
    assert "Justification Why 1.1 came." in claims
    assert "What 1.1 brought." not in words(page.xpath("//section[@aria-labelledby='derived']")[0])


def test_a_material_modification_shows_the_thirty_days(pages: dict[str, bytes]) -> None:
    claims = tree(pages, "1.1/changes/").xpath("//section[@aria-labelledby='claims']")[0]
    assert claims.xpath(".//time/@datetime") == [
        "2026-01-01",
        "2026-01-31",
        "2026-05-04T09:30:00Z",
    ]


def test_since_puts_all_steps_together(pages: dict[str, bytes]) -> None:
    page = tree(pages, "1.0/since/")
    assert words(page.xpath("//h1")[0]) == "What changed from 1.0 to 2.0"
    claims = page.xpath("//section[@aria-labelledby='claims']//h3")
    assert [words(h) for h in claims] == ["Version 2.0", "Version 1.1"]


def test_the_history_lists_all_versions_newest_first(
    pages: dict[str, bytes], framework: Past
) -> None:
    page = tree(pages, "history/")
    releases = page.xpath("//section[contains(@class, 'gc-release')]")
    assert [words(r.xpath("./h2/a")[0]) for r in releases] == [
        "Version 2.0",
        "Version 1.1",
        "Version 1.0",
    ]
    newest, middle, oldest = map(words, releases)
    assert "Current 1 weakened" in newest
    assert "Derived: changes from 1.1 Weakened" in newest
    assert "Superseded Material modification" in middle
    assert "Derived" not in oldest
    for release, version in zip(
        (oldest, middle, newest), framework.archive.of(Kind.PROTOCOL, "framework"), strict=True
    ):
        assert version.sha256 in release
        assert f"Log entry {version.index}," in release


def test_an_erased_version_leaves_a_page_that_says_so(
    framework: Past, frames: dict[FramePage, Frame], catalogue: Catalogue
) -> None:
    own = past(*framework.forms, erase={"1.1": "A court ordered it."})
    pages = own.pages(frames, catalogue)
    shown = text(pages, "1.1/")
    assert "This version was erased on 6 May 2026, 09:30 UTC." in shown
    assert "A court ordered it." in shown
    assert own.archive.of(Kind.PROTOCOL, "framework")[1].sha256 in shown
    assert b"What 1.1 brought." not in pages[f"{FRAMEWORK}1.1/index.html"]
    assert f"{FRAMEWORK}1.1/changes/index.html" not in pages
    assert f"{FRAMEWORK}1.1/since/index.html" not in pages
    step = text(pages, "2.0/changes/")
    assert "What changed from 1.0 to 2.0" in step
    assert "Version 1.1, published between the two, was erased. It is not compared." in step
    assert "A court ordered it." in text(pages, "history/")


def test_nothing_of_an_erased_version_is_on_any_page(
    framework: Past, frames: dict[FramePage, Frame], catalogue: Catalogue
) -> None:
    own = past(*framework.forms, erase={"1.1": "A court ordered it."})
    for name, data in own.pages(frames, catalogue).items():
        assert b"other*" not in data, name


def shown(catalogue: Catalogue, own: Past) -> Any:
    edition = catalogue.by_key["protocol", "framework"]
    lineage = own.lineage(catalogue, whole=False)
    page = record_page(edition, catalogue, Addresses(SITE, ""), lineage)
    return html.fragment_fromstring(page.html.replace(ROOT, ""), create_parent="div")


def test_the_current_version_needs_no_forms_of_the_past(
    catalogue: Catalogue, framework: Past
) -> None:
    page = shown(catalogue, framework)
    assert page.xpath("//*[contains(@class, 'gc-banner')]") == []
    assert "Version 2.0 current, 3 versions" in words(page)
    assert "What changed from 1.1 to 2.0" in words(page)
    assert "Permanent address" in words(page)
    assert "Where it is mentioned" in words(page)


def test_a_coming_version_says_that_it_is_not_published(
    catalogue: Catalogue, framework: Past, frames: dict[FramePage, Frame]
) -> None:
    own = past(*framework.forms[:2])
    page = shown(catalogue, own)
    banner = page.xpath("//*[contains(@class, 'gc-banner--coming')]")[0]
    assert "This version is not published yet. It may still change." in words(banner)
    assert banner.xpath(".//a/@href") == [f"{FRAMEWORK}1.1/"]
    assert page.xpath("//details[contains(@class, 'gc-cite')]") == []
    assert "Address once published" in words(page)
    pages = own.pages(frames, catalogue)
    assert f"{FRAMEWORK}2.0/changes/index.html" in pages
    assert "Not published yet" in text(pages, "history/")
    assert b"2.0" not in pages[f"{FRAMEWORK}feed.xml"]


def test_a_current_version_is_to_be_found_by_search_engines(
    catalogue: Catalogue, framework: Past
) -> None:
    edition = catalogue.by_key["protocol", "framework"]
    drawn = head(edition, Addresses(SITE, ""), framework.lineage(catalogue, whole=False))
    assert "noindex" not in drawn
    assert f"{ROOT}{FRAMEWORK}feed.xml" in drawn
    unknown = head(edition, Addresses("", ""), framework.lineage(catalogue, whole=False))
    assert "feed.xml" not in unknown


def test_a_site_without_an_address_has_no_feed(
    framework: Past, frames: dict[FramePage, Frame], catalogue: Catalogue
) -> None:
    pages = framework.pages(frames, catalogue, site="")
    assert f"{FRAMEWORK}feed.xml" not in pages
    assert not any(b"atom+xml" in data for data in pages.values())


def test_pages_are_the_same_each_time(
    framework: Past, frames: dict[FramePage, Frame], catalogue: Catalogue, pages: dict[str, bytes]
) -> None:
    assert framework.pages(frames, catalogue) == pages


@pytest.mark.parametrize("spec", STEP_FRAMES, ids=lambda spec: spec.source)
def test_a_frame_of_changes_has_the_depth_of_its_pages(spec: FramePage) -> None:
    assert spec.root == "../" * spec.source.count("/")
    assert Path(spec.source).parts[0] == spec.kind.folder


def test_long_unchanged_stretches_are_folded(
    catalogue: Catalogue, frames: dict[FramePage, Frame]
) -> None:
    now = catalogue.by_key["protocol", "framework"].form()
    long = " ".join(f"word{number}" for number in range(300))
    before = {**now, "version": "1.0", "summary": f"{long} old {long}", "changes": [note("1.0")]}
    after = {**before, "version": "1.1", "summary": f"{long} new {long}"}
    pages = past(before, after, {**now}).pages(frames, catalogue)
    passage = words(
        tree(pages, "1.1/changes/").xpath("//section[@aria-labelledby='in-about']//p[ins]")[0]
    )
    assert re.match(r"\[…\] word284 .* word299 removed: old ?added: new word0", passage)
    assert passage.endswith("word15 […]")


def test_texts_in_another_language_are_marked_with_it(
    catalogue: Catalogue, frames: dict[FramePage, Frame]
) -> None:
    now = catalogue.by_key["protocol", "framework"].form()
    before = {**now, "version": "1.0", "language": "fr", "summary": "Un."}
    pages = past(before, {**before, "version": "1.1", "summary": "Deux."}, now).pages(
        frames, catalogue
    )
    page = tree(pages, "1.1/changes/")
    passages = page.xpath("//p[starts-with(@class, 'gc-passage')]")
    assert {passage.get("lang") for passage in passages} == {"fr"}
    assert set(page.xpath("//ins/span/@lang | //del/span/@lang")) == {"en"}


@pytest.mark.parametrize(("name", "forms"), sorted(histories().items()))
def test_real_histories_are_told_by_labelled_changes(
    name: str, forms: list[PublicForm], catalogue: Catalogue, frames: dict[FramePage, Frame]
) -> None:
    pages = past(*forms).pages(frames, catalogue)
    steps = [data for address, data in pages.items() if address.endswith("/changes/index.html")]
    assert len(steps) == len(forms) - 1
    for data in steps:
        page = html.document_fromstring(data.decode())
        changes = page.xpath("//article//ins | //article//del")
        assert changes
        for change in changes:
            label = change.xpath("./span[@class='gc-hidden']/text()")[0]
            assert label in ("added: ", "removed: ", "moved here: ", "moved away: ")
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
