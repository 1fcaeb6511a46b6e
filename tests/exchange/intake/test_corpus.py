"""Real incidents of others: each is taken in, and its draft passes the check."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from glasscase.exchange.intake import Outcome, What
from glasscase.exchange.intake.draft import faults
from glasscase.findings import Severity
from glasscase.reading.private import read_private_file

from .conftest import ROOT

CORPUS = ROOT.parent / "shared/corpus/open/incidents"
FORMS = {
    "avid": "avid",
    "avid-review": "avid",
    "atlas": "atlas",
    "agrc": "status-page",
    "cstate": "status-page",
}
FILES = sorted(
    file
    for file in (CORPUS.iterdir() if CORPUS.is_dir() else ())
    if file.name.partition("__")[0] in FORMS and "schema" not in file.name
)

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="../shared is not there")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_an_incident_of_the_corpus_becomes_a_draft(
    file: Path, send: Callable[..., Outcome], project: Path
) -> None:
    data = file.read_bytes()
    outcome = send(data, file.name, zone=ZoneInfo("America/Denver"))
    assert outcome.what is What.NEW
    assert outcome.source == FORMS[file.name.partition("__")[0]]
    private, draft = outcome.files
    part = read_private_file(private, path=private.name).part
    assert part is not None
    kept = json.loads(part.events[0].event)
    texts = {value for value in kept.values() if isinstance(value, str)}
    assert data.decode() in texts or kept == json.loads(data)
    found = faults(draft.read_text(encoding="utf-8"), draft.name, date(2026, 11, 21))
    assert [one for one in found if one.severity is Severity.ERROR] == []
    assert [one for one in found if one.rule.startswith("personal")] == []
    assert send(data, file.name).what is What.REPEATED


def test_the_corpus_has_files_of_each_form() -> None:
    assert {FORMS[file.name.partition("__")[0]] for file in FILES} == set(FORMS.values())
