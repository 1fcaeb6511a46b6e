"""What becomes of each question: given, withheld, absent, missing, not asked, left open."""

from __future__ import annotations

from glasscase.documents.duties import Duties
from glasscase.documents.fill import ANSWERED_NO, AS_ABOVE, OF_OTHERS, Source, fill
from glasscase.documents.filled import Previous, State
from glasscase.documents.form import FormId, forms
from glasscase.law.model.duty import Reader

from .demonstration import DUTIES, OWED, card, document, item, known, made

ABSENT = {"absent": "not-available", "reason": "Nobody wrote it down."}
WITHHELD = {"withheld": "trade-secret", "describe": "The list of sources."}


def test_what_is_given_is_shown() -> None:
    found = item(made(FormId.AB_2013, card(data={"owners": "Authors."})), "item-1")
    assert (found.state, found.answers[0].value) == (State.GIVEN, "Authors.")


def test_what_is_withheld_or_absent_keeps_its_notice() -> None:
    document = made(FormId.AB_2013, card(data={"owners": WITHHELD, "purpose": ABSENT}))
    first, second = item(document, "item-1"), item(document, "item-2")
    assert (first.state, first.answers[0].value) == (State.WITHHELD, WITHHELD)
    assert (second.state, second.answers[0].value) == (State.ABSENT, ABSENT)


def test_a_notice_for_a_group_stands_for_each_of_its_fields() -> None:
    document = made(FormId.AB_2013, card(data=ABSENT))
    states = {item(document, f"item-{number}").state for number in range(1, 13)}
    assert states == {State.ABSENT}


def test_what_is_not_said_is_missing() -> None:
    assert item(made(FormId.AB_2013, card()), "item-1").state is State.MISSING


def test_of_alternatives_those_that_are_given_are_shown() -> None:
    range_ = {"low": 1, "high": 9, "unit": "rows"}
    data = {"data_points_range": range_, "data_points": WITHHELD}
    found = item(made(FormId.AB_2013, card(data=data)), "item-3")
    assert [one.value for one in found.answers] == [range_]
    found = item(made(FormId.AB_2013, card(data={"data_points": WITHHELD})), "item-3")
    assert (found.state, found.answers[0].value) == (State.WITHHELD, WITHHELD)


def test_what_hangs_on_a_no_does_not_arise() -> None:
    document = made(FormId.TRAINING_CONTENT, card(data={"crawled": {"used": False}}))
    assert item(document, "crawled").answers[0].value is False
    found = item(document, "crawlers")
    assert (found.state, found.why) == (State.NOT_ASKED, ANSWERED_NO)


def test_what_hangs_on_a_question_without_a_value_says_so() -> None:
    document = made(FormId.TRAINING_CONTENT, card(data={"crawled": WITHHELD}))
    assert item(document, "crawled").answers[0].value == WITHHELD
    found = item(document, "crawlers")
    assert (found.state, found.why) == (State.WITHHELD, AS_ABOVE)


def test_what_is_said_all_the_same_is_shown() -> None:
    data = {"crawled": {"used": False, "comments": "None since 2024."}}
    found = item(made(FormId.TRAINING_CONTENT, card(data=data)), "crawled-comments")
    assert (found.state, found.answers[0].value) == (State.GIVEN, "None since 2024.")


def test_comments_may_be_left_out() -> None:
    data = {"crawled": {"used": True}}
    found = item(made(FormId.TRAINING_CONTENT, card(data=data)), "crawled-comments")
    assert found.state is State.NONE


def test_each_modality_of_the_template_has_its_row_and_its_size_in_the_templates_words() -> None:
    modalities = [{"modality": "tabular"}, {"modality": "image", "size": "medium"}]
    document = made(FormId.TRAINING_CONTENT, card(data={"modalities": modalities}))
    rows = item(document, "modalities").rows
    assert rows is not None
    assert rows.columns == ("Modality", "Training data size", "Types of content")
    assert [row.head for row in rows.rows] == [
        "text", "image", "audio", "video", "other", "tabular"
    ]  # fmt: skip
    assert rows.rows[1].cells[1][0].said == "1 million to 1 billion images"
    assert rows.rows[0].cells[1][0].value["absent"] == "not-applicable"


def test_a_table_without_a_telling_row_is_no_answer() -> None:
    modalities = [{"modality": "text", "size": "small"}]
    document = made(FormId.TRAINING_CONTENT, card(data={"modalities": modalities}))
    assert item(document, "general-comments").state is State.NONE
    assert item(document, "linguistic").state is State.MISSING


def test_only_assessments_of_catastrophic_risks_are_in_the_transparency_report() -> None:
    risks = [
        {"id": "cyber", "domain": "Cyber", "summary": "Low.", "catastrophic": True},
        {"id": "bias", "domain": "Bias", "summary": "High.", "catastrophic": False},
    ]
    rows = item(made(FormId.TRANSPARENCY_REPORT, card(risks=risks)), "assessments").rows
    assert rows is not None
    assert [row.head for row in rows.rows] == ["Cyber"]


def test_the_summaries_of_large_developers_are_not_asked_of_others() -> None:
    form = forms()[FormId.TRANSPARENCY_REPORT]
    found = next(i for section in form.sections for i in section.items if i.id == "results")
    source = Source(card(), None, "", DUTIES, not_owed=frozenset(found.duties))
    made = item(fill(form, source), "results")
    assert (made.state, made.why) == (State.NOT_ASKED, OF_OTHERS)
    source = source._replace(not_owed=frozenset(found.duties[:2]))
    assert item(fill(form, source), "results").state is State.MISSING


def test_earlier_versions_are_linked_newest_first() -> None:
    previous = (Previous("1.0", "models/small-1/1.0/"), Previous("1.1", "models/small-1/1.1/"))
    form = forms()[FormId.TRAINING_CONTENT]
    linked = {"title": "Before this site", "url": "https://lumenforge.example/old"}
    record = card(data={"previous_summaries": [linked]})
    found = item(fill(form, Source(record, None, "", DUTIES, previous=previous)), "previous")
    versions, links = found.answers
    assert [one.version for one in versions.value] == ["1.1", "1.0"]
    assert links.value == [linked]


def test_a_topic_has_its_answer_its_section_and_its_commitments() -> None:
    found = item(document(FormId.FRAMEWORK_SUMMARY, "frontier-safety-framework"), "thresholds")
    answer, section, *_ = found.answers
    assert answer.value.startswith("Four domains")
    assert [heading.title for heading in section.value] == ["Risk tiers and thresholds"]
    own = document(FormId.FRAMEWORK_SUMMARY, "frontier-safety-framework")
    named = {
        one["id"]
        for section in own.sections
        for item in section.items
        for answer in item.answers
        if answer.of == "commitments"
        for one in answer.value
    }
    record = known().record("frontier-safety-framework").form
    assert named == {one["id"] for one in record["commitments"] if "topic" in one}


def test_a_readers_own_document_holds_only_the_readers_items() -> None:
    form = forms()[FormId.MODEL_DOCUMENTATION]
    source = Source(card(), None, "", DUTIES, audience=Reader.DOWNSTREAM_PROVIDERS)
    document = fill(form, source)
    numbers = [int(i.number) for section in document.sections for i in section.items if i.number]
    assert numbers == [
        1, 2, 4, 5, 6, 7, 9, 10, 11, 12, 14, 16, 18, 19, 20, 21, 22, 23, 24, 25, 28, 29, 34
    ]  # fmt: skip
    assert "training" not in [section.id for section in document.sections]


def test_a_duty_that_a_project_took_out_leaves_the_item() -> None:
    form = forms()[FormId.AB_2013]
    found = item(fill(form, Source(card(), None, "", Duties("none", {}))), "item-1")
    assert (found.clauses, found.state) == ((), State.MISSING)


def test_the_demonstrations_documents_are_complete() -> None:
    """Each question is answered, withheld with its ground, absent with a reason, or not asked."""
    for id_, form in OWED:
        counts = document(form, id_).counts
        left = [
            one.label
            for section in document(form, id_).sections
            for one in section.items
            if one.state is State.MISSING
        ]
        assert len(left) <= 1, (id_, form, left)
        assert counts[State.GIVEN] > 10
