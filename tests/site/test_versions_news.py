"""The page of all changes, newest first."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import html  # type: ignore[import-untyped]

from glasscase.site import archive_pages
from glasscase.site.news import PAGE_SIZE, address, news, news_page, page_numbers

from .projects import words

COUNTS = {"added": 0, "removed": 1, "changed": 2, "minor": 0, "weakened": 1, "strengthened": 0}


def note(index: int, **more: Any) -> dict[str, Any]:
    return {
        "index": index,
        "kind": "model",
        "id": "ember",
        "version": str(index),
        "published": f"2026-{5 + index // 20:02}-{1 + index % 20:02}T09:30:00Z"
        if index < 100
        else "2026-12-01T09:30:00Z",
        "sha256": "0" * 64,
        "type": "version",
        "title": "Ember",
        "status": "current",
        "previous": str(index - 1) if index else None,
        "material": False,
        "summary": f"What *{index}* brought.",
        "reason": "",
        "counts": COUNTS if index else {},
        "weakened": [],
        "strengthened": [],
        **more,
    }


def page(notes: list[dict[str, Any]], number: int | None = None) -> Any:
    drawn = news_page(news(notes, {}), number, feeds=True)
    return html.fragment_fromstring(drawn, create_parent="div")


def items(shown: Any) -> list[str]:
    return [words(item) for item in shown.xpath(".//li[@class='gc-entry']")]


def test_the_newest_change_comes_first_under_its_month() -> None:
    shown = page([note(0), note(1), note(20)])
    assert [words(h) for h in shown.xpath(".//h2")] == ["June 2026", "May 2026"]
    assert [words(h) for h in shown.xpath(".//h3")] == [
        "Ember, version 20",
        "Ember, version 1",
        "Ember, version 0",
    ]
    newest, _, oldest = items(shown)
    assert newest == (
        "Ember, version 20Model card What 20 brought. 1 June 2026, 09:30 UTC"
        "Since 19: 1 weakened, 1 removed, 2 changed.What changed from 19"
    )
    assert "First published version." in oldest
    assert "What changed" not in oldest


def test_the_size_of_a_change_of_prose_is_told_in_words() -> None:
    counts = {**COUNTS, "weakened": 0, "removed": 0, "changed": 1}
    long = {**counts, "words_added": 4195, "words_removed": 2049}
    short = {**counts, "words_added": 1, "words_removed": 0}
    newest, older, before_words_were_counted = items(
        page([note(1, counts=counts), note(2, counts=short), note(3, counts=long)])
    )
    assert (
        "Since 2: 1 changed. In texts that changed, 4,195 words were added and 2,049 removed."
        in newest
    )
    assert "Since 1: 1 changed. In texts that changed, 1 word was added and 0 removed." in older
    assert "Since 0: 1 changed.What changed" in before_words_were_counted


def test_a_weakening_is_said_in_words_before_what_the_author_says() -> None:
    sentence = "Threshold: 40 % → 50 %. Fewer results cross the line."
    [item] = items(page([note(1, weakened=[sentence], material=True)]))
    assert "Model card Weakened Material modification" in item
    assert item.index(sentence) < item.index("What 1 brought.")


def test_an_erasure_has_the_title_that_its_record_had() -> None:
    erasure = {
        key: value
        for key, value in note(1, type="erasure", version="0", reason="By order.").items()
        if key not in ("title", "status", "previous", "summary", "counts", "weakened")
    }
    newest, _ = items(page([note(0), erasure]))
    assert newest.startswith("Ember, version 0Model card Erased By order.")


EMPTY = {"title": "", "summary": "", "previous": None, "counts": None}
"""What stays of the note of a version that was erased."""


def test_an_erased_first_version_has_the_title_of_the_one_after_it() -> None:
    told = news([note(0, **EMPTY), note(1), note(2, title="Ember II")], {})
    assert [one.title for one in told] == ["Ember II", "Ember", "Ember"]


def test_a_record_of_which_all_is_erased_has_the_title_of_its_file() -> None:
    notes = [note(0, **EMPTY), note(1, id="cinder", **EMPTY)]
    told = news(notes, {("model", "ember"): "Ember"})
    assert [one.title for one in told] == ["cinder", "Ember"]


def test_what_could_not_be_compared_has_no_link_to_a_comparison() -> None:
    [item] = items(page([note(1, counts=None)]))
    assert "It is not compared with 0, which was erased." in item
    assert "What changed" not in item


def test_a_version_that_was_erased_is_not_called_the_first() -> None:
    _, erased = items(page([note(0, **EMPTY), note(1, counts=None)]))
    assert "This version was erased since." in erased
    assert "First published" not in erased


def test_notes_that_were_rewritten_are_counted() -> None:
    counts = {"changed": 1, "notes_rewritten": 2}
    [item] = items(page([note(1, counts=counts)]))
    assert "Since 0: 1 changed. 2 earlier notes were rewritten or removed." in item


def test_texts_of_notes_are_safe() -> None:
    text = "<script>x</script> <b>y</b>"
    shown = page([note(0, summary=text, title=text, weakened=[text])])
    assert shown.xpath(".//script | .//b") == []


def test_a_site_without_versions_says_so() -> None:
    assert "Nothing has been published here yet." in words(page([]))


@pytest.mark.parametrize(
    ("count", "older"),
    [(0, 0), (PAGE_SIZE, 0), (2 * PAGE_SIZE - 1, 0), (2 * PAGE_SIZE, 1), (3 * PAGE_SIZE + 5, 2)],
)
def test_older_changes_are_on_pages_of_their_own(count: int, older: int) -> None:
    assert list(page_numbers(count)) == list(range(1, older + 1))
    notes = [note(index) for index in range(count)]
    found = [
        words(title).rpartition(" ")[2]
        for number in (None, *reversed(page_numbers(count)))
        for title in page(notes, number).xpath(".//h3")
    ]
    assert found == [str(index) for index in reversed(range(count))]


def test_a_full_page_never_changes_again() -> None:
    notes = [note(index) for index in range(3 * PAGE_SIZE)]
    before = news_page(news(notes, {}), 1, feeds=True)
    more = [*notes, *(note(3 * PAGE_SIZE + index) for index in range(PAGE_SIZE))]
    assert news_page(news(more, {}), 1, feeds=True) == before


def test_pages_lead_to_their_neighbours() -> None:
    notes = [note(index) for index in range(3 * PAGE_SIZE)]
    links = {number: page(notes, number).xpath(".//nav/a/@href") for number in (None, 2, 1)}
    assert links == {
        None: ["\ufffdchanges/page/2/"],
        2: ["\ufffdchanges/", "\ufffdchanges/page/1/"],
        1: ["\ufffdchanges/page/2/"],
    }
    assert address(None) == "changes/"


def test_the_content_of_each_source_is_known() -> None:
    told = news([note(index) for index in range(2 * PAGE_SIZE)], {})
    assert archive_pages.content("changes/index.md", told, feeds=False)
    assert archive_pages.content("changes/page/1/index.md", told, feeds=False)
    assert archive_pages.content("about.md", told, feeds=False) is None
