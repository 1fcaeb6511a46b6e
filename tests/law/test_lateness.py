"""What is late: a card after its model, a framework after its review, a summary after its day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.law.coverage import Law, cover
from glasscase.law.facts import Facts
from glasscase.law.lateness import Late, late_model, late_protocols, plus
from glasscase.law.states import Place
from glasscase.records import Kind, PublicForm
from tests.law.engine import DAY, catalogue, duty, model, provider, regime_data

ANSWERS = [{"fields": ["limitations"]}]
RELEASE = {
    "kind": "by",
    "trigger": "Deployment",
    "start": ["release.first"],
    "recipient": "the public",
}
SUMMARY = {
    "kind": "every",
    "trigger": "The last update",
    "start": ["data.summary_updated"],
    "length": "P6M",
    "recipient": "the public",
}


def late_card(
    form: PublicForm, published: dict[str, date] | None, day: date = DAY, **own: Any
) -> tuple[Late, ...]:
    fields = {"answers": ANSWERS, "deadline": RELEASE, **own}
    law = Law.of(catalogue(regime_data(duties=[duty(**fields)]))).knowing([])
    return late_model(cover(law, Facts(provider(), form, day)), form, published, day)


def released(day: str) -> PublicForm:
    return model(release={"first": day}, limitations="Some.")


def test_a_card_published_after_the_release_is_late_by_the_days_between() -> None:
    """Cal. Bus. & Prof. Code 22757.12(c)(1): before, or concurrently with, deployment."""
    published = {"1.0": date(2026, 5, 3), "1.1": date(2026, 6, 1)}
    [late] = late_card(released("2026-04-21"), published)
    assert late == Late(
        Place(Kind.MODEL, "aurora", "release.first"),
        "The card was first published on 2026-05-03, 12 days after 2026-04-21 (`release.first`).",
        ("An act, Art. 1",),
        date(2026, 4, 21),
        12,
    )


@pytest.mark.parametrize(
    ("first", "published"),
    [
        ("2026-05-03", date(2026, 5, 3)),  # concurrently
        ("2026-05-04", date(2026, 5, 3)),
        ("2026-05", date(2026, 5, 31)),  # the month's last day counts
        ("2025-07-01", date(2026, 5, 3)),  # before the law was in force
    ],
)
def test_a_card_in_time_is_not_late(first: str, published: date) -> None:
    assert late_card(released(first), {"1.0": published}) == ()


def test_a_card_that_is_not_published_is_late_until_today() -> None:
    [late] = late_card(released("2026-11-20"), {})
    assert late.sentence == (
        "The card is not published on 2026-11-22, 2 days after 2026-11-20 (`release.first`)."
    )
    assert late_card(released("2026-11-22"), {}) == ()


def test_where_nobody_knows_what_was_published_nothing_is_said_about_it() -> None:
    assert late_card(released("2026-04-21"), None) == ()


def test_nothing_is_late_that_is_not_owed_to_the_public_now() -> None:
    form, published = released("2026-04-21"), {"1.0": date(2026, 5, 3)}
    assert late_card(form, published, readers=["ai-office"]) == ()
    assert late_card(form, published, in_force="2027-01-01") == ()
    assert late_card(form, published, who={"deployed": "JP"}) == ()


def test_a_transition_gives_until_its_day() -> None:
    """Reg. (EU) 2024/1689, Art. 111(3): models placed before 2025-08-02 comply by 2027-08-02."""
    transition = [
        {
            "when": {"field": "release.first", "before": "2025-08-02"},
            "from": "2027-08-02",
            "clause": "Art. 111(3)",
        }
    ]
    [late] = late_card(released("2025-03"), {}, date(2027, 8, 12), transition=transition)
    assert (late.due, late.days) == (date(2027, 8, 2), 10)
    assert late_card(released("2025-03"), {}, date(2027, 8, 2), transition=transition) == ()


MODIFIED = {**RELEASE, "start": ["release.first", "release.substantially_modified"], "each": True}


def modified(first: str, again: str) -> PublicForm:
    days = {"first": first, "substantially_modified": again}
    return model(release=days, limitations="Some.")


@pytest.mark.parametrize(
    ("published", "sentences"),
    [
        # One card, long after both.
        (
            {"1.0": date(2026, 11, 22)},
            [
                "The card was first published on 2026-11-22, 294 days after 2026-02-01"
                " (`release.first`).",
                "The card was first published on 2026-11-22, 205 days after 2026-05-01"
                " (`release.substantially_modified`).",
            ],
        ),
        # In time for the release, and not again.
        (
            {"1.0": date(2026, 2, 1)},
            [
                "The card is not published again on 2026-11-22, 205 days after 2026-05-01"
                " (`release.substantially_modified`).",
            ],
        ),
        (
            {"1.0": date(2026, 2, 1), "2.0": date(2026, 5, 10)},
            [
                "The card was next published on 2026-05-10, 9 days after 2026-05-01"
                " (`release.substantially_modified`).",
            ],
        ),
        # Before, or at the same time.
        ({"1.0": date(2026, 2, 1), "2.0": date(2026, 5, 1)}, []),
        ({"1.0": date(2026, 2, 1), "1.9": date(2026, 4, 20), "2.0": date(2026, 6, 1)}, []),
    ],
)
def test_a_substantial_modification_asks_for_a_card_of_its_own(
    published: dict[str, date], sentences: list[str]
) -> None:
    """Cal. Bus. & Prof. Code 22757.12(c): deploying a new or substantially modified model."""
    found = late_card(modified("2026-02-01", "2026-05-01"), published, deadline=MODIFIED)
    assert [late.sentence for late in found] == sentences


def test_a_modification_counts_though_the_release_was_before_the_law() -> None:
    """22757.12(c): substantially modified models are covered."""
    published = {"1.0": date(2026, 11, 22)}
    [late] = late_card(modified("2025-05-01", "2026-05-01"), published, deadline=MODIFIED)
    assert (late.due, late.days) == (date(2026, 5, 1), 205)
    assert late.place.field == "release.substantially_modified"
    assert late_card(modified("2025-02-01", "2025-05-01"), published, deadline=MODIFIED) == ()


FLOOR = {**MODIFIED, "since": "2022-01-01", "not_before": "2026-01-01"}


@pytest.mark.parametrize(
    ("first", "again", "days"),
    [
        ("2024-05-01", None, [325]),  # released since 2022: due on the first day of the act
        ("2024-05-01", "2025-05-01", [325]),  # one day for both
        ("2024-05-01", "2026-05-01", [325, 205]),
        ("2021-05-01", "2026-05-01", [205]),  # the release is out of scope, not the modification
        ("2021-12", None, []),
    ],
)
def test_what_was_released_since_2022_is_due_when_the_act_begins(
    first: str, again: str | None, days: list[int]
) -> None:
    """Cal. Civ. Code 3111: on or before 2026-01-01, and before each later release."""
    form = modified(first, again) if again else released(first)
    published = {"1.0": date(2026, 11, 22)}
    found = late_card(form, published, deadline=FLOOR, in_force="2026-01-01")
    assert [late.days for late in found] == days
    if days == [325]:
        said = f"{again or first} (`{found[0].place.field}`)"
        assert found[0].sentence == (
            "The card was first published on 2026-11-22, 325 days after 2026-01-01, by which what"
            f" began on {said} was due."
        )


@pytest.mark.parametrize(
    ("regime", "release", "days"),
    [
        ("us-ca-sb53", {"first": "2025-05-01", "substantially_modified": "2026-05-01"}, {205}),
        ("us-ca-ab2013", {"first": "2024-05-01"}, {325}),
        ("us-ca-ab2013", {"first": "2026-05-01"}, {205}),
    ],
)
def test_cards_of_california(regime: str, release: dict[str, str], days: set[int]) -> None:
    """22757.12(c) and Civ. Code 3111, with the catalogue's own words."""
    form = model(
        title="Aurora",
        release={**release, "jurisdictions": ["US-CA"]},
        compute={"operations": 2e26},
        modalities={"outputs": [{"modality": "text"}]},
    )
    law = Law.of(package_catalogue(), [regime])
    law = law.knowing([law.know(provider(), (), ())])
    found = late_model(
        cover(law, Facts(provider(), form, DAY)), form, {"1": date(2026, 11, 22)}, DAY
    )
    assert {late.days for late in found} == days


def test_several_laws_with_one_day_are_one_statement() -> None:
    duties = [duty(id_, answers=ANSWERS, deadline=RELEASE) for id_ in ("a", "b")]
    duties[1]["clause"] = "Art. 2"
    law = Law.of(catalogue(regime_data(duties=duties))).knowing([])
    form = released("2026-04-21")
    [late] = late_model(cover(law, Facts(provider(), form, DAY)), form, {}, DAY)
    assert late.clauses == ("An act, Art. 1", "An act, Art. 2")


@pytest.mark.parametrize(
    ("updated", "days"), [("2026-05-22", None), ("2026-05-21", 1), ("2026-01-31", 114)]
)
def test_a_summary_is_late_from_the_day_after_its_interval(updated: str, days: int | None) -> None:
    """Template for the training summary, explanatory notice: at least every six months."""
    form = model(data={"summary_updated": updated}, limitations="Some.")
    found = late_card(form, None, deadline=SUMMARY)
    assert [late.days for late in found] == ([] if days is None else [days])
    if days == 1:
        assert found[0].sentence == (
            "`data.summary_updated` is 2026-05-21; it is due every 6 months, so it was due on"
            " 2026-11-21, 1 day ago."
        )


REVIEW = {
    "kind": "every",
    "trigger": "The last review",
    "start": ["review.last"],
    "length": "P1Y",
    "recipient": "the public",
}
CHANGE = {
    "kind": "within",
    "trigger": "A material modification",
    "start": ["changes[material=true].date"],
    "length": "P30D",
    "recipient": "the public",
}
TOPIC = {"of": "protocol", "types": ["frontier-framework"], "fields": ["topics[topic=updating]"]}


def late_framework(
    deadline: dict[str, Any], published: dict[str, date] | None = None, **fields: Any
) -> tuple[Late, ...]:
    own = duty(subject="provider", answers=[TOPIC], deadline=deadline)
    form = {
        "kind": "protocol",
        "id": "framework",
        "status": "current",
        "type": "frontier-framework",
        **fields,
    }
    law = Law.of(catalogue(regime_data(duties=[own])))
    law = law.knowing([law.know(provider(), [form], ())])
    known = None if published is None else {"framework": published}
    return late_protocols(cover(law, Facts(provider(), None, DAY)), [form], known, DAY)


def test_a_framework_is_late_when_the_law_s_year_since_its_review_is_over() -> None:
    """Cal. Bus. & Prof. Code 22757.12(b)(1): reviewed at least once per year."""
    [late] = late_framework(REVIEW, review={"last": "2025-11-20"})
    assert late.sentence == (
        "`review.last` is 2025-11-20; it is due every year, so it was due on 2026-11-20, 2 days"
        " ago."
    )
    assert late_framework(REVIEW, review={"last": "2025-11-22"}) == ()
    assert late_framework(REVIEW, type="safety-policy", review={"last": "2024-11-22"}) == ()


def test_a_protocol_is_late_by_its_own_words_too() -> None:
    review = {"last": "2026-01-10", "next": "2026-07-10", "cadence": "P6M"}
    [late] = late_framework(REVIEW, review=review)
    assert (late.clauses, late.days) == ((), 135)
    assert late.sentence == "Its review was due on 2026-07-10 by its own words, 135 days ago."
    assert late_framework(REVIEW, review={**review, "last": "2026-07-12"}) == ()
    [late] = late_framework(REVIEW, review={"last": "2026-01-10", "cadence": "P6M"})
    assert late.place.field == "review.last"


@pytest.mark.parametrize(
    ("published", "sentence"),
    [
        (
            {"1.1": date(2026, 6, 1)},
            "Version 1.1 was first published on 2026-06-01, 5 days after the 30 days from its"
            " material change of 2026-04-27.",
        ),
        (
            {"1.0": date(2026, 1, 1)},
            "Version 1.1 is not published on 2026-11-22, 179 days after the 30 days from its"
            " material change of 2026-04-27.",
        ),
        ({"1.1": date(2026, 5, 27)}, None),
        (None, None),
    ],
)
def test_a_material_change_is_public_within_its_days(
    published: dict[str, date] | None, sentence: str | None
) -> None:
    """Cal. Bus. & Prof. Code 22757.12(b)(2): with its justification, within 30 days."""
    change = {"version": "1.1", "date": "2026-04-27", "material": True}
    found = late_framework(CHANGE, published, changes=[change, {"version": "1.0", "date": "2025"}])
    assert [late.sentence for late in found] == ([] if sentence is None else [sentence])


@pytest.mark.parametrize(
    ("day", "length", "expected"),
    [
        ("2026-01-31", "P1M", "2026-02-28"),
        ("2024-02-29", "P1Y", "2025-02-28"),
        ("2026-11-30", "P2W", "2026-12-14"),
        ("2026-11-30", "P30D", "2026-12-30"),
        ("2026-12-31", "P12M", "2027-12-31"),
        ("2026-12-31", "P9999Y", "9999-12-31"),
    ],
)
def test_durations_end_on_days_that_exist(day: str, length: str, expected: str) -> None:
    assert plus(date.fromisoformat(day), length).isoformat() == expected


def test_a_duration_can_count_back() -> None:
    assert plus(date(2026, 3, 31), "P1M", back=True) == date(2026, 2, 28)
