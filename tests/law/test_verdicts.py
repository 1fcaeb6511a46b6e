"""Verdicts that are worked out once for many records are those of each record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from glasscase.law.answer import Verdict
from glasscase.law.asks import Plan
from glasscase.law.catalogue import package_catalogue
from glasscase.law.conditions import evaluate
from glasscase.law.coverage import Law, State, counts, cover
from glasscase.law.facts import Facts
from glasscase.law.model.duty import Subject
from glasscase.law.scope import scope
from glasscase.law.verdicts import worded
from glasscase.reading.load import load
from glasscase.records import Kind, PublicForm
from tests.law.engine import DAY, catalogue, duty, model, provider, regime_data

ROOT = Path(__file__).parents[2]
SUBJECTS = {
    Kind.PROVIDER: Subject.PROVIDER,
    Kind.MODEL: Subject.MODEL,
    Kind.INCIDENT: Subject.INCIDENT,
}


@cache
def demonstration() -> tuple[Law, tuple[PublicForm, ...]]:
    """The law with the demonstration's records, and its models and incidents."""
    records = load(ROOT)
    assert records.provider is not None
    law = Law.of(package_catalogue())
    models = [own.form for own in records.models]
    known = law.know(records.provider.form, [own.form for own in records.protocols], models)
    forms = (*models, *(own.form for own in records.incidents))
    return law.knowing([known]), tuple(form for form in forms if counts(form))


def varied() -> Iterator[PublicForm | None]:
    """The demonstration's records, and models on both sides of every line."""
    _, forms = demonstration()
    yield None
    yield from forms
    for operations in (1e22, 1e23, 1.1e23, 1e25, 1.1e25, 1e26, 3e26, 4e26):
        yield {**forms[0], "compute": {"operations": operations}}
        yield {"kind": "model", "id": "new", "compute": {"operations": operations}}
    for missing in ("compute", "modalities", "distribution", "release", "classification"):
        yield {key: value for key, value in forms[0].items() if key != missing}
    yield {**forms[0], "compute": {"withheld": "reserved", "describe": "Not said."}}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2027, 8, 2)])
def test_every_condition_of_the_catalogue_is_judged_as_if_it_were_judged_alone(day: date) -> None:
    law, _ = demonstration()
    full = dict(_all_models())
    for form in varied():
        kind = Kind.PROVIDER if form is None else Kind(form["kind"])
        id_ = "" if form is None else form["id"]
        file = "" if form is None else f"models/{id_}.yml"
        facts = Facts(law.known.provider, form, day, full, file)
        plan = law.asked.plans[SUBJECTS[kind]]
        judged = law.verdicts.of(plan, kind, form, day)
        for number, own in enumerate(plan.regimes):
            for one, condition in enumerate(own.conditions):
                expected = evaluate(condition, facts, law.catalogue, own.regime)
                found = judged.reasons.of(number, one)
                assert judged.holds[number][one] is expected.holds, (id_, condition)
                assert _worded(found.because, id_, file) == expected.because, (id_, condition)


def _all_models() -> Iterator[tuple[str, PublicForm]]:
    _, forms = demonstration()
    for form in forms:
        if form["kind"] == "model":
            yield form["id"], form


def _worded(because: tuple[str, ...], id_: str, file: str) -> tuple[str, ...]:
    return tuple(worded(text, id_, file) for text in because)


FRONTIER = {"compute": "total", "is": "above", "operations": 1e26}


def known(own: dict[str, Any], models: list[PublicForm], of: PublicForm | None = None) -> Law:
    law = Law.of(catalogue(regime_data(duties=[own])))
    return law.knowing([law.know(of or provider(), (), models)])


def plan_of(law: Law, subject: Subject) -> Plan:
    return law.asked.plans[subject]


def test_a_provider_with_many_like_models_names_the_first_and_counts_the_others() -> None:
    models = [
        model(id=f"m-{number}", status="current", compute={"operations": 2e26})
        for number in range(7)
    ]
    own = duty(subject="provider", who=FRONTIER, answers=[{"fields": ["codes"]}])
    law = known(own, models)
    judged = law.verdicts.of(plan_of(law, Subject.PROVIDER), Kind.PROVIDER, None, DAY)
    expected = _alone(law, models)
    assert judged.reasons.of(0, 0) == expected
    assert "more model cards" in expected.because[-1]


def test_models_on_the_same_side_of_a_line_are_judged_by_the_first_of_them() -> None:
    """Of two hundred models with figures of their own, the answer is as if each were judged."""
    models = [
        model(id=f"m-{number:03}", status="current", compute={"operations": (number + 1) * 1e24})
        for number in range(200)
    ]
    for own in (
        duty(subject="provider", who=FRONTIER, answers=[{"fields": ["codes"]}]),
        duty(subject="provider", who={"not": FRONTIER}, answers=[{"fields": ["codes"]}]),
        duty(
            subject="provider",
            who={"compute": "total", "is": "above", "operations": 1e27},
            answers=[{"fields": ["codes"]}],
        ),
    ):
        law = known(own, models)
        judged = law.verdicts.of(plan_of(law, Subject.PROVIDER), Kind.PROVIDER, None, DAY)
        assert judged.reasons.of(0, 0) == _alone(law, models)


def _alone(law: Law, models: list[PublicForm]) -> Verdict:
    """Return what the first duty's scope says of the provider, judged by itself."""
    alone = Facts(provider(), None, DAY, {form["id"]: form for form in models})
    [regime] = law.catalogue.regimes.values()
    return evaluate(regime.duties[0].who, alone, law.catalogue, regime)


def test_a_model_that_the_provider_s_services_name_is_not_taken_for_another() -> None:
    services = [
        {"id": "api", "type": "ai-api", "role": "provider", "models": ["a"]},
        {"id": "app", "type": "saas-with-ai", "role": "provider", "models": ["b"]},
    ]
    own = duty(who={"service": ["ai-api"]}, answers=[{"fields": ["bias"]}])
    law = known(own, [], provider(services=services))
    plan = plan_of(law, Subject.MODEL)
    holds = [law.verdicts.of(plan, Kind.MODEL, model(id=id_), DAY).holds[0][0] for id_ in "abc"]
    assert holds == [True, False, None]


def test_coverage_and_scope_agree_on_what_is_owed() -> None:
    law, forms = demonstration()
    for form in (None, *forms):
        facts = Facts(law.known.provider, form, DAY, dict(_all_models()))
        owed = {
            (one.regime.id, duty.duty.id): duty
            for one in scope(law.catalogue, facts)
            for duty in one.duties
        }
        for covered in cover(law, facts):
            duty = owed[covered.regime.id, covered.duty.id]
            name = (form and form["id"], covered.regime.id, covered.duty.id)
            if covered.state is State.NOT_APPLICABLE and covered.duty.answers:
                conditional = all(answer.when is not None for answer in covered.duty.answers)
                assert duty.verdict.holds is False or conditional, name
            elif covered.state is State.NOT_YET:
                assert duty.dates.in_force(DAY) is False, name
            elif covered.state is not State.CANNOT_TELL:
                assert duty.verdict.holds is (covered.state is not State.NOT_APPLICABLE), name
                assert covered.state is State.NOT_APPLICABLE or duty.dates.in_force(DAY), name
