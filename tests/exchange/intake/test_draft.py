"""What stands in a draft: words of ours only where the source says that very word."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasscase.checks.undecided import MARK
from glasscase.exchange.intake import Outcome
from glasscase.records import Incident
from glasscase.records.incident import HarmClass, IncidentSeverity

Send = Callable[..., Outcome]


def drafted(send: Send, **values: object) -> tuple[Any, str]:
    base = {"title": "Outage", "discovered": "2026-03-29T03:00:00+02:00"}
    text = send(json.dumps({**base, **values}).encode()).files[-1].read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader), text


@pytest.mark.parametrize("word", [*IncidentSeverity, "Serious incident", "SERIOUS_HAZARD"])
def test_a_grade_is_taken_where_it_is_that_very_word(word: str, send: Send) -> None:
    values, text = drafted(send, severity=word)
    assert values["severity"] == word.lower().replace(" ", "-").replace("_", "-")
    assert "→ From the event (severity)." in text


@pytest.mark.parametrize("word", ["critical", "P1", "high", "sev-1", "major incident", "5"])
def test_other_grades_are_told_and_the_cautious_one_stands(word: str, send: Send) -> None:
    values, text = drafted(send, severity=word)
    assert values["severity"] == "serious-incident"
    assert f"{MARK}. The source says “{word}” (severity)" in text


def test_types_of_harm_are_taken_or_told(send: Send) -> None:
    values, text = drafted(send, harms=["Personal data breach", "leak"])
    assert values["harms"] == [HarmClass.PERSONAL_DATA]
    assert "“leak”" in text
    values, text = drafted(send, type="leak", description="2")
    assert values["harms"] == [HarmClass.OTHER]
    assert "To be decided at once" in text


def test_it_says_whether_discovery_is_the_sources_or_the_receipt(send: Send) -> None:
    _, text = drafted(send)
    assert "  # → From the event (discovered).\n  discovered: 2026-03-29T03:00:00+02:00" in text
    values, text = drafted(send, discovered="", key="2")
    assert values["times"] == {"discovered": "2026-03-29T01:30:00Z"}
    assert "  # → The time of receipt: the event does not say when" in text


def test_a_model_is_found_by_its_names_and_others_are_told(send: Send) -> None:
    values, text = drafted(send, models=["aurora-3", "Nimbus"])
    assert values["models"] == ["aurora-3"]
    assert "# → The event names “Nimbus”: no card has this name.\nmodels:" in text


def test_what_is_not_known_is_offered_behind_a_sign(send: Send) -> None:
    _, text = drafted(send)
    left_out = {"schema_", "withdrawal", "erase", "waivers", "changes"}
    for name in set(Incident.model_fields) - left_out:
        assert f"\n{name}:" in text or f"\n#{name}:" in text, name


def test_personal_data_stays_in_the_private_part(send: Send) -> None:
    told = "Call +33 4 56 00 00 00 or write to jane.roe@gmail.com, said jane.roe@gmail.com."
    data = {"title": "From jane.roe@gmail.com", "time": "2026-03-29T03:00:00Z", "description": told}
    outcome = send(json.dumps(data).encode())
    private, draft = (file.read_text(encoding="utf-8") for file in outcome.files)
    assert any(note.startswith("Left out of the draft") for note in outcome.notes)
    assert "jane.roe" in private
    assert "jane.roe" not in draft
    assert "56 00" not in draft
    assert "title: " in draft


def test_hostile_texts_make_a_draft_that_can_be_read(send: Send, project: Path) -> None:
    for number, text in enumerate(
        [
            "---\nid: x\n---",
            "a: b\n# c",
            "{{ x }} [a](javascript:alert(1)) <script>",
            "x" * 5000,
            "‮abc",
            "'\"\\",
            "- a\n- b",
        ]
    ):
        values, _ = drafted(send, title=text, description=text, key=str(number))
        assert values["status"] == "draft"
        assert "javascript:alert" not in values["id"]
