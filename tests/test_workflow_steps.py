"""The commands of the provider's workflows, run for real against a bare repository on disk.

Every `run` of a job is executed as the host would, in a fresh clone of a provider's project.
Two things are put in place of what only the host can do: a clone by this test stands for
the host's checkout, and the environment that runs this test stands for the steps that install
(they would reach the network and, in an environment that exists, change what is tested; the
same installation is tried by the continuous integration of this project). Its `glasscase` is that
of `tests/ready.py`, which forks instead of starting Python.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from glasscase.log import generate
from glasscase.log.checkpoint import parse_checkpoint
from tests.log.serving import SiteServer
from tests.test_workflows import watch_workflow

ROOT = Path(__file__).parents[1]
BIN = Path(sys.executable).parent
TOKEN = "token-of-the-host"
KEY, NEXT_KEY = generate("small.example"), generate("small.example")
PUBLIC = "refs/heads/public"
NOWHERE = "http://127.0.0.1:9"
"""An address at which nothing is served."""


@dataclass(frozen=True)
class Host:
    """A Git host with the provider's repository, and a home folder without any settings."""

    folder: Path
    commands: Path
    """The folder of the command `glasscase`."""

    @property
    def bare(self) -> Path:
        return self.folder / "provider/transparency.git"

    @property
    def environment(self) -> dict[str, str]:
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        return {
            "PATH": f"{self.commands}:{BIN}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "LC_ALL": "C.UTF-8",
            "GIT_CONFIG_NOSYSTEM": "1",
            "CI": "true",
        }

    def git(self, *arguments: str | Path, cwd: Path | None = None) -> str:
        result = subprocess.run(
            ["git", *map(str, arguments)],
            cwd=cwd or self.bare,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, f"git {arguments}: {result.stderr}"
        return result.stdout.strip()

    def refs(self) -> dict[str, str]:
        lines = self.git("for-each-ref", "--format=%(refname) %(objectname)").splitlines()
        return dict(line.split() for line in lines)

    def commit(self, project: Path, message: str) -> None:
        person = ("-c", "user.name=Editor", "-c", "user.email=editor@provider.invalid")
        self.git("add", "--all", cwd=project)
        self.git(*person, "commit", "--quiet", "--message", message, cwd=project)

    def clone(self, name: str, ref: str = "refs/heads/main") -> Path:
        """Return a new clone with every branch, standing on the commit of `ref`."""
        folder = self.folder / name
        self.git("clone", "--quiet", "--no-checkout", self.bare.as_uri(), folder, cwd=self.folder)
        self.git("fetch", "--quiet", "origin", ref, cwd=folder)
        self.git("checkout", "--quiet", "--detach", "FETCH_HEAD", cwd=folder)
        return folder


def make_host(folder: Path, commands: Path) -> Host:
    host = Host(folder, commands)
    host.bare.mkdir(parents=True)
    host.git("init", "--quiet", "--bare", "--initial-branch=main")
    # Of what a provider copies, the records make no difference to the steps: a few will do. Nor
    # do the pages of coverage, which take a third of a build.
    project = Path(shutil.copytree(ROOT / "tests/cases/site/small", folder / "project"))
    config = project / "mkdocs.yml"
    text = config.read_text("utf-8").replace("https://example.org", NOWHERE)
    config.write_text(text.rstrip() + ":\n      law: false\n", "utf-8")
    shutil.copy(ROOT / ".gitignore", project)
    host.git("init", "--quiet", "--initial-branch=main", cwd=project)
    host.commit(project, "First records")
    host.git("remote", "add", "origin", host.bare.as_uri(), cwd=project)
    host.git("push", "--quiet", "origin", "main", "HEAD:refs/pull/1/merge", cwd=project)
    return host


@pytest.fixture
def host(tmp_path: Path, ready: Path) -> Host:
    """A host whose repository holds a provider's project and nothing of the generator."""
    return make_host(tmp_path, ready)


def break_a_record(host: Host) -> str:
    """Put a key that no record has into the pull request; return the file's path."""
    project = host.folder / "project"
    record = sorted((project / "content/models").rglob("*.y*ml"))[0]
    record.write_text(record.read_text(encoding="utf-8") + "\nno_such_key: 1\n", encoding="utf-8")
    host.commit(project, "A typing error")
    host.git("push", "--quiet", "--force", "origin", "HEAD:refs/pull/1/merge", cwd=project)
    return record.relative_to(project).as_posix()


def shell(script: str, workspace: Path, environment: Mapping[str, str]) -> tuple[int, str]:
    """Run one script as both hosts do; return its exit code and all it printed."""
    result = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=workspace,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return result.returncode, result.stdout


# GitHub


def github_steps(workflow: str | Path, job: str) -> Iterator[dict[str, Any]]:
    """Give the steps of a job that run a command, the installing ones left out.

    Each has the checkouts of other branches since the last one under `before`.
    """
    path = ROOT / ".github/workflows" / workflow
    jobs = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["jobs"]
    before: list[dict[str, str]] = []
    for step in jobs[job]["steps"]:
        if "run" in step and not step["name"].startswith("Install"):
            assert "${{" not in step["run"], step["name"]
            yield {**step, "before": before}
            before = []
        elif step.get("with", {}).keys() >= {"ref", "path"}:
            before.append(step["with"])


def github_environment(
    host: Host, workspace: Path, step: Mapping[str, Any], secret: str = ""
) -> dict[str, str]:
    own = {
        name: value.replace("${{ github.token }}", TOKEN).replace(
            # A secret that is not set, as on a fork, is an empty text.
            "${{ secrets.GLASSCASE_LOG_KEY }}",
            secret,
        )
        for name, value in step.get("env", {}).items()
    }
    assert not [value for value in own.values() if "${{" in value]
    return {
        **host.environment,
        "GITHUB_ACTIONS": "true",
        "GITHUB_WORKSPACE": str(workspace),
        "GITHUB_REPOSITORY": "provider/transparency",
        "GITHUB_SERVER_URL": "https://github.com",
        "GITHUB_SHA": host.git("rev-parse", "HEAD", cwd=workspace),
        **own,
    }


def run_github(
    host: Host, workspace: Path, workflow: str, job: str, secret: str = ""
) -> tuple[int, str]:
    """Run a job's steps in order until one fails; return the exit code and the job's log.

    Where a step before checks another branch out, as the last ones do, a clone stands for it.
    """
    log = ""
    for step in github_steps(workflow, job):
        for given in step["before"]:
            folder = workspace / given["path"]
            command = ("clone", "--quiet", f"--branch={given['ref']}", "--depth=1")
            host.git(*command, host.bare.as_uri(), folder, cwd=host.folder)
        environment = github_environment(host, workspace, step, secret)
        code, output = shell(step["run"], workspace, environment)
        log += output
        if code != 0:
            return code, log
    return 0, log


def test_github_pull_request_is_checked_and_built_and_publishes_nothing(host: Host) -> None:
    before = host.refs()
    workspace = host.clone("runner", "refs/pull/1/merge")
    code, log = run_github(host, workspace, "check.yml", "check")
    assert code == 0, log
    assert (workspace / "site/index.html").is_file()
    assert list((workspace / "site/models").rglob("record.json"))
    assert host.refs() == before


def test_github_pull_request_with_a_mistake_is_annotated_and_not_built(host: Host) -> None:
    path = break_a_record(host)
    workspace = host.clone("runner", "refs/pull/1/merge")
    code, log = run_github(host, workspace, "check.yml", "check")
    assert code == 1
    assert re.search(rf"^::error .*file={re.escape(path)},.*no_such_key", log, re.MULTILINE), log
    assert not (workspace / "site").exists()


@pytest.fixture(scope="module")
def publishing_host(tmp_path_factory: pytest.TempPathFactory, ready: Path) -> Host:
    """A host of which GitHub's workflow has published the main branch."""
    host = make_host(tmp_path_factory.mktemp("host"), ready)
    code, log = run_github(host, host.clone("first"), "publish.yml", "publish")
    assert code == 0, log
    assert TOKEN not in log
    return host


def test_github_publishes_main_once(publishing_host: Host) -> None:
    host = publishing_host
    main = host.refs()["refs/heads/main"]
    tip = host.refs()[PUBLIC]
    files = host.git("ls-tree", "-r", "--name-only", tip).splitlines()
    assert "index.html" in files
    assert [name for name in files if re.fullmatch(r"models/.+/record\.json", name)]
    assert not [name for name in files if name.startswith("content/")]
    message = host.git("show", "-s", "--format=%an%n%B", tip)
    assert message.startswith("github-actions[bot]\n")
    assert main in message

    code, log = run_github(host, host.clone("second"), "publish.yml", "publish")
    assert code == 0, log
    assert host.refs()[PUBLIC] == tip


def test_github_publishes_nothing_on_top_of_less_than_is_served(
    publishing_host: Host, tmp_path: Path
) -> None:
    """A fresh clone knows nothing of what was on the branch. The site does."""
    host = publishing_host
    served = tmp_path / "served"
    host.git("clone", "--quiet", "--branch=public", host.bare, served)
    copy = Host(tmp_path / "copy", host.commands)
    shutil.copytree(host.folder, copy.folder)
    project = copy.folder / "project"
    with SiteServer(served) as site:
        config = project / "mkdocs.yml"
        address = site.url.rstrip("/")
        config.write_text(config.read_text("utf-8").replace(f"{NOWHERE}/small", address), "utf-8")
        copy.commit(project, "The site is served elsewhere")
        copy.git("push", "--quiet", copy.bare.as_uri(), "HEAD:main", cwd=project)
        code, log = run_github(copy, copy.clone("third"), "publish.yml", "publish")
        assert code == 0, log
        copy.git("update-ref", "-d", PUBLIC)
        code, log = run_github(copy, copy.clone("fourth"), "publish.yml", "publish")
    assert code == 2
    assert f"was set back or rewritten since it was served at {address}" in log
    assert PUBLIC not in copy.refs()


def test_github_verifies_what_it_has_published(host: Host) -> None:
    """Whatever the branch holds in the end, it is not deployed if it is not as the log says."""
    workspace = host.clone("runner")
    code, log = run_github(host, workspace, "publish.yml", "publish")
    assert code == 0, log
    assert "Verified" in log
    shutil.rmtree(workspace / ".glasscase/published")
    record = host.git("ls-tree", "-r", "--name-only", PUBLIC, "models/").splitlines()
    [path, *_] = [name for name in record if name.endswith("/record.json")]
    edit = host.folder / "edit"
    host.git("clone", "--quiet", "--branch=public", host.bare.as_uri(), edit, cwd=host.folder)
    (edit / path).write_text("{}")
    person = ("-c", "user.name=Editor", "-c", "user.email=editor@provider.invalid")
    host.git(*person, "commit", "--quiet", "--all", "--amend", "--no-edit", cwd=edit)
    host.git("push", "--quiet", "--force", "origin", "HEAD:public", cwd=edit)
    *_, verify = github_steps("publish.yml", "publish")
    [given] = verify["before"]
    host.git("clone", "--quiet", "--branch=public", host.bare.as_uri(), workspace / given["path"])
    code, log = shell(verify["run"], workspace, host.environment)
    assert code == 1
    assert "record-altered" in log


def test_github_pull_request_after_a_publication_sees_what_was_published(
    publishing_host: Host,
) -> None:
    host = publishing_host
    workspace = host.clone("runner", "refs/pull/1/merge")
    code, log = run_github(host, workspace, "check.yml", "check")
    assert code == 0, log
    published = host.git("ls-tree", "-r", "--name-only", PUBLIC).splitlines()
    versions = [name for name in published if re.fullmatch(r"\w+/[^/]+/[^/]+/record\.json", name)]
    assert versions
    assert [name for name in versions if not (workspace / "site" / name).is_file()] == []


def test_github_token_reaches_git_through_the_helper_only(host: Host, tmp_path: Path) -> None:
    step = next(github_steps("publish.yml", "publish"))
    workspace = host.clone("runner")
    environment = github_environment(host, workspace, step)
    code, answer = shell(
        "printf 'protocol=https\\nhost=github.com\\n\\n' | git credential fill",
        workspace,
        {**environment, "GIT_TERMINAL_PROMPT": "0"},
    )
    assert code == 0, answer
    assert f"username=x-access-token\npassword={TOKEN}\n" in answer
    assert TOKEN not in (workspace / ".git/config").read_text()


def list_keys(host: Host, *keys: str) -> None:
    """Name the keys of the log in the project's configuration, on the main branch."""
    project = host.folder / "project"
    config = project / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    assert "  - glasscase" in text
    options = "".join(f"        - {key}\n" for key in keys)
    text = re.sub(
        r"  - glasscase(:\n(      .*\n)*|\n)", f"  - glasscase:\n      log_keys:\n{options}", text
    )
    config.write_text(text, encoding="utf-8")
    host.commit(project, "Keys of the log")
    host.git("push", "--quiet", "origin", "main", cwd=project)


def signers_of(host: Host) -> list[bool]:
    """Tell for the first and the second key whether it has signed what is published."""
    text = host.git("show", f"{PUBLIC}:log/checkpoint") + "\n"
    signatures = parse_checkpoint(text.encode())[1].signatures
    return [any(one.is_by(key.verifier) for one in signatures) for key in (KEY, NEXT_KEY)]


def test_github_signs_the_log_with_the_secret_and_shows_it_nowhere(host: Host) -> None:
    list_keys(host, str(KEY.verifier))
    workspace = host.clone("runner")
    code, log = run_github(host, workspace, "publish.yml", "publish", KEY.secret())
    assert code == 0, log
    assert KEY.secret() not in log
    assert signers_of(host) == [True, False]
    found = host.git("grep", "--count", "-e", str(KEY.verifier), PUBLIC)
    assert "verify/index.html" in found


@pytest.fixture
def watched(publishing_host: Host, tmp_path: Path) -> Path:
    """A folder with what is published, as its host serves it."""
    site = tmp_path / "site"
    publishing_host.git("clone", "--quiet", "--branch=public", publishing_host.bare, site)
    return site


def watch(host: Host, site: str, workflow: Path, name: str) -> tuple[int, str]:
    """Run the workflow that watches a site, in a fresh clone of its reader's repository."""
    workspace = host.folder / name
    host.git("clone", "--quiet", host.bare, workspace / "watch", cwd=host.folder)
    log = ""
    for step in github_steps(workflow, "watch"):
        environment = github_environment(host, workspace / "watch", step)
        environment |= {"SITE": site, "KEYS": ""} if "SITE" in environment else {}
        code, output = shell(step["run"], workspace / step["working-directory"], environment)
        log += output
        if code != 0:
            return code, log
    return 0, log


def test_a_reader_keeps_checkpoints_and_is_alerted(
    watched: Path, tmp_path: Path, ready: Path
) -> None:
    reader = Host(tmp_path / "reader", ready)
    reader.bare.mkdir(parents=True)
    reader.git("init", "--quiet", "--bare", "--initial-branch=main")
    own = tmp_path / "own"
    workflow = watch_workflow(own)
    reader.git("init", "--quiet", "--initial-branch=main", cwd=own)
    reader.commit(own, "Watch a site")
    reader.git("push", "--quiet", reader.bare.as_uri(), "main", cwd=own)
    with SiteServer(watched) as served:
        code, log = watch(reader, served.url, workflow, "first")
        assert code == 0, log
        kept = reader.git("show", "main:last.checkpoint")
        assert kept == (watched / "log/checkpoint").read_text(encoding="utf-8").strip()

        code, log = watch(reader, served.url, workflow, "second")
        assert code == 0, log
        assert "Since your checkpoint" in log
        assert reader.git("rev-list", "--count", "main") == "3"

        record = next((watched / "models").rglob("record.json"))
        record.write_bytes(record.read_bytes() + b" ")
        code, log = watch(reader, served.url, workflow, "third")
        assert code == 1
        assert "record-altered" in log
        assert reader.git("rev-list", "--count", "main") == "3"


# GitLab


def gitlab() -> dict[str, Any]:
    text = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)
    return loaded


def gitlab_environment(host: Host, job: str) -> dict[str, str]:
    template = gitlab()
    environment = {
        **host.environment,
        "GITLAB_CI": "true",
        "CI_SERVER_URL": host.folder.as_uri(),
        "CI_SERVER_HOST": "gitlab.example",
        "CI_PROJECT_PATH": "provider/transparency",
        "CI_DEFAULT_BRANCH": "main",
        "GLASSCASE_TOKEN": TOKEN,
    }
    for name, value in {**template["variables"], **template[job].get("variables", {})}.items():
        environment[name] = re.sub(r"\$\{(\w+)\}", lambda m: environment[m[1]], value)
    return environment


def run_gitlab(host: Host, workspace: Path, job: str, **variables: str) -> tuple[int, str]:
    """Run a job's script: all its lines in one shell, as GitLab's runner does."""
    # The runner's own checkout has an address with a token that can read and cannot push.
    read_only = host.folder / "read-only.git"
    if not read_only.exists():
        host.git("clone", "--quiet", "--mirror", host.bare.as_uri(), read_only, cwd=host.folder)
    host.git("fetch", "--quiet", "--prune", cwd=read_only)
    host.git("remote", "set-url", "origin", read_only.as_uri(), cwd=workspace)
    script = "\n".join(gitlab()[job]["script"])
    return shell(script, workspace, {**gitlab_environment(host, job), **variables})


def test_gitlab_merge_request_is_checked_and_built_and_publishes_nothing(host: Host) -> None:
    before = host.refs()
    workspace = host.clone("runner", "refs/pull/1/merge")
    code, log = run_gitlab(host, workspace, "check")
    assert code == 0, log
    report = json.loads((workspace / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert isinstance(report, list)
    assert (workspace / "site/index.html").is_file()
    assert host.refs() == before


def test_gitlab_merge_request_with_a_mistake_gets_a_report_and_fails(host: Host) -> None:
    path = break_a_record(host)
    workspace = host.clone("runner", "refs/pull/1/merge")
    code, log = run_gitlab(host, workspace, "check")
    assert code == 1
    assert "no_such_key" in log
    report = json.loads((workspace / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert path in [entry["location"]["path"] for entry in report]
    assert not (workspace / "site").exists()


def test_gitlab_publishes_the_default_branch_and_serves_what_was_published(host: Host) -> None:
    main = host.refs()["refs/heads/main"]
    workspace = host.clone("runner")
    code, log = run_gitlab(host, workspace, "publish")
    assert code == 0, log
    assert TOKEN not in log
    assert TOKEN not in (workspace / ".git/config").read_text()
    tip = host.refs()[PUBLIC]
    message = host.git("show", "-s", "--format=%an <%ae>%n%B", tip)
    assert message.startswith("Glasscase <noreply@gitlab.example>\n")
    assert main in message

    # A runner keeps its checkout from job to job.
    code, log = run_gitlab(host, workspace, "pages")
    assert code == 0, log
    served = workspace / "public"
    files = {path.relative_to(served).as_posix() for path in served.rglob("*") if not path.is_dir()}
    published = host.git("-c", "core.quotePath=false", "ls-tree", "-r", "--name-only", tip)
    assert files == set(published.splitlines())
    assert gitlab()["pages"]["artifacts"]["paths"] == ["public"]

    # A merge request now reads what was published, from the branch that its check fetches.
    merge_request = host.clone("merge-request", "refs/pull/1/merge")
    host.git("update-ref", "-d", "refs/remotes/origin/public", cwd=merge_request)
    code, log = run_gitlab(host, merge_request, "check")
    assert code == 0, log
    assert host.git("rev-parse", "refs/remotes/origin/public", cwd=merge_request) == tip


def test_gitlab_signs_the_log_with_both_keys_while_one_replaces_the_other(host: Host) -> None:
    list_keys(host, str(KEY.verifier), str(NEXT_KEY.verifier))
    code, log = run_gitlab(
        host,
        host.clone("runner"),
        "publish",
        GLASSCASE_LOG_KEY=KEY.secret(),
        GLASSCASE_LOG_KEY_NEXT=NEXT_KEY.secret(),
    )
    assert code == 0, log
    assert KEY.secret() not in log
    assert NEXT_KEY.secret() not in log
    assert signers_of(host) == [True, True]
