"""Real histories, published version by version: the pages, the list of changes and the feeds."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]

from glasscase.archive.difference import weakenings
from glasscase.log.source import FolderSource
from glasscase.log.verify import Expectations, verify
from glasscase.records import PublicForm
from glasscase.site.build import configured

from ..archive.branches import publish
from ..archive.histories import ACT, FLAPPING, RETURNED, histories, source
from ..archive.projects import write
from ..providers import PROVIDER
from .projects import run

HISTORIES = histories()
pytestmark = pytest.mark.skipif(not HISTORIES, reason="the corpus of public policies is not here")
FIRST = datetime(2026, 9, 1, 9, tzinfo=UTC)
CONFIG = """\
site_name: Policies as they were recorded
site_url: https://policies.example/
docs_dir: content
theme: {name: material, font: false}
plugins:
  - search
  - glasscase:
      branch: public
      law: false
      documents: false
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all histories, of which each publication brought one version more."""
    project = tmp_path_factory.mktemp("histories")
    write(project, CONFIG, "mkdocs.yml")
    write(project, PROVIDER, "content/provider.yml")
    write(project, "# Policies\n", "content/index.md")
    rounds: list[tuple[PublicForm | None, ...]] = list(zip_longest(*HISTORIES.values()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
        for number, forms in enumerate(rounds):
            for form in filter(None, forms):
                write(project, source(form), f"content/protocols/{form['id']}.md")
            publish(project, FIRST + timedelta(days=number))
        run(configured(project / "mkdocs.yml", project / "site", strict=False))
    return project / "site"


def text(site: Path, address: str) -> str:
    """Return the words of a page."""
    html = (site / address / "index.html").read_text("utf-8")
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def notes(site: Path) -> Mapping[tuple[str, str], Mapping[str, Any]]:
    """Return the list of changes, by record and version."""
    listed = json.loads((site / "api/v1/changes.json").read_bytes())["changes"]
    return {(note["id"], note["version"]): note for note in listed}


def test_every_version_of_every_history_is_there_and_verified(site: Path) -> None:
    for name, forms in HISTORIES.items():
        for form in forms:
            record = site / f"protocols/{name}/{form['version']}/record.json"
            assert json.loads(record.read_bytes())["body"] == form["body"]
    verdict = verify(FolderSource(site), Expectations(weakenings=weakenings))
    assert verdict.findings == ()
    assert verdict.unchanged == sum(map(len, HISTORIES.values()))


def test_the_list_of_changes_follows_each_history(site: Path) -> None:
    told = notes(site)
    for name, forms in HISTORIES.items():
        versions = [form["version"] for form in forms]
        assert [told[name, v]["previous"] for v in versions] == [None, *versions[:-1]]
        for form in forms[1:]:
            assert told[name, form["version"]]["reason"] == form["changes"][0]["reason"]


def test_the_size_of_a_change_of_prose_is_told_where_readers_meet_it(site: Path) -> None:
    counts = notes(site)[ACT, "3.3"]["counts"]
    assert counts["words_added"] > 1_000
    sentence = (
        f"In texts that changed, {counts['words_added']:,} words were added and "
        f"{counts['words_removed']:,} removed."
    )
    assert sentence in text(site, f"protocols/{ACT}/3.3/changes")
    assert sentence in text(site, f"protocols/{ACT}/history")
    assert sentence in text(site, "changes")
    assert sentence in unescape((site / f"protocols/{ACT}/feed.xml").read_text("utf-8"))


def test_a_withdrawal_gives_its_reason_and_keeps_the_text(site: Path) -> None:
    withdrawn = HISTORIES[ACT][-1]
    reason = " ".join(re.sub(r"[*_\\]", "", withdrawn["withdrawal"]["reason"]).split())[:60]
    page = text(site, f"protocols/{ACT}")
    assert reason in page
    assert "withdrawn" in page
    assert "FINDINGS AND PURPOSE" in page
    history = text(site, f"protocols/{ACT}/history")
    assert reason in history
    assert "3 published versions, newest first" in history
    assert "The protocol is withdrawn, and no other takes its place." in history


def test_an_erratum_is_the_reason_of_the_version_that_corrects_it(site: Path) -> None:
    said = HISTORIES[ACT][1]["changes"][0]["reason"].split(":")[0][-40:]
    for address in (f"protocols/{ACT}/3.3/changes", f"protocols/{ACT}/history"):
        assert said in text(site, address)


def test_a_text_that_flaps_is_said_to_be_the_earlier_one_again(site: Path) -> None:
    *_, one, _other, again = [form["version"] for form in HISTORIES[FLAPPING]]
    assert again == RETURNED
    sentence = f"The text is that of version {one} again, word for word."
    assert sentence in text(site, f"protocols/{FLAPPING}/{again}/changes")
    assert text(site, f"protocols/{FLAPPING}/history").count("again, word for word.") == 1
    told = notes(site)
    there, back = (told[FLAPPING, version]["counts"] for version in (_other, again))
    assert (back["words_added"], back["words_removed"]) == (
        there["words_removed"],
        there["words_added"],
    )


def test_the_feed_of_each_history_has_an_entry_for_each_version(site: Path) -> None:
    for name, forms in HISTORIES.items():
        feed = etree.parse(site / f"protocols/{name}/feed.xml").getroot()
        entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
        links = [entry.find("{http://www.w3.org/2005/Atom}link").get("href") for entry in entries]
        assert len(entries) == len(forms)
        for form, link in zip(reversed(forms), links, strict=True):
            assert f"protocols/{name}/{form['version']}/" in link


def test_all_that_happened_stands_on_one_page_newest_first(site: Path) -> None:
    page = text(site, "changes")
    titles = {form["title"] for forms in HISTORIES.values() for form in forms}
    assert all(title in page for title in titles)
    assert page.index("3.3-withdrawn") < page.index(HISTORIES[ACT][0]["version"] + " ")
