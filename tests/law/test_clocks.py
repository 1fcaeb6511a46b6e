"""Which clocks run for an incident, a protocol, a model and a provider, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glasscase.law.catalogue import Catalogue, package_catalogue
from glasscase.law.clocks import Clock, ClockState, clocks
from glasscase.law.facts import Facts
from glasscase.law.model.deadline import DeadlineKind
from glasscase.records import Kind
from glasscase.records.incident import HarmClass

from .engine import catalogue, duty, regime_data

DISCOVERED = "2027-03-28T03:00:00+02:00"
"""Paris time, in the night in which 02:00 does not exist there; all regimes are in force."""
SOON = datetime.fromisoformat("2027-03-28T04:00:00+02:00")
CRITICAL = "critical-safety-catastrophic-risk"
LIMBS = [harm for harm in HarmClass if harm.startswith("critical-safety-")]
PROVIDER: dict[str, Any] = {
    "kind": "provider",
    "legal_name": "Wren Models SAS",
    "established": "FR",
    "roles": ["general-purpose-model-provider", "frontier-developer", "ai-system-provider"],
    "jurisdictions": ["EU", "US-CA", "US-NY", "US-IL"],
    "codes": [
        {
            "name": "General-Purpose AI Code of Practice",
            "chapters": ["Transparency", "Copyright", "Safety and Security"],
        },
        {"name": "Code of Practice on Transparency of AI-Generated Content"},
    ],
}
MODEL: dict[str, Any] = {
    "kind": "model",
    "id": "wren-9",
    "status": "current",
    "release": {"first": "2026-05-04", "eu_market": "2026-05-04", "jurisdictions": ["EU", "US"]},
    "classification": {"level": "general-purpose-systemic-risk", "notified": "2026-01-15"},
    "compute": {
        "operations": 4e26,
        "modification_operations": {"absent": "not-applicable", "reason": "From scratch."},
    },
    "modalities": {"outputs": [{"modality": "text"}]},
}


def incident(*harms: str, **fields: Any) -> dict[str, Any]:
    return {
        "kind": "incident",
        "id": "2027-001",
        "status": "draft",
        "state": "investigating",
        "harms": list(harms),
        "models": ["wren-9"],
        "times": {"discovered": DISCOVERED},
        "impact": {"description": "Harm.", "imminent_risk": False},
        **fields,
    }


def ask(
    record: Mapping[str, Any] | None,
    *,
    now: datetime = SOON,
    provider: Mapping[str, Any] = PROVIDER,
    model: Mapping[str, Any] = MODEL,
    law: Catalogue | None = None,
    **known: Any,
) -> dict[str, Clock]:
    """Return the clocks of a record by regime, duty and number in a series."""
    own = None if record is None or record["kind"] == "protocol" else dict(record)
    year = {"large_developer": {"large": True, "year": str(now.year - 1)}}
    facts = Facts({**provider, **year}, own, now.date(), {"wren-9": dict(model)})
    form = None if record is None else dict(record)
    found = clocks(law or package_catalogue(), facts, form, now=now, **known)
    return {
        f"{one.regime}/{one.duty}" + (f"/{one.number}" if one.number > 1 else ""): one
        for one in found
    }


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def told(regime: str, when: str, stage: str = "initial") -> dict[str, str]:
    return {"id": f"{regime}-{stage}-{when[:10]}", "regime": regime, "authority": "An office",
            "stage": stage, "at": when}  # fmt: skip


# The triggers of incidents: each row of the table of deadlines.


@pytest.mark.parametrize(
    ("harm", "name", "due"),
    [
        # Code, measure 9.3(1)-(4): days from awareness, by the Union's rule.
        ("critical-infrastructure-disruption", "m9.3-infrastructure", "2027-03-30"),
        ("serious-cybersecurity-breach", "m9.3-cybersecurity", "2027-04-02"),
        ("death", "m9.3-death", "2027-04-07"),
        ("serious-harm-to-health", "m9.3-harm", "2027-04-12"),
        ("fundamental-rights-infringement", "m9.3-harm", "2027-04-12"),
        ("serious-harm-to-property-or-environment", "m9.3-harm", "2027-04-12"),
    ],
)
def test_the_code_s_days_by_class_of_harm(harm: str, name: str, due: str) -> None:
    found = ask(incident(harm))
    clock = found[f"eu-code-safety/{name}"]
    assert clock.due == at(f"{due}T23:59:59+02:00")
    assert clock.state is ClockState.RUNNING
    initial = {key for key in found if "/m9.3-" in key and found[key].kind is DeadlineKind.WITHIN}
    assert initial == {f"eu-code-safety/{name}"}


@pytest.mark.parametrize(
    ("harm", "name", "due"),
    [
        # 22757.13(c)(1): 15 days from discovery, for each of the four limbs.
        *((harm, "us-ca-sb53/incident-report", "2027-04-11T18:00:00-07:00") for harm in LIMBS),
        # GDPR, Art. 33: 72 hours.
        ("personal-data-breach", "gdpr-33/art-33-1", "2027-03-31T03:00:00+02:00"),
    ],
)
def test_each_class_of_harm_starts_its_clock(harm: str, name: str, due: str) -> None:
    found = ask(incident(harm))
    assert found[name].due == at(due)
    assert found[name].state is ClockState.RUNNING
    assert found[name].start == at(DISCOVERED)
    assert found[name].start_field == "times.discovered"


@pytest.mark.parametrize("harm", ["no-harm", "misuse", "service-disruption", "other"])
def test_other_harm_starts_none(harm: str) -> None:
    assert ask(incident(harm)) == {}


def test_every_critical_safety_incident_starts_the_clocks_of_three_states() -> None:
    assert len(LIMBS) == 4
    for limb in LIMBS:
        assert {key.split("/")[0] for key in ask(incident(limb))} >= {
            "us-ca-sb53", "us-il-185", "us-ny-raise"
        }  # fmt: skip


@pytest.mark.parametrize(
    ("determined", "believed", "new_york", "illinois"),
    [
        # 1422(3)(a): the earlier of the two; 15(c): the belief.
        ("2027-03-29T10:00:00Z", "2027-03-28T20:00:00Z", "2027-03-31T20:00Z", "2027-03-31T20:00Z"),
        ("2027-03-28T10:00:00Z", "2027-03-28T20:00:00Z", "2027-03-31T10:00Z", "2027-03-31T20:00Z"),
        ("2027-03-28T10:00:00Z", None, "2027-03-31T10:00Z", None),
        (None, "2027-03-28T20:00:00Z", "2027-03-31T20:00Z", "2027-03-31T20:00Z"),
    ],
)
def test_seventy_two_hours_from_determination_or_belief(
    determined: str | None, believed: str | None, new_york: str, illinois: str | None
) -> None:
    times = {"discovered": DISCOVERED, "determined": determined, "reasonable_belief": believed}
    found = ask(incident(CRITICAL, times={key: one for key, one in times.items() if one}))
    assert found["us-ny-raise/incident-report"].due == at(new_york)
    assert found["us-il-185/incident-report"].due == (at(illinois) if illinois else None)


@pytest.mark.parametrize("state", ["us-ca-sb53", "us-ny-raise", "us-il-185"])
def test_an_imminent_risk_starts_twenty_four_hours_in_each_state(state: str) -> None:
    """22757.13(c)(2); 1422(3)(b); 430 ILCS 185/15(c)."""
    risk = {"description": "Harm.", "imminent_risk": True}
    clock = ask(incident(CRITICAL, impact=risk))[f"{state}/imminent-risk"]
    assert clock.due == at(DISCOVERED) + timedelta(hours=24)
    assert f"{state}/imminent-risk" not in ask(incident(CRITICAL))


def test_the_due_time_is_told_in_the_zone_of_the_authority() -> None:
    times = {"discovered": DISCOVERED, "determined": DISCOVERED}
    clock = ask(incident(CRITICAL, times=times))["us-ny-raise/incident-report"]
    assert clock.due_local is not None
    assert clock.due_local.isoformat() == "2027-03-30T21:00:00-04:00"
    assert clock.zone == "America/New_York"
    assert clock.words[0] == (
        "72 hours from 2027-03-28T03:00+02:00 = 2027-03-31T01:00Z = 2027-03-30 21:00 in New York."
    )
    assert clock.source.startswith("https://")


def test_of_article_55_the_text_has_no_number_of_days() -> None:
    clock = ask(incident("death"))["eu-ai-act/art-55-1-c"]
    assert clock.due is None
    assert clock.state is ClockState.RUNNING
    assert clock.is_pressing(SOON)


# What is not known.


def test_an_unknown_start_says_which_field_to_state_and_the_earliest_due_time() -> None:
    found = ask(incident(CRITICAL))
    new_york, illinois = found["us-ny-raise/incident-report"], found["us-il-185/incident-report"]
    assert new_york.state is illinois.state is ClockState.CANNOT_TELL
    assert new_york.missing == ("times.determined", "times.reasonable_belief")
    assert new_york.words[0] == (
        "Cannot tell: state `times.determined` or `times.reasonable_belief` in"
        " incidents/2027-001.yml."
    )
    assert illinois.missing == ("times.reasonable_belief",)
    assert illinois.due is None
    assert illinois.at_earliest == at(DISCOVERED) + timedelta(hours=72)
    assert illinois.is_pressing(illinois.at_earliest)
    assert not illinois.is_pressing(SOON)


def test_a_report_before_it_can_have_been_due_is_in_time_whatever_the_start() -> None:
    report = told("us-il-185", "2027-03-30T12:00:00Z")
    clock = ask(incident(CRITICAL, notifications=[report]))["us-il-185/incident-report"]
    assert clock.state is ClockState.MET


def test_a_time_that_is_absent_or_withheld_is_not_known() -> None:
    for notice in ({"absent": "not-yet", "reason": "-"}, {"withheld": "privacy", "describe": "-"}):
        times = {"discovered": DISCOVERED, "determined": notice}
        clock = ask(incident(CRITICAL, times=times))["us-ny-raise/incident-report"]
        assert clock.state is ClockState.CANNOT_TELL


def test_where_it_cannot_be_told_whether_it_is_owed_the_time_is_told_all_the_same() -> None:
    found = ask(incident(CRITICAL, impact={"description": "Harm."}))
    clock = found["us-ca-sb53/imminent-risk"]
    assert clock.state is ClockState.CANNOT_TELL
    assert clock.missing == ("impact.imminent_risk",)
    assert clock.due == at(DISCOVERED) + timedelta(hours=24)
    assert clock.is_pressing(clock.due)


def test_who_is_not_in_scope_has_no_clock() -> None:
    small = {**PROVIDER, "jurisdictions": ["EU"]}
    here = {**MODEL, "release": {**MODEL["release"], "jurisdictions": ["EU"]}}
    found = ask(incident(CRITICAL), provider=small, model=here)
    assert not {key for key in found if key.startswith(("us-ny", "us-il"))}
    weak = {**MODEL, "compute": {**MODEL["compute"], "operations": 1e22},
            "classification": {"level": "general-purpose"}}  # fmt: skip
    found = ask(incident(CRITICAL, "death"), model=weak)
    assert not {key for key in found if key.startswith("eu-")}


# In force.


def test_before_a_law_is_in_force_the_time_is_told_as_not_owed() -> None:
    """New York and Illinois: from 2027-01-01."""
    times = {"discovered": "2026-03-29T03:00:00+02:00", "determined": "2026-03-29T03:00:00+02:00"}
    found = ask(incident(CRITICAL, times=times), now=at("2026-03-29T05:00+02:00"))
    clock = found["us-ny-raise/incident-report"]
    assert clock.due == at("2026-04-01T01:00Z")
    assert clock.state is ClockState.STOPPED
    assert "in force for it only from 2027-01-01" in clock.words[-1]
    assert not clock.is_pressing(clock.due)
    assert found["us-ca-sb53/incident-report"].state is ClockState.RUNNING


@pytest.mark.parametrize(
    ("start", "state"),
    [
        ("2026-12-28T12:00:00-05:00", ClockState.STOPPED),
        ("2026-12-29T12:00:00-05:00", ClockState.UPCOMING),
    ],
)
def test_a_period_that_ends_once_the_law_is_in_force_is_counted(
    start: str, state: ClockState
) -> None:
    """The cautious reading of a text that is silent on what began before it."""
    times = {"discovered": start, "determined": start}
    found = ask(incident(CRITICAL, times=times), now=at(start) + timedelta(hours=1))
    assert found["us-ny-raise/incident-report"].state is state


@pytest.mark.parametrize(
    ("now", "resolved", "state"),
    [
        ("2026-12-31T12:00:00-05:00", None, ClockState.UPCOMING),
        ("2027-01-01T00:00:00-05:00", None, ClockState.CANNOT_TELL),
        ("2027-01-01T00:00:00-05:00", "2026-12-31T23:59:59-05:00", ClockState.STOPPED),
        ("2027-01-01T00:00:00-05:00", "2027-01-01T00:00:00-05:00", ClockState.CANNOT_TELL),
    ],
)
def test_an_old_incident_whose_class_is_not_determined_may_be_owed_under_a_new_law(
    now: str, resolved: str | None, state: ClockState
) -> None:
    """The period begins with the belief, which may come long after the discovery."""
    times = {"discovered": "2026-03-29T03:00:00+02:00", "resolved": resolved}
    record = incident(CRITICAL, times={key: at for key, at in times.items() if at})
    clock = ask(record, now=at(now))["us-ny-raise/incident-report"]
    assert clock.state is state
    assert "in force only from 2027-01-01" in clock.words[-1]
    stopped = state is ClockState.STOPPED
    assert clock.at == (None if stopped else at("2027-01-01T00:00:00-05:00"))
    assert clock.asks is (state is ClockState.CANNOT_TELL)


# Done.


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2027-04-12T01:00:00Z", ClockState.MET),
        ("2027-04-12T01:00:01Z", ClockState.LATE),
    ],
)
def test_a_report_is_in_time_to_the_second(when: str, state: ClockState) -> None:
    report = told("us-ca-sb53", when)
    record = incident(CRITICAL, notifications=[report])
    clock = ask(record, now=at("2027-05-01T00:00Z"))["us-ca-sb53/incident-report"]
    assert clock.state is state
    assert clock.done == at(when)
    assert not clock.is_pressing(at("2027-05-01T00:00Z"))


def test_how_late_a_report_was_is_told() -> None:
    report = told("us-ca-sb53", "2027-04-15T05:00:00Z")
    record = incident(CRITICAL, notifications=[report])
    clock = ask(record, now=at("2027-05-01T00:00Z"))["us-ca-sb53/incident-report"]
    assert "Late: done on 2027-04-15T05:00Z, 3 days 4 hours after it." in clock.words


def test_what_was_not_done_is_late_and_presses() -> None:
    now = at("2027-04-13T00:30Z")
    clock = ask(incident(CRITICAL), now=now)["us-ca-sb53/incident-report"]
    assert clock.state is ClockState.LATE
    assert clock.is_pressing(now)
    assert "Late by 23 hours 30 minutes: nothing says it is done." in clock.words


def test_the_report_to_one_authority_stops_no_clock_of_another() -> None:
    times = {"discovered": DISCOVERED, "reasonable_belief": DISCOVERED}
    record = incident(CRITICAL, times=times, notifications=[told("us-ny-raise", DISCOVERED)])
    found = ask(record)
    assert found["us-ny-raise/incident-report"].state is ClockState.MET
    assert found["us-il-185/incident-report"].state is ClockState.RUNNING


# Series: Code, measure 9.3.


def series(state: str, *reports: dict[str, str], **times: str) -> dict[str, Any]:
    held = {"discovered": DISCOVERED, **times}
    return incident("death", state=state, times=held, notifications=list(reports))


def test_an_unresolved_incident_is_reported_upon_every_four_weeks() -> None:
    initial = told("eu-code-safety", "2027-04-01T12:00:00Z")
    second = told("eu-code-safety", "2027-04-26T12:00:00Z", "intermediate")
    third = told("eu-code-safety", "2027-05-27T12:00:00Z", "intermediate")
    found = ask(series("ongoing", initial, second, third), now=at("2027-06-01T00:00Z"))
    rows = [found[f"eu-code-safety/m9.3-intermediate{n}"] for n in ("", "/2", "/3")]
    assert [row.due for row in rows] == [
        at("2027-04-29T23:59:59+02:00"),
        at("2027-05-24T23:59:59+02:00"),
        at("2027-06-24T23:59:59+02:00"),
    ]
    states = [ClockState.MET, ClockState.LATE, ClockState.RUNNING]
    assert [row.state for row in rows] == states
    assert "eu-code-safety/m9.3-final" not in found


def test_the_series_stops_when_it_is_resolved_and_the_final_report_is_due() -> None:
    initial = told("eu-code-safety", "2027-04-01T12:00:00Z")
    record = series("resolved", initial, resolved="2027-04-20T12:00:00Z")
    found = ask(record, now=at("2027-05-15T00:00Z"))
    assert found["eu-code-safety/m9.3-intermediate"].state is ClockState.STOPPED
    final = found["eu-code-safety/m9.3-final"]
    assert final.due == at("2027-06-19T23:59:59+02:00")
    assert final.state is ClockState.RUNNING


def test_a_final_report_under_another_law_does_not_count() -> None:
    initial = told("eu-code-safety", "2027-04-01T12:00:00Z")
    other = told("gdpr-33", "2027-05-01T12:00:00Z", "final")
    record = series("resolved", initial, other, resolved="2027-04-20T12:00:00Z")
    found = ask(record, now=at("2027-05-15T00:00Z"))
    assert found["eu-code-safety/m9.3-final"].state is ClockState.RUNNING


def test_an_incident_that_is_resolved_at_an_unknown_time_asks_for_it() -> None:
    found = ask(series("resolved", told("eu-code-safety", "2027-04-01T12:00:00Z")))
    final = found["eu-code-safety/m9.3-final"]
    assert final.missing == ("times.resolved",)
    assert final.at_earliest is None


# Protocols, models and the provider.


def framework(**fields: Any) -> dict[str, Any]:
    return {
        "kind": "protocol", "id": "framework", "type": "frontier-framework", "title": "Framework",
        "status": "current", **fields,
    }  # fmt: skip


def test_a_framework_is_reviewed_every_year_by_law_and_by_its_own_words() -> None:
    record = framework(review={"cadence": "P6M", "last": "2027-02-10"})
    found = ask(record)
    assert found["us-ca-sb53/framework-review"].due == at("2028-02-10T23:59:59-08:00")
    assert found["eu-code-safety/m1.3-assessment"].due == at("2028-02-10T23:59:59+01:00")
    # 430 ILCS 185/10(b) begins with 2028, and the year ends after that.
    assert found["us-il-185/framework-review"].due == at("2028-02-10T23:59:59-06:00")
    assert found["/review"].due == at("2027-08-10T23:59:59Z")
    assert found["/review"].public
    assert not found["eu-code-safety/m1.3-assessment"].public


def test_a_review_that_was_due_before_a_law_is_due_when_it_is_in_force() -> None:
    record = framework(review={"cadence": "P1Y", "last": "2026-02-10"})
    clock = ask(record)["us-il-185/framework-review"]
    assert clock.due == at("2028-01-01T23:59:59-06:00")
    assert clock.state is ClockState.UPCOMING


def test_a_review_that_is_past_is_late() -> None:
    record = framework(review={"cadence": "P1Y", "last": "2026-02-10", "next": "2027-02-01"})
    found = ask(record)
    assert found["/review"].state is ClockState.LATE
    assert found["us-ca-sb53/framework-review"].state is ClockState.LATE


CHANGES = [
    {"version": "2.0", "date": "2027-03-01", "material": True},
    {"version": "1.1", "date": "2027-02-20"},
    {"version": "1.0", "date": "2027-02-01", "material": True},
]


def test_each_material_change_is_published_within_thirty_days() -> None:
    """22757.12(b)(2): the version that brings the change is what is published."""
    days = {"1.0": date(2027, 3, 10), "1.1": date(2027, 3, 11)}
    found = ask(framework(changes=CHANGES), published=days)
    first, second = (found[f"us-ca-sb53/framework-change{n}"] for n in ("", "/2"))
    assert first.due == at("2027-03-03T23:59:59-08:00")
    assert first.state is ClockState.LATE
    assert first.done is not None
    assert second.due == at("2027-03-31T23:59:59-07:00")
    assert second.state is ClockState.RUNNING


def test_without_a_public_branch_nothing_says_what_is_published() -> None:
    found = ask(framework(changes=CHANGES), now=at("2027-05-01T00:00Z"))
    clock = found["us-ca-sb53/framework-change"]
    assert clock.state is ClockState.CANNOT_TELL
    assert not clock.asks


def test_a_policy_of_another_type_has_its_own_review_only() -> None:
    record = {
        **framework(review={"cadence": "P1Y", "last": "2027-02-10"}),
        "type": "security-policy",
    }
    assert set(ask(record)) == {"/review"}


def test_training_content_is_summarised_anew_every_six_months() -> None:
    card = {**MODEL, "data": {"summary_updated": "2026-08-31"}}
    clock = ask(card, model=card)["eu-training-summary/update"]
    assert clock.due == at("2027-02-28T23:59:59+01:00")
    assert clock.state is ClockState.LATE


def test_an_older_model_has_until_august_2027() -> None:
    """Art. 111(3): models placed before 2025-08-02."""
    old = {**MODEL, "release": {**MODEL["release"], "eu_market": "2024-03-18", "first": "2024-03"}}
    clock = ask(old, model=old, published={})["eu-ai-act/art-53-1-d"]
    assert clock.due == at("2027-08-02T23:59:59+02:00")
    assert clock.state is ClockState.UPCOMING


@pytest.mark.parametrize(
    ("published", "state"),
    [
        ({"1.0": date(2026, 5, 4)}, ClockState.MET),
        ({"1.0": date(2026, 5, 5)}, ClockState.LATE),
        ({}, ClockState.LATE),
        (None, ClockState.CANNOT_TELL),
    ],
)
def test_a_card_is_published_by_the_day_of_release(
    published: dict[str, date] | None, state: ClockState
) -> None:
    """22757.12(c)(1): before, or at the same time as, deploying."""
    found = ask(MODEL, published=published)
    assert found["us-ca-sb53/transparency-report"].state is state


def test_what_is_kept_is_not_due() -> None:
    clock = ask(MODEL)["eu-code-safety/m10.1"]
    assert clock.due == at("2036-05-04T23:59:59+02:00")
    assert clock.kind is DeadlineKind.KEEP
    assert not clock.is_pressing(at("2036-05-04T00:00Z"))
    assert clock.words[-1] == "To be kept until 2036-05-04."
    [*_, last] = ask(MODEL, now=at("2037-01-01T00:00Z"))["eu-code-safety/m10.1"].words
    assert last == "It need not be kept for this any longer."


def test_the_documentation_of_an_incident_is_kept_from_the_later_of_the_two() -> None:
    """Code, measure 9.4: five years from the documentation or the incident; its date is unknown."""
    caveat = "No field of a record holds the date of the internal documentation."
    reports = [told("eu-code-safety", "2027-05-10T12:00Z", "final"),
               told("eu-code-safety", "2027-04-01T12:00Z"),
               told("gdpr-33", "2027-09-01T12:00Z")]  # fmt: skip
    clock = ask(incident("death"))["eu-code-safety/m9.4"]
    assert clock.due == at("2032-03-28T23:59:59+02:00")
    later = ask(incident("death", notifications=reports))["eu-code-safety/m9.4"]
    assert later.due == at("2032-05-10T23:59:59+02:00")
    assert later.state is ClockState.RUNNING
    assert later.words[-2:] == ("To be kept until 2032-05-10 at least.", caveat)


def test_what_may_have_to_be_kept_longer_is_not_said_to_be_free() -> None:
    """Code, measure 9.4: the records do not hold one of the two dates."""
    clock = ask(incident("death"), now=at("2033-01-01T00:00Z"))["eu-code-safety/m9.4"]
    assert clock.state is ClockState.CANNOT_TELL
    assert not clock.asks
    assert clock.words[-2:] == (
        "It may be deleted only if the documentation is that old, too.",
        "No field of a record holds the date of the internal documentation.",
    )


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("us-ny-raise/disclosure-statement", "2029-02-01T23:59:59-05:00"),
        ("us-il-185/disclosure-statement", "2028-02-01T23:59:59-06:00"),
    ],
)
def test_a_registration_is_renewed_from_its_last_filing(name: str, due: str) -> None:
    """1428(2): every two years; 430 ILCS 185/18(b): every year."""
    now = at("2027-03-01T12:00Z")
    unfiled = ask(None, now=now)[name]
    assert unfiled.state is ClockState.CANNOT_TELL
    assert f"filings[duty={name}].filed" in unfiled.words[0]
    filings = [
        {"id": "new", "duty": name, "authority": "The office", "filed": "2027-02-01"},
        {"id": "old", "duty": name, "authority": "The office", "filed": "2026-11-03"},
        {"id": "other", "duty": "us-ca-sb53/x", "authority": "Other", "filed": "2027-02-20"},
    ]
    filed = ask(None, now=now, provider={**PROVIDER, "filings": filings})[name]
    assert filed.state is ClockState.RUNNING
    assert filed.due == at(due)


@pytest.mark.parametrize(
    ("name", "due"),
    [
        ("us-ca-sb53/internal-use-summary", "2027-05-01T23:59:59-07:00"),
        ("us-ny-raise/internal-use-summary", "2027-05-01T23:59:59-04:00"),
        ("us-il-185/internal-use-summary", "2027-05-01T23:59:59-05:00"),
        ("eu-code-safety/m7.6", "2027-08-01T23:59:59+02:00"),
    ],
)
def test_what_is_owed_again_about_a_model_runs_from_what_the_provider_filed(
    name: str, due: str
) -> None:
    """22757.12(d), 1422(2), 430 ILCS 185/10(e): three months; Code, measure 7.6: six months."""
    now = at("2027-03-01T12:00Z")
    unfiled = ask(MODEL, now=now)[name]
    assert unfiled.state is ClockState.CANNOT_TELL
    assert f"`filings[duty={name}].filed` in provider.yml" in unfiled.words[0]
    assert not unfiled.is_pressing(at("2028-01-01T00:00Z"))
    row = {"id": "now", "duty": name, "authority": "The office", "filed": "2027-02-01"}
    other = {**row, "id": "other", "filed": "2027-02-20", "models": ["another"]}
    for own in (row, {**row, "models": ["wren-9"]}):
        filed = ask(MODEL, now=now, provider={**PROVIDER, "filings": [other, own]})[name]
        assert (filed.state, filed.due) == (ClockState.RUNNING, at(due))
    late = ask(MODEL, now=at("2027-12-01T00:00Z"), provider={**PROVIDER, "filings": [row]})[name]
    assert late.state is ClockState.LATE
    assert "schedule" in late.words[-1] or "most capable" in late.words[-1]


def test_the_model_report_that_was_given_is_met_and_starts_the_next() -> None:
    """Code, measures 7.6 and 7.7. That no filing is listed does not make it late."""
    now = at("2026-06-01T12:00Z")
    assert ask(MODEL, now=now)["eu-code-safety/m7.7"].state is ClockState.CANNOT_TELL
    filing = {
        "id": "report",
        "duty": "eu-code-safety/m7.7",
        "models": ["wren-9"],
        "authority": "AI Office",
        "filed": "2026-05-02",
    }
    found = ask(MODEL, now=now, provider={**PROVIDER, "filings": [filing]})
    assert found["eu-code-safety/m7.7"].state is ClockState.MET
    assert found["eu-code-safety/m7.6"].due == at("2026-11-02T23:59:59+01:00")


def test_a_fixed_day() -> None:
    """Code on AI-generated content: the measure on interoperability."""
    found = ask(None, now=at("2027-02-01T12:00Z"))
    clock = found["eu-ai-act-50/code-marking"]
    assert clock.due == at("2027-02-02T23:59:59+01:00")
    assert clock.is_pressing(clock.due)


def test_an_audit_report_is_published_within_thirty_days_of_its_receipt() -> None:
    """430 ILCS 185/10(d)(4), from 2028 on."""
    record = framework(audits=[{"id": "a", "received": "2028-05-10"}])
    found = ask(record, now=at("2028-05-12T00:00Z"))
    assert found["us-il-185/audit-report"].due == at("2028-06-09T23:59:59-05:00")
    assert found["us-il-185/audit"].due == at("2029-05-10T23:59:59-05:00")
    assert "us-il-185/audit-report" not in ask(framework())


# Small regimes: what the catalogue does not happen to hold.


@cache
def small(kind: str = "within", **fields: Any) -> Catalogue:
    held = {"kind": kind, "trigger": "It happens.", "recipient": "An office", **fields}
    start = {"start": ["release.first"]} if "start" not in fields else {}
    data = regime_data(terms=[], duties=[duty(deadline={**held, **start})])
    return catalogue(data)


def test_of_a_month_the_first_day_starts_the_clock_and_the_last_makes_it_late() -> None:
    law = small(length="P10D")
    card = {**MODEL, "release": {"first": "2027-03"}}
    early = ask(card, law=law, now=at("2027-03-05T00:00Z"))["eu-ai-act/publish"]
    assert early.due == at("2027-03-11T23:59:59+01:00")
    assert early.state is ClockState.RUNNING
    between = ask(card, law=law, now=at("2027-03-20T00:00Z"))["eu-ai-act/publish"]
    assert between.state is ClockState.CANNOT_TELL


EACH = {"start": ("release.first", "release.substantially_modified"), "each": True}


def released(first: str, modified: str) -> dict[str, Any]:
    return {**MODEL, "release": {"first": first, "substantially_modified": modified}}


@pytest.mark.parametrize(
    ("published", "states"),
    [
        ({"1": "2026-02-01"}, ["met", "late"]),
        ({"1": "2026-02-01", "2": "2026-05-01"}, ["met", "met"]),
        ({"1": "2026-02-01", "2": "2026-05-10"}, ["met", "late"]),
        ({"1": "2026-11-22"}, ["late", "late"]),
        ({}, ["late", "late"]),
    ],
)
def test_each_deployment_has_a_clock(published: dict[str, str], states: list[str]) -> None:
    """Cal. Bus. & Prof. Code 22757.12(c): a new, or a substantially modified, model."""
    known = {version: date.fromisoformat(day) for version, day in published.items()}
    card = released("2026-02-01", "2026-05-01")
    found = ask(card, law=small("by", **EACH), published=known)
    assert list(found) == ["eu-ai-act/publish", "eu-ai-act/publish/2"]
    assert [clock.state.value for clock in found.values()] == states


def test_a_deployment_before_the_law_has_none_and_the_modification_after_it_has() -> None:
    """22757.12(c): in force since 2026-01-01."""
    card = {**released("2025-05-01", "2026-05-01"), "title": "Wren"}
    card["release"]["jurisdictions"] = ["US-CA"]
    found = ask(card, model=card, published={})
    assert "us-ca-sb53/transparency-report" not in found
    assert found["us-ca-sb53/transparency-report/2"].due == at("2026-05-01T23:59:59-07:00")


@pytest.mark.parametrize(
    ("first", "modified", "dues"),
    [
        ("2024-05-01", "2026-05-01", ["2026-01-01", "2026-05-01"]),
        ("2024-05-01", "2025-05-01", ["2026-01-01"]),
        ("2021-05-01", "2025-05-01", ["2026-01-01"]),
        ("2021-05-01", "2026-05-01", ["2026-05-01"]),
        ("2021-05-01", "2021-06-01", []),
    ],
)
def test_what_began_before_a_day_is_due_on_it(first: str, modified: str, dues: list[str]) -> None:
    """Cal. Civ. Code 3111: released or modified since 2022-01-01, due by 2026-01-01."""
    law = small("by", **EACH, since="2022-01-01", not_before="2026-01-01")
    found = ask(released(first, modified), law=law, published={})
    assert [str(clock.due_local)[:10] for clock in found.values()] == dues


def test_what_has_not_begun_is_upcoming() -> None:
    card = {**MODEL, "release": {"first": "2027-06-01"}}
    clock = ask(card, law=small(length="P10D"))["eu-ai-act/publish"]
    assert clock.state is ClockState.UPCOMING


def test_a_zone_of_its_own() -> None:
    data = regime_data(terms=[], zone="America/Denver", jurisdiction="US-CO", duties=[
        duty(deadline={"kind": "within", "trigger": "It happens.", "recipient": "An office",
                       "start": ["release.first"], "length": "P10D"})])  # fmt: skip
    clock = ask({**MODEL, "release": {"first": "2027-03-20"}}, law=catalogue(data))
    assert clock["eu-ai-act/publish"].due == at("2027-03-30T23:59:59-06:00")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0001", "9998"])
def test_a_day_of_another_age_is_not_counted_with(day: str) -> None:
    assert ask({**MODEL, "release": {"first": day}}, law=small(length="P10D")) == {}


# Laws.

times = st.datetimes(datetime(2027, 1, 5), datetime(2034, 12, 31), timezones=st.just(UTC))


@given(times, st.sampled_from(list(HarmClass)), st.booleans())
def test_no_clock_ends_before_it_starts(moment: datetime, harm: str, imminent: bool) -> None:
    names = ("discovered", "determined", "reasonable_belief")
    held = {name: moment.isoformat() for name in names}
    risk = {"description": "-", "imminent_risk": imminent}
    for clock in ask(incident(harm, times=held, impact=risk), now=moment).values():
        assert clock.start is not None
        assert clock.due is None or clock.due > clock.start
        assert clock.state in (ClockState.RUNNING, ClockState.UPCOMING)
        if clock.due is not None and clock.words[0].split()[1] == "hours":
            assert clock.due - clock.start == timedelta(hours=int(clock.words[0].split()[0]))


@given(times, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_a_later_discovery_is_never_due_earlier(moment: datetime, later: timedelta) -> None:
    harms = ("death", "serious-cybersecurity-breach", CRITICAL, "personal-data-breach")

    def dues(start: datetime) -> dict[str, datetime | None]:
        record = incident(*harms, times={"discovered": start.isoformat()})
        return {key: one.at for key, one in ask(record, now=moment).items()}

    first, second = dues(moment), dues(moment + later)
    for key, due in first.items():
        other = second[key]
        assert due is None or other is None or other >= due


def test_the_kind_of_the_subject_is_told() -> None:
    assert {one.subject for one in ask(incident("death")).values()} == {(Kind.INCIDENT, "2027-001")}
    assert {one.subject for one in ask(None).values()} == {(Kind.PROVIDER, "")}
