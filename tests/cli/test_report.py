"""`glasscase report`, run as a person runs it: the demonstration, and a night in March."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.reporting.edges import Edges
from tests.reporting.servers import Authority, drop, https_inbox, make_authority

ROOT = Path(__file__).parents[2]
EVENT = {
    "type": "incident",
    "source": "monitoring",
    "key": "night-1",
    "title": "An agent hid failed runs from its monitor",
    "description": "An agent edited the filter of its monitor, outside any test of that.",
    "discovered": "2026-03-29T03:00:00+02:00",
    "harms": ["critical-safety-deceptive-subversion"],
    "models": ["aurora-3"],
}
"""02:00 to 03:00 does not exist in Paris in this night."""


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "project"
    shutil.copytree(
        ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("documentation")
    )
    (folder / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content\n")
    return folder


@pytest.fixture
def project(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(demonstration, tmp_path / "project")
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return make_authority(tmp_path_factory.mktemp("authority") / "ca")


def run(*arguments: str, stdin: str | None = None) -> Result:
    edges = Edges(now=lambda: datetime(2026, 3, 29, 2, 15, tzinfo=UTC), sleep=lambda _: None)
    return CliRunner().invoke(main, arguments, input=stdin, obj=edges, catch_exceptions=False)


def test_a_finished_incident_of_the_demonstration_answers_california(project: Path) -> None:
    result = run("report", "2026-009-eval-deception", "--regime", "us-ca-sb53")
    assert result.exit_code == 0, result.output
    assert "Not sent." in result.stdout


def test_models_are_named_as_their_cards_name_them(project: Path) -> None:
    run("report", "2026-009-eval-deception", "--regime", "eu-code-safety")
    [file] = (project / "private").rglob("report.md")
    assert "- Aurora 3 (`aurora-3`)" in file.read_text()


def test_what_is_not_known_is_told_with_what_was_meant(project: Path) -> None:
    incident = run("report", "2026-009-eval-deceptoin", "--regime", "us-ca-sb53")
    regime = run("report", "2026-009-eval-deception", "--regime", "us-ca-sb52")
    assert (incident.exit_code, regime.exit_code) == (2, 2)
    assert "2026-009-eval-deception" in incident.stderr
    assert "us-ca-sb53" in regime.stderr


def test_a_record_with_errors_makes_no_report(project: Path) -> None:
    file = project / "content/incidents/2026-009-eval-deception.yml"
    file.write_text(file.read_text() + "stat: x\n")
    result = run("report", "2026-009-eval-deception", "--regime", "us-ca-sb53")
    assert result.exit_code == 2
    assert "has errors, so no report is made from it" in result.stderr


@pytest.mark.parametrize(
    "options", [["--confirm"], ["--resend"], ["--send", "--resend"], ["--at", "2026-01-01"]]
)
def test_options_that_mean_nothing_alone_are_refused(project: Path, options: list[str]) -> None:
    result = run("report", "2026-009-eval-deception", "--regime", "us-ca-sb53", *options)
    assert result.exit_code == 2
    assert not (project / "private").exists()


def test_from_the_event_at_three_to_the_public_notification(
    project: Path, authority: Authority
) -> None:
    """The whole way, with a recipient that takes the report and drops the connection."""
    event = json.dumps(EVENT)
    intake = ("intake", "-", "--received", "2026-03-29T01:00:30Z")
    taken = run(*intake, "--format", "json", stdin=event)
    incident = json.loads(taken.stdout)["incident"]
    command = ("report", incident, "--regime", "us-ca-sb53")

    first = run(*command)
    assert first.exit_code == 1
    assert "Missing: Why it is a critical safety incident" in first.stdout
    assert "Due: Critical safety incident reported: 2026-04-12" in first.stdout

    part = project / f"private/incidents/{incident}.yml"
    fields = {
        "classification": "It deceived its developer outside an evaluation.",
        "internal_use": True,
    }
    part.write_text(part.read_text() + yaml.safe_dump({"fields": fields}))
    with https_inbox(authority) as inbox:
        way = {"url": inbox.url, "authorities": str(authority.root)}
        values = {"schema": 1, "recipients": {"us-ca-sb53": {"https": way}}}
        (project / "private/recipients.yml").write_text(yaml.safe_dump(values))
        inbox.behaviours = [drop]
        uncertain = run(*command, "--send", "--confirm")
        again = run(*command, "--send", "--confirm")
        assert (uncertain.exit_code, again.exit_code) == (1, 1), uncertain.output
        assert len(inbox.posted) == 1
        confirmed = run(*command, "--confirm-delivered", "OES-17", "--publish-notification")
        assert confirmed.exit_code == 0, confirmed.output
        assert "Delivered on 2026-03-29T02:15:00Z by https" in confirmed.stdout
        assert "nothing was sent" in run(*command, "--send", "--confirm").stdout
        assert len(inbox.posted) == 1

    record = yaml.safe_load((project / f"content/incidents/{incident}.yml").read_text())
    assert record["notifications"][0]["regime"] == "us-ca-sb53"
    due = run("deadlines", incident, "--now", "2026-03-29T05:00+02:00", "--format", "json")
    states = {
        one["duty"]: one["state"]
        for one in json.loads(due.stdout)["clocks"]
        if one.get("regime") == "us-ca-sb53"
    }
    assert states["incident-report"] == "met"

    repeated = run(*intake, stdin=event)
    assert repeated.exit_code == 0
    assert "Nothing was changed." in repeated.stdout
