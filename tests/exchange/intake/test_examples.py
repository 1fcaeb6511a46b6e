"""Each form with its recorded example: what is taken from it, and what stays private."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasscase.exchange.intake import ADAPTERS, Outcome, What, understand
from glasscase.exchange.intake.adapters import document_of

from .conftest import EXAMPLES

NAMES = sorted(path.stem for path in EXAMPLES.glob("*.json"))
START = "2026-03-29T01:00:00Z"
EXPECTED: dict[str, dict[str, Any]] = {
    "event": {
        "title": "Assistant names wrong doses",
        "times": {
            "occurred": "2026-03-29T01:30:00+01:00",
            "discovered": "2026-03-29T03:00:00+02:00",
        },
        "severity": "serious-incident",
        "harms": ["serious-harm-to-health"],
        "models": ["aurora-3"],
    },
    "make": {
        "title": "Complaint about a wrong answer",
        "times": {"discovered": START},
        "severity": "serious-incident",
        "harms": ["other"],
        "models": ["aurora-3"],
    },
    "zapier": {
        "times": {"discovered": "2026-03-29T03:00:00+02:00"},
        "severity": "incident",
        "harms": ["personal-data-breach", "service-disruption"],
        "models": ["aurora-3"],
    },
    "pagerduty-triggered": {
        "title": "Refusal rate of aurora-3 fell below 40 %",
        "times": {"discovered": START},
        "state": "investigating",
        "severity": "serious-incident",
    },
    "pagerduty-resolved": {
        "times": {"discovered": START, "resolved": "2026-03-29T04:12:30Z"},
        "state": "resolved",
    },
    "alertmanager-firing": {
        "times": {"occurred": "2026-03-29T00:58:26Z", "discovered": "2026-03-29T00:58:26Z"},
        "description": "The rate of refusals has been below 40 % for 15 minutes.",
        "models": ["aurora-3"],
        "state": "investigating",
    },
    "alertmanager-resolved": {"state": "resolved"},
    "sentry-event-alert": {
        "title": "FilterSkipped: Output filter was skipped",
        "times": {"occurred": "2026-03-29T01:00:07Z", "discovered": "2026-03-29T01:00:07Z"},
        "models": ["aurora-3"],
    },
    "sentry-issue-resolved": {"state": "investigating"},
    "github-issue": {
        "title": "wrong doses named",
        "times": {"discovered": "2026-03-29T03:00:00+02:00"},
        "severity": "serious-incident",
        "harms": ["serious-harm-to-health"],
        "models": ["aurora-3"],
    },
    "webhook": {
        "title": "Content filter off in one region",
        "times": {"discovered": START},
        "harms": ["other"],
        "models": ["aurora-3"],
    },
    "dispatch": {"times": {"discovered": "2026-03-29T03:00:00+02:00"}},
    "make-bundles": {"title": "Row 17 of the complaints list"},
    "avid": {
        "times": {"discovered": "2026-03-10T00:00:00Z", "estimated": ["discovered"]},
        "models": ["aurora-3"],
        "materials": [{"title": "Evaluation log", "url": "https://belledonne.example/logs/17"}],
    },
    "atlas": {
        "times": {
            "occurred": "2026-03-01T00:00:00Z",
            "discovered": "2026-03-29T01:30:00Z",
            "estimated": ["occurred"],
        },
    },
    "aiid": {"title": "Assistant Allegedly Named Wrong Doses"},
    "status-page": {
        "times": {"discovered": "2026-03-29T01:07:16Z", "resolved": "2026-03-29T04:12:30Z"},
        "state": "resolved",
        "timeline": [
            {
                "id": "update-1",
                "at": "2026-03-29T01:07:16Z",
                "what": "Some answers were given without the output filter.",
            },
            {"id": "update-2", "at": "2026-03-29T04:12:30Z", "what": "The filter is back."},
        ],
    },
    "unknown": {"severity": "serious-incident", "harms": ["other"]},
}
NOT_IN_DRAFTS = ("User 123", "Duty desk", "night-desk", "192.0.2.7", "monitor.lumenforge", "editor")


def value_of(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_example_has_its_expectation_and_every_form_an_example() -> None:
    assert set(NAMES) == {*EXPECTED, "document"}
    found = {understand(json.loads((EXAMPLES / f"{n}.json").read_text())).title for n in NAMES}
    assert {adapter.title for adapter in ADAPTERS} <= found


@pytest.mark.parametrize("name", EXPECTED)
def test_example(name: str, send: Callable[..., Outcome]) -> None:
    outcome = send(name)
    assert outcome.what is What.NEW
    private, draft = outcome.files
    values = value_of(draft)
    assert {key: values.get(key) for key in EXPECTED[name]} == EXPECTED[name]
    assert values["status"] == "draft"
    [delivery] = value_of(private)["events"]
    sent = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    assert json.loads(delivery["event"]) == sent
    assert not [word for word in NOT_IN_DRAFTS if word in draft.read_text(encoding="utf-8")]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("pagerduty-triggered", "pagerduty-resolved"),
        ("alertmanager-firing", "alertmanager-resolved"),
        ("sentry-event-alert", "sentry-issue-resolved"),
    ],
)
def test_a_later_event_of_the_same_incident_leaves_the_draft_as_it_is(
    first: str, then: str, send: Callable[..., Outcome]
) -> None:
    private, draft = send(first).files
    edited = draft.read_text().replace("state: investigating", "state: ongoing  # said the desk")
    draft.write_text(edited)
    private.write_text(private.read_text() + "# a note of the desk\nstatements: {}\n")
    outcome = send(then)
    assert outcome.what is What.UPDATED
    assert "  state: resolved" in outcome.notes
    assert draft.read_text() == edited
    text = private.read_text()
    assert "# a note of the desk\nstatements: {}\n" in text
    assert len(value_of(private)["events"]) == 2


def test_a_document_is_told_from_an_event() -> None:
    event = json.loads((EXAMPLES / "document.json").read_text())
    assert document_of(event) == document_of({"client_payload": {"event": event}}) == event


@pytest.mark.parametrize("name", ["event", "pagerduty-triggered", "alertmanager-firing"])
def test_what_gitlab_adds_to_the_body_of_a_webhook_is_left_out(name: str) -> None:
    event = json.loads((EXAMPLES / f"{name}.json").read_text())
    added = {"id": "25062774", "ref": "main", "variables": {}}
    for sent in ({**event, **added}, {"event": event, **added}):
        assert understand(sent) == understand(event)
