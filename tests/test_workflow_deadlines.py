"""The workflows that watch deadlines, run for real against a host's issues on this machine."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.issues import IssueServer
from tests.test_workflow_steps import (
    TOKEN,
    Host,
    github_environment,
    github_steps,
    gitlab,
    gitlab_environment,
    make_host,
    shell,
)
from tests.test_workflows import ROOT, load

POLICY = """\
---
id: {id}
version: "1.0"
status: current
title: {id}
summary: What we do.
type: security-policy
review: {{cadence: P1Y, last: 2019-06-01, next: {day}}}
---

We do it.
"""
PAST, FAR = "2020-06-01", "2199-06-01"

Watch = Callable[[], tuple[int, str]]


@pytest.fixture
def host(tmp_path: Path, ready: Path) -> Host:
    return make_host(tmp_path, ready)


@pytest.fixture
def server() -> Iterator[IssueServer]:
    with IssueServer(TOKEN) as running:
        yield running


def policy(host: Host, id_: str, day: str) -> None:
    """Put a policy on the main branch whose next review is due on a day."""
    project = host.folder / "project"
    file = project / f"content/protocols/{id_}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(POLICY.format(id=id_, day=day), encoding="utf-8")
    host.commit(project, f"{id_}: {day}")
    host.git("push", "--quiet", "origin", "HEAD:main", cwd=project)


@pytest.fixture(params=["github", "gitlab"])
def watch(request: pytest.FixtureRequest, host: Host, server: IssueServer) -> Watch:
    """Run the job in a fresh clone; return its exit code and log."""
    runs: list[str] = []

    def run() -> tuple[int, str]:
        runs.append("run")
        workspace = host.clone(f"runner-{len(runs)}")
        if request.param == "gitlab":
            own = {
                "CI_API_V4_URL": server.url,
                "CI_PROJECT_ID": "7",
                "GLASSCASE_ISSUES_TOKEN": TOKEN,
            }
            script = "\n".join(gitlab()["deadlines"]["script"])
            return shell(script, workspace, {**gitlab_environment(host, "deadlines"), **own})
        log = ""
        for step in github_steps("deadlines.yml", "deadlines"):
            environment = github_environment(host, workspace, step)
            environment["GITHUB_API_URL"] = server.url
            code, output = shell(step["run"], workspace, environment)
            log += output
            if code != 0:
                return code, log
        return 0, log

    return run


def test_one_issue_is_opened_updated_and_closed(
    host: Host, server: IssueServer, watch: Watch
) -> None:
    code, log = watch()
    assert code == 0, log
    assert "Nothing is due, and no issue is open." in log
    assert server.issues == []

    policy(host, "first-policy", PAST)
    code, log = watch()
    assert code == 0, log
    [issue] = server.issues
    assert issue.title == "Deadlines: 1 late or due within 72 hours."
    assert "protocols/first-policy: Review: first-policy" in issue.text
    assert issue.labels == ["deadlines"]
    assert TOKEN not in log

    # The same again: no second issue, and nobody is told twice.
    code, log = watch()
    assert code == 0, log
    assert [one.number for one in server.issues] == [1]
    assert issue.comments == []

    policy(host, "second-policy", PAST)
    code, log = watch()
    assert code == 0, log
    assert issue.title == "Deadlines: 2 late or due within 72 hours."
    [comment] = issue.comments
    assert "second-policy" in comment
    assert len(server.issues) == 1

    policy(host, "first-policy", FAR)
    policy(host, "second-policy", FAR)
    code, log = watch()
    assert code == 0, log
    assert not issue.is_open
    assert issue.title == "Deadlines: Nothing late or due within 72 hours."

    policy(host, "first-policy", PAST)
    code, log = watch()
    assert code == 0, log
    assert [one.is_open for one in server.issues] == [False, True]


def test_a_host_that_refuses_is_a_failure(host: Host, server: IssueServer, watch: Watch) -> None:
    policy(host, "first-policy", PAST)
    server.token = "another"
    code, log = watch()
    assert code != 0, log
    assert server.issues == []


def test_a_project_without_deadlines_to_be_worked_out_is_a_failure(
    host: Host, server: IssueServer, watch: Watch
) -> None:
    project = host.folder / "project"
    (project / "content/provider.yml").unlink()
    host.commit(project, "No provider")
    host.git("push", "--quiet", "origin", "HEAD:main", cwd=project)
    code, log = watch()
    assert code != 0
    assert "there is no valid content/provider.yml" in log
    assert server.issues == []


def test_the_issue_on_gitlab_is_confidential(host: Host, server: IssueServer) -> None:
    policy(host, "first-policy", PAST)
    own = {"CI_API_V4_URL": server.url, "CI_PROJECT_ID": "7", "GLASSCASE_ISSUES_TOKEN": TOKEN}
    script = "\n".join(gitlab()["deadlines"]["script"])
    workspace = host.clone("runner")
    code, log = shell(script, workspace, {**gitlab_environment(host, "deadlines"), **own})
    assert code == 0, log
    assert [one.confidential for one in server.issues] == [True]


def test_the_job_may_read_the_records_and_write_issues_and_no_more() -> None:
    workflow = load(ROOT / ".github/workflows/deadlines.yml")
    assert workflow["permissions"] == {}
    assert set(workflow["on"]) == {"schedule", "workflow_dispatch"}
    [job] = workflow["jobs"].values()
    assert job["permissions"] == {"contents": "read", "issues": "write"}
    holding = [step["name"] for step in job["steps"] if "github.token" in str(step)]
    assert holding == ["Open, update or close the issue"]


def test_what_is_scheduled_on_gitlab_publishes_nothing() -> None:
    jobs = gitlab()
    assert jobs["deadlines"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule"'}]
    for name in ("publish", "pages"):
        never = [rule["if"] for rule in jobs[name]["rules"] if rule.get("when") == "never"]
        assert any(re.search("schedule", rule) for rule in never), name
