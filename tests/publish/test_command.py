"""What `glasscase publish` tells the person who runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from glasscase.cli import main
from glasscase.cli.publish import describe
from glasscase.publish import Changes, Outcome, State

from .repositories import Bare, Checkout, git

CHANGES = Changes(
    added=tuple(f"a{n}.html" for n in range(7)),
    changed=("index.html",),
    removed=("bad\x1b[31m.html",),
    kept=("models/a/1/record.json",),
    unchanged=12,
)
PROVIDER = """\
legal_name: Demonstration Provider
trading_name: Demonstration
demonstration: true
summary: An invented provider.
address: 1 Example Street, Example
website: https://provider.example
established: FR
contacts:
  general: {role: Front desk, email: hello@provider.example}
roles: [general-purpose-model-provider]
jurisdictions: [EU]
"""
SUMMARY = "  7 files added, 1 changed, 1 removed, 12 unchanged, 1 kept from earlier versions"


def _outcome(state: State, replaced_edits: int = 0) -> Outcome:
    return Outcome(
        state=state,
        branch="public",
        remote="origin",
        source_commit="1" * 40,
        commit="2" * 40,
        parent=None,
        changes=CHANGES,
        replaced_edits=replaced_edits,
    )


def test_dry_run_names_the_first_files_of_each_kind() -> None:
    assert describe(_outcome(State.WOULD_PUBLISH)) == [
        "Would publish 1111111111 to public of origin:",
        SUMMARY,
        *(f"  add a{n}.html" for n in range(5)),
        "  add 2 more",
        "  change index.html",
        "  remove 'bad\\x1b[31m.html'",
    ]


def test_publication_is_told_in_two_lines() -> None:
    assert describe(_outcome(State.PUBLISHED)) == [
        "Published 1111111111 to public of origin as 2222222222:",
        SUMMARY,
    ]


def test_replaced_edits_are_told() -> None:
    assert describe(_outcome(State.PUBLISHED, replaced_edits=1))[2] == (
        "  1 commit made by hand on public: where they differ from the build, the build counts"
    )


def test_nothing_to_do_is_told() -> None:
    assert describe(_outcome(State.UNCHANGED)) == [
        "Nothing to do: public of origin already holds this site."
    ]


@pytest.fixture
def project(checkout: Checkout, remote: Bare, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    """A checkout that builds, cloned from `remote`."""
    checkout.commit(
        {
            "mkdocs.yml": "site_name: Demonstration\nsite_url: https://transparency.example/\n"
            "docs_dir: content\ntheme:\n  name: material\nplugins: [search, glasscase]\n",
            "content/provider.yml": PROVIDER,
            "content/index.md": "# Demonstration\n\nAn invented provider.\n",
            ".gitignore": "/site/\n/.cache/\n",
        }
    )
    checkout.git("remote", "add", "origin", f"file://{remote.path}")
    checkout.git("push", "--quiet", "--set-upstream", "origin", "main")
    monkeypatch.chdir(checkout.path)
    return checkout


def test_command_checks_builds_and_publishes(
    project: Checkout, remote: Bare, tmp_path: Path
) -> None:
    runner = CliRunner()
    planned = runner.invoke(main, ["publish", "--dry-run"])
    assert planned.exit_code == 0, planned.output
    assert "Would publish" in planned.output
    assert remote.tip() is None
    published = runner.invoke(main, ["publish"])
    assert published.exit_code == 0, published.output
    assert b"Demonstration" in remote.files()["index.html"]
    again = runner.invoke(main, ["publish"])
    assert again.exit_code == 0, again.output
    assert "Nothing to do" in again.output
    git(tmp_path, "clone", "--quiet", "--branch=public", str(remote.path), "copy")
    assert (tmp_path / "copy/index.html").read_bytes() == remote.files()["index.html"]


def test_command_publishes_no_records_with_errors(project: Checkout, remote: Bare) -> None:
    project.commit({"content/provider.yml": PROVIDER.replace("legal_name", "legalname")})
    refused = CliRunner().invoke(main, ["publish"])
    assert refused.exit_code == 1
    assert remote.tip() is None


def test_command_refuses_uncommitted_changes(project: Checkout, remote: Bare) -> None:
    (project.path / "content/index.md").write_text("# Not committed\n")
    refused = CliRunner().invoke(main, ["publish"])
    assert refused.exit_code == 2
    assert "not committed: content/index.md" in refused.output
    assert remote.tip() is None
