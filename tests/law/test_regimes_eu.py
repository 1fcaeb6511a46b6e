"""The Union's regimes: what the texts say, held against the catalogue's files.

Facts are those of the texts as checked on 2026-11-21; each test names its clauses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

import glasscase.law
from glasscase.law.model.condition import (
    All,
    Any_,
    Comparison,
    Compute,
    Condition,
    Deployed,
    Established,
    FieldIs,
    HasRole,
    Not,
    Rule,
    Signed,
    Term,
)
from glasscase.law.model.confidence import Confidence
from glasscase.law.model.deadline import Deadline, DeadlineKind
from glasscase.law.model.duty import Duty, Reader, Strength, Subject
from glasscase.law.model.regime import Force, Regime, TermDefinition
from glasscase.records.incident import HarmClass
from glasscase.records.protocol import Topic
from glasscase.records.training_data import (
    Copyright,
    CrawledData,
    ModalityContent,
    OtherData,
    PrivateDatasets,
    PublicDatasets,
    SyntheticData,
    UserData,
)

REGIMES = Path(glasscase.law.__file__).parent / "regimes"
ACT, GUIDELINES, SUMMARY = "eu-ai-act", "eu-gpai-guidelines", "eu-training-summary"
TRANSPARENCY, COPYRIGHT, SAFETY = CODES = (
    "eu-code-transparency",
    "eu-code-copyright",
    "eu-code-safety",
)
ARTICLE_50, ARTICLE_73, GDPR = "eu-ai-act-50", "eu-ai-act-73", "gdpr-33"
ALL = (ACT, GUIDELINES, SUMMARY, *CODES, ARTICLE_50, ARTICLE_73, GDPR)
CODE_OF = {
    "A": Reader.AI_OFFICE,
    "N": Reader.NATIONAL_AUTHORITIES,
    "D": Reader.DOWNSTREAM_PROVIDERS,
}


@cache
def regime(id_: str) -> Regime:
    """Return a regime of the catalogue, as its file has it."""
    text = (REGIMES / f"{id_}.yml").read_text(encoding="utf-8")
    return Regime.model_validate(yaml.load(text, Loader=yaml.CSafeLoader))


def duty(id_: str, name: str) -> Duty:
    """Return a duty of a regime."""
    [found] = [duty for duty in regime(id_).duties if duty.id == name]
    return found


def term(name: str, id_: str = ACT) -> TermDefinition:
    """Return a term of a regime."""
    [found] = [term for term in regime(id_).terms if term.id == name]
    return found


def parts(condition: Condition | None) -> Iterator[Condition]:
    """Yield a condition and all that it is made of."""
    if condition is None:
        return
    yield condition
    match condition:
        case All():
            below: tuple[Condition, ...] = condition.all
        case Any_():
            below = condition.any
        case Not():
            below = (condition.not_,)
        case _:
            below = ()
    for part in below:
        yield from parts(part)


def terms_of(condition: Condition | None) -> set[str]:
    """Return the names of the terms in a condition, without the regime."""
    return {part.term.split("/")[-1] for part in parts(condition) if isinstance(part, Term)}


def harms_of(condition: Condition | None) -> set[str]:
    """Return the harm classes that a condition names."""
    return {
        harm
        for part in parts(condition)
        if isinstance(part, FieldIs) and part.field == "harms"
        for harm in part.has
    }


def deadline(id_: str, name: str) -> Deadline:
    """Return the deadline of a duty."""
    found = duty(id_, name).deadline
    assert found is not None
    return found


# Every file.


@pytest.mark.parametrize("id_", ALL)
def test_a_regime_says_when_it_was_checked_and_that_it_is_no_advice(id_: str) -> None:
    """The day of checking stands in the data and, with the warning, in the first comment."""
    text = (REGIMES / f"{id_}.yml").read_text(encoding="utf-8")
    comment = " ".join(line[1:].strip() for line in text.splitlines() if line.startswith("#"))
    assert regime(id_).id == id_
    assert regime(id_).jurisdiction == "EU"
    assert regime(id_).checked == date(2026, 11, 21)
    assert "not legal advice" in comment
    assert "2026-11-21" in comment


@pytest.mark.parametrize("id_", ALL)
def test_a_regime_says_what_was_not_verified(id_: str) -> None:
    """What was only remembered is marked so, and so is each duty that rests on it."""
    found = regime(id_)
    assert found.unverified
    for one in found.duties:
        if one.confidence is Confidence.UNVERIFIED:
            assert one.note is not None or id_ == GDPR, one.id


@pytest.mark.parametrize("id_", ALL)
def test_every_duty_says_what_field_answers_it_or_why_none_does(id_: str) -> None:
    """A duty without a field is one to act, to hand over or to keep, not one to state."""
    for one in regime(id_).duties:
        if not one.answers:
            acts = one.readers != (Reader.PUBLIC,) or one.note is not None
            assert acts, one.id


def test_what_binds() -> None:
    """The Code binds who signed it, the guidelines bind nobody, the rest is law."""
    assert {id_: regime(id_).force for id_ in ALL} == {
        **dict.fromkeys((ACT, SUMMARY, ARTICLE_50, ARTICLE_73, GDPR), Force.LAW),
        **dict.fromkeys(CODES, Force.CODE),
        GUIDELINES: Force.GUIDANCE,
    }


def test_no_incident_report_is_owed_to_the_public() -> None:
    """Art. 55(1)(c), 73; Code, commitment 9; GDPR, Art. 33: authorities only."""
    for id_ in ALL:
        for one in regime(id_).duties:
            if one.subject is Subject.INCIDENT:
                assert Reader.PUBLIC not in one.readers, (id_, one.id)


# Dates: Art. 111 and 113 as amended by Regulation (EU) 2026/1744.


@pytest.mark.parametrize(
    ("id_", "day"),
    [
        (ACT, date(2025, 8, 2)),  # Art. 113(b): chapter V
        (SUMMARY, date(2025, 8, 2)),
        (TRANSPARENCY, date(2025, 8, 2)),
        (COPYRIGHT, date(2025, 8, 2)),
        (SAFETY, date(2025, 8, 2)),
        (GUIDELINES, date(2025, 11, 19)),  # adopted in all languages
        (ARTICLE_50, date(2026, 8, 2)),  # Art. 113: general date
        (ARTICLE_73, date(2026, 8, 2)),
        (GDPR, date(2018, 5, 25)),
    ],
)
def test_dates_in_force(id_: str, day: date) -> None:
    """Art. 113; the measures of the Code follow the duties that they serve."""
    assert regime(id_).in_force == day


def test_models_placed_before_august_2025_have_until_august_2027() -> None:
    """Art. 111(3): what is owed for a model, and the summary of its training content."""
    for id_ in (ACT, SUMMARY):
        for one in regime(id_).duties:
            if one.subject is Subject.MODEL:
                [later] = one.transition
                assert later.from_ == date(2027, 8, 2)
                assert later.clause == "Art. 111(3)"
                assert terms_of(later.when) == {"legacy"}
    legacy = term("legacy").when
    assert isinstance(legacy, FieldIs)
    assert (legacy.field, legacy.before) == ("release.eu_market", date(2025, 8, 2))


def test_systems_placed_before_august_2026_have_until_december_2026_to_mark() -> None:
    """Art. 111(4): only for Art. 50(2)."""
    [later] = duty(ARTICLE_50, "art-50-2").transition
    assert isinstance(later.when, FieldIs)
    assert later.when.before == date(2026, 8, 2)
    assert (later.from_, later.clause) == (date(2026, 12, 2), "Art. 111(4)")
    assert [one.id for one in regime(ARTICLE_50).duties if one.transition] == ["art-50-2"]


def test_documents_of_high_risk_systems_are_deferred_and_reports_are_not() -> None:
    """Art. 113(c): 2027-12-02 for Annex III, 2028-08-02 for Annex I; Art. 73 as before."""
    for name in ("art-13", "art-11"):
        one = duty(ARTICLE_73, name)
        assert one.in_force == date(2027, 12, 2)
        [later] = one.transition
        assert later.when == FieldIs(field="classification.annex", equals="I")
        assert (later.from_, later.clause) == (date(2028, 8, 2), "Art. 113(c)(ii)")
    for name in ("art-73-2", "art-73-3", "art-73-4"):
        assert duty(ARTICLE_73, name).in_force is None


def test_enforcement_begins_in_august_2026() -> None:
    """Art. 101(1) and 113: up to 3 % of turnover or EUR 15 million, from 2026-08-02."""
    one = duty(ACT, "art-91")
    assert one.in_force == date(2026, 8, 2)
    assert one.note is not None
    assert "3 %" in one.note
    assert "15,000,000" in one.note


# Who: thresholds.


def lines(condition: Condition) -> list[tuple[str, Comparison, float]]:
    """Return the lines of compute that a condition draws itself."""
    return [
        (part.compute, part.is_, part.operations)
        for part in parts(condition)
        if isinstance(part, Compute)
    ]


def test_a_general_purpose_model_has_more_than_10_to_the_23_and_generates_language() -> None:
    """Guidelines, points 17 and 18: both conditions; the provider's own class counts too.

    Art. 51(1)(b): so does a designation, whatever the provider says.
    """
    when = term("general-purpose").when
    assert lines(when) == [("total", Comparison.ABOVE, 1e23)]
    assert isinstance(when, Any_)
    test, own, designated = when.any
    assert isinstance(test, All)
    assert Rule(rule="general-purpose-output") in test.all
    assert isinstance(own, All)
    assert {part.field for part in parts(own) if isinstance(part, FieldIs)} == {
        "classification.level"
    }
    assert {part.field for part in parts(designated) if isinstance(part, FieldIs)} == {
        "classification.designated"
    }


def test_systemic_risk_is_presumed_strictly_above_10_to_the_25() -> None:
    """Art. 51(1) and (2): presumption, designation, or the provider's own class."""
    when = term("systemic-risk").when
    assert lines(when) == [("total", Comparison.ABOVE, 1e25)]
    assert terms_of(when) == {"provided-model"}
    fields = {part.field for part in parts(when) if isinstance(part, FieldIs)}
    assert fields == {"classification.designated", "classification.level"}
    assert term("systemic-risk").confidence is Confidence.QUOTED


def test_a_modifier_is_a_provider_above_one_third() -> None:
    """Guidelines, points 59 to 61, with both lines for an original of unknown compute."""
    one = term("modifier-provider")
    assert Rule(rule="modifier-third") in parts(one.when)
    assert one.note is not None
    assert "one third" in one.note
    assert "3.33 × 10^24" in one.note
    assert "3.33 × 10^22" in one.note


def test_the_open_source_exemption_leaves_copyright_and_the_summary() -> None:
    """Art. 53(2) and 54: points (a) and (b) fall away with both annexes and the representative.

    Points (c) and (d) stay, but for the field of the summary that names the representative.
    """
    assert term("open-source-exempt").when == Rule(rule="open-source-exemption")
    assert "open-source-exempt" in terms_of(term("documented-model").when)
    for one in regime(ACT).duties:
        documents = one.id in ("art-53-1-a", "art-53-1-b") or one.id.startswith(("xi.1", "xii."))
        representative = one.id in ("art-54-1", "art-54-3")
        assert ("documented-model" in terms_of(one.who)) is (documents or representative)
    for name in ("art-53-1-c", "art-53-1-d"):
        assert terms_of(duty(ACT, name).who) == {"provided-model"}
    for one in regime(SUMMARY).duties:
        named = "documented-model" if one.id == "s1.1-representative" else "provided-model"
        assert named in terms_of(one.who)


def test_the_form_is_not_for_exempt_models() -> None:
    """Code, transparency: not for free and open-source models, unless with systemic risk.

    The whole chapter, so the measures of the provider as well.
    """
    for one in regime(TRANSPARENCY).duties:
        assert terms_of(one.who) == {"documented-model"}


def test_only_providers_outside_the_union_need_a_representative() -> None:
    """Art. 54(1)."""
    assert term("outside-union").when == Not.model_validate({"not": {"established": "EU"}})
    assert "outside-union" in terms_of(duty(ACT, "art-54-1").who)
    [name, _] = duty(ACT, "art-54-1").answers
    assert name.fields == ("authorised_representative.name",)


def test_the_regimes_reach_who_offers_in_the_union() -> None:
    """Art. 2(1)(a): wherever the provider is established."""
    assert term("on-union-market").when == Deployed(deployed="EU")
    for id_ in (*CODES, ACT, GUIDELINES, SUMMARY, ARTICLE_50, ARTICLE_73):
        assert "on-union-market" in terms_of(regime(id_).who)
    assert Established(established="EU") in parts(regime(GDPR).who)


@pytest.mark.parametrize(
    ("id_", "chapter"),
    [(TRANSPARENCY, "Transparency"), (COPYRIGHT, "Copyright"), (SAFETY, "Safety and Security")],
)
def test_a_chapter_of_the_code_binds_who_signed_it(id_: str, chapter: str) -> None:
    """The Code is voluntary, chapter by chapter."""
    signed = [part for part in parts(regime(id_).who) if isinstance(part, Signed)]
    assert signed
    assert {part.chapter for part in signed} == {chapter}


def test_the_safety_chapter_is_for_systemic_risk_alone() -> None:
    """Code, safety and security: models with systemic risk."""
    for one in regime(SAFETY).duties:
        assert "systemic-risk" in terms_of(one.who), one.id


def test_article_50_is_for_providers_and_deployers_of_systems() -> None:
    """Art. 50(1), (2): providers; (3), (4): deployers; (5): both.

    Art. 53(1)(b): downstream providers are providers of AI systems.
    """
    systems = {"ai-system-provider", "downstream-provider"}
    roles = {
        one.id: {role for part in parts(one.who) if isinstance(part, HasRole) for role in part.role}
        for one in regime(ARTICLE_50).duties
        if one.id.startswith("art")
    }
    assert roles == {
        "art-50-1": systems,
        "art-50-2": systems,
        "art-50-3": {"deployer"},
        "art-50-4": {"deployer"},
        "art-50-5": {*systems, "deployer"},
    }


# What: the annexes, the form, the template.


def test_the_items_of_the_annexes() -> None:
    """Annex XI, sections 1 and 2, and Annex XII: read in the text itself."""
    items = {one.id: one for one in regime(ACT).duties if one.id.startswith(("xi.", "xii."))}
    assert set(items) == {
        *(f"xi.1.1.{letter}" for letter in "abcdef"),
        *(f"xi.1.2.{letter}" for letter in "abcde"),
        *(f"xi.2.{number}" for number in "123"),
        *(f"xii.1.{letter}" for letter in "abcdefgh"),
        *(f"xii.2.{letter}" for letter in "abc"),
    }
    for id_, one in items.items():
        assert one.confidence is Confidence.VERIFIED
        assert one.answers
        if id_.startswith("xii."):
            assert one.readers == (Reader.DOWNSTREAM_PROVIDERS,)
        else:
            assert one.readers == (Reader.AI_OFFICE, Reader.NATIONAL_AUTHORITIES)
            systemic = terms_of(one.who) == {"systemic-risk"}
            assert systemic is id_.startswith("xi.2.")


def test_of_the_act_only_the_summary_of_training_content_is_public() -> None:
    """Art. 53(1)(d)."""
    public = [one.id for one in regime(ACT).duties if Reader.PUBLIC in one.readers]
    assert public == ["art-53-1-d"]


FORM = (
    *("AND", "AND", "AN", "AND", "AND", "AND", "AND", "AN", "AND", "AD"),  # 1 to 10
    *("AND", "D", "A", "ND", "AN", "D", "AN", "D", "AD", "AND"),  # 11 to 20
    *("AND", "AND", "D", "D", "D", "AN", "AN", "AND", "AND", "AN"),  # 21 to 30
    *("N", "A", "AN", "AND", "AN", "AN", "N", "A", "N", "A"),  # 31 to 40
    *("AN", "AN", "AN", "AN", "AN"),  # 41 to 45
)
"""Whom each item of the Model Documentation Form is for: AI Office, national authorities,
downstream providers."""


def test_the_form_has_45_items() -> None:
    """Code, transparency, Model Documentation Form."""
    items = [one.id for one in regime(TRANSPARENCY).duties if one.id.startswith("item-")]
    assert items == [f"item-{number:02d}" for number in range(1, 46)]
    assert len(FORM) == 45


@pytest.mark.parametrize(("number", "readers"), list(enumerate(FORM, start=1)))
def test_whom_an_item_of_the_form_is_for(number: int, readers: str) -> None:
    """Model Documentation Form, tick boxes; none is marked for the public."""
    one = duty(TRANSPARENCY, f"item-{number:02d}")
    assert one.readers == tuple(CODE_OF[letter] for letter in readers)
    assert one.clause == f"Model Documentation Form, item {number}"
    assert one.subject is Subject.MODEL
    assert one.confidence is Confidence.RESTATED
    assert one.answers


@pytest.mark.parametrize(
    ("exact", "coarse", "field"),
    [
        (13, 14, "architecture.parameters"),
        (32, 31, "data.data_points"),
        (38, 37, "compute.days"),
        (40, 39, "compute.operations"),
    ],
)
def test_facts_with_a_coarse_and_an_exact_form(exact: int, coarse: int, field: str) -> None:
    """Items 13/14, 31/32, 37/38, 39/40: the exact form is for the AI Office alone."""
    fine, rough = (duty(TRANSPARENCY, f"item-{number:02d}") for number in (exact, coarse))
    assert fine.exact
    assert not rough.exact
    assert fine.readers == (Reader.AI_OFFICE,)
    assert field in fine.answers[0].fields
    [answer] = rough.answers
    assert answer.either
    assert field in answer.fields
    assert len(answer.fields) == 2


def test_no_other_duty_asks_for_an_exact_form() -> None:
    """Only four items of the form have a coarse one beside them."""
    exact = [one.id for id_ in ALL for one in regime(id_).duties if one.exact]
    assert exact == ["item-13", "item-32", "item-38", "item-40"]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        (ModalityContent, "modalities"),
        (PublicDatasets, "public_datasets"),
        (PrivateDatasets, "private_datasets"),
        (CrawledData, "crawled"),
        (UserData, "user_data"),
        (SyntheticData, "synthetic"),
        (OtherData, "other"),
    ],
)
def test_the_summary_asks_for_every_field_of_a_section(model: type, field: str) -> None:
    """Template, sections 1.3 and 2.1 to 2.6: each field of the record serves one of its fields."""
    asked = {path for one in regime(SUMMARY).duties for a in one.answers for path in a.fields}
    names = set(model.model_fields)  # type: ignore[attr-defined]
    found = {path.split(".")[2] for path in asked if path.startswith(f"data.{field}.")}
    own = {"purpose"} if model is SyntheticData else set()  # Asked by AB 2013, item 12, only.
    assert found == names - own


def test_the_summary_asks_for_section_3_and_the_header() -> None:
    """Template, header, 1.1, 1.2 and 3.1 to 3.3."""
    asked = {path for one in regime(SUMMARY).duties for a in one.answers for path in a.fields}
    own = {f"copyright.{name}" for name in Copyright.model_fields} - {"copyright.safeguards"}
    assert own <= asked
    assert {
        "version",
        "data.summary_updated",
        "data.previous_summaries",
        "legal_name",
        "authorised_representative.name",
        "model.name",
        "model.versions",
        "model.dependencies",
        "release.eu_market",
    } <= asked


def test_what_follows_from_a_use_is_asked_only_if_there_is_one() -> None:
    """Template, section 2: large datasets only if public datasets were used, and so on."""
    uses = {
        "data.public_datasets.": {"data.public_datasets.used"},
        "data.private_datasets.": {
            "data.private_datasets.licensed",
            "data.private_datasets.obtained",
        },
        "data.crawled.": {"data.crawled.used"},
        "data.synthetic.": {"data.synthetic.used"},
        "data.other.": {"data.other.used"},
    }
    for one in regime(SUMMARY).duties:
        for answer in one.answers:
            for start, flags in uses.items():
                if one.strength is not Strength.MUST or one.id == "publish":
                    continue
                path = answer.fields[0]
                if not path.startswith(start) or path in flags:
                    continue
                asked = [p.field for p in parts(answer.when) if isinstance(p, FieldIs)]
                assert asked, (one.id, path)
                assert set(asked) <= {*flags, "data.synthetic.models"}


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        *((SUMMARY, f"s1.3-{name}") for name in ("size", "types", "acquired")),  # section 1.3
        (SUMMARY, "s2.1-large"),
        *((TRANSPARENCY, f"item-{number}") for number in (10, 12)),
    ],
)
def test_what_is_asked_per_modality_or_dataset_is_asked_of_every_row(id_: str, name: str) -> None:
    """Template, sections 1.3 and 2.1; Model Documentation Form, items 10 and 12."""
    assert all(answer.every for answer in duty(id_, name).answers)


def test_the_summary_is_all_that_its_template_asks_for() -> None:
    """Art. 53(1)(d): a summary by the template is not there because one of its groups is."""
    asked = [
        one.id
        for one in regime(SUMMARY).duties
        if one.id.startswith(("h-", "s")) and one.clause != duty(SUMMARY, "several-models").clause
    ]
    must = [id_ for id_ in asked if duty(SUMMARY, id_).strength is Strength.MUST]
    assert list(duty(SUMMARY, "publish").items) == must
    assert not duty(SUMMARY, "publish").answers


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("s2.1-large", ["3 %"]),
        ("s2.3-domains", ["10 %", "5 %", "1,000"]),
        ("s1.3-size", ["1 billion", "10 trillion", "1 million", "10,000"]),
    ],
)
def test_thresholds_of_the_template(name: str, words: list[str]) -> None:
    """Template, sections 1.3, 2.1 and 2.3 with footnote 16."""
    for word in words:
        assert word in duty(SUMMARY, name).what


def test_the_summary_is_public_and_mandatory() -> None:
    """Art. 53(1)(d): comments and other information are optional."""
    for one in regime(SUMMARY).duties:
        assert one.readers == (Reader.PUBLIC,)
        optional = one.id.endswith("-comments") or one.id in ("s3.3-other", "several-models")
        assert (one.strength is Strength.MAY) is optional


@pytest.mark.parametrize(
    ("name", "topics"),
    [
        ("m1.1-1", ["evaluation-triggers"]),
        ("m1.1-2a", ["risk-tiers"]),
        ("m1.1-2b", ["tier-mitigations"]),
        ("m1.1-2c", ["risk-timelines"]),
        ("m1.1-2d", ["external-input"]),
        ("m1.1-3", ["responsibilities"]),
        ("m1.1-4", ["updating", "update-confirmation"]),
    ],
)
def test_the_topics_of_a_framework(name: str, topics: list[str]) -> None:
    """Code, safety and security, measure 1.1: answered by the framework's topics."""
    answers = duty(SAFETY, name).answers
    found = [answer.fields[0] for answer in answers]
    assert found == [f"topics[topic={topic}].summary" for topic in topics]
    assert {Topic(topic) for topic in topics}
    for answer in answers:
        assert answer.of == "protocol"
        assert answer.types == ("frontier-framework", "responsible-scaling-policy")


def test_the_safety_chapter_was_read_itself() -> None:
    """All but point 1 of measure 7.1."""
    restated = [d.id for d in regime(SAFETY).duties if d.confidence is not Confidence.VERIFIED]
    assert restated == ["m7.1-1"]


def test_what_the_code_makes_public() -> None:
    """Code: T1.2 contact, C1.3 crawlers, C1.5 complaints, S10.2 summaries; the rest may be."""
    public = {
        id_: {
            one.id
            for one in regime(id_).duties
            if Reader.PUBLIC in one.readers and one.strength is Strength.MUST
        }
        for id_ in CODES
    }
    assert public == {
        TRANSPARENCY: {"t1.2"},
        COPYRIGHT: {"c1.3-information", "c1.3-updates", "c1.5"},
        SAFETY: {"m10.2-framework", "m10.2-report"},
    }
    for id_, name in ((TRANSPARENCY, "t1.2-publish"), (COPYRIGHT, "c1.1-summary")):
        assert duty(id_, name).strength is Strength.MAY


def test_the_nine_items_of_an_incident_report() -> None:
    """Code, safety and security, measure 9.2(1) to (9)."""
    items = [one for one in regime(SAFETY).duties if one.id.startswith("m9.2-")]
    assert [one.clause for one in items] == [f"Measure 9.2({n})" for n in range(1, 10)]
    assert [one.id for one in items if not one.answers] == ["m9.2-7"]


def test_each_class_of_harm_has_one_period() -> None:
    """Code, measure 9.3(1) to (4); Art. 73(2) to (4): no class is left out, none is in two."""
    act = {
        HarmClass.DEATH,
        HarmClass.HEALTH,
        HarmClass.INFRASTRUCTURE,
        HarmClass.RIGHTS,
        HarmClass.PROPERTY_ENVIRONMENT,
    }
    cases = {
        SAFETY: (("infrastructure", "cybersecurity", "death", "harm"), "m9.3-"),
        ARTICLE_73: (("2", "3", "4"), "art-73-"),
    }
    for id_, (names, start) in cases.items():
        harms = [harm for name in names for harm in sorted(harms_of(duty(id_, start + name).who))]
        expected = act | ({HarmClass.CYBERSECURITY} if id_ == SAFETY else set())
        assert sorted(harms) == sorted(expected)
    assert harms_of(term("serious-incident").when) == act
    assert harms_of(term("reportable", SAFETY).when) == act | {HarmClass.CYBERSECURITY}


# When: deadlines.

MARKET = ("release.eu_market",)
AWARE = ("times.discovered",)
TOLD = "notifications[regime=eu-code-safety].at"
REPORTED = tuple(f"filings[duty=eu-code-safety/{name}].filed" for name in ("m7.7", "m7.6"))
WITHIN, BY, EVERY, KEEP = (
    DeadlineKind.WITHIN,
    DeadlineKind.BY,
    DeadlineKind.EVERY,
    DeadlineKind.KEEP,
)


@pytest.mark.parametrize(
    ("id_", "name", "kind", "length", "start"),
    [
        (ACT, "art-52-1", WITHIN, "P2W", ()),  # Art. 52(1)
        (ACT, "art-53-1-d", BY, None, MARKET),  # Art. 53(1)(d)
        (ACT, "art-54-3", KEEP, "P10Y", MARKET),  # Art. 54(3)
        (ACT, "art-55-1-c", DeadlineKind.WITHOUT_DELAY, None, AWARE),  # Art. 55(1)(c)
        (GUIDELINES, "compute-estimate", WITHIN, "P2W", ()),  # section 2.3
        (SUMMARY, "publish", BY, None, MARKET),
        (SUMMARY, "update", EVERY, "P6M", ("data.summary_updated",)),
        (TRANSPARENCY, "t1.1", BY, None, MARKET),  # measure 1.1
        (TRANSPARENCY, "t1.1-keep", KEEP, "P10Y", MARKET),
        (TRANSPARENCY, "t1.2-downstream", WITHIN, "P14D", ()),  # measure 1.2
        (SAFETY, "m1.1-notified", WITHIN, "P4W", ("classification.notified",)),  # measure 1.1
        (SAFETY, "m1.1-market", BY, "P2W", MARKET),
        (SAFETY, "m1.3-assessment", EVERY, "P12M", ("review.last",)),  # measure 1.3
        (SAFETY, "m1.4", WITHIN, "P5D", ("approvals.date",)),  # measure 1.4
        (SAFETY, "m7.6", EVERY, "P6M", REPORTED),  # measure 7.6
        (SAFETY, "m7.7", BY, None, MARKET),  # measure 7.7
        (SAFETY, "m7.7-updates", WITHIN, "P5D", ()),
        (SAFETY, "m9.3-infrastructure", WITHIN, "P2D", AWARE),  # measure 9.3(1)
        (SAFETY, "m9.3-cybersecurity", WITHIN, "P5D", AWARE),  # measure 9.3(2)
        (SAFETY, "m9.3-death", WITHIN, "P10D", AWARE),  # measure 9.3(3)
        (SAFETY, "m9.3-harm", WITHIN, "P15D", AWARE),  # measure 9.3(4)
        (SAFETY, "m9.3-final", WITHIN, "P60D", ("times.resolved",)),
        (SAFETY, "m9.4", KEEP, "P5Y", (*AWARE, TOLD)),  # measure 9.4
        (SAFETY, "m10.1", KEEP, "P10Y", MARKET),  # measure 10.1
        (ARTICLE_73, "art-73-2", WITHIN, "P15D", AWARE),  # Art. 73(2)
        (ARTICLE_73, "art-73-3", WITHIN, "P2D", AWARE),  # Art. 73(3)
        (ARTICLE_73, "art-73-4", WITHIN, "P10D", AWARE),  # Art. 73(4)
        (GDPR, "art-33-1", WITHIN, "PT72H", AWARE),  # Art. 33(1)
    ],
)
def test_deadlines(
    id_: str, name: str, kind: DeadlineKind, length: str | None, start: tuple[str, ...]
) -> None:
    """Each period with the clause that sets it, and the field at which it begins."""
    found = deadline(id_, name)
    assert (found.kind, found.length, found.start) == (kind, length, start)


def test_business_days() -> None:
    """Code, measures 1.4 and 7.7: five business days; all other periods are calendar days."""
    found = [
        one.id
        for id_ in ALL
        for one in regime(id_).duties
        if one.deadline is not None and one.deadline.business
    ]
    assert found == ["m1.4", "m7.7-updates"]


def test_the_framework_is_confirmed_two_weeks_before_the_market() -> None:
    """Code, measure 1.1: the only period that runs backwards."""
    found = [
        one.id
        for id_ in ALL
        for one in regime(id_).duties
        if one.deadline is not None and one.deadline.before
    ]
    assert found == ["m1.1-market"]


def test_updates_of_an_unresolved_incident() -> None:
    """Code, measure 9.3: at least every four weeks, from the initial report on."""
    found = deadline(SAFETY, "m9.3-intermediate")
    assert (found.kind, found.length) == (EVERY, "P4W")
    assert found.start == deadline(SAFETY, "m9.3-death").done
    assert found.until == ("times.resolved",)


def test_a_fixed_day() -> None:
    """Code on generated content: the measure on interoperability is due on 2027-02-02."""
    found = deadline(ARTICLE_50, "code-marking")
    assert (found.kind, found.on) == (BY, date(2027, 2, 2))


def test_fifteen_business_days_with_an_interim_report() -> None:
    """Code, measure 7.7."""
    note = deadline(SAFETY, "m7.7").note
    assert note is not None
    assert "15 business days" in note


@pytest.mark.parametrize(
    ("id_", "name", "confidence"),
    [
        (ACT, "art-52-1", Confidence.QUOTED),
        (ACT, "art-53-1-a", Confidence.RESTATED),
        (ACT, "art-53-1-d", Confidence.QUOTED),
        (ACT, "art-55-1-c", Confidence.RESTATED),
        (SUMMARY, "update", Confidence.RESTATED),
        (SUMMARY, "several-models", Confidence.UNVERIFIED),
        (SUMMARY, "gaps", Confidence.UNVERIFIED),
        (ARTICLE_73, "art-73-2", Confidence.QUOTED),
        (ARTICLE_73, "art-73-5", Confidence.RESTATED),
        (ARTICLE_73, "art-13", Confidence.UNVERIFIED),
        (GDPR, "art-33-1", Confidence.UNVERIFIED),
    ],
)
def test_how_far_a_text_was_checked(id_: str, name: str, confidence: Confidence) -> None:
    """What was read itself, in quotation, in a restatement, or not at all."""
    assert duty(id_, name).confidence is confidence


def test_a_public_dataset_is_large_above_three_per_cent() -> None:
    """Template, section 2.1: more than 3 %; exactly 3 % is not large."""
    summary = regime(SUMMARY)
    said = [text for text in summary.unverified if "3 %" in text]
    assert said
    assert all("large above 3 %" in text for text in said)
