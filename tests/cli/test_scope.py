"""`glasscase scope`, run as a person runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from glasscase.cli import main

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The records of the demonstration provider."""
    folder = tmp_path_factory.mktemp("scope") / "project"
    shutil.copytree(
        ROOT / "content", folder / "content", ignore=shutil.ignore_patterns("documentation")
    )
    (folder / "mkdocs.yml").write_text("site_name: x\ndocs_dir: content\n")
    return folder


@pytest.fixture
def project(demonstration: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(demonstration)
    return demonstration


def run(*arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["scope", "--on", "2026-11-22", *arguments], catch_exceptions=False
    )


def answers(*arguments: str) -> dict[str, Any]:
    result = run("--format", "json", *arguments)
    assert result.exit_code == 0, result.stderr
    return {one["id"]: one for one in json.loads(result.stdout)["regimes"]}


def terms(regime: dict[str, Any]) -> dict[str, bool | None]:
    return {term["id"]: term["applies"] for term in regime["terms"]}


@pytest.mark.parametrize(
    ("card", "general_purpose", "systemic", "exempt", "frontier"),
    [
        ("aurora-3", True, True, False, True),
        ("aurora-2-mini", True, True, False, False),
        ("aurora-1", True, False, False, False),
        ("ember-7b", True, False, True, False),
        ("triage-lens", False, False, False, False),
    ],
)
def test_the_demonstrations_models_fall_where_a_lawyer_puts_them(
    project: Path,
    card: str,
    general_purpose: bool,
    systemic: bool,
    exempt: bool,
    frontier: bool,
) -> None:
    """Art. 51-53 of Reg. (EU) 2024/1689; Cal. Bus. & Prof. Code 22757.11(i)."""
    found = answers(card)
    union = terms(found["eu-ai-act"])
    assert union["general-purpose"] is general_purpose
    assert union["systemic-risk"] is systemic
    assert union["open-source-exempt"] is exempt
    assert found["eu-ai-act"]["applies"] is general_purpose
    assert terms(found["us-ca-sb53"])["frontier-model"] is frontier


def test_a_slightly_modified_model_does_not_make_a_provider(project: Path) -> None:
    """Guidelines, point 60: 0.4 % of the original is far from a third."""
    found = answers("ledger-assist")["eu-ai-act"]
    assert found["applies"] is False
    assert any("a third of the 6.3 × 10^24 of Norrland 70B" in one for one in found["because"])


def test_a_model_of_before_august_2025_has_until_2027(project: Path) -> None:
    """Art. 111(3) of Reg. (EU) 2024/1689: Aurora 1 was placed on the market in March 2024."""
    assert answers("aurora-1")["eu-ai-act"]["from"] == "2027-08-02"
    assert answers("aurora-3")["eu-ai-act"]["from"] == "2025-08-02"


def test_open_weights_leave_copyright_and_the_training_summary(project: Path) -> None:
    """Art. 53(2): (a) and (b) fall away, (c) and (d) stay."""
    duties = {one["id"]: one["applies"] for one in answers("ember-7b")["eu-ai-act"]["duties"]}
    assert [duties[f"art-53-1-{point}"] for point in "abcd"] == [False, False, True, True]


def test_the_provider_is_told_per_regime_and_per_card(project: Path) -> None:
    result = run()
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "Lumenforge AI: what applies on 2026-11-22"
    assert "Readiness, not legal advice." in lines[1]
    at = next(n for n, line in enumerate(lines) if line.startswith("California SB 53"))
    assert lines[at].endswith("APPLIES since 2026-01-01")
    part = "\n".join(lines[at : lines.index("", at)])
    assert "aurora-3: applies since 2026-01-01" in part
    assert "2.9 × 10^25 operations are not more than 10^26" in part
    assert "aurora-1" not in result.stdout  # Withdrawn.


def test_laws_of_next_year_are_announced(project: Path) -> None:
    """N.Y. Gen. Bus. Law 1420-1429 and 430 ILCS 185: from 2027-01-01."""
    found = answers("aurora-3")
    assert found["us-ny-raise"]["from"] == "2027-01-01"
    assert found["us-il-185"]["from"] == "2027-01-01"


def test_what_is_not_stated_is_asked_for(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project, tmp_path / "copy")
    card = tmp_path / "copy/content/models/aurora-3.yml"
    text = card.read_text(encoding="utf-8")
    card.with_name("first.yml").write_text(
        text.replace("  operations: 2.3e+26\n  magnitude: 26\n", ""), encoding="utf-8"
    )
    card.unlink()
    monkeypatch.chdir(tmp_path / "copy")
    # The file is named as it is called, whatever the id.
    assert answers("aurora-3")["us-ca-sb53"]["because"][0] == (
        "cannot tell: state `compute.operations` or `compute.magnitude` in models/first.yml"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("aurora-4", "Did you mean `aurora-3`?"),
        ("incidents/aurora-3", "Did you mean `models/aurora-3`?"),
    ],
)
def test_an_unknown_record_is_refused(project: Path, name: str, hint: str) -> None:
    result = run(name)
    assert result.exit_code == 2
    assert hint in result.stderr


def test_a_fault_in_the_projects_catalogue_is_told(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(project, tmp_path / "copy")
    (tmp_path / "copy/law").mkdir()
    (tmp_path / "copy/law/mine.yml").write_text("extends: us-ca-sb35\n")
    monkeypatch.chdir(tmp_path / "copy")
    result = run()
    assert result.exit_code == 2
    assert "law/mine.yml:1:" in result.stderr
    assert "Did you mean `us-ca-sb53`?" in result.stderr
