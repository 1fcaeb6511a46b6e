"""No report tells a withheld value, whatever it is and wherever it stands (invariant 3)."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glasscase.checks.reporters import Report, ReportFormat, render
from glasscase.checks.sources import Sources

from .conftest import BASE

WORDS = st.text("abcdefghijkmnopqrstuvwxyz", min_size=6, max_size=9).map("zq".__add__)
NUMBERS = st.integers(10**6, 10**15) | st.floats(1e18, 1e27, allow_nan=False)
SECRETS = WORDS | st.builds("{} {}".format, WORDS, WORDS) | NUMBERS


def card(secret: object, elsewhere: str) -> str:
    return (
        'id: aurora-2\nversion: "1.0"\nstatus: current\ntitle: Aurora 2\n'
        f"summary: {json.dumps(elsewhere)}\nmodel:\n  name: Aurora 2\n"
        "protocols: [nowhere]\n"
        "energy:\n  location:\n    withheld: trade-secret\n    describe: TBD\n"
        f"    value: {json.dumps(secret)}\n  method: TBD\n"
    )


@settings(
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(secret=SECRETS, broken=st.sampled_from(["", "  nonsense: 1\n", "  value: 2\n", " {\n"]))
def test_no_report_quotes_a_withheld_value(
    secret: object, broken: str, check_folder: Callable[[Path], Report]
) -> None:
    written = f"{secret:,}" if isinstance(secret, int) else str(secret)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        text = card(secret, f"It says {written} [here](../nothing/) in plain.") + broken
        for name, content in {**BASE, "content/models/aurora-2.yml": text}.items():
            file = project / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        report = check_folder(project)
        assert report.findings
        if not broken:
            assert "withheld-leak" in {finding.rule for finding in report.findings}
        for form in ReportFormat:
            shown = render(report, form)
            for spelling in {str(secret), written, json.dumps(secret)}:
                assert spelling not in shown


@pytest.mark.parametrize(
    ("secret", "told"),
    [
        ("1.4e12", "1.4 trillion, that is 1,400,000,000,000 parameters"),
        ("1.4e12", "1400000000000"),
        ("1.4e12", "1 400 000 000 000"),
        ("1.4e12", "just 1.4e12."),
        ("1400000000000", "about 1.4e12"),
        ("Site Nine", "in the halls of SITE\n  NINE"),
        ("[Norrland, Site Nine]", "trained in norrland"),
        ("{place: Site Nine}", "at site nine."),
        ("0.431", "a share of 0.431"),
    ],
)
def test_a_value_is_recognised_however_it_is_written(
    secret: str, told: str, check_files: Callable[[dict[str, str]], Report], tmp_path: Path
) -> None:
    text = card(0, "A model.").replace("value: 0", f"value: {secret}")
    text += f"limitations: |-\n  It is known: {told}\n"
    report = check_files({"content/models/aurora-2.yml": text})
    (leak,) = [finding for finding in report.findings if finding.rule == "withheld-leak"]
    assert leak.message == "this text says what is withheld under `energy.location`"
    hidden = [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if Sources(tmp_path).text(leak.path).shown(number) != line
    ]
    assert len(hidden) == 2 + told.count("\n")


@pytest.mark.parametrize("secret", ["7", "EU", "true", "21400000000000", "1.4e13", "Nine Sites"])
def test_what_stands_there_by_chance_is_no_leak(
    secret: str, check_files: Callable[[dict[str, str]], Report]
) -> None:
    text = card(0, "A model of 2026 with 1,400,000,000,000 parameters, 7 sites in the EU.")
    text = text.replace("value: 0", f"value: {secret}")
    report = check_files({"content/models/aurora-2.yml": text})
    assert "withheld-leak" not in {finding.rule for finding in report.findings}


def test_a_file_that_cannot_be_read_is_masked_whole(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("x: {withheld: trade-secret, value: 1432\ny: 2\n", encoding="utf-8")
    text = Sources(tmp_path).text("a.yml")
    assert not any(re.search(r"1432|y: 2", text.shown(number) or "") for number in (1, 2))


def test_a_file_that_is_gone_has_no_lines(tmp_path: Path) -> None:
    assert Sources(tmp_path).lines("gone.yml") == ()


HOLDER = "jane.doe@zqsecret.example"


@pytest.mark.parametrize("key", ["withheld: bogus", "witheld: trade-secret", "Withheld: yes"])
@pytest.mark.parametrize("beside", ["", "kind: digest, ", "describe: Hidden for now., "])
def test_what_was_meant_to_be_withheld_is_not_checked_as_if_it_were_given(
    key: str, beside: str, check_files: Callable[..., Report]
) -> None:
    """A row that withholds its value with a slip is not mended into one that gives it."""
    row = f"{{{key}, {beside}value: {HOLDER}}}"
    head = 'id: m\nversion: "1.0"\nstatus: current\ntitle: M\nsummary: S\n'
    text = f"{head}model:\n  name: M\n  evidence:\n    - {row}\nprotocols: [nowhere]\n"
    report = check_files({"content/models/m.yml": text})
    rules = {one.rule for one in report.findings}
    assert "reference-unknown" in rules
    for form in ReportFormat:
        assert "zqsecret" not in render(report, form)
