"""`glasscase deadlines`: what is due, in a real project, with its private part."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar

from glasscase.cli import main

ROOT = Path(__file__).parents[2]
ID = "2027-001-night"
INCIDENT = """\
id: 2027-001-night
version: "0.1"
status: draft
title: Something happened in the night
summary: It is being looked at.
state: investigating
severity: serious-incident
harms: [critical-safety-catastrophic-risk]
times:
  discovered: 2027-03-28T03:00:00+02:00
models: [aurora-3]
impact:
  description: Not known yet.
  imminent_risk: true
"""
NIGHT = "2027-03-28T03:30+02:00"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The demonstration's provider, models and framework, and one incident: a draft."""
    folder = tmp_path / "project"
    content = folder / "content"
    (content / "incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: Demo\ndocs_dir: content\nplugins:\n  - glasscase\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "content/provider.yml", content)
    shutil.copytree(ROOT / "content/models", content / "models")
    shutil.copytree(ROOT / "content/protocols", content / "protocols")
    (content / f"incidents/{ID}.yml").write_text(INCIDENT, encoding="utf-8")
    return folder


def deadlines(project: Path, *arguments: str) -> Result:
    config = str(project / "mkdocs.yml")
    return CliRunner().invoke(main, ["deadlines", *arguments, "--config-file", config])


def clocks(project: Path, *arguments: str) -> dict[str, dict[str, Any]]:
    result = deadlines(project, ID, "--format", "json", *arguments)
    found = json.loads(result.stdout)["clocks"]
    return {f"{one['regime']}/{one['duty']}": one for one in found}


def private(project: Path, text: str) -> None:
    folder = project / "private/incidents"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{ID}.yml").write_text(f"incident: {ID}\n{text}", encoding="utf-8")


def test_at_three_in_the_morning(project: Path) -> None:
    """What runs is told with its arithmetic, and what cannot be told with what to state."""
    result = deadlines(project, ID, "--now", NIGHT, "--within", "24h")
    assert result.exit_code == 1, result.output
    assert "15 days from 2027-03-28T03:00+02:00 = 2027-04-12T01:00Z" in result.stdout
    assert "! 2027-03-29 01:00Z = 2027-03-28 18:00 in Los Angeles" in result.stdout
    assert "state `times.reasonable_belief` in" in result.stdout
    assert f"content/incidents/{ID}.yml" in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 80
    assert "3 late or due within 24 hours." in result.stdout


def test_what_is_sorted_by_due_time(project: Path) -> None:
    result = deadlines(project, "--now", NIGHT, "--format", "json")
    times = [
        one.get("due") or one.get("at_earliest") or "9999"
        for one in json.loads(result.stdout)["clocks"]
    ]
    assert times == sorted(times)


@pytest.mark.parametrize(
    ("now", "within", "code"),
    [
        (NIGHT, "24h", 1),
        (NIGHT, "12h", 0),
        ("2027-03-29T03:00+02:00", "0h", 1),
        ("2027-03-30T03:00+02:00", "0h", 1),
    ],
)
def test_the_exit_code_says_whether_something_is_late_or_due(
    project: Path, now: str, within: str, code: int
) -> None:
    assert deadlines(project, ID, "--now", now, "--within", within).exit_code == code


def test_the_private_part_counts(project: Path) -> None:
    private(project, "fields:\n  times:\n    reasonable_belief: 2027-03-28T09:00:00+02:00\n")
    found = clocks(project, "--now", NIGHT)
    assert found["us-il-185/incident-report"]["due"] == "2027-03-31T07:00Z"
    assert found["us-ny-raise/incident-report"]["due"] == "2027-03-31T07:00Z"
    assert found["us-il-185/incident-report"]["start_field"] == "times.reasonable_belief"


def test_a_report_that_was_sent_stops_its_clock(project: Path) -> None:
    digest = "0" * 64
    private(
        project,
        "reports:\n  - regime: us-ca-sb53\n    stage: initial\n    number: 1\n"
        f"    digest: {digest}\n    path: reports/1\n    sent:\n"
        "      - {at: 2027-03-28T12:00:00Z, by: smtp, to: office@authority.example}\n",
    )
    found = clocks(project, "--now", NIGHT)
    assert found["us-ca-sb53/incident-report"]["state"] == "met"
    assert found["us-ny-raise/imminent-risk"]["state"] == "running"


def test_a_private_part_without_a_record_counts(project: Path) -> None:
    (project / f"content/incidents/{ID}.yml").unlink()
    private(
        project,
        "fields:\n  harms: [death]\n  models: [aurora-3]\n"
        "  times:\n    discovered: 2027-03-28T03:00:00+02:00\n",
    )
    found = clocks(project, "--now", NIGHT)
    assert found["eu-code-safety/m9.3-death"]["due_local"] == "2027-04-07T23:59:59+02:00"


def test_what_cannot_be_read_is_told_and_never_passed_over(project: Path) -> None:
    private(project, "fields:\n  harm: [death]\n")
    result = deadlines(project, ID, "--now", NIGHT, "--within", "1h")
    assert result.exit_code == 1
    assert f"warning: private/incidents/{ID}.yml is not counted" in result.stderr
    (project / f"content/incidents/{ID}.yml").write_text("id: 2027-001-night\n", encoding="utf-8")
    (project / f"private/incidents/{ID}.yml").unlink()
    result = deadlines(project, "--now", NIGHT, "--within", "1h")
    assert result.exit_code == 1
    assert f"warning: content/incidents/{ID}.yml has errors" in result.stderr


def test_the_calendar_is_a_private_file(project: Path) -> None:
    result = deadlines(project, "--now", NIGHT, "--format", "ics")
    assert result.exit_code == 1, result.output
    file = project / "private/deadlines.ics"
    read: Any = Calendar.from_ical(file.read_bytes())
    due = {event["DTSTART"].dt for event in read.walk("VEVENT") if ID in str(event["SUMMARY"])}
    assert datetime(2027, 4, 12, 1, tzinfo=UTC) in due
    assert [path.name for path in file.parent.iterdir()] == ["deadlines.ics"]


def test_what_is_met_is_shown_on_request(project: Path) -> None:
    shutil.copy(ROOT / "content/incidents/2026-012-hiring-bias.yml", project / "content/incidents")
    now = ("--now", "2026-11-22T00:00Z")
    assert "Late: done on" not in deadlines(project, *now).stdout
    assert "LATE" in (text := deadlines(project, *now, "--all").stdout)
    assert "Late: done on 2026-10-28T17:45Z, 3 days 19 hours after it." in text


def test_names_and_times_that_mean_nothing_are_refused(project: Path) -> None:
    result = deadlines(project, "2027-001-nigth")
    assert result.exit_code == 2
    assert f"Did you mean `{ID}`?" in result.stderr
    assert deadlines(project, "--now", "2027-03-28T03:00").exit_code == 2
    assert deadlines(project, "--within", "soon").exit_code == 2


def test_today_is_the_default(project: Path) -> None:
    result = deadlines(project, "--format", "json")
    now = datetime.fromisoformat(json.loads(result.stdout)["now"])
    assert abs(datetime.now(UTC) - now) < timedelta(minutes=10)
