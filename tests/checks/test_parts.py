"""The small tools of the rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glasscase.checks.addresses import page_address, relative, resolve
from glasscase.checks.context import label
from glasscase.checks.markdown import MarkKind, headings, marks, slug
from glasscase.checks.moments import add, earliest_day, span, words
from glasscase.checks.parts import can_have
from glasscase.checks.prose import KEPT_TAGS
from glasscase.checks.words import meant
from glasscase.records import Absent, Incident, ModelCard, Protocol, contents
from glasscase.records.incident import Times
from glasscase.records.values import Period, Quantity
from glasscase.site import prose as site_prose


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2026-12", date(2026, 12, 1), date(2026, 12, 31)),
        ("2026-04-30", date(2026, 4, 30), date(2026, 4, 30)),
        (date(2026, 4, 30), date(2026, 4, 30), date(2026, 4, 30)),
    ],
)
def test_a_date_spans_the_days_that_it_can_mean(value: object, first: date, last: date) -> None:
    known = span(value)
    assert known is not None
    assert (known.first, known.last) == (first, last)


def test_what_is_no_date_has_no_span() -> None:
    assert span("2026-02-30") is None
    assert span(None) is None
    assert span(Absent(absent="not-yet", reason="It is being worked out.")) is None


def test_a_span_is_before_another_only_if_all_of_it_is() -> None:
    year, month, next_ = span("2026"), span("2026-04"), span("2027-01-01")
    assert year is not None
    assert month is not None
    assert next_ is not None
    assert year < next_
    assert not month < year
    assert not year < month


def test_a_moment_counts_on_its_earliest_day() -> None:
    ahead = timezone(timedelta(hours=14))
    assert earliest_day(datetime(2026, 3, 2, 1, tzinfo=ahead)) == date(2026, 3, 1)
    assert earliest_day(datetime(2026, 3, 2, 1, tzinfo=UTC)) == date(2026, 3, 2)


def test_the_first_and_last_moments_have_a_day() -> None:
    assert earliest_day(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=9)))) == date.min
    last = datetime(9999, 12, 31, 23, tzinfo=timezone(timedelta(hours=-9)))
    assert earliest_day(last) == date.max


@pytest.mark.parametrize(
    ("duration", "day", "in_words"),
    [
        ("P1Y", date(2025, 2, 28), "year"),
        ("P6M", date(2024, 8, 29), "6 months"),
        ("P10M", date(2024, 12, 29), "10 months"),
        ("P2W", date(2024, 3, 14), "2 weeks"),
        ("P90D", date(2024, 5, 29), "90 days"),
        ("P9999Y", date.max, "9999 years"),
    ],
)
def test_durations_are_added_to_days(duration: str, day: date, in_words: str) -> None:
    assert add(date(2024, 2, 29), duration) == day
    assert words(duration) == in_words


def test_a_slip_is_answered_with_what_was_meant() -> None:
    assert meant("fronteer", ["frontier", "other"]) == "Did you mean `frontier`?"
    assert meant("x", ["frontier"]) == "The only one is `frontier`."
    assert meant("x", ["b-one", "a-one"]) == "Choose one of `a-one`, `b-one`."
    assert meant("x", []) == ""
    assert meant("x", map(str, range(9))) == ""


def test_parts_are_found_with_their_paths() -> None:
    card = ModelCard.model_validate(
        {
            "id": "a",
            "version": "1",
            "status": "current",
            "title": "A",
            "summary": "S.",
            "model": {"name": "A"},
            "architecture": {"context": {"value": 8, "unit": "tokens"}},
            "modalities": {
                "inputs": [{"modality": "text", "maximum": {"value": 2, "unit": "MB"}}],
                "outputs": {"absent": "not-available", "reason": "Nobody has measured it."},
            },
            "compute": {"period": {"withheld": "trade-secret", "describe": "Not given."}},
        }
    )
    held = contents(card).parts
    assert [path for path, _ in held[Quantity]] == [
        ("modalities", "inputs", 0, "maximum"),
        ("architecture", "context"),
    ]
    assert Period not in held


def test_what_a_record_cannot_have_is_known_beforehand() -> None:
    assert can_have(Incident, Times)
    assert not can_have(Protocol, Times)


def test_paths_are_written_with_ids() -> None:
    data = {"evaluations": [{"id": "vct-2", "value": 1}, {"value": 2}]}
    assert label(data, ("evaluations", 0, "value")) == "evaluations.vct-2.value"
    assert label(data, ("evaluations", 1, "value")) == "evaluations.2.value"
    assert label(data, ("nothing", 1)) == "nothing.1"


@pytest.mark.parametrize(
    ("base", "link", "target"),
    [
        ("models/a", "../b/", "models/b"),
        ("models/a", "../../protocols/p/", "protocols/p"),
        ("models/a", "./history/", "models/a/history"),
        ("models/a", "../..", ""),
        ("models/a", "../../../x", None),
    ],
)
def test_links_are_resolved_from_the_page(base: str, link: str, target: str | None) -> None:
    assert resolve(base, link) == target
    if target is not None:
        assert resolve(base, relative(base, target)) == target


def test_pages_have_the_addresses_that_mkdocs_gives_them() -> None:
    addresses = ["index.md", "about.md", "a/index.md", "a/README.md", "a/b.md", "a/c.pdf"]
    assert list(map(page_address, addresses)) == ["", "about", "a", "a", "a/b", "a/c.pdf"]


MARKDOWN = """\
# Über *uns* {#own}

[é](../a/ "t") ![x](p.png) <me@x.example> <http://x.example> `[no](no)` [d][e] <b>b</b>

Setext [link][ref]
------------------

[ref]: /r
"""


def test_marks_stand_where_their_words_do() -> None:
    found = marks(MARKDOWN)
    assert [(mark.kind, mark.value) for mark in found] == [
        (MarkKind.LINK, "../a/"),
        (MarkKind.IMAGE, "p.png"),
        (MarkKind.LINK, "http://x.example"),
        (MarkKind.UNDEFINED, "e"),
        (MarkKind.HTML, "b"),
        (MarkKind.LINK, "/r"),
    ]
    for mark in found:
        assert MARKDOWN[mark.offset :].startswith(mark.source)
    assert found[0].text == "é"


@settings(deadline=None)
@given(st.text("[]()<>!#^:/= -ab\né\\`*\n", max_size=60))
def test_any_text_can_be_read(markdown: str) -> None:
    for mark in (*marks(markdown), *headings(markdown)):
        assert markdown[mark.offset :].startswith(mark.source)


def test_headings_are_read_as_the_site_shows_them() -> None:
    found = headings(MARKDOWN)
    assert [(heading.value, heading.text) for heading in found] == [
        ("Über uns", "own"),
        ("Setext link", ""),
    ]
    for words_ in ("Über uns & Co.", "2.1 Lines—drawn", "under_score", "日本語"):
        assert slug(words_) == site_prose.slug(words_)


@pytest.mark.parametrize("tag", [*sorted(KEPT_TAGS), "details", "script", "img", "iframe", "u"])
def test_the_site_keeps_the_html_that_is_said_to_stay(tag: str) -> None:
    shown = str(site_prose.to_html(f"A <{tag}>word</{tag}> here.").html)
    # Parts of tables are dropped where no table is around them, as browsers do.
    if tag not in {"thead", "tbody", "tr", "th", "td"}:
        # A heading's level is moved to where the text stands on the page.
        kept = "<h" if tag in {"h1", "h2", "h3", "h4", "h5", "h6"} else f"<{tag}"
        assert (kept in shown) is (tag in KEPT_TAGS)
