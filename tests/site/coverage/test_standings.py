"""Where duties stand, in words and numbers."""

from __future__ import annotations

from datetime import date

import pytest

from glasscase.law.catalogue import catalogue_of, package_catalogue
from glasscase.law.lateness import Late
from glasscase.law.outcome import BY_TOOL, NO_FIELD, Outcome
from glasscase.law.states import Place, State
from glasscase.records import Kind
from glasscase.site.coverage import drawn
from glasscase.site.coverage.notice import day_of_law
from glasscase.site.coverage.standings import (
    ORDER,
    WORDS,
    Standing,
    added,
    applies,
    counted,
    number,
    standing,
)

DAY = date(2026, 1, 1)


def outcome(state: State, *why: int | str) -> Outcome:
    return Outcome(state, DAY, why, ())


def test_every_state_of_a_duty_has_a_standing_with_words() -> None:
    assert {standing(outcome(state)) for state in State} == {*Standing} - {Standing.ELSEWHERE}
    assert set(WORDS) == set(Standing)
    assert len({words.label for words in WORDS.values()}) == len(Standing)
    assert len({words.sign for words in WORDS.values()}) == len(Standing)


def test_a_duty_that_no_field_can_show_is_told_from_one_that_nobody_knows_to_be_owed() -> None:
    assert standing(outcome(State.CANNOT_TELL, 0, NO_FIELD)) is Standing.ELSEWHERE
    assert standing(outcome(State.CANNOT_TELL, 0)) is Standing.CANNOT_TELL


def test_standings_are_counted_in_the_order_of_the_legend() -> None:
    counts = counted((Standing.MET, Standing.MISSING, Standing.MET))
    assert dict(zip(ORDER, counts, strict=True))[Standing.MET] == 2
    assert number(counts, Standing.MET, Standing.MISSING) == 3
    assert added([counts, counts]) == tuple(2 * one for one in counts)
    assert sum(added([])) == 0


def test_a_regime_applies_if_it_asks_anything() -> None:
    none, unknown = Standing.NOT_APPLICABLE, Standing.CANNOT_TELL
    assert applies((none, none)) is False
    assert applies((none, unknown)) is None
    assert applies((unknown, Standing.NOT_YET)) is True


def test_a_bar_shows_what_applies_and_fills_its_whole_width() -> None:
    counts = counted((Standing.MET,) * 2 + (Standing.MISSING,) + (Standing.NOT_APPLICABLE,) * 9)
    assert drawn.bar(counts).count("<rect") == 2
    assert 'class="gc-stack__met" x="0.00" width="66.67"' in drawn.bar(counts)
    assert 'class="gc-stack__missing" x="66.67" width="33.33"' in drawn.bar(counts)
    assert "<b>9</b> does not apply" in drawn.figures(counts)
    assert drawn.bar(counted((Standing.NOT_APPLICABLE,))) == ""


def test_sentences_are_joined_and_a_record_is_named_once() -> None:
    said = ("the law binds it", "a-1: 2 × 10^25 operations", "a-1: `x` is true", "b-2: it is not")
    assert drawn.sentences(said) == (
        "The law binds it; a-1: 2 × 10²⁵ operations; <code>x</code> is true; b-2: it is not."
    )
    assert drawn.sentences(("a-1: <it> is.",)) == "a-1: &lt;it&gt; is."
    assert drawn.sentences(()) == ""


def test_of_two_days_to_come_both_stand_beside_the_standing() -> None:
    """Art. 113(c) of Reg. (EU) 2024/1689, where a card names no annex."""
    duty = package_catalogue().regimes["eu-ai-act-73"].duties[0]
    both = Outcome(State.NOT_YET, date(2027, 12, 2), (), (), date(2028, 8, 2))
    shown = drawn.note(duty, both, Standing.NOT_YET)
    assert "from 2 December 2027 or 2 August 2028" in shown
    assert " or " not in drawn.note(duty, outcome(State.NOT_YET), Standing.NOT_YET)


def test_what_the_tool_itself_meets_is_told_as_that() -> None:
    duty = package_catalogue().regimes["us-ca-sb53"].duties[0]
    assert "by the tool" in drawn.note(duty, outcome(State.MET, BY_TOOL), Standing.MET)
    assert drawn.note(duty, outcome(State.MET), Standing.MET) == ""


@pytest.mark.parametrize(
    ("said", "lasting"),
    [
        ("It was due on 2026-01-01, 1,041 days ago.", "It was due on 2026-01-01."),
        (
            "The card is not published on 2026-02-01, 3 days after 2026-01-29 (`release.first`).",
            "The card is not published yet, after 2026-01-29 (`release.first`).",
        ),
        (
            "The card is not published again on 2026-02-01, 3 days after 2026-01-29 (`x`).",
            "The card is not published again yet, after 2026-01-29 (`x`).",
        ),
        (
            "The card was first published on 2026-02-01, 3 days after 2026-01-29.",
            "The card was first published on 2026-02-01, 3 days after 2026-01-29.",
        ),
    ],
)
def test_what_is_late_is_told_without_the_day_of_asking(said: str, lasting: str) -> None:
    late = Late(Place(Kind.MODEL, "a-1", "release.first"), said, (), DAY, 3)
    assert drawn.lasting(late) == lasting


def test_the_law_is_taken_as_of_the_last_day_on_which_it_changed() -> None:
    law = package_catalogue()
    assert day_of_law(law, date(2026, 2, 3)) == day_of_law(law, date(2026, 2, 1))
    assert day_of_law(law, date(2026, 8, 2)) == date(2026, 8, 2)
    assert day_of_law(law, date(1999, 1, 1)) == date(1999, 1, 1)


def test_where_a_law_looks_at_the_year_before_each_year_begins_anew() -> None:
    """Cal. Bus. & Prof. Code 22757.11(j): revenue in the preceding calendar year."""
    law = package_catalogue()
    assert day_of_law(law, date(2035, 5, 6)) == date(2035, 1, 1)
    without = catalogue_of(one for one in law.regimes.values() if one.id == "gdpr-33")
    assert day_of_law(without, date(2035, 5, 6)) == day_of_law(without, date(2034, 5, 6))


def test_durations_are_told_in_words() -> None:
    assert drawn.length("PT72H") == "72 hours"
    assert drawn.length("P1Y") == "1 year"
    assert drawn.length("P5D", business=True) == "5 business days"
