"""What a report says: what the regime asks for, from the record and its private part."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from glasscase.reporting.absence import absent_at

from .stage import CALIFORNIA, CODE, ID, SECRET, Stage

ITEMS_1_TO_7 = [
    "Beginning",
    "End",
    "Harm",
    "Affected",
    "Chain of events",
    "Model",
    "Material",
    "Response",
    "Recommendation",
]
ITEMS_8_AND_9 = ["Root cause", "Contributing factors", "Patterns and near misses"]


def _streams(pdf: bytes) -> Iterator[bytes]:
    for match in re.finditer(rb"stream\n(.*?)\nendstream", pdf, re.DOTALL):
        try:
            yield zlib.decompress(match[1])
        except zlib.error:
            yield match[1]


def asks(document: dict[str, Any]) -> list[str]:
    return [item["asks"] for item in document["items"]]


def item(document: dict[str, Any], asked: str) -> dict[str, Any]:
    [found] = [one for one in document["items"] if one["asks"] == asked]
    return dict(found)


def test_california_is_told_its_four_items(stage: Stage) -> None:
    """Cal. Bus. & Prof. Code 22757.13(a): date, reasons, plain statement, internal use."""
    document = stage.document()
    assert asks(document) == [
        "The date",
        "Why it is a critical safety incident",
        "A short and plain statement",
        "Whether it is tied to internal use",
    ]
    assert document["missing"] == []
    assert document["report"] == {
        "incident": ID,
        "regime": CALIFORNIA,
        "stage": "initial",
        "number": 1,
        "amends": None,
        "made": "2026-03-29T01:30:00Z",
    }
    times = item(document, "The date")["fields"]
    assert [one["value"] for one in times] == [
        "2026-03-28T23:10:00+01:00",
        "2026-03-29T03:00:00+02:00",
    ]


def test_the_code_asks_for_items_1_to_7_at_first_and_for_all_at_last(fresh: Stage) -> None:
    """Code of Practice, measure 9.3: which items the initial and the final report hold."""
    fresh.ask(regime=CODE)
    assert asks(fresh.document(regime=CODE)) == ITEMS_1_TO_7
    fresh.run("--confirm-delivered", "AIO-1", regime=CODE)
    fresh.ask("--stage", "final", regime=CODE)
    assert asks(fresh.document("002-final", CODE)) == [*ITEMS_1_TO_7, *ITEMS_8_AND_9]


def test_what_is_withheld_from_the_public_is_told_to_the_authority(stage: Stage) -> None:
    [why] = item(stage.document(), "Why it is a critical safety incident")["fields"]
    assert SECRET in why["value"]
    assert why["public"] is False
    assert why["reason"] == "legal-obligation"
    for name in ("report.md", "report.json"):
        assert SECRET in (stage.folder() / name).read_text()
    assert "*Not public: legal obligation.*" in (stage.folder() / "report.md").read_text()


@pytest.mark.parametrize(
    ("notice", "state"),
    [
        ({"withheld": "trade-secret", "audience": ["ai-office"]}, "withheld"),
        ({"withheld": "trade-secret", "audience": ["state-authorities"]}, "given"),
        ({"withheld": "personal-data"}, "withheld"),
        ({"withheld": "personal-data", "audience": ["state-authorities"]}, "given"),
        ({"withheld": "cybersecurity"}, "given"),
    ],
)
def test_a_withheld_value_goes_to_its_audiences_only(
    fresh: Stage, notice: dict[str, Any], state: str
) -> None:
    value = {**notice, "describe": "Not for everybody.", "value": "The reasons."}
    fresh.tell(fields={"classification": value})
    result = fresh.run()
    found = item(fresh.document(), "Why it is a critical safety incident")
    assert found["state"] == state
    assert ("The reasons." in (fresh.folder() / "report.md").read_text()) is (state == "given")
    assert result.exit_code == (0 if state == "given" else 1)


def test_what_is_missing_is_said_and_never_made_up(fresh: Stage) -> None:
    answer = fresh.ask(regime=CODE)
    assert {one["asks"] for one in answer["missing"]} >= {"Harm", "Model", "Recommendation"}
    result = fresh.run(regime=CODE)
    assert result.exit_code == 1
    assert "Missing: Harm (Measure 9.2(2))\n  State `impact.description`" in result.stdout
    assert f"`statements` in private/incidents/{ID}.yml" in result.stdout
    text = (fresh.folder(regime=CODE) / "report.md").read_text()
    assert "## What is missing" in text
    assert "Not stated in this report." in text


def test_what_is_not_yet_available_is_said_with_its_reason(fresh: Stage) -> None:
    """Code of Practice, measure 9.2: unknown items are recorded as not yet available."""
    absent = "impact: {absent: not-yet, reason: Being counted., expected: 2026-04}\n"
    fresh.record.write_text(fresh.record.read_text() + absent)
    answer = fresh.ask(regime=CODE)
    assert answer["not_yet_available"] == ["Harm", "Affected"]
    assert "Harm" not in {one["asks"] for one in answer["missing"]}
    text = (fresh.folder(regime=CODE) / "report.md").read_text()
    assert "Not yet available. Being counted. Expected: 2026-04." in text


@pytest.mark.parametrize(
    ("field", "place"),
    [
        ("classification", "classification"),
        ("times.occurred", "times.occurred"),
        ("impact.description", "impact"),
        ("impact.affected", "impact"),
        ("internal_use", ""),
        ("materials", ""),
        ("times.occurred_until", ""),
        ("nothing", ""),
    ],
)
def test_only_where_a_record_can_say_not_yet_it_is_advised(field: str, place: str) -> None:
    assert absent_at(field) == place


def test_what_cannot_be_absent_may_be_said_in_a_statement(fresh: Stage) -> None:
    fresh.record.write_text(fresh.record.read_text().replace("internal_use: true\n", ""))
    words = "Whether it is tied to internal use"
    said = fresh.run().stdout
    advice = f"write that under `statements` in private/incidents/{ID}.yml:"
    assert f"  If it is not known yet, {advice}\n    {words}: " in said
    fresh.tell(statements={words: "Not known yet: the logs are being read."})
    assert fresh.run().exit_code == 0


def test_what_may_be_due_says_what_to_state(fresh: Stage) -> None:
    said = fresh.run().stdout
    assert "Perhaps due: Imminent risk of death or injury reported." in said
    assert "Cannot tell: state `impact.imminent_risk`" in said


def test_messages_name_the_private_folder_that_was_given(fresh: Stage, tmp_path: Path) -> None:
    said = fresh.run("--private", str(tmp_path / "closed"), regime=CODE).stdout
    assert f"`statements` in closed/incidents/{ID}.yml" in said


def test_the_private_part_takes_the_place_of_the_public_record(fresh: Stage) -> None:
    fresh.tell(
        fields={"times": {"occurred": "2026-03-28T23:10:30+01:00"}},
        statements={
            "A short and plain statement": "For anyone.",
            f"{CALIFORNIA}: A short and plain statement": "For the Office.",
        },
    )
    fresh.run()
    document = fresh.document()
    date = item(document, "The date")["fields"]
    assert date[0]["value"] == "2026-03-28T23:10:30+01:00"
    assert [one["public"] for one in date] == [False, True]
    assert item(document, "A short and plain statement")["statement"] == "For the Office."


def test_the_chain_of_events_has_its_times(fresh: Stage) -> None:
    row = {"id": "page", "at": "2026-03-29T03:00:00+02:00", "what": "The page came."}
    fresh.tell(fields={"timeline": [row]})
    fresh.run(regime=CODE)
    [events] = item(fresh.document(regime=CODE), "Chain of events")["fields"]
    assert events["value"] == [row]
    text = (fresh.folder(regime=CODE) / "report.md").read_text()
    assert "- At: 2026-03-29 03:00 UTC+02:00<br>\n  What: The page came." in text


def test_a_statement_that_nobody_asks_for_is_told(fresh: Stage) -> None:
    fresh.tell(statements={"Recomendation": "Stop it."})
    said = fresh.run().stdout
    assert "asks for the statement `Recomendation`" in said
    assert "Did you mean `Recommendation`?" in said


def test_a_report_is_made_without_any_public_record(fresh: Stage) -> None:
    fresh.record.unlink()
    fresh.tell(
        fields={
            "times": {"discovered": "2026-03-29T03:00:00+02:00"},
            "harms": ["critical-safety-deceptive-subversion"],
            "classification": "It deceived its developer.",
            "description": "It hid failed runs.",
            "internal_use": True,
        }
    )
    result = fresh.run()
    assert result.exit_code == 0, result.output
    why = item(fresh.document(), "Why it is a critical safety incident")["fields"][0]
    assert why["value"] == "It deceived its developer."
    assert why["public"] is False


def test_an_organisation_that_publishes_gets_nothing_private(fresh: Stage) -> None:
    fresh.tell(fields={"times": {"occurred": "2026-03-28T23:10:30+01:00"}})
    fresh.run(regime="oecd-incidents")
    text = (fresh.folder(regime="oecd-incidents") / "report.json").read_text()
    assert "23:10:00" in text
    assert "23:10:30" not in text
    assert SECRET not in text


def test_whether_it_is_owed_is_said_and_the_report_is_made_all_the_same(fresh: Stage) -> None:
    fresh.record.write_text(fresh.record.read_text().replace("critical-safety-dec", "x-dec"))
    text = fresh.record.read_text().replace("x-deceptive-subversion", "other")
    fresh.record.write_text(text)
    assert "As far as the records say, no report is owed" in fresh.run().stdout
    assert (fresh.folder() / "report.json").is_file()


def test_a_regime_that_asks_for_no_report_is_refused(fresh: Stage) -> None:
    result = fresh.run(regime="us-ca-ab2013")
    assert result.exit_code == 2
    assert "asks for no report about an incident" in result.stderr


def test_words_of_a_record_do_nothing_in_the_page_that_becomes_a_pdf(fresh: Stage) -> None:
    from glasscase.reporting.drawing import to_html

    hostile = (
        "<script>x()</script><img src=http://tracker.example/p.png>\n\n"
        "![p](http://tracker.example/q.png) [file](file:///etc/passwd)"
        " [ok](https://lumenforge.example/)\n\n# Heading"
    )
    fresh.tell(statements={"A short and plain statement": hostile})
    fresh.run()
    page = to_html(fresh.document())
    for bad in ("<script", "<img", "tracker.example", "file:///"):
        assert bad not in page
    assert 'href="https://lumenforge.example/"' in page
    assert page.count("<h1") == 1


def test_the_pdf_is_tagged_and_the_same_twice(stage: Stage) -> None:
    from glasscase.reporting.pdf import own_file, to_pdf

    digest = "0" * 64
    first, second = (to_pdf(stage.document(), digest) for _ in range(2))
    assert first == second
    assert first.startswith(b"%PDF-1.7")
    inner = b"".join(_streams(first))
    assert b"pdfuaid:part" in inner
    assert b"/StructTreeRoot" in inner
    for address in ("http://127.0.0.1/a.css", "file:///etc/passwd", "glasscase:../x"):
        with pytest.raises(ValueError, match="not loaded"):
            own_file(address)
