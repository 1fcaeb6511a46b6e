"""When periods end: hours across clock changes, days by the Union's rule, months, leap days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.law.calendar import (
    CalendarError,
    Counting,
    Length,
    before,
    counting_of,
    end_of,
    ends,
    zone,
    zone_of,
)

BRUSSELS, PARIS = "Europe/Brussels", "Europe/Paris"
NEW_YORK, CHICAGO, LOS_ANGELES = "America/New_York", "America/Chicago", "America/Los_Angeles"
ZONES = (PARIS, BRUSSELS, NEW_YORK, CHICAGO, LOS_ANGELES)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def due(
    start: str | date, length: str, zone_name: str, counting: Counting, *, business: bool = False
) -> datetime:
    begun = at(start) if isinstance(start, str) else start
    return ends(begun, length, zone_name, counting, business=business).moment


def silent(start: str | date, length: str, zone_name: str) -> datetime:
    return due(start, length, zone_name, Counting.SILENT)


def union(start: str | date, length: str, *, business: bool = False) -> date:
    """Return the last day of a period by the Union's rule; it must end with that day's end."""
    moment = due(start, length, BRUSSELS, Counting.UNION, business=business)
    there = moment.astimezone(zone(BRUSSELS))
    assert (there.hour, there.minute, there.second) == (23, 59, 59)
    return there.date()


# Hours.


def test_three_in_the_morning_of_29_march_2026_in_paris() -> None:
    """That night 02:00 does not exist in Paris: 72 hours are 72 hours all the same."""
    end = ends(at("2026-03-29T03:00+02:00"), "PT72H", NEW_YORK, Counting.SILENT, business=False)
    assert end.moment == at("2026-04-01T01:00+00:00")
    assert end.words == (
        "72 hours from 2026-03-29T03:00+02:00 = 2026-04-01T01:00Z = 2026-03-31 21:00 in New York.",
    )


@pytest.mark.parametrize(
    ("zone_name", "start"),
    [
        (PARIS, "2026-03-28T12:00+01:00"),
        (PARIS, "2026-10-24T12:00+02:00"),
        (NEW_YORK, "2026-03-07T12:00-05:00"),
        (NEW_YORK, "2026-10-31T12:00-04:00"),
        (CHICAGO, "2026-03-07T12:00-06:00"),
        (CHICAGO, "2026-10-31T12:00-05:00"),
        (LOS_ANGELES, "2026-03-07T12:00-08:00"),
        (LOS_ANGELES, "2026-10-31T12:00-07:00"),
    ],
)
def test_hours_are_hours_across_a_change_of_the_clocks(zone_name: str, start: str) -> None:
    """The local time of the end differs by an hour, the time that passes does not."""
    end = silent(start, "PT24H", zone_name)
    assert end - at(start) == timedelta(hours=24)
    assert end.astimezone(zone(zone_name)).hour in (11, 13)


def test_the_union_s_hours_are_counted_from_the_moment_not_from_the_next_full_hour() -> None:
    """Reg. 1182/71, Art. 3(1), would leave out the hour of the event: not relied upon."""
    start = "2026-05-06T08:15+02:00"
    assert due(start, "PT72H", BRUSSELS, Counting.UNION) == at("2026-05-09T08:15+02:00")


def test_of_a_day_without_a_time_the_first_hour_starts_the_hours() -> None:
    end = ends(date(2026, 3, 2), "PT72H", NEW_YORK, Counting.SILENT, business=False)
    assert end.moment == at("2026-03-05T00:00-05:00")
    assert "its first hour counts" in end.words[-1]


# Days where the text is silent.


@pytest.mark.parametrize(
    ("start", "length", "zone_name", "end"),
    [
        ("2026-02-20T09:30-08:00", "P15D", LOS_ANGELES, "2026-03-07T09:30-08:00"),
        # Summer time begins in between: the same time of the day comes an hour earlier.
        ("2026-03-01T09:30-08:00", "P15D", LOS_ANGELES, "2026-03-16T09:30-07:00"),
        # It ends in between: 15 times 24 hours are over an hour earlier.
        ("2026-10-25T09:30-07:00", "P15D", LOS_ANGELES, "2026-11-09T08:30-08:00"),
        ("2026-10-25T09:30-05:00", "P15D", CHICAGO, "2026-11-09T08:30-06:00"),
        # The time does not exist on the last day: when the clocks are put forward.
        ("2026-03-01T02:30-05:00", "P7D", NEW_YORK, "2026-03-08T03:00-04:00"),
        # It comes twice on the last day: the first one.
        ("2026-10-25T01:30-04:00", "P7D", NEW_YORK, "2026-11-01T01:30-04:00"),
        ("2026-12-31T23:00-08:00", "P1D", LOS_ANGELES, "2027-01-01T23:00-08:00"),
        ("2028-02-28T10:00-05:00", "P1D", NEW_YORK, "2028-02-29T10:00-05:00"),
        # A moment that somebody in Paris wrote down counts where the authority is.
        ("2026-03-29T03:00+02:00", "P15D", LOS_ANGELES, "2026-04-12T18:00-07:00"),
    ],
)
def test_days_end_with_the_earlier_reading(
    start: str, length: str, zone_name: str, end: str
) -> None:
    """22757.13(c)(1) says 15 days and no more: the same time of the day, or 24 hours each."""
    assert silent(start, length, zone_name) == at(end)


def test_the_words_say_that_a_change_of_the_clocks_decided() -> None:
    end = ends(at("2026-10-25T09:30-07:00"), "P15D", LOS_ANGELES, Counting.SILENT, business=False)
    assert "360 hours comes first: summer time begins or ends in between" in end.words[0]


def test_from_a_day_the_days_end_with_the_last_one() -> None:
    """30 days from a material change whose time nobody states (22757.12(b)(2))."""
    assert silent(date(2026, 11, 9), "P30D", LOS_ANGELES) == at("2026-12-09T23:59:59-08:00")


# Days, weeks, months and years of the Union.


@pytest.mark.parametrize(
    ("start", "length", "last"),
    [
        # The day of the event is not counted, whatever its hour (Art. 3(1)).
        ("2026-10-09T17:05+02:00", "P15D", date(2026, 10, 24)),
        ("2026-10-09T00:00+02:00", "P15D", date(2026, 10, 24)),
        ("2026-10-09T23:59+02:00", "P15D", date(2026, 10, 24)),
        # The day is that of Brussels.
        ("2026-03-28T20:00-07:00", "P2D", date(2026, 3, 31)),
        ("2026-12-31T12:00+01:00", "P2D", date(2027, 1, 2)),
        ("2028-02-27T12:00+01:00", "P2D", date(2028, 2, 29)),
        ("2027-02-27T12:00+01:00", "P2D", date(2027, 3, 1)),
        # Weeks end with the same day of the week, months with the same date (Art. 3(2)(c)).
        ("2026-11-20T08:30+01:00", "P4W", date(2026, 12, 18)),
        (date(2026, 8, 14), "P6M", date(2027, 2, 14)),
        # Without such a day, with the last one of the month.
        (date(2026, 8, 31), "P6M", date(2027, 2, 28)),
        (date(2027, 8, 31), "P6M", date(2028, 2, 29)),
        (date(2026, 10, 31), "P1M", date(2026, 11, 30)),
        (date(2028, 2, 29), "P1Y", date(2029, 2, 28)),
        (date(2028, 2, 29), "P4Y", date(2032, 2, 29)),
        (date(2026, 12, 31), "P12M", date(2027, 12, 31)),
        ("2026-06-19T17:00+02:00", "P60D", date(2026, 8, 18)),
    ],
)
def test_the_union_s_periods(start: str | date, length: str, last: date) -> None:
    assert union(start, length) == last


def test_an_end_at_a_weekend_is_not_moved_but_told() -> None:
    """Reg. 1182/71, Art. 3(4): to the next working day. 2026-10-24 is a Saturday."""
    start = at("2026-10-09T17:05+02:00")
    end = ends(start, "P15D", BRUSSELS, Counting.UNION, business=False)
    assert end.moment == at("2026-10-24T23:59:59+02:00")
    assert "would extend it to 2026-10-26 (Monday)" in end.words[1]
    assert "Do not rely on it" in end.words[1]


@pytest.mark.parametrize(
    ("start", "last"),
    [
        (date(2026, 11, 3), date(2026, 11, 10)),
        (date(2026, 11, 6), date(2026, 11, 13)),
        (date(2026, 11, 7), date(2026, 11, 13)),
        # 1 January is a holiday; which days are is not looked up, so it counts.
        (date(2026, 12, 30), date(2027, 1, 6)),
    ],
)
def test_business_days_are_monday_to_friday(start: date, last: date) -> None:
    """Code, measures 1.4 and 7.7: the earliest reading, as holidays only add days."""
    assert union(start, "P5D", business=True) == last


# No later than a day.


def test_by_a_day_and_some_time_before_it() -> None:
    """Code, measure 1.1: two weeks before the model is placed on the market."""
    assert before(date(2026, 9, 15), None, BRUSSELS).moment == at("2026-09-15T23:59:59+02:00")
    assert before(date(2026, 9, 15), "P2W", BRUSSELS).moment == at("2026-09-01T23:59:59+02:00")
    assert before(date(2026, 3, 31), "P1M", BRUSSELS).moment == at("2026-02-28T23:59:59+01:00")


# Zones.


@pytest.mark.parametrize(
    ("jurisdiction", "zone_name", "counting"),
    [
        ("EU", BRUSSELS, Counting.UNION),
        ("FR", PARIS, Counting.UNION),
        ("DE", BRUSSELS, Counting.UNION),
        ("US-CA", LOS_ANGELES, Counting.SILENT),
        ("US-NY", NEW_YORK, Counting.SILENT),
        ("US-IL", CHICAGO, Counting.SILENT),
        ("WORLD", "UTC", Counting.SILENT),
    ],
)
def test_zone_and_rule_of_a_jurisdiction(
    jurisdiction: str, zone_name: str, counting: Counting
) -> None:
    assert (zone_of(jurisdiction), counting_of(jurisdiction)) == (zone_name, counting)


@pytest.mark.parametrize("length", ["P0", "72H", "P1Y6M", "PT1M", "", "P-1D"])
def test_what_is_no_period_is_refused(length: str) -> None:
    with pytest.raises(CalendarError, match="is no period"):
        Length.parse(length)


def test_an_end_beyond_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarError, match="after the last year"):
        silent(date(2026, 1, 1), "P999999Y", NEW_YORK)
    with pytest.raises(CalendarError, match="no time zone"):
        zone("America/Nowhere")


# Laws.

moments = st.datetimes(
    datetime(2020, 1, 1), datetime(2035, 12, 31), timezones=st.sampled_from([*map(ZoneInfo, ZONES)])
)
lengths = st.sampled_from(
    ["PT24H", "PT72H", "P1D", "P2D", "P5D", "P15D", "P30D", "P4W", "P6M", "P1Y"]
)
countings = st.sampled_from(Counting)


@given(moments, lengths, st.sampled_from(ZONES), countings, st.booleans())
def test_nothing_is_due_before_its_start(
    start: datetime, length: str, zone_name: str, counting: Counting, business: bool
) -> None:
    assert ends(start, length, zone_name, counting, business=business).moment > start


@given(moments, st.integers(0, 2000), st.sampled_from(ZONES), countings)
def test_hours_are_exact(start: datetime, hours: int, zone_name: str, counting: Counting) -> None:
    moment = ends(start, f"PT{hours}H", zone_name, counting, business=False).moment
    assert moment - start.astimezone(UTC) == timedelta(hours=hours)


@given(moments, st.timedeltas(timedelta(0), timedelta(days=3)), lengths, st.sampled_from(ZONES),
       countings, st.booleans())  # fmt: skip
def test_a_later_start_is_never_due_earlier(
    start: datetime, later: timedelta, length: str, zone_name: str, counting: Counting,
    business: bool,
) -> None:  # fmt: skip
    first = ends(start, length, zone_name, counting, business=business).moment
    begun = start.astimezone(UTC) + later
    assert ends(begun, length, zone_name, counting, business=business).moment >= first


@given(moments, st.integers(1, 60), st.sampled_from(ZONES))
def test_silent_days_are_never_more_than_so_many_times_24_hours(
    start: datetime, days: int, zone_name: str
) -> None:
    """The cautious reading: nobody who counts in hours can call it late."""
    moment = ends(start, f"P{days}D", zone_name, Counting.SILENT, business=False).moment
    passed = moment - start.astimezone(UTC)
    assert timedelta(days=days, hours=-1) <= passed <= timedelta(days=days)


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(1, 30))
def test_a_union_period_ends_with_a_whole_day(day: date, days: int) -> None:
    assert union(day, f"P{days}D") == day + timedelta(days=days)
    assert end_of(day, BRUSSELS) < end_of(day + timedelta(days=1), BRUSSELS)
