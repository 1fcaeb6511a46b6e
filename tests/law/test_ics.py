"""Calendars: the form of RFC 5545, read back by another program, and who may see what."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from glasscase.law.clock import ClockState
from glasscase.law.ics import Entry, calendar, private_calendar, public_entry

from .test_clocks import CRITICAL, SOON, ask, framework, incident

STAMP = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


def written(*entries: Entry) -> bytes:
    return calendar("Dates", entries, STAMP, "wren.example")


def events(data: bytes) -> list[Any]:
    read: Any = Calendar.from_ical(data)
    return list(read.walk("VEVENT"))


def test_the_bytes_of_a_small_calendar() -> None:
    """Every line ends with CR LF; text is escaped (3.3.11), a day is a DATE (3.3.4)."""
    entry = Entry("a", date(2027, 2, 14), "Review; yearly, C:\\x", "One\nTwo", "https://a.example/")
    uid = "ca978112ca1bbdcafac231b39a23dc4d"
    assert written(entry).decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Glasscase//Deadlines//EN",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Dates",
        "BEGIN:VEVENT",
        f"UID:{uid}@wren.example",
        "DTSTAMP:20261122T013000Z",
        "DTSTART;VALUE=DATE:20270214",
        "TRANSP:TRANSPARENT",
        "SUMMARY:Review\\; yearly\\, C:\\\\x",
        "DESCRIPTION:One\\nTwo",
        "URL:https://a.example/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_moment_is_in_utc_and_has_its_reminder() -> None:
    moment = datetime.fromisoformat("2026-03-31T21:00:00-04:00")
    text = written(Entry("a", moment, "Report", "", alarm=timedelta(hours=12))).decode()
    assert "DTSTART:20260401T010000Z\r\n" in text
    assert "TRIGGER:-PT12H\r\n" in text


def test_a_moved_entry_keeps_its_identity() -> None:
    first, second = (
        events(written(Entry("a", day, "Review", "")))[0]["UID"]
        for day in (date(2027, 1, 1), date(2027, 5, 1))
    )
    assert first == second


def test_the_order_of_what_is_given_makes_no_difference() -> None:
    one, other = (Entry(key, date(2027, 1, 1), key, "") for key in "ab")
    assert written(one, other) == written(other, one)


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300)


@given(texts, st.lists(texts, max_size=4), st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_what_is_written_is_read_back(title: str, lines: list[str], day: date) -> None:
    """Folded after 75 octets, never within a letter (3.1)."""
    data = written(Entry("k", day, title, "\n".join(lines)))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    for line in data.split(b"\r\n"):
        line.decode()
    [event] = events(data)
    assert str(event["SUMMARY"]) == title
    assert str(event.get("DESCRIPTION", "")) == "\n".join(lines)
    assert event["DTSTART"].dt == day


def test_the_private_calendar_holds_what_is_still_to_be_done() -> None:
    risk = {"description": "-", "imminent_risk": True}
    report = {"regime": "us-ca-sb53", "stage": "initial", "at": "2027-03-28T02:00:00Z"}
    found = ask(incident(CRITICAL, "death", impact=risk, notifications=[report])).values()
    titles = {str(event["SUMMARY"]) for event in events(private_calendar(found, SOON))}
    assert any("Measure 9.3(3)" in title for title in titles)
    assert any(title.startswith("Perhaps due: Illinois") for title in titles)
    assert not any("California" in title for title in titles)
    assert {one.state for one in found if one.regime == "us-ca-sb53"} == {ClockState.MET}


def test_nothing_of_an_incident_may_be_public() -> None:
    harms = (CRITICAL, "death", "personal-data-breach")
    for clock in ask(incident(*harms)).values():
        assert public_entry(clock, "Title", "https://a.example/") is None


def test_only_what_is_owed_to_the_public_may_be_public() -> None:
    found = ask(framework(review={"cadence": "P1Y", "last": "2027-02-10"}))
    shown = {
        name for name, clock in found.items() if public_entry(clock, "Framework", "") is not None
    }
    assert "eu-code-safety/m1.3-assessment" not in shown
    assert shown == {
        "us-ca-sb53/framework-review",
        "us-il-185/framework-review",
        "us-ny-raise/framework-review",
        "/review",
    }
