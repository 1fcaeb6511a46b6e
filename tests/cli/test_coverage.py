"""`glasscase coverage`, run as a person runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main
from tests.archive.branches import day, publish

PROVIDER = Path(__file__).parents[1] / "cases/checks/provider.yml"
REGIME = """id: {id}
short: {short}
title: What we have promised
force: voluntary
jurisdiction: WORLD
authority: Example AI
in_force: 2026-01-01
checked: 2026-11-21
summary: Each model card says what its model cannot do.
sources:
  - id: promise
    title: Our promise
    confidence: verified
duties:
  - id: limits
    clause: No. 1
    title: Limits of a model
    what: What the model cannot do well.
    subject: model
    readers: [public]
    answers:
      - fields: [limitations]
      - fields: [compute.operations, compute.magnitude]
        either: true
    deadline:
      kind: by
      trigger: Release
      start: [release.first]
      recipient: the public
    source: promise
    confidence: verified
  - id: comments
    clause: No. 2
    title: Comments
    what: Comments.
    subject: model
    strength: may
    readers: [public]
    answers:
      - fields: [data.crawled.comments]
    source: promise
    confidence: verified
  - id: method
    clause: No. 3
    title: Method of review
    what: How a framework is reviewed.
    subject: provider
    readers: [public]
    answers:
      - of: protocol
        types: [frontier-framework]
        fields: ["topics[topic=updating]"]
    source: promise
    confidence: verified
  - id: feelings
    clause: No. 4
    title: How we feel
    what: How we feel.
    subject: provider
    readers: [public]
    source: promise
    confidence: verified
"""
CARD = """id: {id}
version: "1.0"
status: {status}
title: "{id}: model card"
summary: A small model.
model:
  name: {id}
release:
  first: 2026-02-01
limitations:
  absent: not-yet
  reason: Tests end in March.
"""
FRAMEWORK = """---
id: framework
version: "1.0"
status: current
title: Framework
summary: How we handle risk.
type: frontier-framework
---

Text.
"""
FILES = {
    "mkdocs.yml": "site_name: Example\ndocs_dir: content\n",
    "content/provider.yml": PROVIDER.read_text(encoding="utf-8"),
    "law/house-rules.yml": REGIME.format(id="house-rules", short="House rules"),
    "content/models/wren.yml": CARD.format(id="wren", status="current"),
    "content/models/finch.yml": CARD.format(id="finch", status="draft"),
    "content/protocols/framework.md": FRAMEWORK,
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["coverage", *arguments], catch_exceptions=False)


def house(*arguments: str) -> str:
    result = run("--regime", "house-rules", *arguments)
    assert (result.exit_code, result.stderr) == (0, "")
    return result.stdout


def test_a_regime_has_a_line_of_counts_and_what_to_write_where(project: Path) -> None:
    head, text = house().split("\n\n")
    assert head.startswith("Coverage on ")
    assert head.endswith("Readiness, not legal advice.")
    assert (
        text
        == """House rules (house-rules): 1 partly, 2 missing, 1 cannot tell
  content/provider.yml
    missing: No. 3, Method of review
      content/protocols/framework.md: state `topics` with `topic: updating`
  content/models/wren.yml
    partly: No. 1, Limits of a model
      content/models/wren.yml: state `compute.operations` or `compute.magnitude`
      `limitations` is absent (not-yet): Tests end in March.
    content/models/wren.yml: may also state `data.crawled.comments`
"""
    )


def test_all_regimes_are_shown_in_the_order_of_their_ids(project: Path) -> None:
    result = run()
    names = [line for line in result.stdout.splitlines() if line[:1] not in ("", " ")][1:]
    ids = [line.partition("(")[2].partition(")")[0] for line in names]
    assert ids == sorted(ids)
    assert {"house-rules", "us-ca-sb53"} <= set(ids)


@pytest.mark.parametrize(
    ("name", "subjects"),
    [
        ("wren", {"wren"}),
        ("models/wren", {"wren"}),
        ("finch", {"finch"}),
        ("provider", {""}),
        ("protocols/framework", {""}),
    ],
)
def test_one_record_can_be_asked_about_a_draft_too(
    project: Path, name: str, subjects: set[str]
) -> None:
    document = json.loads(house(name, "--format", "json"))
    [regime] = document["regimes"]
    assert {duty["subject"]["id"] for duty in regime["duties"]} == subjects


def test_a_protocol_shows_the_duties_that_ask_for_it(project: Path) -> None:
    [regime] = json.loads(house("framework", "--format", "json"))["regimes"]
    assert [duty["duty"] for duty in regime["duties"]] == ["method"]


def test_programs_get_everything(project: Path) -> None:
    document = json.loads(house("wren", "--format", "json"))
    assert set(document) == {"catalogue", "as_of", "notice", "regimes", "late"}
    [regime] = document["regimes"]
    assert regime["counts"] == {"partly": 1, "missing": 1}
    assert (regime["checked"], regime["unverified"]) == ("2026-11-21", [])
    assert regime["duties"][0] == {
        "subject": {"kind": "model", "id": "wren"},
        "duty": "limits",
        "clause": "No. 1",
        "title": "Limits of a model",
        "strength": "must",
        "confidence": "verified",
        "readers": ["public"],
        "state": "partly",
        "in_force": "2026-01-01",
        "latest": "2026-01-01",
        "because": [],
        "held": [
            {
                "asks": "Limits of a model",
                "kind": "model",
                "id": "wren",
                "file": "content/models/wren.yml",
                "field": "limitations",
                "state": "absent",
                "basis": "not-yet",
                "reason": "Tests end in March.",
            },
            {
                "asks": "Limits of a model",
                "kind": "model",
                "id": "wren",
                "file": "content/models/wren.yml",
                "field": "compute.operations",
                "instead": ["compute.magnitude"],
                "state": "missing",
            },
        ],
    }


def test_a_table_has_a_row_for_each_duty_of_each_subject(project: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(house("--format", "csv"))))
    assert [(row["duty"], row["id"], row["state"]) for row in rows] == [
        ("method", "", "missing"),
        ("feelings", "", "cannot-tell"),
        ("limits", "wren", "partly"),
        ("comments", "wren", "missing"),
    ]
    assert (rows[2]["answered"], rows[2]["open"]) == ("limitations", "compute.operations")
    assert rows[2]["grounds"] == "`limitations` is absent (not-yet): Tests end in March."


def test_in_a_table_a_withheld_value_has_its_ground_and_sentences_stand_apart(
    project: Path,
) -> None:
    law = project / "law/house-rules.yml"
    text = law.read_text(encoding="utf-8")
    law.write_text(
        text.replace(
            "    readers: [public]\n",
            "    who: {field: bias, stated: true}\n    in_force: 2027-01-01\n"
            "    readers: [public]\n",
            1,
        ),
        encoding="utf-8",
    )
    card = project / "content/models/wren.yml"
    secret = "bias: Some.\nlimitations:\n  withheld: public-safety\n  describe: A weak point.\n"
    card.write_text(CARD.format(id="wren", status="current").partition("limitations")[0] + secret)
    table = house("wren", "--on", "2026-11-22", "--format", "csv")
    row = next(csv.DictReader(io.StringIO(table)))
    assert row["grounds"] == "`limitations` is withheld (public-safety): A weak point."
    assert row["because"] == "`bias` is stated | In force from 2027-01-01."


def test_another_day_shows_what_will_be_missing(project: Path) -> None:
    law = project / "law/house-rules.yml"
    later = "    subject: model\n    in_force: 2099-01-01\n"
    law.write_text(law.read_text(encoding="utf-8").replace("    subject: model\n", later))
    today = house("wren")
    assert (
        "  From 2099-01-01, 1 more must be met; 1 of them lacks something: `--on 2099-01-01`"
        in (today)
    )
    assert "partly" not in today
    then = house("wren", "--on", "2099-01-01")
    assert then.startswith("Coverage on 2099-01-01.")
    assert "partly: No. 1, Limits of a model" in then


def test_what_is_late_is_said_once_something_is_published(project: Path) -> None:
    assert "Late" not in house()
    publish(project, day("2026-02-13"))
    assert house().endswith(
        "\nLate\n"
        "  content/models/wren.yml: The card was first published on 2026-02-13, 12 days after"
        " 2026-02-01\n    (`release.first`).\n    House rules, No. 1\n"
    )


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (("wrenn",), "there is no valid record `wrenn`", "Did you mean `wren`?"),
        (("incidents/wren",), "there is no valid record `incidents/wren`", "Did you mean"),
        (("--regime", "us-ca-sb35"), "there is no regime `us-ca-sb35`", "`us-ca-sb53`"),
    ],
)
def test_names_that_are_not_there_get_a_suggestion(
    project: Path, arguments: tuple[str, ...], message: str, hint: str
) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert hint in result.stderr


def test_an_id_that_two_kinds_share_needs_its_kind(project: Path) -> None:
    text = FRAMEWORK.replace("id: framework", "id: wren")
    (project / "content/protocols/wren.md").write_text(text, encoding="utf-8")
    result = run("wren")
    assert result.exit_code == 2
    assert "several records have the id `wren`" in result.stderr
    assert "`models/wren`" in result.stderr


def test_a_catalogue_with_errors_is_refused_with_the_place(project: Path) -> None:
    (project / "law/house-rules.yml").write_text("id: house-rules\n", encoding="utf-8")
    result = run()
    assert result.exit_code == 2
    assert "law/house-rules.yml:1" in result.stderr
