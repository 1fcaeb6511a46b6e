"""What `glasscase publish` tells the person who runs it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from glasscase.cli import main
from glasscase.cli.publish import describe, site_folder
from glasscase.publish import Changes, Outcome, State

from ..providers import PROVIDER
from .repositories import Bare, Checkout, git, write

CHANGES = Changes(
    added=tuple(f"a{n}.html" for n in range(7)),
    changed=("index.html",),
    removed=("bad\x1b[31m.html",),
    kept=("models/a/1/record.json",),
    unchanged=12,
)
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


def test_edition_is_told() -> None:
    assert describe(replace(_outcome(State.PUBLISHED), edition="2026.4"))[2] == (
        "  edition 2026.4: the site as it stands, under 2026.4/"
    )


def test_overtaken_publication_is_told() -> None:
    said = "\n".join(describe(replace(_outcome(State.OVERTAKEN), newer="3" * 40)))
    assert "Nothing to do" in said
    assert "published from 3333333333, which builds on 1111111111" in said


def test_nothing_to_do_is_told() -> None:
    assert describe(_outcome(State.UNCHANGED)) == [
        "Nothing to do: public of origin already holds this site."
    ]


@pytest.fixture
def project(
    checkout: Checkout, remote: Bare, monkeypatch: pytest.MonkeyPatch, own_log: None
) -> Checkout:
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
    git(tmp_path, "clone", "--quiet", "--branch=public", str(remote.path), "copy")
    assert (tmp_path / "copy/index.html").read_bytes() == remote.files()["index.html"]


def test_command_publishes_no_records_with_errors(project: Checkout, remote: Bare) -> None:
    project.commit({"content/provider.yml": PROVIDER.replace("legal_name", "legalname")})
    refused = CliRunner().invoke(main, ["publish"])
    assert refused.exit_code == 1
    assert remote.tip() is None


def _uncommitted(project: Checkout, _remote: Bare) -> None:
    write(project.path, {"content/index.md": "# Not committed\n"})


def _foreign(project: Checkout, _remote: Bare) -> None:
    project.git("push", "--quiet", "origin", "main:public")


def _gone(_project: Checkout, remote: Bare) -> None:
    remote.path.rename(remote.path.with_name("gone.git"))


@pytest.mark.parametrize(
    ("prepare", "options", "message"),
    [
        (_uncommitted, [], "not committed: content/index.md"),
        (_foreign, [], "not published by Glasscase"),
        (_gone, [], "could not be read"),
        (None, ["--remote", "nowhere"], "no remote or repository 'nowhere'"),
        (None, ["--branch", "main"], "main is checked out"),
    ],
)
def test_command_refuses_before_it_builds(
    project: Checkout,
    remote: Bare,
    prepare: Callable[[Checkout, Bare], None] | None,
    options: list[str],
    message: str,
) -> None:
    shutil.rmtree(project.site)
    if prepare:
        prepare(project, remote)
    refused = CliRunner().invoke(main, ["publish", *options])
    assert refused.exit_code == 2
    assert message in refused.output
    assert not project.site.exists()


@pytest.mark.parametrize(
    ("text", "folder"),
    [
        ("site_name: x\n", "site"),
        ("site_dir: built/public\n", "built/public"),
        ("site_dir: ../built\n", "../built"),
        ("site_dir: !ENV [NOWHERE, elsewhere]\n", "elsewhere"),
        ("INHERIT: base.yml\n", "inherited"),
        ("site_dir: [\n", "site"),
    ],
)
def test_folder_of_the_site_is_known_before_the_build(
    tmp_path: Path, text: str, folder: str
) -> None:
    write(tmp_path, {"mkdocs.yml": text, "base.yml": "site_dir: inherited\n"})
    assert site_folder(tmp_path / "mkdocs.yml") == tmp_path / folder
