"""What stands in a folder and should not, and what stands in place of an erased version."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import pytest

from glasscase.log.page import text_of
from glasscase.log.report import render_text
from glasscase.log.source import FolderSource
from glasscase.log.verdict import State, Verdict
from glasscase.log.verify import verify
from glasscase.log.web import WebSource

from .samples import Site, record, subjects
from .serving import SiteServer

FIRST, SECOND, THIRD = subjects(3)
REASON = "It named a person & a <place>,\nand both asked."


def verdict_of(site: Site) -> Verdict:
    return verify(FolderSource(site.folder))


def both(site: Site) -> Iterator[Verdict]:
    """Verify a site in its folder, and on a server."""
    yield verdict_of(site)
    with SiteServer(site.folder) as server:
        source = WebSource(server.url)
        yield verify(source)
        source.close()


def found(verdict: Verdict) -> list[tuple[str, str]]:
    return [(finding.rule, finding.path) for finding in verdict.findings]


def tombstone(reason: str, digest: str) -> bytes:
    return (
        f"<!doctype html><style>p {{}}</style><h1>Erased</h1><p>{escape(reason)}</p>"
        f"<code>{digest}</code>"
    ).encode()


@pytest.fixture
def erased(site: Site) -> Site:
    """The site after its second version was erased; a page says so."""
    site.erase(SECOND, REASON)
    site.write_index(FIRST)
    site.write(f"{SECOND.folder}index.html", tombstone(REASON, digest(site)))
    return site


def digest(site: Site) -> str:
    [erasure] = verdict_of(site).erased
    return erasure.sha256


def test_a_page_that_gives_reason_and_digest_may_stand_for_what_was_erased(erased: Site) -> None:
    for verdict in both(erased):
        assert verdict.findings == ()


def test_an_erased_version_whose_old_page_is_back_is_found(erased: Site) -> None:
    old = f"<!doctype html><h1>Version 1.0</h1><p>What it does.</p>{digest(erased)}"
    erased.write(f"{SECOND.folder}index.html", old.encode())
    for verdict in both(erased):
        assert found(verdict) == [("tombstone-wrong", f"{SECOND.folder}index.html")]


def test_a_page_that_gives_another_reason_is_found(erased: Site) -> None:
    page = tombstone("A mistake of ours.", digest(erased))
    erased.write(f"{SECOND.folder}index.html", page)
    assert [rule for rule, _ in found(verdict_of(erased))] == ["tombstone-wrong"]


def test_a_reason_that_only_a_script_holds_is_not_shown(erased: Site) -> None:
    hidden = f"<script>{REASON}</script>{digest(erased)}"
    erased.write(f"{SECOND.folder}index.html", hidden.encode())
    assert [rule for rule, _ in found(verdict_of(erased))] == ["tombstone-wrong"]


def test_pages_that_are_left_of_an_erased_version_are_found_in_a_folder(erased: Site) -> None:
    path = f"{SECOND.folder}changes/index.html"
    erased.write(path, b"What it said.")
    assert found(verdict_of(erased)) == [("erased-present", path)]


def test_data_that_the_log_does_not_hold_are_found_in_a_folder(site: Site) -> None:
    """On a server nobody links to them, so nobody could find them."""
    path = "protocols/fw/9.9/record.json"
    site.write(path, record(FIRST))
    folder, served = both(site)
    assert found(folder) == [("version-unlogged", path)]
    assert folder.state is State.FAILED
    assert served.findings == ()


def test_other_files_of_a_folder_are_not_taken_for_versions(site: Site) -> None:
    site.write("assets/models/x/record.json", b"{}")
    site.write("other/models/x/1.0/record.json", b"{}")
    assert verdict_of(site).findings == ()


def test_it_is_always_told_what_was_not_looked_at(site: Site) -> None:
    """An altered page beside unaltered data is nothing that the log can show."""
    site.write(f"{FIRST.folder}index.html", b"<p>no</p>")
    earlier = verdict_of(site).checkpoint
    assert earlier is not None
    shown = render_text(verdict_of(site))
    assert shown.startswith("Verified: the data of all 6 published versions are unchanged.\n")
    assert "Not looked at: whether the pages show what the data say." in shown


@pytest.mark.parametrize(
    ("page", "text"),
    [
        (b"<p>One &amp; two</p>\n<p>three", "One & two three"),
        (b"a<script>b</script>c<style>d</style>e", "ace"),
        (b"\xff<", "\ufffd<"),
        (b"</script>x", "x"),
        (b"", ""),
    ],
)
def test_the_text_of_a_page(page: bytes, text: str) -> None:
    assert text_of(page) == text
