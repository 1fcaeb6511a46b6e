"""What a change of a record does to coverage."""

from __future__ import annotations

from glasscase.law.coverage import Covered, Law, cover
from glasscase.law.facts import Facts
from glasscase.law.movement import as_markdown, as_text, as_values, moved
from tests.law.engine import DAY, catalogue, duty, model, provider, regime_data

DUTIES = [
    duty("limits", title="Limits", answers=[{"fields": ["limitations"]}]),
    duty("bias", title="Bias", clause="Art. 2", answers=[{"fields": ["bias"]}]),
    duty("name", title="Name", answers=[{"fields": ["model.name"]}]),
]


def covered(**fields: object) -> tuple[Covered, ...]:
    law = Law.of(catalogue(regime_data(duties=DUTIES))).knowing([])
    return cover(law, Facts(provider(), model(**fields), DAY))


CHANGES = moved(covered(bias="Some."), covered(limitations="None."))


def test_only_duties_whose_state_differs_are_told_the_worse_ones_first() -> None:
    assert [(one.after.duty.id, one.is_worse, one.fields) for one in CHANGES] == [
        ("bias", True, ("bias",)),
        ("limits", False, ("limitations",)),
    ]
    assert CHANGES[0].sentence == "An act, Art. 2, Bias: met → missing"


def test_no_change_is_no_section() -> None:
    none = moved(covered(bias="a"), covered(bias="b"))
    assert (none, as_text(none, str), as_markdown(none, str)) == ((), "", "")


def test_a_terminal_gets_lines() -> None:
    assert as_text(CHANGES, str) == (
        "\nCoverage\n  An act, Art. 2, Bias: met → missing\n"
        "  An act, Art. 1, Limits: missing → met\n"
    )


def test_markdown_marks_what_gets_worse() -> None:
    assert as_markdown(CHANGES, str.upper) == (
        "\n### Coverage\n\n- **AN ACT, ART. 2, BIAS: MET → MISSING**\n"
        "- AN ACT, ART. 1, LIMITS: MISSING → MET\n"
    )


def test_programs_get_values() -> None:
    assert as_values(CHANGES)[0] == {
        "regime": "eu-ai-act",
        "duty": "bias",
        "clause": "Art. 2",
        "title": "Bias",
        "subject": {"kind": "model", "id": "aurora"},
        "before": "met",
        "after": "missing",
        "worse": True,
        "fields": ["bias"],
    }
