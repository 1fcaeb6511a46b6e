"""`glasscase verify`, run as a person runs it."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase import cli
from glasscase.log.files import CHECKPOINT
from tests.log.samples import ORIGIN, SIGNER, STRANGER, Site, subjects
from tests.log.serving import SiteServer

SECOND = subjects(2)[1]
KEY = str(SIGNER.verifier)


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Three versions, signed, in the folder `site` of the working folder."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(cli._COMMANDS, "verify", "glasscase.cli.verify")
    monkeypatch.chdir(tmp_path)
    site = Site(tmp_path / "site", [SIGNER])
    site.publish(*subjects(3))
    site.write_index(*subjects(3))
    return site


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["verify", *arguments], catch_exceptions=False)


def test_a_verified_site_exits_0(site: Site) -> None:
    result = run("site")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Verified: the data of all 3 published versions are unchanged.\n"
    )
    assert result.stderr == ""


def test_a_fault_exits_1(site: Site) -> None:
    site.flip(SECOND.record)
    result = run("site")
    assert result.exit_code == 1
    assert result.stdout.startswith("NOT VERIFIED: 1 thing is wrong with site.\n")
    assert f"\n{SECOND.record}: error[record-altered] the file has the SHA-256 " in result.stdout


def test_a_file_that_could_not_be_looked_at_exits_1(site: Site) -> None:
    site.remove(SECOND.record)
    (site.folder / SECOND.record).mkdir()
    result = run("site")
    assert result.exit_code == 1
    assert result.stdout.startswith("Not verified: 1 thing could not be looked at.\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nothing"], "there is no folder nothing"),
        (["file:///etc"], "does not start with https:// or http://"),
        (["https://user:hunter2@site.example/"], "has a login in it"),
        (["site", "--since", "nothing"], "the earlier checkpoint nothing cannot be read"),
        (["site", "--since", "site/api/v1/index.json"], "the note does not end with a newline"),
        (["site", "--key", "nonsense"], "the verifier key is malformed"),
        (["site", "--key", SIGNER.secret()], "a secret signer key was given"),
        (["site", "--save", "nowhere/kept"], "cannot be written to nowhere/kept"),
    ],
    ids=lambda value: value[-1][:12] if isinstance(value, list) else "",
)
def test_what_cannot_be_run_exits_2(site: Site, arguments: list[str], message: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert len(result.stderr.splitlines()) > 1, "there is a hint"
    assert "hunter2" not in result.output
    assert SIGNER.secret().rsplit("+", 1)[-1] not in result.output


def test_a_server_that_is_not_there_exits_2(site: Site) -> None:
    with SiteServer(site.folder) as server:
        url = server.url
    result = run(url)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the server refuses the connection" in result.stderr


def test_a_site_on_the_web_is_verified(site: Site) -> None:
    with SiteServer(site.folder) as server:
        result = run(server.url)
    assert result.exit_code == 0
    assert f"Site: {server.url}\n" in result.stdout


def test_a_checkpoint_is_kept_and_given_the_next_time(site: Site) -> None:
    result = run("site", "--save", "kept")
    assert result.stderr == "Saved the checkpoint to kept.\n"
    assert Path("kept").read_bytes() == site.read(CHECKPOINT)
    site.publish(*subjects(5)[3:])
    result = run("site", "--since", "kept", "--save", "kept")
    assert result.exit_code == 0
    assert "Since your checkpoint: its 3 entries are as they were; 2 came after.\n" in result.stdout
    assert Path("kept").read_bytes() == site.read(CHECKPOINT)
    assert sorted(path.name for path in Path().iterdir()) == ["kept", "site"]


def test_the_checkpoint_of_a_forked_log_does_not_replace_the_earlier_one(site: Site) -> None:
    run("site", "--save", "kept")
    earlier = Path("kept").read_bytes()
    site.entries.clear()
    site.publish(*subjects(4)[1:])
    site.write_index()
    result = run("site", "--since", "kept", "--save", "kept")
    assert result.exit_code == 1
    assert "error[log-forked]" in result.stdout
    assert result.stderr == "The checkpoint was not saved: kept is as it was.\n"
    assert Path("kept").read_bytes() == earlier


def test_keys_must_have_signed(site: Site) -> None:
    result = run("site", "--key", KEY)
    assert result.exit_code == 0
    assert f"its checkpoint is signed by {ORIGIN}.\n" in result.stdout
    result = run("site", "--key", KEY, "--key", str(STRANGER.verifier))
    assert result.exit_code == 1
    assert "error[key-wrong]" in result.stdout


@pytest.mark.parametrize("option", [["--json"], ["--format", "json"]])
def test_json_is_all_of_the_output(site: Site, option: list[str]) -> None:
    site.flip(SECOND.record)
    result = run("site", *option)
    document = json.loads(result.stdout)
    assert document["verdict"] == "failed"
    assert [finding["path"] for finding in document["findings"]] == [SECOND.record]
    assert result.stderr == "NOT VERIFIED: 1 thing is wrong with site.\n"
    assert result.exit_code == 1


def test_progress_is_shown_on_a_terminal_only(site: Site) -> None:
    """Standard error is a terminal in one run and a pipe in the other; the output is one."""
    program = "from glasscase.cli.verify import command; command()"
    command = [sys.executable, "-c", program, "site"]
    piped = subprocess.run(command, capture_output=True, check=True)
    assert piped.stderr == b""
    master, slave = pty.openpty()
    shown = subprocess.run(command, stdout=subprocess.PIPE, stderr=slave, check=True)
    os.close(slave)
    bar = os.read(master, 1 << 16)
    os.close(master)
    assert b"Comparing versions" in bar
    assert shown.stdout == piped.stdout
