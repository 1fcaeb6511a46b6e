"""`/deadlines.ics`: what may be public, the same from every build."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from icalendar import Calendar

from glasscase.law.catalogue import package_catalogue
from glasscase.reading.load import load
from glasscase.records import Kind
from glasscase.site.catalogue import Catalogue, catalogue, published
from glasscase.site.deadlines import public_calendar

ROOT = Path(__file__).parents[2]
SITE = "https://models.example/disclosures/"


@cache
def demonstration() -> Catalogue:
    return catalogue([published(load(ROOT, "content"))])


def written(shown: Catalogue, site: str = SITE) -> bytes:
    return public_calendar(shown, package_catalogue(), site)


def events(shown: Catalogue | None = None, site: str = SITE) -> dict[str, Any]:
    read: Any = Calendar.from_ical(written(shown or demonstration(), site))
    return {str(event["SUMMARY"]): event for event in read.walk("VEVENT")}


def changed(text: str, replaced: str) -> Catalogue:
    """Return the demonstration with another text in its protocols."""
    shown = demonstration()
    editions = tuple(
        replace(one, data=one.data.replace(text.encode(), replaced.encode()))
        if one.kind is Kind.PROTOCOL
        else one
        for one in shown.editions
    )
    return replace(shown, editions=editions)


def test_reviews_updates_and_days_in_force_are_in_it() -> None:
    found = events()
    days = {title: event["DTSTART"].dt for title, event in found.items()}
    assert days["Review: Incident Response Plan"] == date(2027, 5, 3)
    assert days["New York RAISE Act is in force"] == date(2027, 1, 1)
    assert days["Illinois 430 ILCS 185 asks for more"] == date(2028, 1, 1)
    [ember] = [title for title in days if title.startswith("Ember 7B")]
    assert "Summary updated" in ember
    assert days[ember] == date(2027, 2, 14)
    assert str(found[ember]["URL"]) == f"{SITE}models/ember-7b/"


def test_nothing_of_an_incident_and_nothing_for_an_authority_is_in_it() -> None:
    unfolded = written(demonstration()).replace(b"\r\n ", b"").decode()
    assert "incidents/" not in unfolded
    assert "Intermediate report" not in unfolded
    assert "Assessment of the framework" not in unfolded
    assert "ate by" not in unfolded


def test_a_day_before_the_newest_one_that_the_records_state_is_not_in_it() -> None:
    newest = '"date":"2026-11-09","material"'
    assert newest.encode() in b"".join(one.data for one in demonstration().editions)
    later = events(changed(newest, '"date":"2027-03-01","material"'))
    assert not [title for title in later if title.startswith("Ember 7B")]
    assert "New York RAISE Act is in force" not in later
    assert all(event["DTSTART"].dt >= date(2027, 3, 1) for event in later.values())
    assert {event["DTSTAMP"].dt for event in later.values()} == {datetime(2027, 3, 1, tzinfo=UTC)}


def test_the_day_of_effect_of_a_protocol_is_in_it() -> None:
    shown = demonstration()
    editions = tuple(
        replace(one, facts={**one.facts, "effective_from": "2027-02-01"})
        if one.id == "acceptable-use-policy"
        else one
        for one in shown.editions
    )
    found = events(replace(shown, editions=editions))
    [title] = [title for title in found if title.startswith("In effect: Acceptable Use Policy")]
    assert found[title]["DTSTART"].dt == date(2027, 2, 1)


def test_no_clock_decides_what_is_in_it() -> None:
    """Every commit would be a publication otherwise."""
    assert written(demonstration()) == written(demonstration())
    stamps = {event["DTSTAMP"].dt for event in events().values()}
    assert stamps == {datetime(2026, 11, 21, tzinfo=UTC)}


def test_without_an_address_of_the_site_there_are_no_links() -> None:
    assert not any("URL" in event for event in events(site="").values())
