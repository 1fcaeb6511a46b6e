"""The regimes beyond the Union's: what the texts say, held against the catalogue's files.

Facts are those of the texts as checked on 2026-11-21; each test names its clauses.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import glasscase.law
from glasscase.law.model.condition import All, Compute, FieldIs, Revenue
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.model.duty import Duty, Reader, Strength, Subject
from glasscase.law.model.regime import Force, Regime, TermDefinition
from glasscase.records.incident import HarmClass
from glasscase.records.protocol import Topic

REGIMES = Path(glasscase.law.__file__).parent / "regimes"
CALIFORNIA, NEW_YORK, ILLINOIS = STATES = ("us-ca-sb53", "us-ny-raise", "us-il-185")
TRAINING_DATA = "us-ca-ab2013"
VOLUNTARY = ("oecd-incidents", "haip", "uk-atrs", "nl-algorithm-register", "fmti")
ALL = (*STATES, TRAINING_DATA, *VOLUNTARY)


@cache
def regime(id_: str) -> Regime:
    """Return a regime of the catalogue, as its file has it."""
    text = (REGIMES / f"{id_}.yml").read_text(encoding="utf-8")
    return Regime.model_validate(yaml.safe_load(text))


def duties(id_: str, start: str) -> list[Duty]:
    """Return the duties of a regime whose id starts in a certain way."""
    return [duty for duty in regime(id_).duties if duty.id.startswith(start)]


def duty(id_: str, name: str) -> Duty:
    """Return a duty of a regime."""
    [found] = [duty for duty in regime(id_).duties if duty.id == name]
    return found


def term(id_: str, name: str) -> TermDefinition:
    """Return a term of a regime."""
    [found] = [term for term in regime(id_).terms if term.id == name]
    return found


def deadline(id_: str, name: str) -> Deadline:
    """Return the deadline of a duty."""
    found = duty(id_, name).deadline
    assert found is not None
    return found


def fields(found: Duty) -> list[str]:
    """Return the fields that answer a duty."""
    return [field for answer in found.answers for field in answer.fields]


# All files.


@pytest.mark.parametrize("id_", ALL)
def test_each_file_is_a_regime_that_says_when_its_texts_were_checked(id_: str) -> None:
    """The file's name is the id, and its first comment says that it is no legal advice."""
    text = (REGIMES / f"{id_}.yml").read_text(encoding="utf-8")
    comment = " ".join(line.strip("# ") for line in text.splitlines() if line.startswith("#"))
    assert regime(id_).id == id_
    assert regime(id_).checked == date(2026, 11, 21)
    assert "not legal advice" in comment
    assert "2026-11-21" in comment
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("id_", ALL)
def test_ids_are_unique_and_every_statement_names_its_source(id_: str) -> None:
    """Every duty and term rests on a source of the file, no more surely than the source does."""
    found = regime(id_)
    ids = [duty.id for duty in found.duties]
    sources = {source.id: source.confidence for source in found.sources}
    order = list(Confidence)
    assert len(ids) == len(set(ids))
    parts: list[Duty | TermDefinition] = [*found.duties, *found.terms]
    for part in parts:
        assert part.source in sources
        assert order.index(part.confidence) >= order.index(sources[part.source]), part.id


@pytest.mark.parametrize("id_", ALL)
def test_what_no_field_holds_says_so(id_: str) -> None:
    """A duty without fields carries a note."""
    assert all(duty.note for duty in regime(id_).duties if not (duty.answers or duty.items))


@pytest.mark.parametrize("id_", STATES)
def test_a_report_and_a_framework_are_what_they_must_contain(id_: str) -> None:
    """Cal. 22757.12(a), (c); NY 1421(1), (3); 430 ILCS 185/10(a), (c): seven items, four more."""
    contents = [*duties(id_, "report-"), *duties(id_, "summary-")]
    assert len(contents) == 11
    assert duty(id_, "transparency-report").items == tuple(one.id for one in contents)
    assert duty(id_, "framework").items == tuple(one.id for one in duties(id_, "topic-"))


def test_documentation_of_training_data_is_its_twelve_items() -> None:
    """Cal. Civ. Code 3111(a): a key of the data by itself is no documentation."""
    assert duty(TRAINING_DATA, "documentation").items == tuple(f"item-{n}" for n in range(1, 13))
    assert not fields(duty(TRAINING_DATA, "documentation"))


@pytest.mark.parametrize("id_", ALL)
def test_what_is_not_verified_is_carried(id_: str) -> None:
    """Every one of these regimes has something that could not be checked."""
    assert regime(id_).unverified


# Dates in force.


@pytest.mark.parametrize(
    ("id_", "day"),
    [
        (CALIFORNIA, date(2026, 1, 1)),
        (TRAINING_DATA, date(2026, 1, 1)),
        (NEW_YORK, date(2027, 1, 1)),
        (ILLINOIS, date(2027, 1, 1)),
        ("haip", date(2025, 2, 7)),
    ],
)
def test_day_in_force(id_: str, day: date) -> None:
    """SB 53; Civ. Code 3111; Ch. 96 of 2026; 430 ILCS 185/99."""
    assert regime(id_).in_force == day


def test_framework_and_audit_in_illinois_begin_in_2028() -> None:
    """430 ILCS 185/10(a), (b), (d); all else begins with the act."""
    later = {duty.id for duty in regime(ILLINOIS).duties if duty.in_force == date(2028, 1, 1)}
    framework = {duty.id for duty in regime(ILLINOIS).duties if duty.id.startswith("framework")}
    topics = {f"topic-{topic}" for topic in list(Topic)[:10]}
    assert later == framework | topics | {"audit", "audit-report", "audit-retention"}
    assert {duty.in_force for duty in regime(ILLINOIS).duties} == {None, date(2028, 1, 1)}


@pytest.mark.parametrize("id_", [CALIFORNIA, NEW_YORK])
def test_all_duties_of_california_and_new_york_begin_with_the_act(id_: str) -> None:
    """SB 53; Ch. 96 of 2026."""
    assert all(duty.in_force is None for duty in regime(id_).duties)


# Who is in scope: table of thresholds.


@pytest.mark.parametrize(
    ("id_", "clause"),
    [(CALIFORNIA, "22757.11(i)"), (NEW_YORK, "1420(8)-(10)"), (ILLINOIS, "5")],
)
def test_a_frontier_model_has_more_than_1e26_operations(id_: str, clause: str) -> None:
    """22757.11(i), 1420(8)-(10), 430 ILCS 185/5: strictly more, later modifications included."""
    found = term(id_, "frontier-model")
    assert found.clause == clause
    assert isinstance(found.when, Compute)
    assert (found.when.compute, found.when.is_.value) == ("total", "above")
    assert found.when.operations == 1e26


@pytest.mark.parametrize("id_", STATES)
def test_a_large_developer_has_more_than_500_million_dollars(id_: str) -> None:
    """22757.11(j), 1420(8)-(10), 430 ILCS 185/5: group revenue of the preceding year."""
    found = term(id_, "large-frontier-developer")
    assert isinstance(found.when, All)
    [line] = [part for part in found.when.all if isinstance(part, Revenue)]
    assert (line.revenue, line.is_.value) == (500_000_000, "above")
    assert "more than 500,000,000 US dollars" in (found.note or "")
    assert "affiliates" in (found.note or "")


@pytest.mark.parametrize("id_", STATES)
def test_catastrophic_risk_starts_above_50_people_or_a_billion_dollars(id_: str) -> None:
    """22757.11(c) and its siblings."""
    note = duty(id_, "summary-risk-assessments").note or ""
    assert "more than 50 people" in note
    assert "more than 1,000,000,000 US dollars" in note


@pytest.mark.parametrize("id_", STATES)
def test_a_critical_safety_incident_has_four_limbs(id_: str) -> None:
    """22757.11(d), 1420(4), 430 ILCS 185/5."""
    condition = term(id_, "critical-safety-incident").when
    assert isinstance(condition, FieldIs)
    assert condition.field == "harms"
    assert set(condition.has) == {
        harm.value for harm in HarmClass if harm.value.startswith("critical-safety")
    }
    assert len(condition.has) == 4


def test_ab_2013_looks_back_to_2022() -> None:
    """Civ. Code 3111: released or substantially modified on or after 2022-01-01."""
    dump = term(TRAINING_DATA, "generative-since-2022").model_dump(mode="json")
    assert str(dump).count("2022-01-01") == 3
    assert "release.first" in str(dump)
    assert "release.substantially_modified" in str(dump)


# Frontier frameworks and transparency reports.

CLAUSES = {
    CALIFORNIA: [f"22757.12(a)({number})" for number in range(1, 11)],
    NEW_YORK: [f"1421(1)({letter})" for letter in "abcdefghij"],
    ILLINOIS: [f"10(a), topic {number} of 10" for number in range(1, 11)],
}


@pytest.mark.parametrize("id_", STATES)
def test_ten_topics_of_the_framework(id_: str) -> None:
    """22757.12(a)(1)-(10), 1421(1)(a)-(j), 430 ILCS 185/10(a): the same ten, in order."""
    found = duties(id_, "topic-")
    assert [duty.id for duty in found] == [f"topic-{topic}" for topic in list(Topic)[:10]]
    assert [duty.clause for duty in found] == CLAUSES[id_]
    for duty, topic in zip(found, Topic, strict=False):
        [answer] = duty.answers
        assert f"topics[topic={topic}]" in answer.fields
        assert answer.of == "protocol"
        assert answer.types == ("frontier-framework", "responsible-scaling-policy")
        assert duty.readers == (Reader.PUBLIC,)
        assert "large-frontier-developer" in duty.model_dump_json()


def test_new_york_asks_for_detail() -> None:
    """1421(1): in detail how it handles; California asks for the approach."""
    assert all("in detail" in duty.what for duty in duties(NEW_YORK, "topic-"))
    assert not any("in detail" in duty.what for duty in duties(CALIFORNIA, "topic-"))


REPORT = {
    "report-website": ["website"],
    "report-contact": ["contacts.natural_persons"],
    "report-release-date": ["release.first"],
    "report-languages": ["languages"],
    "report-output-modalities": ["modalities.outputs"],
    "report-intended-uses": ["use.intended"],
    "report-restrictions": ["use.conditions", "use.restricted"],
}


@pytest.mark.parametrize("id_", STATES)
def test_seven_items_of_every_transparency_report(id_: str) -> None:
    """22757.12(c)(1)(A)-(G), 1421(3), 430 ILCS 185/10(c): owed by every frontier developer."""
    found = duties(id_, "report-")
    assert {duty.id: fields(duty) for duty in found} == REPORT
    assert all(duty.subject is Subject.MODEL for duty in found)
    assert not any("large-frontier-developer" in duty.model_dump_json() for duty in found)
    if id_ == CALIFORNIA:
        assert [duty.clause[-3:] for duty in found] == [f"({item})" for item in "ABCDEFG"]


@pytest.mark.parametrize("id_", STATES)
def test_four_summaries_of_large_developers(id_: str) -> None:
    """22757.12(c)(2)(A)-(D), 1421(3), 430 ILCS 185/10(c)(2)."""
    found = duties(id_, "summary-")
    assert [duty.id for duty in found] == [
        "summary-risk-assessments",
        "summary-results",
        "summary-third-parties",
        "summary-other-steps",
    ]
    assert all("large-frontier-developer" in duty.model_dump_json() for duty in found)
    assert all(duty.readers == (Reader.PUBLIC,) for duty in found)


def test_only_illinois_asks_for_machine_readable_summaries() -> None:
    """430 ILCS 185/10(c)(3); the published record.json is that form."""
    assert "record.json" in (duty(ILLINOIS, "machine-readable").note or "")
    for other in (CALIFORNIA, NEW_YORK):
        assert not duties(other, "machine-readable")


def test_only_illinois_asks_for_audits_and_their_publication() -> None:
    """430 ILCS 185/10(d)(4): a summary and the redacted report are public."""
    assert Reader.PUBLIC in duty(ILLINOIS, "audit-report").readers
    assert fields(duty(ILLINOIS, "audit-report")) == ["audits.summary", "audits.report"]
    for other in (CALIFORNIA, NEW_YORK):
        assert not duties(other, "audit")


def test_disclosure_statements_are_filed_in_new_york_and_illinois() -> None:
    """1428; 430 ILCS 185/18."""
    assert not duties(CALIFORNIA, "disclosure-statement")
    for state in (NEW_YORK, ILLINOIS):
        assert duty(state, "disclosure-statement").readers == (Reader.STATE_AUTHORITIES,)


@pytest.mark.parametrize("id_", STATES)
def test_incident_reports_are_owed_to_the_state_only(id_: str) -> None:
    """22757.13(f), 1422(5), 430 ILCS 185/15: exempt from public-records laws."""
    for name in ("incident-report", "imminent-risk", "internal-use-summary"):
        assert duty(id_, name).readers == (Reader.STATE_AUTHORITIES,)
    asks = [answer.asks for answer in duty(id_, "incident-report").answers]
    assert len(asks) == 4


# What the texts leave open.


@pytest.mark.parametrize("id_", STATES)
def test_that_earlier_models_owe_no_report_is_our_reading(id_: str) -> None:
    """22757.12(c), 1421(3), 430 ILCS 185/10(c): no text says which models are reached."""
    found = term(id_, "newly-deployed")
    assert found.confidence is Confidence.UNVERIFIED
    assert (found.note or "").startswith("Our reading")


def test_each_duty_of_an_open_start_says_so() -> None:
    """430 ILCS 185/10(c): no start of its own, so 2027-01-01; one law firm reads 2028."""
    found = [duty for duty in regime(ILLINOIS).duties if duty.clause.startswith("10(c)")]
    assert len(found) == 13
    for duty in found:
        assert duty.in_force is None
        assert "one law firm reads 2028" in (duty.note or ""), duty.id


def test_audits_begin_later_for_those_who_qualify_later() -> None:
    """430 ILCS 185/10(d): from 2028-01-01, or 90 days after first qualifying."""
    for name in ("audit", "audit-report", "audit-retention"):
        found = duty(ILLINOIS, name)
        assert found.in_force == date(2028, 1, 1)
        assert "90 days after first qualifying" in (found.note or "")


# Deadlines: table of deadline rules.

WITHIN, BY, EVERY, KEEP = (
    DeadlineKind.WITHIN,
    DeadlineKind.BY,
    DeadlineKind.EVERY,
    DeadlineKind.KEEP,
)
BELIEF, DETERMINED = "times.reasonable_belief", "times.determined"
RELEASES = ["release.first", "release.substantially_modified"]
SUMMARISED = {id_: f"filings[duty={id_}/internal-use-summary].filed" for id_ in STATES}


@pytest.mark.parametrize(
    ("id_", "name", "kind", "length", "start"),
    [
        (CALIFORNIA, "transparency-report", BY, None, RELEASES),
        (CALIFORNIA, "framework-review", EVERY, "P1Y", ["review.last"]),
        (CALIFORNIA, "framework-change", WITHIN, "P30D", ["changes[material=true].date"]),
        (CALIFORNIA, "internal-use-summary", EVERY, "P3M", [SUMMARISED[CALIFORNIA]]),
        (CALIFORNIA, "incident-report", WITHIN, "P15D", ["times.discovered"]),
        (CALIFORNIA, "imminent-risk", WITHIN, "PT24H", ["times.discovered"]),
        (CALIFORNIA, "redaction-records", KEEP, "P5Y", []),
        (TRAINING_DATA, "documentation", BY, None, RELEASES),
        (NEW_YORK, "transparency-report", BY, None, RELEASES),
        (NEW_YORK, "framework-review", EVERY, "P1Y", ["review.last"]),
        (NEW_YORK, "framework-change", WITHIN, "P30D", ["changes[material=true].date"]),
        (NEW_YORK, "internal-use-summary", EVERY, "P3M", [SUMMARISED[NEW_YORK]]),
        (NEW_YORK, "incident-report", WITHIN, "PT72H", [DETERMINED, BELIEF]),
        (NEW_YORK, "imminent-risk", WITHIN, "PT24H", ["times.discovered"]),
        (NEW_YORK, "redaction-records", KEEP, "P5Y", []),
        (
            NEW_YORK,
            "disclosure-statement",
            EVERY,
            "P2Y",
            ["filings[duty=us-ny-raise/disclosure-statement].filed"],
        ),
        (ILLINOIS, "transparency-report", BY, None, RELEASES),
        (ILLINOIS, "framework-review", EVERY, "P1Y", ["review.last"]),
        (ILLINOIS, "framework-change", WITHIN, "P30D", ["changes[material=true].date"]),
        (ILLINOIS, "incident-report", WITHIN, "PT72H", [BELIEF]),
        (ILLINOIS, "imminent-risk", WITHIN, "PT24H", ["times.discovered"]),
        (ILLINOIS, "audit-report", WITHIN, "P30D", ["audits.received"]),
        (ILLINOIS, "audit-retention", KEEP, "P5Y", []),
        (ILLINOIS, "internal-use-summary", EVERY, "P3M", [SUMMARISED[ILLINOIS]]),
        (
            ILLINOIS,
            "disclosure-statement",
            EVERY,
            "P1Y",
            ["filings[duty=us-il-185/disclosure-statement].filed"],
        ),
        ("haip", "submission", EVERY, "P12M", ["filings[duty=haip/submission].filed"]),
    ],
)
def test_deadline(
    id_: str, name: str, kind: DeadlineKind, length: str | None, start: list[str]
) -> None:
    """22757.12-.13; Civ. Code 3111; 1421, 1422, 1428; 430 ILCS 185/10, 15, 18; HAIP, FAQ."""
    found = deadline(id_, name)
    assert (found.kind, found.length, list(found.start)) == (kind, length, start)
    assert not found.before
    assert not found.business


@pytest.mark.parametrize("id_", STATES)
def test_incident_clocks_run_for_the_four_limbs_only(id_: str) -> None:
    """A public summary of another incident starts no clock of these laws."""
    report, imminent = deadline(id_, "incident-report"), deadline(id_, "imminent-risk")
    assert "critical-safety-incident" in report.model_dump_json()
    assert "critical-safety-incident" in imminent.model_dump_json()
    assert "impact.imminent_risk" in imminent.model_dump_json()
    assert report.done == imminent.done == (f"notifications[regime={id_}].at",)


@pytest.mark.parametrize(
    ("id_", "recipient"),
    [
        (CALIFORNIA, "Office of Emergency Services"),
        (NEW_YORK, "Department of Financial Services"),
        (ILLINOIS, "Attorney General"),
    ],
)
def test_recipient_of_incident_reports(id_: str, recipient: str) -> None:
    """22757.13(c)(1); 1422(3)(a): not the Attorney General; 430 ILCS 185/15(c): both."""
    assert recipient in deadline(id_, "incident-report").recipient
    assert ("Attorney General" in deadline(id_, "incident-report").recipient) == (id_ == ILLINOIS)


def test_the_internal_schedule_may_differ() -> None:
    """22757.12(d): as the developer specifies; 1422(2), 430 ILCS 185/10(e): as agreed."""
    notes = [deadline(state, "internal-use-summary").note or "" for state in STATES]
    assert "specifies in writing" in notes[0]
    assert all("agreed" in note for note in notes[1:])


# AB 2013.


def test_twelve_items_of_ab_2013() -> None:
    """Civ. Code 3111(a): items 1 to 9 were read; 10 to 12 are from memory and say so."""
    found = duties(TRAINING_DATA, "item-")
    assert [duty.id for duty in found] == [f"item-{number}" for number in range(1, 13)]
    assert [duty.confidence for duty in found] == (
        [Confidence.VERIFIED] * 9 + [Confidence.UNVERIFIED] * 3
    )
    assert [fields(duty)[0] for duty in found] == [
        "data.owners",
        "data.purpose",
        "data.data_points_range",
        "data.data_point_types",
        "data.rights",
        "data.purchased_or_licensed",
        "data.personal_information",
        "data.aggregate_consumer_information",
        "data.processing",
        "data.collected",
        "data.first_used",
        "data.synthetic.used",
    ]


# Voluntary views.


@pytest.mark.parametrize("id_", VOLUNTARY)
def test_voluntary_views_bind_nobody(id_: str) -> None:
    """None of them is a law, and each is shown as such."""
    assert regime(id_).force is Force.VOLUNTARY


def test_29_oecd_criteria_of_which_7_are_mandatory() -> None:
    """OECD AI Papers No. 34: 1, 2, 3, 4, 7, 10 and 11."""
    found = regime("oecd-incidents").duties
    mandatory = [n for n, duty in enumerate(found, 1) if duty.strength is Strength.MUST]
    assert [duty.id for duty in found] == [f"criterion-{number}" for number in range(1, 30)]
    assert mandatory == [1, 2, 3, 4, 7, 10, 11]
    assert all(duty.subject is Subject.INCIDENT and duty.answers for duty in found)


def test_seven_areas_of_haip() -> None:
    """Version 1: areas 4 to 7 are from memory."""
    found = duties("haip", "area-")
    assert [duty.confidence for duty in found] == (
        [Confidence.RESTATED] * 3 + [Confidence.UNVERIFIED] * 4
    )


def test_atrs_names_inside_tier_2_are_not_verified() -> None:
    """Only 2.1.1 to 2.1.4 were read; the sections after them by name alone."""
    inner = [duty for duty in regime("uk-atrs").duties if duty.confidence is Confidence.UNVERIFIED]
    assert inner
    assert all(duty.clause.startswith("Tier 2, ") for duty in inner)
    assert not any(duty.clause.startswith("Tier 2, 2.1") for duty in inner)


def test_eight_mandatory_fields_of_the_dutch_register() -> None:
    """Publication standard, chapter 2, November 2024."""
    found = regime("nl-algorithm-register").duties
    assert len(found) == 27
    assert [duty.id for duty in found if duty.strength is Strength.MUST] == [
        "name",
        "description",
        "organisation",
        "status",
        "contact",
        "category",
        "language",
        "schema",
    ]


def test_100_indicators_of_the_transparency_index() -> None:
    """Edition of December 2025: 34 upstream, 30 of the model, 36 downstream."""
    found = regime("fmti").duties
    domains = [duty.clause.partition(",")[0] for duty in found]
    assert [duty.id for duty in found] == [f"indicator-{number}" for number in range(1, 101)]
    assert [domains.count(name) for name in ("Upstream", "Model", "Downstream")] == [34, 30, 36]
