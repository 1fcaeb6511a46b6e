"""The page that says how to check a site: what it tells readers to type works."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from glasscase.log import log_files
from glasscase.log.keys import generate
from glasscase.log.tiles import WIDTH
from glasscase.records import Kind
from glasscase.site.lineage import Lineage
from glasscase.site.verifying import LogFacts, example, verify_source

from .versions import POLICY, SITE, Past, form_of, past

ORIGIN = "disclosures.example.com"


@pytest.fixture(scope="module")
def own() -> Past:
    return past(*(form_of(Kind.PROTOCOL, {**POLICY, "version": v}) for v in ("1.0", "1.1", "2.0")))


def source(own: Past, keys: tuple[str, ...] = (), site: str = SITE) -> str:
    versions = own.archive.of(Kind.PROTOCOL, "policy")
    lineage = Lineage.of(versions, None, own.archive.forms(versions))
    size = len(own.archive.entries)
    shown = example(lineage.release("1.1"), size)
    return verify_source(LogFacts(ORIGIN, keys), shown, site)


def commands(text: str) -> list[str]:
    """Return what a reader is told to type."""
    return re.findall(r"^\$ (.*)$", text, re.MULTILINE)


@pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
def test_the_example_by_hand_gives_what_the_page_says(own: Past, tmp_path: Path) -> None:
    version = own.archive.of(Kind.PROTOCOL, "policy")[1]
    site = tmp_path / "site"
    # Each publication leaves its own file of the log's last entries.
    at_first = log_files(own.archive.entries[: version.size], ORIGIN, ())
    now = log_files(own.archive.entries, ORIGIN, ())
    files = {**at_first, **now, **own.archive.read([version.record])}
    for address, data in files.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_bytes(data)
    fetch, digest, entry, *_ = commands(source(own, site=f"{site.as_uri()}/"))

    def run(command: str) -> str:
        done = subprocess.run(
            ["bash", "-c", command], cwd=tmp_path, capture_output=True, check=True, text=True
        )
        return done.stdout

    # curl reads files too.
    run(fetch)
    assert run(digest) == f"{version.sha256}  record.json\n"
    assert f"{version.sha256}  record.json" in source(own)
    found = run(entry)
    assert found.count("\n") == 1
    assert '"id":"policy","kind":"protocol"' in found
    assert f'"sha256":"{version.sha256}"' in found
    assert '"version":"1.1"' in found


def test_the_page_stays_while_the_log_grows(own: Past) -> None:
    """Only when the file of the log that it names is full does it name another one."""
    versions = own.archive.of(Kind.PROTOCOL, "policy")
    release = Lineage.of(versions, None).release("1.1")
    named = {size: example(release, size) for size in (2, 3, 200, WIDTH - 1, WIDTH, 1000)}
    bundles = [shown.bundle for shown in named.values() if shown]
    assert bundles == ["log/tile/entries/000.p/2"] * 4 + ["log/tile/entries/000"] * 2


def test_keys_are_shown_and_used_in_the_command(own: Past) -> None:
    key = str(generate(ORIGIN).verifier)
    signed = source(own, (key,))
    assert f"```text\n{key}\n```" in signed
    assert f"glasscase verify {SITE} --key '{key}'" in commands(signed)
    assert "not signed" not in signed


def test_an_unsigned_log_is_said_to_be_unsigned(own: Past) -> None:
    text = source(own)
    assert "none, the checkpoint is not signed" in text
    assert f"glasscase verify {SITE}" in commands(text)


def test_the_page_leads_to_a_workflow_that_watches(own: Past) -> None:
    assert "documentation/adopters/verifying/" in source(own)


def test_without_a_published_version_the_page_says_how_to_take_one() -> None:
    text = verify_source(LogFacts(ORIGIN), None, "")
    assert "sha256sum record.json" in text
    assert "https://disclosures.example.com/models/ID/VERSION/record.json" in text
