"""Coverage: of each duty, whether it is owed, whether it is met, and where."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from glasscase.law.coverage import Covered, Held, Law, Place, State, blocks, cover
from glasscase.law.facts import Facts
from glasscase.records import Kind, PublicForm
from tests.law.engine import DAY, catalogue, duty, model, provider, regime_data

TRADE_SECRET = {"withheld": "trade-secret", "describe": "A trade secret."}
NOT_APPLICABLE = {"absent": "not-applicable", "reason": "There is none."}
NOT_YET = {"absent": "not-yet", "reason": "Not measured yet."}
TWO = [{"fields": ["limitations"]}, {"fields": ["bias"]}]


def protocol(id_: str = "framework", **fields: Any) -> PublicForm:
    return {
        "kind": "protocol",
        "id": id_,
        "status": "current",
        "type": "frontier-framework",
        **fields,
    }


def covered(
    own: dict[str, Any],
    form: PublicForm | None = None,
    *,
    regime: dict[str, Any] | None = None,
    protocols: tuple[PublicForm, ...] = (),
    of: PublicForm | None = None,
    day: date = DAY,
) -> Covered:
    """Cover one duty of one subject."""
    law = Law.of(catalogue(regime_data(duties=[own], **(regime or {}))))
    law = law.knowing([law.know(of or provider(), protocols, ())])
    [one] = cover(law, Facts(law.known.provider, form, day))
    return one


def state(own: dict[str, Any], form: PublicForm | None = None, **more: Any) -> State:
    return covered(own, form, **more).state


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"limitations": "a", "bias": "b"}, State.MET),
        ({"limitations": "a", "bias": NOT_APPLICABLE}, State.MET),
        ({"limitations": NOT_APPLICABLE, "bias": NOT_APPLICABLE}, State.MET),
        ({"limitations": "a"}, State.PARTLY),
        ({"limitations": "a", "bias": TRADE_SECRET}, State.PARTLY),
        ({"limitations": "a", "bias": NOT_YET}, State.PARTLY),
        ({"limitations": NOT_YET, "bias": TRADE_SECRET}, State.PARTLY),
        ({"limitations": NOT_YET}, State.PARTLY),
        ({"limitations": NOT_APPLICABLE}, State.PARTLY),
        ({"limitations": TRADE_SECRET, "bias": TRADE_SECRET}, State.WITHHELD),
        ({"limitations": NOT_YET, "bias": NOT_YET}, State.ABSENT),
        ({}, State.MISSING),
    ],
)
def test_the_state_of_a_duty_follows_from_its_answers(
    fields: dict[str, Any], expected: State
) -> None:
    assert state(duty(answers=TWO), model(**fields)) is expected


def test_what_holds_an_answer_is_named_with_basis_and_reason() -> None:
    own = duty(answers=[{"asks": "limits", "fields": ["limitations"]}, {"fields": ["bias"]}])
    one = covered(own, model(limitations=TRADE_SECRET))
    assert one.held == (
        Held(
            Place(Kind.MODEL, "aurora", "limitations"),
            State.WITHHELD,
            "trade-secret",
            "A trade secret.",
            "limits",
        ),
        Held(Place(Kind.MODEL, "aurora", "bias"), State.MISSING, "", "", "A duty"),
    )
    assert [held.place.field for held in one.open] == ["bias"]


def test_of_several_fields_one_can_be_enough() -> None:
    own = duty(answers=[{"fields": ["compute.operations", "compute.magnitude"], "either": True}])
    one = covered(own, model(compute={"magnitude": 26}))
    [held] = one.held
    assert (one.state, held.place.field, held.instead) == (
        State.MET,
        "compute.magnitude",
        ("compute.operations",),
    )
    one = covered(own, model())
    [held] = one.held
    assert (one.state, held.place.field, held.instead) == (
        State.MISSING,
        "compute.operations",
        ("compute.magnitude",),
    )


def test_several_fields_must_all_answer() -> None:
    own = duty(answers=[{"fields": ["limitations", "bias"]}])
    assert state(own, model(bias="b")) is State.PARTLY


SIZE = {
    "fields": ["data.modalities.size", "data.modalities.amount"],
    "either": True,
    "every": True,
}


def test_what_is_asked_of_every_row_is_met_in_part_where_one_lacks_it() -> None:
    """Template of the training summary, section 1.3: size for each modality."""
    text, image = {"modality": "text", "size": "1bn-10tn"}, {"modality": "image"}
    one = covered(duty(answers=[SIZE]), model(data={"modalities": [text, image]}))
    [held] = one.held
    assert (one.state, held.state, held.reason) == (
        State.PARTLY,
        State.PARTLY,
        "not stated for “image”",
    )
    assert one.open == (held,)
    counted = {**image, "amount": {"value": 3e6, "unit": "images"}}
    assert state(duty(answers=[SIZE]), model(data={"modalities": [text, counted]})) is State.MET
    withheld = {**image, "size": TRADE_SECRET}
    one = covered(duty(answers=[SIZE]), model(data={"modalities": [text, withheld]}))
    assert (one.state, one.held[0].basis, one.open) == (State.PARTLY, "trade-secret", ())


LARGE = {"field": "provider.large_developer.large", "equals": True}
REPORT = duty("report", items=["uses", "languages", "risks"])
ITEMS = [
    duty("uses", title="Uses", answers=[{"asks": "What for", "fields": ["use.intended"]}]),
    duty("languages", title="Languages", answers=[{"fields": ["languages"]}]),
    duty("risks", title="Risks", who=LARGE, answers=[{"fields": ["risks.summary"]}]),
]


def reported(form: PublicForm, of: PublicForm) -> Covered:
    """Cover the duty that is made of others."""
    law = Law.of(catalogue(regime_data(duties=[REPORT, *ITEMS])))
    law = law.knowing([law.know(of, (), ())])
    return cover(law, Facts(of, form, DAY))[0]


def test_a_duty_that_is_made_of_others_is_met_as_they_are() -> None:
    """Cal. Bus. & Prof. Code 22757.12(c): a report without its languages is not the report."""
    small = provider(large_developer={"large": False})
    form = model(title="Aurora", use={"intended": "Text."})
    assert reported(model(title="Aurora"), small).state is State.MISSING
    one = reported(form, small)
    assert one.state is State.PARTLY
    assert [(held.item, held.asks, held.state) for held in one.held] == [
        ("uses", "Uses", State.MET),
        ("languages", "Languages", State.MISSING),
    ]
    assert reported({**form, "languages": ["en"]}, small).state is State.MET


def test_an_item_counts_for_those_who_owe_it() -> None:
    form = model(use={"intended": "Text."}, languages=["en"])
    assert reported(form, provider(large_developer={"large": True})).state is State.PARTLY
    assert reported(form, provider()).state is State.MET  # Nobody can tell; its item says so.


def test_what_an_item_lacks_is_said_by_the_item() -> None:
    assert reported(model(), provider()).open == ()


CRAWLED = {"field": "data.crawled.used", "equals": True}


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"crawled": {"used": True, "purposes": "a"}}, State.MET),
        ({"crawled": {"used": True}}, State.PARTLY),
        ({"crawled": {"used": False}}, State.MET),
        ({"crawled": NOT_APPLICABLE}, State.MET),
        ({"crawled": TRADE_SECRET}, State.WITHHELD),
        ({}, State.MISSING),
    ],
)
def test_what_is_asked_under_a_condition_is_asked_only_then(
    data: dict[str, Any], expected: State
) -> None:
    answers = [
        {"fields": ["data.crawled.used"]},
        {"fields": ["data.crawled.purposes"], "when": CRAWLED},
    ]
    assert state(duty(answers=answers), model(data=data)) is expected


def test_a_duty_of_which_nothing_is_asked_does_not_apply() -> None:
    own = duty(answers=[{"fields": ["data.crawled.purposes"], "when": CRAWLED}])
    one = covered(own, model(data={"crawled": {"used": False}}))
    assert (one.state, one.because) == (
        State.NOT_APPLICABLE,
        ("`data.crawled.used` is false",),
    )
    one = covered(own, model())
    assert one.state is State.CANNOT_TELL
    assert one.because == ("cannot tell: state `data.crawled.used` in models/aurora.yml",)


FRONTIER = {"compute": "total", "is": "above", "operations": 1e26}


def test_who_owes_nothing_has_no_answers() -> None:
    one = covered(duty(who=FRONTIER, answers=TWO), model(compute={"operations": 3.1e23}, bias="b"))
    assert (one.state, one.held) == (State.NOT_APPLICABLE, ())
    assert one.because == ("3.1 × 10^23 operations are not more than 10^26",)


def test_of_two_days_to_come_both_are_told() -> None:
    """Art. 113(c) of Reg. (EU) 2024/1689: 2027-12-02 for Annex III, 2028-08-02 for Annex I."""
    later = {
        "when": {"field": "classification.annex", "equals": "I"},
        "from": "2028-08-02",
        "clause": "Art. 113(c)(ii)",
    }
    own = duty(in_force="2027-12-02", transition=[later], answers=TWO)
    unknown = covered(own, model())
    assert (unknown.state, unknown.in_force, unknown.latest) == (
        State.NOT_YET,
        date(2027, 12, 2),
        date(2028, 8, 2),
    )
    assert unknown.because == (
        "cannot tell: state `classification.annex` in models/aurora.yml",
        "In force from 2027-12-02 or 2028-08-02.",
    )
    between = covered(own, model(), day=date(2028, 1, 1))
    assert (between.state, between.latest) == (State.CANNOT_TELL, date(2028, 8, 2))
    product = covered(own, model(classification={"annex": "I"}), day=date(2028, 1, 1))
    assert (product.state, product.in_force) == (State.NOT_YET, date(2028, 8, 2))
    assert product.latest == product.in_force
    listed = covered(own, model(classification={"annex": "III"}), day=date(2028, 1, 1))
    assert listed.state is State.MISSING


def test_what_cannot_be_told_says_what_to_state_and_keeps_the_answers() -> None:
    one = covered(duty(who=FRONTIER, answers=TWO), model(bias="b"))
    assert one.state is State.CANNOT_TELL
    assert one.because == (
        "cannot tell: state `compute.operations` or `compute.magnitude` in models/aurora.yml",
    )
    assert [held.state for held in one.held] == [State.MISSING, State.MET]


def test_the_condition_of_the_regime_holds_for_all_its_duties() -> None:
    own = duty(who={"deployed": "US-CA"}, answers=TWO)
    form = model(release={"jurisdictions": ["US-CA"]}, compute={"operations": 1e27})
    assert covered(own, form, regime={"who": FRONTIER}).because == (
        "10^27 operations are more than 10^26",
        "the model is available in US-CA",
    )
    small = {**form, "compute": {"operations": 1e22}}
    assert state(own, small, regime={"who": FRONTIER}) is State.NOT_APPLICABLE


def test_a_duty_that_is_in_force_later_keeps_its_answers() -> None:
    one = covered(duty(in_force="2027-01-01", answers=TWO), model(bias="b"))
    assert (one.state, one.in_force) == (State.NOT_YET, date(2027, 1, 1))
    assert one.because == ("In force from 2027-01-01.",)
    assert len(one.held) == 2
    assert state(duty(in_force="2026-11-22", answers=TWO), model()) is State.MISSING


def test_what_the_tool_itself_does_is_met_where_it_is_owed() -> None:
    """Cal. Bus. & Prof. Code 22757.12(f): no value is withheld without its ground."""
    own = duty(who=FRONTIER, by_tool=True)
    one = covered(own, model(compute={"operations": 2e26}))
    assert (one.state, one.because[-1]) == (State.MET, "Met by the tool that makes the site.")
    assert state(own, model(compute={"operations": 2e23})) is State.NOT_APPLICABLE
    assert state(own, model()) is State.CANNOT_TELL
    assert state(duty(by_tool=True, in_force="2027-01-01"), model()) is State.NOT_YET


TRANSITION = [
    {
        "when": {"field": "release.eu_market", "before": "2025-08-02"},
        "from": "2027-08-02",
        "clause": "Art. 111(3)",
    }
]


def test_a_transition_moves_the_day_for_some_by_their_market_date() -> None:
    """Reg. (EU) 2024/1689, Art. 111(3): models placed before 2025-08-02 comply by 2027-08-02."""
    own = duty(answers=TWO, transition=TRANSITION)
    early = covered(own, model(release={"eu_market": "2025-08-01"}))
    assert (early.state, early.in_force) == (State.NOT_YET, date(2027, 8, 2))
    assert early.because[-1] == "In force from 2027-08-02."
    assert "Art. 111(3)" in " ".join(early.because)
    assert state(own, model(release={"eu_market": "2025-08-02"})) is State.MISSING
    unknown = covered(own, model())
    assert unknown.state is State.CANNOT_TELL
    assert "release.eu_market" in unknown.because[0]
    assert state(own, model(), day=date(2027, 8, 2)) is State.MISSING


def test_what_is_not_owed_to_the_public_says_to_whom_and_keeps_the_answers() -> None:
    own = duty(readers=["ai-office", "national-authorities"], answers=TWO)
    one = covered(own, model(bias="b"))
    assert (one.state, one.because) == (
        State.AUTHORITY,
        ("Owed to the AI Office and national authorities, not to the public.",),
    )
    assert [held.state for held in one.held] == [State.MISSING, State.MET]


def test_a_public_duty_without_fields_cannot_be_told() -> None:
    one = covered(duty(answers=[]), model())
    assert (one.state, one.because) == (
        State.CANNOT_TELL,
        ("No field of a record can show this.",),
    )


CONTACT = {"of": "provider", "fields": ["contacts.natural_persons"]}


def test_an_answer_can_be_the_provider_s() -> None:
    reached = provider(contacts={"natural_persons": {"role": "Desk"}})
    one = covered(duty(answers=[CONTACT]), model(), of=reached)
    assert one.state is State.MET
    assert one.held[0].place == Place(Kind.PROVIDER, "", "contacts.natural_persons")
    assert state(duty(answers=[CONTACT]), model()) is State.MISSING


TOPIC = {
    "of": "protocol",
    "types": ["frontier-framework", "responsible-scaling-policy"],
    "fields": ["topics[topic=standards]"],
}
STANDARDS = [{"topic": "standards", "summary": "We follow them."}]


def test_a_provider_s_duty_can_be_answered_by_any_current_protocol_of_its_types() -> None:
    own = duty(subject="provider", answers=[TOPIC])
    other = protocol("scaling", type="responsible-scaling-policy", topics=STANDARDS)
    one = covered(own, protocols=(protocol(), other))
    assert (one.state, one.place) == (State.MET, Place(Kind.PROVIDER, "", ""))
    assert one.held[0].place == Place(Kind.PROTOCOL, "scaling", "topics[topic=standards]")


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "draft"},
        {"status": "withdrawn"},
        {"type": "safety-policy"},
        {"translation_of": {"id": "framework", "version": "1.0"}},
    ],
)
def test_drafts_translations_and_other_types_answer_nothing(changed: dict[str, Any]) -> None:
    own = duty(subject="provider", answers=[TOPIC])
    one = covered(own, protocols=(protocol(topics=STANDARDS, **changed),))
    assert one.state is State.MISSING
    [held] = one.held
    assert held.place == Place(Kind.PROTOCOL, "", "topics[topic=standards]")
    assert held.types == ("frontier-framework", "responsible-scaling-policy")


def test_the_protocol_that_lacks_an_answer_is_named() -> None:
    one = covered(duty(subject="provider", answers=[TOPIC]), protocols=(protocol(),))
    assert one.held[0].place.id == "framework"


def test_a_model_is_answered_for_by_the_protocols_that_it_names_or_that_have_it_in_scope() -> None:
    own = duty(answers=[TOPIC])
    full, empty = protocol("full", topics=STANDARDS), protocol("empty")
    assert state(own, model(), protocols=(full, empty)) is State.MET
    assert state(own, model(protocols=["empty"]), protocols=(full, empty)) is State.MISSING
    scoped = protocol("empty", scope={"models": ["aurora"]})
    assert state(own, model(), protocols=(full, scoped)) is State.MISSING
    others = model(protocols=["use-policy"])
    policy = protocol("use-policy", type="acceptable-use-policy")
    assert state(own, others, protocols=(full, empty, policy)) is State.MET


def test_an_incident_answers_its_own_duties_and_no_others() -> None:
    data = regime_data(
        duties=[
            duty("card", answers=TWO),
            duty("report", subject="incident", answers=[{"fields": ["impact.description"]}]),
        ]
    )
    law = Law.of(catalogue(data)).knowing([])
    form = {"kind": "incident", "id": "2026-001", "impact": {"description": "Nobody was harmed."}}
    [one] = cover(law, Facts(None, form, DAY))
    assert (one.duty.id, one.state, one.place.id) == ("report", State.MET, "2026-001")


def test_a_protocol_is_asked_nothing_by_itself() -> None:
    law = Law.of(catalogue(regime_data(duties=[duty(subject="provider", answers=[TOPIC])])))
    assert cover(law, Facts(provider(), protocol(), DAY)) == ()


def test_records_of_which_the_same_is_so_share_their_outcomes() -> None:
    law = Law.of(catalogue(regime_data(duties=[duty(who=FRONTIER, answers=TWO)]))).knowing([])
    found = [
        blocks(law, Facts(None, model(id=id_, compute={"operations": value}), DAY))[0]
        for id_, value in (("a", 2e26), ("b", 3e26))
    ]
    assert found[0].outcomes is found[1].outcomes
    assert [one.because for block in found for one in block.covered] == [
        ("2 × 10^26 operations are more than 10^26",),
        ("3 × 10^26 operations are more than 10^26",),
    ]
    assert [one.held[0].place.id for block in found for one in block.covered] == ["a", "b"]


def test_only_chosen_regimes_are_looked_at() -> None:
    whole = catalogue(regime_data(), regime_data("us-ca-sb53", terms=[]))
    law = Law.of(whole, ["us-ca-sb53"]).knowing([])
    assert {one.regime.id for one in cover(law, Facts(None, model(), DAY))} == {"us-ca-sb53"}
