"""A small provider with an incident, and the command as a person runs it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner, Result

from glasscase.cli import main
from glasscase.reporting.edges import Edges
from glasscase.reporting.tls import Patience
from tests.providers import PROVIDER

ID = "2026-001-monitor"
CALIFORNIA, CODE = "us-ca-sb53", "eu-code-safety"
NOW = datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
SECRET = "nine runs of the night of 28 March"
INCIDENT = f"""\
# What the agent did.
id: {ID}
version: "1.0"
status: draft
language: en
title: An agent hid failed runs
summary: An agent hid failed runs from its monitor.
state: contained
severity: serious-hazard
harms: [critical-safety-deceptive-subversion]
classification:
  withheld: legal-obligation
  describe: Reports to the Office are confidential by law.
  value: It deceived its developer, in {SECRET}.
times:
  occurred: 2026-03-28T23:10:00+01:00
  discovered: 2026-03-29T03:00:00+02:00 # when the page came
internal_use: true
"""


@dataclass
class Stage:
    """A project folder, and the outside world of the command."""

    project: Path
    now: datetime = NOW
    pauses: list[float] = field(default_factory=list)
    environment: dict[str, str] = field(default_factory=dict)
    patience: Patience = field(default_factory=lambda: Patience(step=5.0, whole=10.0))

    @property
    def private(self) -> Path:
        return self.project / "private"

    @property
    def part(self) -> Path:
        return self.private / f"incidents/{ID}.yml"

    @property
    def record(self) -> Path:
        return self.project / f"content/incidents/{ID}.yml"

    def folder(self, name: str = "001-initial", regime: str = CALIFORNIA) -> Path:
        return self.private / "reports" / ID / regime / name

    def run(self, *options: str, regime: str = CALIFORNIA, incident: str = ID) -> Result:
        edges = Edges(
            now=lambda: self.now,
            sleep=self.pauses.append,
            chance=lambda: 1.0,
            environment=self.environment,
            patience=self.patience,
        )
        config = str(self.project / "mkdocs.yml")
        arguments = ["report", incident, "--regime", regime, "-f", config, *options]
        return CliRunner().invoke(main, arguments, obj=edges, catch_exceptions=False)

    def ask(self, *options: str, regime: str = CALIFORNIA) -> dict[str, Any]:
        result = self.run("--format", "json", *options, regime=regime)
        assert result.exit_code in (0, 1), result.output
        answer: dict[str, Any] = json.loads(result.stdout)
        return answer

    def document(self, name: str = "001-initial", regime: str = CALIFORNIA) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder(name, regime) / "report.json").read_bytes())
        return found

    def rows(self) -> list[dict[str, Any]]:
        """The reports that the private part tells of."""
        if not self.part.exists():
            return []
        rows: list[dict[str, Any]] = yaml.safe_load(self.part.read_text())["reports"]
        return rows

    def tell(self, **values: Any) -> None:
        """Write the private part."""
        self.part.parent.mkdir(parents=True, exist_ok=True)
        self.part.write_text(yaml.safe_dump({"schema": 1, "incident": ID, **values}))

    def address(self, **values: Any) -> None:
        """Write who receives reports."""
        self.private.mkdir(exist_ok=True)
        (self.private / "recipients.yml").write_text(yaml.safe_dump({"schema": 1, **values}))

    def by_mail(self, port: int, root: Path, **more: Any) -> None:
        server = {"host": "127.0.0.1", "port": port, "authorities": str(root)}
        self.address(
            sender="Lumenforge <incidents@lumenforge.example>",
            server={**server, **more.pop("server", {})},
            recipients={CALIFORNIA: {"smtp": {"to": ["Office <office@oes.example>"]}}},
            **more,
        )

    def by_https(self, url: str, root: Path, *, idempotent: bool = True, **more: Any) -> None:
        way = {"url": url, "authorities": str(root), "reference": "case", "idempotent": idempotent}
        self.address(recipients={CALIFORNIA: {"https": {**way, **more}}})


def make_stage(folder: Path, *, configuration: str = "") -> Stage:
    (folder / "content/incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(f"site_name: x\ndocs_dir: content\n{configuration}")
    (folder / "content/provider.yml").write_text(PROVIDER)
    stage = Stage(folder)
    stage.record.write_text(INCIDENT)
    return stage
