"""Times as other systems write them, the nights on which clocks change among them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from glasscase.exchange.intake.moments import moment

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("2026-03-29T03:00:00+02:00", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T03:00:00+0200", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29 03:00 +02", "2026-03-29T03:00:00+02:00"),
        ("2026-03-29T01:00:00.123456789Z", "2026-03-29T01:00:00Z"),
        ("2026-03-29 01:00:00 UTC", "2026-03-29T01:00:00Z"),
        ("1774746000", "2026-03-29T01:00:00Z"),
        ("1774746000123", "2026-03-29T01:00:00Z"),
        ("Sun, 29 Mar 2026 03:00:00 +0200", "2026-03-29T03:00:00+02:00"),
    ],
)
def test_a_time_with_a_zone_keeps_it(said: str, at: str) -> None:
    assert moment(said, PARIS) == (at, False, "")


@pytest.mark.parametrize(
    ("said", "at", "word"),
    [
        ("2026-03-29T01:59:59", "2026-03-29T01:59:59+01:00", "as you said"),
        # 02:00 to 03:00 does not exist: with the summer's offset it is the earlier moment.
        ("2026-03-29T02:30:00", "2026-03-29T01:30:00+01:00", "does not exist"),
        ("2026-03-29T03:00:00", "2026-03-29T03:00:00+02:00", "as you said"),
        ("2026-10-25T02:30:00", "2026-10-25T02:30:00+02:00", "happens twice"),
    ],
)
def test_a_time_without_a_zone_is_placed_where_the_caller_says(
    said: str, at: str, word: str
) -> None:
    found = moment(said, PARIS)
    assert found.at == at
    assert word in found.note
    assert moment(said, None).at == ""
    assert "no zone" in moment(said, None).note


def test_a_day_is_its_first_moment_and_an_estimate() -> None:
    assert moment("2026-03-29", PARIS)[:2] == ("2026-03-29T00:00:00+01:00", True)
    assert moment("2026-03-29", None)[:2] == ("2026-03-29T00:00:00Z", True)


@pytest.mark.parametrize(
    "said", ["", "soon", "0001-01-01T00:00:00Z", "2026-02-30", "2026-02-30T10:00:00Z", "26:00", "7"]
)
def test_what_is_no_time_is_told(said: str) -> None:
    found = moment(said, PARIS)
    assert found.at == ""
    assert found.note
