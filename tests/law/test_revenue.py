"""Who is a large developer: more than 500,000,000 US dollars, in the calendar year before.

Cal. Bus. & Prof. Code 22757.11(j), N.Y. Gen. Bus. Law 1420(8)-(10), 430 ILCS 185/5: gross revenue
with affiliates in the preceding calendar year. The day of asking is in 2026.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from glasscase.law.catalogue import package_catalogue
from glasscase.law.facts import Facts
from glasscase.law.scope import applies
from tests.law.engine import DAY, ask, compute, model, provider

LINE = {"revenue": 500_000_000, "is": "above"}
STATES = {"us-ca-sb53": "US-CA", "us-ny-raise": "US-NY", "us-il-185": "US-IL"}
WITHHELD = {"withheld": "trade-secret", "describe": "Not for the public."}
NEEDED = "state `large_developer.revenue` of 2025 in provider.yml"


def large(**fields: Any) -> dict[str, Any]:
    return provider(large_developer={"basis": "Accounts.", **fields})


@pytest.mark.parametrize(
    ("revenue", "holds", "sentence"),
    [
        (
            690_000_000,
            True,
            "690,000,000 US dollars of gross revenue in 2025 are more than 500,000,000 US dollars",
        ),
        (
            500_000_001,
            True,
            "500,000,001 US dollars of gross revenue in 2025 are more than 500,000,000 US dollars",
        ),
        (
            500_000_000,
            False,
            "500,000,000 US dollars of gross revenue in 2025 are not more than 500,000,000 US"
            " dollars (the line must be passed)",
        ),
        (
            0,
            False,
            "0 US dollars of gross revenue in 2025 are not more than 500,000,000 US dollars",
        ),
    ],
)
def test_the_revenue_must_pass_the_line(revenue: float, holds: bool, sentence: str) -> None:
    """22757.11(j): in excess of five hundred million dollars."""
    assert ask(LINE, None, large(revenue=revenue, year="2025")) == (holds, (sentence,))


@pytest.mark.parametrize("year", ["2019", "2024", "2026"])
@pytest.mark.parametrize("stated", [{"large": True}, {"large": False}, {"revenue": 7e8}])
def test_another_year_than_the_preceding_one_tells_nothing(
    stated: dict[str, Any], year: str
) -> None:
    """22757.11(j): in the preceding calendar year."""
    told = f"cannot tell: `large_developer` is about {year}, and the law looks at 2025; {NEEDED}"
    assert ask(LINE, None, large(**stated, year=year)) == (None, (told,))


def test_the_preceding_year_is_that_of_the_day_of_asking() -> None:
    """22757.11(j): a figure of 2025 tells of 2026, and not of 2027."""
    regime = package_catalogue().regimes["us-ca-sb53"]
    of = large(revenue=7e8, year="2025")
    answers = []
    for day in (date(2026, 12, 31), date(2027, 1, 1)):
        facts = Facts(of, None, day, {"m": frontier()})
        found = applies(package_catalogue(), regime, facts)
        [meaning] = [one for one in found.terms if one.term.id == "large-frontier-developer"]
        answers.append(meaning.verdict.holds)
    assert answers == [True, None]


@pytest.mark.parametrize(
    ("stated", "holds", "sentence"),
    [
        # Without the figure, the provider's statement.
        (
            {"large": True, "year": "2025"},
            True,
            "the provider states more than 500,000,000 US dollars of gross revenue in 2025",
        ),
        (
            {"large": False, "year": "2025", "revenue": WITHHELD},
            False,
            "the provider states not more than 500,000,000 US dollars of gross revenue in 2025",
        ),
        # What is not known is not guessed.
        (
            {"large": True},
            None,
            "cannot tell: state `large_developer.year` in provider.yml; the law looks at 2025",
        ),
        ({"year": "2025"}, None, f"cannot tell: {NEEDED}"),
        (
            {"revenue": WITHHELD, "year": "2025"},
            None,
            "cannot tell: state `large_developer.large` in provider.yml; `large_developer.revenue`"
            " is withheld there",
        ),
        # Figure and statement must agree.
        (
            {"large": False, "revenue": 7e8, "year": "2025"},
            None,
            "cannot tell: `large_developer.large` is false, but 700,000,000 US dollars of gross"
            " revenue in 2025 are more than 500,000,000 US dollars; correct one of them in"
            " provider.yml",
        ),
    ],
)
def test_a_statement_stands_where_there_is_no_figure(
    stated: dict[str, Any], holds: bool | None, sentence: str
) -> None:
    assert ask(LINE, None, large(**stated)) == (holds, (sentence,))


def test_nothing_stated_cannot_be_told() -> None:
    assert ask(LINE, None, provider()) == (None, (f"cannot tell: {NEEDED}",))
    absent = {"absent": "not-applicable", "reason": "No revenue."}
    assert ask(LINE, None, provider(large_developer=absent)) == (
        False,
        ("`large_developer` is not applicable",),
    )
    assert ask(LINE, None, large(revenue=absent)).because == (
        "`large_developer.revenue` is not applicable",
    )


def test_the_statement_is_about_its_own_line_only() -> None:
    """A regime with another line needs the figure."""
    higher = {"revenue": 1e9}
    assert ask(higher, None, large(large=True, year="2025")).because == (f"cannot tell: {NEEDED}",)
    assert ask(higher, None, large(revenue=2e9, large=True, year="2025")).holds is True


# In the three acts.


def frontier(**fields: Any) -> dict[str, Any]:
    places = list(STATES.values())
    return {**compute(2e26), "release": {"first": "2027-02-01", "jurisdictions": places}, **fields}


def judged(regime: str, of: dict[str, Any], *models: dict[str, Any]) -> dict[str, Any]:
    """Return the terms of a regime, asked of a provider, by id."""
    facts = Facts(
        {**of, "jurisdictions": list(STATES.values())},
        None,
        DAY,
        {one["id"]: one for one in models},
    )
    found = applies(package_catalogue(), package_catalogue().regimes[regime], facts)
    return {one.term.id: one.verdict for one in found.terms}


@pytest.mark.parametrize("regime", STATES)
def test_the_sentences_hold_the_numbers_of_both_tests(regime: str) -> None:
    """22757.11(h), (i) and (j): 10^26 operations and 500,000,000 dollars, not only a role."""
    of = {**large(revenue=7e8, year="2025"), "roles": ["frontier-developer"]}
    small = model(id="a-small", compute={"operations": 1e24}, release={"jurisdictions": ["EU"]})
    found = judged(regime, of, small, frontier(id="large"))
    compute_first, *_ = found["frontier-developer"].because
    assert compute_first == "large: 2 × 10^26 operations are more than 10^26"
    assert found["large-frontier-developer"].because == (
        *found["frontier-developer"].because,
        "700,000,000 US dollars of gross revenue in 2025 are more than 500,000,000 US dollars",
    )


@pytest.mark.parametrize("regime", STATES)
def test_a_role_is_said_once_and_of_no_model(regime: str) -> None:
    """22757.11(h): initiated the training of one, before there is a card of it."""
    of = {**provider(), "roles": ["frontier-developer"]}
    cards = [model(id=f"m{number}", compute={"operations": 1e24}) for number in range(5)]
    [sentence] = judged(regime, of, *cards)["frontier-developer"].because
    assert sentence == "the provider's roles include frontier developer"
