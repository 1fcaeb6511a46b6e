"""A large project, checked a few records at a time, is checked as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from glasscase.checks.configuration import configuration
from glasscase.checks.run import check
from glasscase.checks.sources import Sources
from glasscase.checks.survey import nothing, survey
from glasscase.processes import MANY
from glasscase.reading.load import Cache, Collection, load

from .conftest import BASE, TODAY

COUNT = MANY + 60
CARD = """\
id: card-{number}
version: "1.0"
status: {status}
title: Card {number}
summary: "{summary}"
model: {{name: Card {number}}}
protocols: [{protocol}]
evaluations:
  - id: test
    benchmark: Test
    metric: score
    value: {value}
    unit: "%"
    evaluator: {{kind: internal}}
"""
PROTOCOL = """\
---
id: limits
version: "1.0"
status: current
title: Limits
type: other
summary: The limits.
commitments:
  - id: line
    text: No result above the line.
    threshold: {metric: score, benchmark: Test, operator: ">", value: 90, unit: "%"}
---

## Why lines are drawn

Text.
"""


def summary(number: int) -> str:
    match number % 40:
        case 3:
            return "See [the reasons](../../protocols/limits/#why-lines-are-drawn)."
        case 7:
            return "See [nothing](../../protocols/limits/#no-such-place)."
        case 11:
            return f"See [a card](../card-{(number * 7) % COUNT}/#nowhere)."
    return "A card."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    files = {**BASE, "content/protocols/limits.md": PROTOCOL}
    for number in range(COUNT):
        files[f"content/models/card-{number}.yml"] = CARD.format(
            number=number if number != COUNT - 1 else 0,
            status="draft" if number == 5 else "current",
            summary=summary(number),
            protocol="limts" if number % 50 == 9 else "limits",
            value=95 if number % 60 == 2 else 50,
        )
    files["content/models/broken.yml"] = "id: broken\nversion: 1\n"
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def titles(collection: Collection) -> Sequence[str]:
    return [loaded.record.title for loaded in collection.models]


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_batches_find_what_one_pass_finds(project: Path, processes: int) -> None:
    found = configuration(project / "mkdocs.yml")
    whole = check(load(project), today=TODAY, options=found.options, lines=Sources(project).lines)
    result = survey(found, today=TODAY, take=titles, processes=processes)
    assert result.findings == whole.findings
    assert result.waived == whole.waived
    assert len(result.files) == COUNT + 3
    assert len(result.taken) > 1
    assert [title for batch in result.taken for title in batch] == titles(load(project))
    assert {finding.rule for finding in result.findings} >= {
        "id-duplicate",
        "link-anchor",
        "reference-unknown",
        "threshold-exceeded",
        "status-draft",
        "field-missing",
    }


def test_a_cache_reads_only_what_has_changed(project: Path) -> None:
    found = configuration(project / "mkdocs.yml")
    cache = Cache()
    first = survey(found, today=TODAY, take=nothing, cache=cache)
    kept = {id(read) for read in cache.results.values()}
    again = survey(found, today=date(2026, 11, 21), take=nothing, cache=cache)
    assert again.findings == first.findings
    assert {id(read) for read in cache.results.values()} == kept
