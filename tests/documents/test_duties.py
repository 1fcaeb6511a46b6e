"""Which documents are owed, and why."""

from __future__ import annotations

from glasscase.documents.form import FormId, forms
from glasscase.law.coverage import counts

from .demonstration import DUTIES, OWED, document, known


def test_each_record_of_the_demonstration_has_the_documents_that_it_owes() -> None:
    judge = known().judge
    found = {
        (one.record.id, form.id)
        for form in forms().values()
        for one in (*known().collection.models, *known().collection.protocols)
        if one.record.kind is form.record_kind
        and counts(one.form)
        and (not form.types or one.form.get("type") in form.types)
        and judge.is_owed(form, one.form)
    }
    assert found == OWED


def test_the_transparency_report_says_for_each_state_whether_it_is_owed_and_why() -> None:
    """The acts of New York and Illinois bind from 2027-01-01; the model was deployed before."""
    owing = document(FormId.TRANSPARENCY_REPORT, "aurora-3").owing
    assert [(one.regime, one.holds, one.in_force) for one in owing] == [
        ("us-ca-sb53", True, "2026-01-01"),
        ("us-ny-raise", False, "2027-01-01"),
        ("us-il-185", False, "2027-01-01"),
    ]
    assert "2.3 × 10^26 operations are more than 10^26" in owing[0].because
    assert any("before 2027-01-01" in sentence for sentence in owing[1].because)
    assert all(one.differs for one in owing)


def test_a_model_below_the_line_owes_no_transparency_report_and_says_why() -> None:
    form = forms()[FormId.TRANSPARENCY_REPORT]
    owing = known().judge.owing(form, known().record("aurora-2-mini").form)
    assert [one.holds for one in owing] == [False] * 3
    assert any("not more than 10^26" in sentence for sentence in owing[0].because)


def test_summaries_of_large_developers_are_asked_of_large_developers() -> None:
    form = forms()[FormId.TRANSPARENCY_REPORT]
    not_owed = known().judge.not_owed(form, known().record("aurora-3").form)
    assert not any(name.startswith("us-ca-sb53/") for name in not_owed)
    assert "us-ny-raise/summary-results" in not_owed


def test_what_is_owed_is_worked_out_for_each_record_of_its_own_verdicts() -> None:
    judge = known().judge
    wanted = {id_: {form for one, form in OWED if one == id_} for id_, _ in OWED}
    for _ in range(2):
        found = {id_: set(judge.owed(known().record(id_).form)) for id_ in wanted}
        assert found == wanted


def test_the_questions_of_a_form_are_worked_out_once_for_a_form() -> None:
    form = forms()[FormId.AB_2013]
    assert DUTIES.questions(form) is DUTIES.questions(form)
    shorter = form.model_copy(update={"sections": form.sections[:1]})
    assert len(DUTIES.questions(shorter)) == 1
    assert len(DUTIES.questions(form)) == len(form.sections)
