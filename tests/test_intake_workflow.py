"""Intake on GitHub and GitLab: the steps of the jobs, run for real against a repository on disk."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar

import pytest
import yaml

from glasscase.exchange.intake.github_issue import LABELS
from glasscase.records.incident import HarmClass, IncidentSeverity
from tests.test_workflow_steps import (
    ROOT,
    TOKEN,
    Host,
    github_steps,
    gitlab_environment,
    make_host,
    shell,
)

EXAMPLES = ROOT / "generator/glasscase/exchange/intake/examples"
DRAFT = "content/incidents/2026-03-29-refusal-rate-of-aurora-3-fell-below-40.yml"


def event(name: str) -> Any:
    return json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


class Pulls(BaseHTTPRequestHandler):
    """Stands for the host's API: opens a pull request once for each branch."""

    opened: ClassVar[list[dict[str, str]]]
    tokens: ClassVar[set[str | None]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.tokens.add(self.headers["Authorization"])
        known = body["head"] in [one["head"] for one in self.opened]
        answer = {"message": "A pull request already exists"} if known else {"html_url": "x"}
        if not known:
            self.opened.append(body)
        data = json.dumps(answer).encode()
        self.send_response(422 if known else 201)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def pulls() -> Iterator[tuple[str, type[Pulls]]]:
    class Own(Pulls):
        opened: ClassVar[list[dict[str, str]]] = []
        tokens: ClassVar[set[str | None]] = set()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Own)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", Own
    server.shutdown()
    server.server_close()


@pytest.fixture
def host(tmp_path: Path, ready: Path) -> Host:
    return make_host(tmp_path, ready)


def run_github(host: Host, name: str, sent: Any, api: str) -> tuple[int, str]:
    """Run the job for an event, in a fresh clone."""
    workspace = host.clone(name)
    temp = host.folder / f"{name}-temp"
    temp.mkdir()
    (temp / "event.json").write_text(json.dumps(sent), encoding="utf-8")
    log = ""
    for step in github_steps("intake.yml", "intake"):
        own = {
            key: value.replace("${{ github.token }}", TOKEN).replace(
                "${{ github.event.repository.default_branch }}", "main"
            )
            for key, value in step.get("env", {}).items()
        }
        assert not [value for value in own.values() if "${{" in value]
        environment = {
            **host.environment,
            "GITHUB_EVENT_PATH": str(temp / "event.json"),
            "GITHUB_API_URL": api,
            "GITHUB_REPOSITORY": "provider/transparency",
            "RUNNER_TEMP": str(temp),
            **own,
        }
        code, output = shell(step["run"], workspace, environment)
        log += output
        if code != 0:
            return code, log
    return 0, log


def branches(host: Host) -> list[str]:
    return [ref for ref in host.refs() if ref.startswith("refs/heads/intake/")]


def show(host: Host, ref: str, file: str) -> str:
    return host.git("show", f"{ref}:{file}")


def test_github_makes_a_branch_and_a_pull_request_with_the_draft_once(
    host: Host, pulls: tuple[str, type[Pulls]]
) -> None:
    api, seen = pulls
    sent = {"action": "glasscase-incident", "client_payload": event("pagerduty-triggered")}
    code, log = run_github(host, "first", sent, api)
    assert code == 0, log
    [branch] = branches(host)
    assert "status: draft" in show(host, branch, DRAFT)
    private = DRAFT.replace("content", "private")
    assert "Duty desk" not in show(host, branch, private)
    assert "User 123" in show(host, branch, private)
    [opened] = seen.opened
    assert (opened["head"], opened["base"]) == (branch.removeprefix("refs/heads/"), "main")
    assert DRAFT in opened["body"]
    assert seen.tokens == {f"Bearer {TOKEN}"}
    assert TOKEN not in log

    # The same event again, before the pull request is merged: nothing changes.
    before = host.refs()
    code, log = run_github(host, "second", sent, api)
    assert code == 0, log
    assert "came before" in log
    assert host.refs() == before
    assert len(seen.opened) == 1

    # A later event of the same incident joins it on its branch; the draft stays as it is.
    later = {"action": "glasscase-incident", "client_payload": event("pagerduty-resolved")}
    code, log = run_github(host, "third", later, api)
    assert code == 0, log
    assert branches(host) == [branch]
    assert show(host, branch, DRAFT) == host.git("show", f"{before[branch]}:{DRAFT}")
    assert "Duty desk" in show(host, branch, private)
    assert len(seen.opened) == 1

    # Once merged, it is known on main, and a further one gets a branch of its own.
    host.git("update-ref", "refs/heads/main", branch)
    code, log = run_github(host, "fourth", later, api)
    assert (code, "came before" in log) == (0, True), log
    assert branches(host) == [branch]


def test_github_takes_in_an_issue_a_document_and_what_cannot_be_read(
    host: Host, pulls: tuple[str, type[Pulls]]
) -> None:
    api, seen = pulls
    for name in ("github-issue", "unknown"):
        code, log = run_github(host, name, event(name), api)
        assert code == 0, log
    document = {"action": "glasscase-document", "client_payload": {"event": event("document")}}
    code, log = run_github(host, "document", document, api)
    assert code == 0, log
    assert len(branches(host)) == len(seen.opened) == 3
    files = {
        name
        for branch in branches(host)
        for name in host.git("diff", "--name-only", "main", branch).splitlines()
    }
    assert "content/protocols/framework.md" in files
    assert "content/incidents/2026-03-29-wrong-doses-named.yml" in files
    assert any("the form of the event is not known" in one["body"] for one in seen.opened)


def test_a_pull_request_that_could_not_be_opened_is_opened_when_the_job_runs_again(
    host: Host, pulls: tuple[str, type[Pulls]]
) -> None:
    api, seen = pulls
    code, log = run_github(host, "first", event("webhook"), "http://127.0.0.1:9")
    [branch] = branches(host)
    assert code == 1
    assert f"The draft is on the branch {branch.removeprefix('refs/heads/')}" in log
    before = host.refs()
    code, log = run_github(host, "again", event("webhook"), api)
    assert code == 0, log
    assert [f"refs/heads/{one['head']}" for one in seen.opened] == [branch]
    assert host.refs() == before


def test_the_job_runs_in_private_repositories_only_and_drops_no_event() -> None:
    text = (ROOT / ".github/workflows/intake.yml").read_text(encoding="utf-8")
    workflow = yaml.load(text, Loader=yaml.BaseLoader)
    [job] = workflow["jobs"].values()
    assert job["if"].startswith("github.event.repository.private &&")
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert "github.run_id" in workflow["concurrency"]["group"]


def test_the_form_asks_what_the_adapter_reads() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/incident.yml").read_text("utf-8"))
    fields = {one["attributes"]["label"]: one for one in form["body"] if "id" in one}
    assert {label: field["id"] for label, field in fields.items()} == LABELS
    assert fields["Severity"]["attributes"]["options"] == [one.value for one in IncidentSeverity]
    harms = [one["label"] for one in fields["Types of harm"]["attributes"]["options"]]
    assert harms == [one.value for one in HarmClass]


def run_gitlab(host: Host, name: str, variables: dict[str, str]) -> tuple[int, str]:
    workspace = host.clone(name)
    read_only = host.folder / "read-only.git"
    shutil.rmtree(read_only, ignore_errors=True)
    host.git("clone", "--quiet", "--mirror", host.bare.as_uri(), read_only, cwd=host.folder)
    host.git("remote", "set-url", "origin", read_only.as_uri(), cwd=workspace)
    host.git("config", "receive.advertisePushOptions", "true")
    template = yaml.load((ROOT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    environment = {
        **gitlab_environment(host, "intake"),
        "CI_PROJECT_VISIBILITY": "private",
        **variables,
    }
    return shell("\n".join(template["intake"]["script"]), workspace, environment)


def test_gitlab_makes_a_branch_with_the_draft_once(host: Host) -> None:
    payload = {"TRIGGER_PAYLOAD": str(EXAMPLES / "pagerduty-triggered.json")}
    code, log = run_gitlab(host, "first", payload)
    assert code == 0, log
    [branch] = branches(host)
    assert "status: draft" in show(host, branch, DRAFT)
    assert TOKEN not in log
    before = host.refs()
    code, log = run_gitlab(host, "second", payload)
    assert (code, "came before" in log) == (0, True), log
    assert host.refs() == before
    code, log = run_gitlab(host, "third", {"EVENT": json.dumps(event("webhook"))})
    assert code == 0, log
    assert len(branches(host)) == 2


def test_gitlab_takes_nothing_into_a_public_project(host: Host) -> None:
    code, log = run_gitlab(host, "first", {"EVENT": "{}", "CI_PROJECT_VISIBILITY": "public"})
    assert code == 1
    assert "public" in log
    assert branches(host) == []


def test_gitlab_publishes_nothing_when_an_event_triggers_a_pipeline() -> None:
    template = yaml.load((ROOT / ".gitlab-ci.yml").read_text("utf-8"), Loader=yaml.BaseLoader)
    never = {"if": '$CI_PIPELINE_SOURCE == "trigger"', "when": "never"}
    assert template["publish"]["rules"][0] == template["pages"]["rules"][0] == never
