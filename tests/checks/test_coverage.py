"""The gate: duties of the chosen regimes, in projects of any size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from glasscase.checks.configuration import configuration
from glasscase.checks.reporters import Report
from glasscase.checks.survey import nothing, survey
from glasscase.processes import MANY

from .conftest import BASE, TODAY

CASE = Path(__file__).parents[1] / "cases/checks/coverage"
LAW = {"law/house-rules.yml": (CASE / "law/house-rules.yml").read_text(encoding="utf-8")}
GATE = """site_name: Example
docs_dir: content
plugins:
  - glasscase:
      coverage: {{{regimes}}}
"""
CARD = """id: card-{number}
version: "1.0"
status: current
title: Card {number}
summary: A card.
model: {{name: Card {number}}}
compute: {{magnitude: 22}}
bias: None.
"""
FRAMEWORK = (CASE / "content/protocols/framework.md").read_text(encoding="utf-8")

Check = Callable[[Mapping[str, str]], Report]


def gate(regimes: str) -> dict[str, str]:
    return {"mkdocs.yml": GATE.format(regimes=regimes)}


def card(number: int = 1, more: str = "") -> dict[str, str]:
    return {f"content/models/card-{number}.yml": CARD.format(number=number) + more}


def told(report: Report) -> list[tuple[str, str, str]]:
    return [(one.path, one.rule, one.severity.value) for one in report.findings]


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_regime_weighs_what_the_project_says(check_files: Check, severity: str) -> None:
    report = check_files({**LAW, **card(), **gate(f"house-rules: {severity}")})
    assert ("content/models/card-1.yml", "duty-unanswered", severity) in told(report)


def test_a_regime_that_is_not_named_is_not_looked_at(check_files: Check) -> None:
    assert told(check_files({**LAW, **card()})) == []
    assert told(check_files({**LAW, **card(), **gate("gdpr-33: error")})) == []


@pytest.mark.parametrize(
    "said",
    [
        "limitations: None.\n",
        "limitations: {absent: not-yet, reason: Tests end in March.}\n",
        "limitations: {withheld: public-safety, describe: It would help attackers.}\n",
    ],
)
def test_what_is_given_withheld_or_absent_is_answered(check_files: Check, said: str) -> None:
    framework = FRAMEWORK.replace("review:", "topics:\n  - {topic: updating, summary: a}\nreview:")
    files = {**card(more=said), "content/protocols/framework.md": framework}
    assert told(check_files({**LAW, **files, **gate("house-rules: error")})) == []


def test_a_framework_that_is_not_there_is_asked_for(check_files: Check) -> None:
    report = check_files({**LAW, **gate("house-rules: error")})
    [finding] = report.findings
    assert (finding.path, finding.rule) == ("content/provider.yml", "duty-unanswered")
    assert "in a new file in protocols/ of the type frontier-framework" in finding.help


FRONTIER = """id: wren
version: "1.0"
status: current
title: Wren
summary: A card.
model: {{name: Wren}}
release: {{first: 2026-02-01, jurisdictions: [US-CA]}}
compute:
  {compute}
"""


def frontier(compute: str) -> dict[str, str]:
    return {"content/models/wren.yml": FRONTIER.format(compute=compute)}


def undecided(report: Report) -> list[tuple[str, str, str, str]]:
    return [
        (one.path, one.severity.value, one.message, one.help)
        for one in report.findings
        if one.rule == "duty-undecided"
    ]


def test_what_cannot_be_told_to_be_owed_does_not_pass(check_files: Check) -> None:
    """Cal. Bus. & Prof. Code 22757.11(j): a large developer, by its revenue, which is not stated.

    It is told once, where it is to be stated, and not again of the card.
    """
    report = check_files({**frontier("operations: 2.0e+26"), **gate("us-ca-sb53: error")})
    [(path, severity, message, help_)] = undecided(report)
    assert (path, severity) == ("content/provider.yml", "error")
    assert message.startswith("California SB 53: cannot tell whether ")
    assert "22757.12(a)" in message
    assert help_.startswith("State `large_developer.")
    assert help_.endswith("in provider.yml.")


def test_a_withheld_figure_does_not_pass_and_its_coarse_form_does(check_files: Check) -> None:
    """22757.11(i): more than 10^26 operations; the report of 22757.12(c) hangs on it."""
    secret = "operations: {withheld: trade-secret, describe: A secret.}"
    report = check_files({**frontier(secret), **gate("us-ca-sb53: warning")})
    found = [one for one in undecided(report) if one[0] == "content/models/wren.yml"]
    assert found
    assert all(severity == "warning" for _, severity, _, _ in found)
    assert any("22757.12(c)" in message for _, _, message, _ in found)
    assert all("compute." in help_ for _, _, _, help_ in found)
    coarse = check_files({**frontier(f"{secret}\n  magnitude: 24"), **gate("us-ca-sb53: warning")})
    assert [one for one in undecided(coarse) if one[0] == "content/models/wren.yml"] == []


def test_what_cannot_be_told_is_found_at_the_field_that_is_there(check_files: Check) -> None:
    secret = "operations: {withheld: trade-secret, describe: A secret.}"
    report = check_files({**frontier(secret), **gate("us-ca-sb53: warning")})
    own = [one for one in report.findings if one.path.endswith("wren.yml")]
    places = {one.position.line for one in own if one.position is not None}
    assert places == {8}


@pytest.mark.parametrize(
    "more",
    ["in_force: 2027-01-01", "strength: should", "readers: [ai-office]"],
)
def test_what_is_not_owed_to_the_public_by_now_may_stay_open(check_files: Check, more: str) -> None:
    law = LAW["law/house-rules.yml"]
    key = more.partition(":")[0]
    duty = "  - id: limits\n    who: {field: classification.level, equals: high-risk}\n"
    asked = law.replace("  - id: limits\n", duty)
    exempt = asked.replace("    readers: [public]\n", "", 1) if key == "readers" else asked
    exempt = exempt.replace(duty, f"{duty}    {more}\n")
    files = {**card(), **gate("house-rules: error")}
    assert len(undecided(check_files({"law/house-rules.yml": asked, **files}))) == 1
    assert undecided(check_files({"law/house-rules.yml": exempt, **files})) == []


def test_what_no_field_can_show_is_no_finding(check_files: Check) -> None:
    law = LAW["law/house-rules.yml"].partition("  - id: updating\n")[0]
    bare = law.partition("    answers:")[0] + "    source: promise\n    confidence: verified\n"
    files = {"law/house-rules.yml": bare, **card(), **gate("house-rules: error")}
    assert told(check_files(files)) == []


def test_errors_of_the_project_s_own_catalogue_are_findings(check_files: Check) -> None:
    files = {"law/house-rules.yml": LAW["law/house-rules.yml"].replace("limitations,", "limits,")}
    report = check_files(files)
    [finding] = report.findings
    assert (finding.path, finding.severity.value) == ("law/house-rules.yml", "error")


def test_a_project_of_many_records_is_judged_by_all_of_them(tmp_path: Path) -> None:
    files = {**BASE, **LAW, **gate("house-rules: error")}
    files["content/protocols/framework.md"] = FRAMEWORK
    for number in range(MANY + 30):
        files |= card(number, "limitations: None.\n" if number % 50 else "")
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    found = configuration(tmp_path / "mkdocs.yml")
    results = [
        survey(found, today=TODAY, take=nothing, processes=processes).findings
        for processes in (1, 2)
    ]
    assert results[0] == results[1]
    assert [one.path for one in results[0]] == [
        *(f"content/models/card-{number}.yml" for number in (0, 100, 150, 50)),
        "content/provider.yml",
    ]
    assert "content/protocols/framework.md" in results[0][-1].help
