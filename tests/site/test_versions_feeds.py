"""Feeds: what RFC 4287 asks for, and one entry per version, erasure and dated update."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree  # type: ignore[import-untyped]

from glasscase.archive import notes
from glasscase.records import Kind, PublicForm
from glasscase.site import archive_pages
from glasscase.site.catalogue import Catalogue, catalogue, published
from glasscase.site.changes import Step
from glasscase.site.feeds import LONGEST, record_feed
from glasscase.site.news import news

from .projects import collection
from .versions import SITE, Past, form_of, past

ATOM = "{http://www.w3.org/2005/Atom}"
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
INCIDENT: Mapping[str, Any] = {
    "id": "outage",
    "status": "current",
    "title": "Outage & <more>",
    "summary": "The service was down.",
    "state": "resolved",
    "severity": "incident",
    "harms": ["service-disruption"],
    "times": {"discovered": "2026-03-01T09:00:00+01:00"},
    "description": "The service answered with errors.",
}
UPDATE = {
    "id": "cause",
    "at": "2026-03-04T09:00:00+01:00",
    "title": "Cause found",
    "body": "A *certificate* had expired.",
}


def form(version: str, **changed: Any) -> PublicForm:
    said = {"version": version, "date": "2026-03-02", "summary": "Said <b>.", "reason": "Why."}
    return form_of(Kind.INCIDENT, {**INCIDENT, "version": version, "changes": [said], **changed})


def of(own: PublicForm) -> Catalogue:
    """Return the catalogue of a project with this record alone."""
    source = {key: value for key, value in own.items() if key != "kind"}
    return catalogue([published(collection((Kind.INCIDENT, source)))])


def feed_of(own: Past) -> Any:
    lineage = own.lineage(of(own.forms[-1]))
    steps = [Step(*pair) for pair in lineage.steps()]
    made = record_feed(lineage, steps, {"trading_name": "A & B"}, SITE)
    assert made is not None
    assert made[0] == "incidents/outage/feed.xml"
    return etree.fromstring(made[1])


def of_site(own: Past) -> dict[str, Any]:
    told = news(notes.complete(own.archive), {})
    files = archive_pages.site_files(told, of(own.forms[-1]), SITE)
    return {address: etree.fromstring(data) for address, data in files}


def require_atom(feed: Any) -> None:
    """Hold a feed against RFC 4287, sections 4.1.1, 4.1.2, 4.2.6, 4.2.7 and 3.3."""
    assert feed.tag == f"{ATOM}feed"
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
        assert urlsplit(element.findtext(f"{ATOM}id")).scheme == "https"
        assert TIME.fullmatch(element.findtext(f"{ATOM}updated"))
        assert len(element.findall(f"{ATOM}link[@rel='alternate']")) == 1
        assert all(link.get("href").startswith(SITE) for link in element.findall(f"{ATOM}link"))
    assert len(feed.findall(f"{ATOM}link[@rel='self']")) == 1
    assert feed.findtext(f"{ATOM}author/{ATOM}name")
    ids = entries(feed, "id")
    assert len(ids) == len(set(ids))
    times = entries(feed, "updated")
    assert times == sorted(times, reverse=True)
    if times:
        assert feed.findtext(f"{ATOM}updated") == times[0]


def entries(feed: Any, name: str) -> list[str]:
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.findall(f"{ATOM}entry")]


def test_a_record_has_an_entry_for_each_version_and_each_update() -> None:
    feed = feed_of(past(form("1"), form("2", updates=[UPDATE])))
    require_atom(feed)
    assert entries(feed, "id") == [
        f"{SITE}incidents/outage/2/",
        f"{SITE}incidents/outage/1/",
        f"{SITE}incidents/outage/#updates.cause",
    ]
    assert entries(feed, "title")[2] == "Outage & <more>: Cause found"
    assert entries(feed, "updated") == [
        "2026-05-04T09:30:00Z",
        "2026-05-03T09:30:00Z",
        "2026-03-04T08:00:00Z",
    ]
    assert entries(feed, "summary")[2] == "A certificate had expired."
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "A & B"


def test_a_summary_keeps_the_author_apart_from_the_tool() -> None:
    feed = feed_of(past(form("1"), form("2", summary="It is up again.")))
    newest, oldest = entries(feed, "summary")
    assert newest.startswith("The provider says: Said . Derived: 1 change in all.")
    assert oldest == "The provider says: Said . Derived: First published version."


def test_ids_stay_when_versions_come_and_go() -> None:
    first = set(entries(feed_of(past(form("1"))), "id"))
    second = set(entries(feed_of(past(form("1"), form("2"))), "id"))
    erased = set(entries(feed_of(past(form("1"), form("2"), erase={"1": "By order."})), "id"))
    assert first < second < erased


def test_an_erasure_is_an_entry_of_its_own_and_the_text_is_gone() -> None:
    own = past(form("1", summary="Secret."), form("2"), erase={"1": "By order."})
    for feed in (feed_of(own), of_site(own)["changes/feed.xml"]):
        require_atom(feed)
        assert entries(feed, "id")[0] == f"{SITE}incidents/outage/1/#erased"
        assert "By order." in entries(feed, "summary")[0]
        assert b"Secret." not in etree.tostring(feed)


def test_a_kind_and_the_site_have_feeds_of_the_newest_entries() -> None:
    many = [form(str(number)) for number in range(1, LONGEST + 6)]
    feeds = of_site(past(*many))
    assert sorted(feeds) == [
        "changes/feed.xml",
        "incidents/feed.xml",
        "models/feed.xml",
        "protocols/feed.xml",
    ]
    for feed in feeds.values():
        require_atom(feed)
    for address in ("changes/feed.xml", "incidents/feed.xml"):
        ids = entries(feeds[address], "id")
        assert len(ids) == LONGEST
        assert ids[0] == f"{SITE}incidents/outage/{LONGEST + 5}/"
    assert entries(feeds["models/feed.xml"], "id") == []


def test_a_kind_has_the_updates_of_its_incidents() -> None:
    feeds = of_site(past(form("1", updates=[UPDATE])))
    for address in ("changes/feed.xml", "incidents/feed.xml"):
        assert f"{SITE}incidents/outage/#updates.cause" in entries(feeds[address], "id")


def test_a_site_without_an_address_has_no_feeds() -> None:
    own = past(form("1"))
    told = news(notes.complete(own.archive), {})
    assert list(archive_pages.site_files(told, of(own.forms[-1]), "")) == []


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("changes/index.md", "changes/feed.xml"),
        ("models/index.md", "models/feed.xml"),
        ("about.md", ""),
    ],
)
def test_a_listing_says_where_its_feed_is(source: str, address: str) -> None:
    link = archive_pages.feed_link(source, SITE)
    assert (f'href="\0{address}"' in link) == bool(address)
    assert archive_pages.feed_link(source, "") == ""
